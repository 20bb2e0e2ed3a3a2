"""In which form what is stored is; facets of revisions follow the code, all else stays."""

import django.contrib.postgres.fields
from django.db import migrations, models

KEEP_REVISION = """
CREATE OR REPLACE FUNCTION tracker_keep_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF current_setting('on_record.redacting', true) = 'on' THEN
            RETURN NEW;
        END IF;
        OLD.fanned_out_at := NEW.fanned_out_at;
        OLD.superseded_at := COALESCE(OLD.superseded_at, NEW.superseded_at);%s
        IF NEW IS NOT DISTINCT FROM OLD THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'restrict_violation';
END $$;
"""
FACETS = """
        OLD.facets := NEW.facets;"""


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0020_pages_handed_in_and_misread'),
    ]

    operations = [
        migrations.RunSQL(KEEP_REVISION % FACETS, KEEP_REVISION % ""),
        migrations.CreateModel(
            name='RenderedForm',
            fields=[
                ('type', models.CharField(choices=[('topic', 'Topic'), ('party', 'Party'), ('official', 'Official'), ('agreement', 'Agreement'), ('meeting', 'Meeting'), ('event', 'Event'), ('commitment', 'Commitment'), ('statement', 'Statement'), ('source', 'Source'), ('document', 'Document'), ('development', 'Development')], max_length=40, primary_key=True, serialize=False)),
                ('bodies', models.JSONField(help_text='{field: its form}; null where nobody knows', null=True)),
                ('facets', models.JSONField(help_text='{facet: where it is read}; null likewise', null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('type__in', ['topic', 'party', 'official', 'agreement', 'meeting', 'event', 'commitment', 'statement', 'source', 'document', 'development'])), name='rendered_form_type_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Rerendering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(help_text='Of the forms into which it is rendered', max_length=64)),
                ('is_whole', models.BooleanField(help_text='Whether it was asked for whatever the forms say')),
                ('facets', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), help_text='The types of revisions in work', size=None)),
                ('last_sequence', models.BigIntegerField(default=0, help_text='The last revision done')),
                ('bodies', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), help_text='The types of record left, the first in work', size=None)),
                ('last_key', models.BigIntegerField(default=0, help_text='The last record of it done')),
                ('revisions', models.BigIntegerField(default=0, help_text='How many were looked at')),
                ('facets_rewritten', models.BigIntegerField(default=0, help_text='Of how many revisions')),
                ('records', models.BigIntegerField(default=0, help_text='How many were looked at')),
                ('bodies_rendered', models.BigIntegerField(default=0, help_text='Of how many records')),
                ('records_left', models.BigIntegerField(default=0, help_text='How many are shown or withheld otherwise than settings say')),
                ('requested_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('finished_at__isnull', True)), fields=('finished_at',), name='rerendering_is_under_way_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('finished_at__isnull', True), ('finished_at__gte', models.F('requested_at')), _connector='OR'), name='rerendering_ends_after_it_starts')],
            },
        ),
    ]
