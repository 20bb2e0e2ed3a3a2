"""The ledger's one head, and the triggers that keep what was published as it was."""

from django.db import migrations

FORWARD = """
INSERT INTO tracker_ledgerhead (id, sequence) VALUES (1, 0);

CREATE FUNCTION tracker_keep_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF current_setting('on_record.redacting', true) = 'on' THEN
            RETURN NEW;
        END IF;
        OLD.fanned_out_at := NEW.fanned_out_at;
        OLD.superseded_at := COALESCE(OLD.superseded_at, NEW.superseded_at);
        IF NEW IS NOT DISTINCT FROM OLD THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER revision_is_kept BEFORE UPDATE OR DELETE ON tracker_revision
    FOR EACH ROW EXECUTE FUNCTION tracker_keep_revision();

CREATE FUNCTION tracker_keep_assessment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('on_record.redacting', true) = 'on' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'assessments are append-only' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER assessment_is_kept BEFORE UPDATE OR DELETE ON tracker_assessment
    FOR EACH ROW EXECUTE FUNCTION tracker_keep_assessment();

CREATE FUNCTION tracker_keep_snapshot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.text = OLD.text
            OR current_setting('on_record.redacting', true) = 'on') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'snapshots are kept for ever' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER snapshot_is_kept BEFORE UPDATE OR DELETE ON tracker_snapshot
    FOR EACH ROW EXECUTE FUNCTION tracker_keep_snapshot();
"""

BACKWARD = """
DROP TRIGGER snapshot_is_kept ON tracker_snapshot;
DROP FUNCTION tracker_keep_snapshot;
DROP TRIGGER assessment_is_kept ON tracker_assessment;
DROP FUNCTION tracker_keep_assessment;
DROP TRIGGER revision_is_kept ON tracker_revision;
DROP FUNCTION tracker_keep_revision;
DELETE FROM tracker_ledgerhead;
"""


class Migration(migrations.Migration):
    """Plain SQL: what only the database can promise."""

    dependencies = [("tracker", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
