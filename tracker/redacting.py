"""Redaction: what a record said is blanked by law, through its history, and that it was is said."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
from django.db import connection, transaction
from django.db import models as db
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast, Coalesce, Now

from tracker import editing, filters, models, recording, serializers
from tracker.serializers import accounts, redaction, webhooks
from tracker.vocabularies import RecordType

_KEPT_COLUMNS = {"content_hash", "embedded_hash", "key", "language", "country", "time_zone"}
_MASKED_COLUMNS = {"attributed_as", "review_reason"}
_REWRITTEN = ("body", "envelope", "changed", "facets", "content_hash")
_BATCH = 500


def redact(change: recording.Change, row: models.Record, now: datetime) -> int:
    """Blank ``row``, its parts, quotes and texts, and return how many revisions were rewritten.

    Its versions in the ledger keep their numbers and nothing else; wherever another record shows
    it, now or in the past, its name and its words are blanked. Our own words on others, such as
    the title of a development that names a person, are records to be redacted by themselves.
    ``change`` is to be one that withdraws, so that nobody changes anything meanwhile; raises
    ValueError for another.
    """
    if not change.is_withdrawing:
        raise ValueError("records are redacted in a change that withdraws")
    row = type(row)._default_manager.select_related("identity").get(pk=row.pk)
    address = serializers.address(row.RECORD_TYPE, row.slug)
    editing.withdraw(change, row, now)
    models.Identity.objects.filter(pk=row.pk).update(redacted_at=now)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL on_record.redacting = 'on'")
    rewritten = _blank_revisions(row, now) + _blank_mentions(address)
    _blank_repeatable_answers(address)
    _blank_row(row, now)
    _blank_quotes(row)
    _drop_proposals(row)
    _drop_held_decisions(row)
    about = f"{row.RECORD_TYPE.value}/{row.slug}"
    models.AuditEntry.objects.filter(about=about).update(detail="")
    _refresh_mentions(change, row, address)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL on_record.redacting = 'off'")
    change.touch(row, recording.REDACTED)
    return rewritten


def hide_account_names() -> int:
    """Say of no version who gave a verdict, nor of its event; return how many were rewritten.

    None where names are public. What was sent already is with its receivers.
    """
    _render_without_names()
    done, last = 0, 0
    while True:
        with transaction.atomic():
            recording.keep_references()
            # A change that publishes supersedes revisions in any order, holding the head.
            models.LedgerHead.objects.hold()
            said = Q(at__gt=0) | Q(changed__has_key="assessments")
            judged = models.Revision.objects.after(last).filter(type=RecordType.COMMITMENT)
            found = judged.annotate(at=_position("assessor", "body")).filter(said)
            revisions = list(found[:_BATCH])
            done += _hide_names(revisions)
        if len(revisions) < _BATCH:
            return done
        last = revisions[-1].sequence


def _render_without_names() -> None:
    """Render anew what was rendered while names were public, if for a time between two settings."""
    judged = models.Commitment.objects.filter(assessments__isnull=False).distinct()
    for row in judged.select_related("identity").iterator():
        body = orjson.loads(bytes(row.body)) if row.body else {}
        if accounts.without_names(body) != body:
            with recording.change("rerender", "shown without names", is_machine=True) as change:
                change.rerender(row)


def _hide_names(revisions: Sequence[models.Revision]) -> int:
    named = []
    for revision in revisions:
        stored = orjson.loads(bytes(revision.body))
        body, changed = map(accounts.without_names, (stored, revision.changed))
        if (body, changed) != (stored, revision.changed):
            _rewrite(revision, body, changed)
            named.append(revision)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL on_record.redacting = 'on'")
        models.Revision.objects.bulk_update(named, _REWRITTEN, batch_size=_BATCH)
        cursor.execute("SET LOCAL on_record.redacting = 'off'")
    return len(named)


def _blank_revisions(row: models.Record, now: datetime) -> int:
    """Leave of each version that there was one; none is shown of any time any more."""
    own = list(models.Revision.objects.filter(record=row.pk))
    for revision in own:
        _rewrite(revision, _blank_body(row, revision.version, bytes(revision.body), now), {})
        revision.reason = ""
        revision.is_withdrawal = True
    _save(own)
    return len(own)


def _blank_body(row: models.Record, version: int, stored: bytes, now: datetime) -> dict[str, Any]:
    body = {
        "schema": serializers.SCHEMA,
        "type": row.RECORD_TYPE.value,
        "slug": row.slug,
        "url": serializers.address(row.RECORD_TYPE, row.slug),
        "html_url": serializers.page(row.RECORD_TYPE, row.slug),
        "redacted_at": serializers.show_moment(now),
        "version": version,
        "changed_at": orjson.loads(stored)["changed_at"],
    }
    return {**body, "content_hash": recording.render_hash(body)}


def _blank_mentions(address: str) -> int:
    """Blank what other records' versions show of the record at ``address``."""
    shown = Q(at__gt=0) | Q(changed_text__contains=f'"{address}"')
    mentioning = list(
        models.Revision.objects.annotate(
            at=_position(address, "body"), changed_text=Cast("changed", db.TextField())
        ).filter(shown)
    )
    changed = []
    for revision in mentioning:
        body = orjson.loads(bytes(revision.body))
        if body["url"] != address:
            _rewrite(
                revision,
                redaction.scrubbed(body, address),
                redaction.scrubbed(revision.changed, address),
            )
            changed.append(revision)
    _save(changed)
    return len(changed)


