"""What people decide on proposals: to make the record, to tie it to one that is there, or not."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rest_framework.exceptions import ValidationError

from tracker import editing, models, partial_dates, recording, summaries
from tracker.reviewing.decisions import AlreadyDecidedError
from tracker.vocabularies import ReviewState

_LONGEST_SPEAKER = 80


def accept(
    proposal: models.Proposal,
    actor: str,
    reason: str,
    fields: Mapping[str, Any],
    into: str = "",
) -> models.Proposal:
    """Make the record that is proposed and the development that begins it, and return the proposal.

    ``fields`` are entered fields that go before those proposed. With ``into``, the slug of a
    record, nothing is made but the development, on that record. Raises AlreadyDecidedError where
    it was decided, rest_framework's ValidationError for what cannot be.
    """
    with recording.change(actor, reason) as change:
        row = _lock(proposal)
        record = _tied(row, into) if into else _made(change, row, fields)
        row.record = record.identity
        row.development = _development(change, row, record, reason)
        _decide(row, ReviewState.CONFIRMED, actor, reason, change.now)
    return row


def reject(proposal: models.Proposal, actor: str, reason: str, now: datetime) -> models.Proposal:
    """Put a proposal aside for good: reports of the same do not raise it again.

    Raises AlreadyDecidedError where it was decided.
    """
    if not reason:
        raise ValueError("a dismissal needs a reason")
    with recording.change(actor, reason):
        row = _lock(proposal)
        _decide(row, ReviewState.DISMISSED, actor, reason, now)
    return row


def _lock(proposal: models.Proposal) -> models.Proposal:
    row = models.Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    if row.review_state != ReviewState.FLAGGED:
        raise AlreadyDecidedError(f"{row.slug} was {row.review_state}")
    return row


def _decide(
    row: models.Proposal, state: ReviewState, actor: str, reason: str, now: datetime
) -> None:
    row.review_state = state
    row.review_reason = reason
    row.reviewed_at = now
    row.reviewer = actor
    row.save()


def _tied(row: models.Proposal, slug: str) -> models.Record:
    rows = models.RECORDS[row.record_type]._default_manager.select_related("identity")
    record: models.Record | None = rows.filter(identity__slug=slug, is_public=True).first()
    if record is None:
        detail = f"There is no {row.record_type} with this slug."
        raise ValidationError({"into": detail}, code="does_not_exist")
    return record


def _made(
    change: recording.Change, row: models.Proposal, fields: Mapping[str, Any]
) -> models.Record:
    """Create the record with the quotes that gave reason for it."""
    quotes = row.quotes.select_related("snapshot")
    places = [(quote.snapshot, quote.start, quote.end) for quote in quotes]
    return editing.create(change, row.record_type, {**row.draft, **fields}, places)


def _development(
    change: recording.Change, row: models.Proposal, record: models.Record, reason: str
) -> models.Development:
    """Return the development that the proposal tells of; a person stands behind it at once."""
    shown = partial_dates.show_date(row.occurred_date, row.occurred_precision)
    key = f"{row.kind}:{record.slug}:{_speaker(row)}:{shown}"
    known = models.Development.objects.filter(key=key).select_related("identity").first()
    development = known or _raised(change, row, record, reason, key)
    for quote in row.quotes.select_related("snapshot"):
        editing.cite(development.identity, quote.snapshot, quote.start, quote.end)
    change.touch(development)
    return development


def _raised(
    change: recording.Change, row: models.Proposal, record: models.Record, reason: str, key: str
) -> models.Development:
    names = [participant["name"] for participant in row.participants]
    development = models.Development(
        kind=row.kind,
        subject=record.identity,
        summary=summaries.summarise(row.kind, record, row.speaker_name, names),
        occurred_date=row.occurred_date,
        occurred_precision=row.occurred_precision,
        confidence=row.confidence,
        side=row.side,
        speaker_name=row.speaker_name,
        speaker_official=models.Official.objects.standing()
        .filter(pk=row.speaker_official_id)
        .first(),
        speaker_party=models.Party.objects.standing().filter(pk=row.speaker_party_id).first(),
        speaker_role=row.speaker_role,
        attributed_as=row.attributed_as,
        place=row.place,
        detector=row.detector,
        detector_version=row.detector_version,
        explanation=row.explanation,
        review_state=ReviewState.CONFIRMED,
        review_reason=reason,
        reviewed_at=change.now,
        key=key,
    )
    named = models.Official.objects.named
    taking_part = [(each["name"], named(each["official"] or "")) for each in row.participants]
    return editing.raise_development(change, development, taking_part)


def _speaker(row: models.Proposal) -> str:
    """Return the speaker that distinguishes two developments of one kind."""
    if row.record_type in ("meeting", "agreement"):
        return ""
    of = row.speaker_official or row.speaker_party
    return (of.slug if of else row.speaker_name.casefold())[:_LONGEST_SPEAKER]
