"""What people decide on proposals: to make the record, to tie it to one that is there, or not."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError

from tracker import editing, models, recording
from tracker.reviewing import decisions, drafts, tying
from tracker.reviewing.decisions import AlreadyDecidedError, NotDecidedError
from tracker.vocabularies import ReviewState


def accept(  # noqa: PLR0913, PLR0917 - a decision says all this
    proposal: models.Proposal,
    actor: str,
    reason: str,
    fields: Mapping[str, Any],
    into: str = "",
    also: Sequence[models.Proposal] = (),
) -> models.Proposal:
    """Make the record that is proposed and the development that begins it, and return the proposal.

    ``fields`` are entered fields that go before those proposed; an event's ``relations`` say which
    commitments it keeps or breaks. With ``into``, the slug of a record, none is made: that one
    gains the quotes, and the development where nothing told of it so far. ``also`` are proposals
    of the same, tied to the same record. Raises AlreadyDecidedError where one was decided,
    rest_framework's ValidationError for what cannot be.
    """
    with recording.change(actor, reason) as change:
        row, *others = _lock(proposal, *also)
        if into and fields:
            detail = "Nothing is made of a proposal of a record that is there; change the record."
            raise ValidationError({"changes": detail}, code="contradictory")
        record = _named(row, into) if into else _made(change, row, fields)
        row.is_duplicate = bool(into)
        for other in others:
            _require_same_type(row, other)
            other.is_duplicate = True
        for tied in (row, *others):
            tied.record = record.identity
            tied.development = tying.tie(change, tied, record)
            _decide(tied, ReviewState.CONFIRMED, actor, reason, change.now)
    return row


def reject(
    proposal: models.Proposal,
    actor: str,
    reason: str,
    now: datetime,
    also: Sequence[models.Proposal] = (),
) -> models.Proposal:
    """Put a proposal, and those of the same, aside for good: reports do not raise it again.

    Raises AlreadyDecidedError where one was decided.
    """
    if not reason:
        raise ValueError("a dismissal needs a reason")
    with recording.change(actor, reason):
        row, *others = _lock(proposal, *also)
        for put_aside in (row, *others):
            _decide(put_aside, ReviewState.DISMISSED, actor, reason, now)
    return row


def reopen(proposal: models.Proposal, actor: str, reason: str) -> models.Proposal:
    """Take a decision back, with all that was decided together: the proposals wait for another one.

    The record that was made is withdrawn, and so is its development; a record that was there
    loses the quotes that it gained. Raises NotDecidedError where it waits already,
    editing.InUse where others refer to the record by now, rest_framework's ValidationError where
    another was merged into it.
    """
    if not reason:
        raise ValueError("a decision is taken back for a reason")
    with recording.change(actor, reason, is_withdrawing=True) as change:
        known = models.Proposal.objects.get(pk=proposal.pk)
        if known.review_state == ReviewState.FLAGGED:
            raise NotDecidedError(f"{known.slug} waits for a decision")
        rows = _locked(models.Proposal.objects.decided_with(known))
        _require_unmerged(known)
        # What made the record goes last: what it told is told by the others' quotes too.
        for row in sorted(rows, key=lambda each: not each.is_duplicate):
            _take_back(change, row)
    return next(row for row in rows if row.pk == proposal.pk)


def _lock(*proposals: models.Proposal) -> list[models.Proposal]:
    """Return the rows, locked in one order whoever decides, in the order given."""
    keys = [proposal.pk for proposal in proposals]
    rows = {row.pk: row for row in _locked(models.Proposal.objects.filter(pk__in=keys))}
    for row in rows.values():
        if row.review_state != ReviewState.FLAGGED:
            raise AlreadyDecidedError(f"{row.slug} was {row.review_state}")
    return [rows[key] for key in dict.fromkeys(keys)]


def _locked(
    rows: QuerySet[models.Proposal, models.Proposal],
) -> list[models.Proposal]:
    return list(rows.select_for_update(no_key=True).order_by("pk"))


def _decide(
    row: models.Proposal, state: ReviewState, actor: str, reason: str, now: datetime
) -> None:
    row.review_state = state
    row.review_reason = reason
    row.reviewed_at = now
    row.reviewer = actor
    row.save()


def _named(row: models.Proposal, slug: str) -> models.Record:
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
    return editing.create(change, row.record_type, {**drafts.of(row), **fields}, places)


def _require_same_type(row: models.Proposal, other: models.Proposal) -> None:
    if other.record_type != row.record_type:
        detail = f"{other.slug} is of another type of record: decide on it by itself."
        raise ValidationError({"also": detail}, code="contradictory")


def _require_unmerged(row: models.Proposal) -> None:
    """Refuse to withdraw a record into which another was merged: it may have been there before."""
    if row.record is not None and row.record.merged_from.exists():
        detail = f"Another record was merged into {row.record} meanwhile: change that instead."
        raise ValidationError({"record": detail}, code="contradictory")


def _take_back(change: recording.Change, row: models.Proposal) -> None:
    """Have a proposal wait again, and undo what taking it up made."""
    record, development, was_made = row.record, row.development, not row.is_duplicate
    if record is not None and development is not None:
        _withdraw(change, row, record, development)
    row.added.clear()
    row.record = row.development = row.reviewed_at = None
    row.is_duplicate = False
    row.review_state, row.review_reason, row.reviewer = ReviewState.FLAGGED, "", ""
    row.save()
    if record is not None and was_made and record.deleted_at is None:
        editing.delete(change, getattr(record, record.type), change.now)


def _withdraw(
    change: recording.Change,
    row: models.Proposal,
    record: models.Identity,
    development: models.Development,
) -> None:
    """Take out the quotes that a proposal added; a development that has no other is dismissed."""
    added = set(row.added.values_list("pk", flat=True))
    told = [quote.pk for quote in development.own_citations]
    if not development.is_withdrawn and added.issuperset(told):
        decisions.dismiss(development, change.actor, change.reason, change.now, with_meanings=True)
        added.difference_update(told)
    _drop(added)
    change.touch(development)
    change.touch(getattr(record, record.type))


def _drop(keys: Iterable[int]) -> None:
    models.Citation.objects.filter(pk__in=keys).delete()