def _position(address: str, column: str) -> Func:
    """Return the expression for where JSON names the record at ``address``; 0 for nowhere."""
    return Func(
        Value(f'"{address}"'.encode()),
        F(column),
        template="position(%(expressions)s)",
        arg_joiner=" IN ",
        output_field=db.IntegerField(),
    )


def _rewrite(revision: models.Revision, body: dict[str, Any], changed: dict[str, Any]) -> None:
    """Give a revision another body, and all that follows from it; its number and time stay."""
    sent = orjson.loads(bytes(revision.envelope))
    body["content_hash"] = recording.render_hash(body)
    revision.body = orjson.dumps(body)
    revision.content_hash = body["content_hash"]
    revision.changed = changed
    # What a party was part of then stays as it was.
    asked_of = recording.asked_of(body, changed)
    revision.facets = filters.rewritten(revision.facets, asked_of, lineages={})
    revision.envelope = webhooks.envelope(
        event_type=revision.event_type,
        sequence=revision.sequence,
        published_at=revision.published_at,
        body=body,
        previous=changed,
        public_url=sent["subject"].removesuffix(body["url"]),
    )


def _save(revisions: Sequence[models.Revision]) -> None:
    columns = [*_REWRITTEN, "reason", "is_withdrawal"]
    models.Revision.objects.bulk_update(revisions, columns, batch_size=_BATCH)
    # Receivers may have answered with what they were sent.
    told = models.Attempt.objects.filter(delivery__revision__in=[one.pk for one in revisions])
    told.update(answer="")


def _blank_repeatable_answers(address: str) -> None:
    """Blank the record in the answers kept for repeated requests."""
    keys = models.IdempotencyKey.objects.filter(is_sealed=False)
    for key in keys.annotate(at=_position(address, "answer")).filter(at__gt=0):
        key.answer = orjson.dumps(redaction.scrubbed(orjson.loads(bytes(key.answer)), address))
        key.save(update_fields=["answer"])


def _blank_row(row: models.Record, now: datetime) -> None:
    """Blank the columns of ``row`` and its stored body, and remove its parts."""
    words = [field for field in row._meta.concrete_fields if _is_words(field)]
    for field in words:
        setattr(row, field.name, _nothing(field))
    body = _blank_body(row, row.version, bytes(row.body), now)
    row.body, row.content_hash = orjson.dumps(body), body["content_hash"]
    columns = [*(field.name for field in words), "body", "content_hash"]
    if isinstance(row, models.Development):
        row.key = f"redacted:{row.pk}"
        columns.append("key")
    row.save(update_fields=columns)
    shown = serializers.SERIALIZERS[row.RECORD_TYPE.value]().fields.values()
    entered = {str(field.source) for field in shown if not field.read_only}
    for relation in row._meta.related_objects:
        name = str(relation.get_accessor_name())
        if relation.one_to_many and name in entered:
            getattr(row, name).all().delete()
    if isinstance(row, models.Commitment):
        row.assessments.update(reason=redaction.MASK)
        row.proposed_verdicts.update(reason=redaction.MASK)


def _is_words(field: "db.Field[Any, Any]") -> bool:
    """Return whether a column may hold what someone said or is called, or when; codes do not."""
    if field.name in _KEPT_COLUMNS or not field.editable:
        return False
    if field.name.endswith("_precision"):
        return True
    if isinstance(field, db.JSONField):
        return True
    is_open = field.null and not field.is_relation
    return is_open or (isinstance(field, (db.CharField, db.TextField)) and not field.choices)


def _nothing(field: "db.Field[Any, Any]") -> Any:
    if field.name in _MASKED_COLUMNS:
        return redaction.MASK
    if field.null:
        return None
    if isinstance(field, db.JSONField):
        default = field.get_default()
        return {} if default is None else default
    return ""


def _blank_quotes(row: models.Record) -> None:
    """Remove the quotes of a record; of a document, blank its texts and what is quoted of them."""
    row.identity.citations.all().delete()
    if not isinstance(row, models.Document):
        return
    quotes = models.Citation.objects.filter(snapshot__document=row)
    quotes.update(
        exact=redaction.MASK, prefix="", suffix="", start=0, end=len(redaction.MASK), supports=""
    )
    models.RawContent.objects.filter(snapshot__document=row).delete()
    models.ArchiveCopy.objects.filter(snapshot__document=row).delete()
    models.Comparison.objects.of(row).delete()
    row.contexts.all().delete()
    # A worker that is reading a text now no longer holds it, and nobody will read it again.
    row.snapshots.update(
        text=redaction.MASK,
        text_sha256=models.text_digest(redaction.MASK),
        archive_url="",
        flagged_at=Coalesce("flagged_at", Now()),
        leased_until=None,
    )
    models.Sketch.objects.filter(document=row).delete()
    models.Recheck.objects.filter(document=row).delete()
    row.submissions.update(payload={}, detail="")
    # The hash of the address stays: what was blanked is not read once more.
    row.listed.update(url="", said={}, detail="")


def _drop_proposals(row: models.Record) -> None:
    """Delete the proposals that quote or name what is redacted; nobody but reviewers saw them."""
    named = Q(drafted__contains=f'"{row.slug}"')
    quoting = Q(quotes__snapshot__document=row.pk) | Q(record=row.pk) | Q(development=row.pk)
    speaking = Q(speaker_official=row.pk) | Q(speaker_party=row.pk)
    drafted = models.Proposal.objects.annotate(drafted=Cast("draft", db.TextField()))
    keys = set(drafted.filter(named | quoting | speaking).values_list("pk", flat=True))
    models.Proposal.objects.filter(pk__in=keys).delete()


def _drop_held_decisions(row: models.Record) -> None:
    """Delete what is decided on what is redacted, or would name it, and is not carried out yet."""
    named = Q(entered__contains=f'"{row.slug}"')
    about = Q(development=row.pk) | Q(development__subject=row.pk)
    entered = models.HeldDecision.objects.annotate(entered=Cast("fields", db.TextField()))
    keys = list(entered.filter(named | about).values_list("pk", flat=True))
    models.HeldDecision.objects.filter(pk__in=keys).delete()


def _refresh_mentions(change: recording.Change, redacted: models.Record, address: str) -> None:
    """Blank the stored bodies that show the record, and have them rendered anew."""
    for model in models.RECORDS.values():
        rows = model._default_manager.select_related("identity").exclude(pk=redacted.pk)
        for row in rows.annotate(at=_position(address, "body")).filter(at__gt=0):
            body = redaction.scrubbed(orjson.loads(bytes(row.body)), address)
            row.content_hash = body["content_hash"] = recording.render_hash(body)
            row.body = orjson.dumps(body)
            models.RecordQuerySet(model).store([row])
            recording.index([row])
            change.touch(row, recording.REFRESHED)
