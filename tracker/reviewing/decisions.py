"""What people decide: they confirm, correct or dismiss what was flagged, and give verdicts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rest_framework.exceptions import ValidationError

from tracker import editing, models, recording, summaries
from tracker.reviewing import corrections, splitting, statements
from tracker.reviewing.corrections import VERDICT_CHANGED
from tracker.vocabularies import ReviewState

RUBRIC_VERSION = "1"
_BATCH = 500


class AlreadyDecidedError(ValueError):
    """The development was dismissed, and is to be reopened before another decision."""


class HasMeaningsError(ValueError):
    """The development is a report; it is to be said what becomes of what it was taken to mean."""


class NotDecidedError(ValueError):
    """The development waits for a decision, so that there is none to take back."""


def confirm(
    development: models.Development, actor: str, reason: str, now: datetime
) -> models.Development:
    """Stand behind a flag: it is public from now on, and its words count for the commitment.

    So is the report of a meaning. Raises AlreadyDecidedError where it was dismissed.
    """
    with recording.change(actor, reason) as change:
        row = _lock(development)
        _stand_behind(change, row, ReviewState.CONFIRMED, reason, now)
    return row


def correct(
    development: models.Development,
    actor: str,
    reason: str,
    now: datetime,
    fields: Mapping[str, Any],
) -> models.Development:
    """Change what a flag says and confirm it; those that were told of it are told of this too.

    ``fields`` are those of serializers.decisions.CorrectionSerializer. Raises AlreadyDecidedError
    where it was dismissed, and as ``corrections.apply`` does.
    """
    with recording.change(actor, reason) as change:
        row = _lock(development)
        _require_open(row)
        corrections.apply(change, row, fields)
        _stand_behind(change, row, ReviewState.CORRECTED, reason, now)
    return row


def dismiss(
    development: models.Development,
    actor: str,
    reason: str,
    now: datetime,
    *,
    with_meanings: bool | None = None,
) -> models.Development:
    """Withdraw a flag; where it was public, its address answers with the reason from now on.

    Of a report ``with_meanings`` says whether what it was taken to mean is withdrawn as well.
    Raises AlreadyDecidedError where that was done before, HasMeaningsError where a report has
    meanings and nothing is said of them.
    """
    if not reason:
        raise ValueError("a dismissal needs a reason")
    with recording.change(actor, reason) as change:
        row = _lock(development)
        meanings = [each for each in row.meanings.order_by("pk") if not each.is_withdrawn]
        if meanings and with_meanings is None:
            raise HasMeaningsError(f"{row.slug} has {len(meanings)} meanings that stand")
        for dismissed in (row, *(map(_lock, meanings) if with_meanings else ())):
            _decide(change, dismissed, ReviewState.DISMISSED, reason, now)
            statements.withdraw(change, dismissed, now)
    return row


def reopen(
    development: models.Development, actor: str, reason: str, now: datetime
) -> models.Development:
    """Take a decision back: the flag waits for another one, and its words count for nothing.

    Everyone who was told of it is told. Raises NotDecidedError where it waits already.
    """
    if not reason:
        raise ValueError("a decision is taken back for a reason")
    with recording.change(actor, reason) as change:
        row = _lock(development)
        if row.review_state == ReviewState.FLAGGED:
            raise NotDecidedError(f"{row.slug} waits for a decision")
        _set_state(row, ReviewState.FLAGGED, reason, now)
        change.touch(row, recording.REOPENED)
        statements.withdraw(change, row, now)
    return row


def split(
    development: models.Development,
    actor: str,
    reason: str,
    now: datetime,
    fields: Mapping[str, Any],
) -> models.Development:
    """Move quotes into a development of their own, behind which a person stands, and return it.

    ``fields`` are those of a correction, for the new one; its ``citations`` are the quotes that
    go. Raises AlreadyDecidedError where it was dismissed, and as ``splitting.split_off`` does.
    """
    with recording.change(actor, reason) as change:
        row = _lock(development)
        _require_open(row)
        own = splitting.split_off(change, row, fields)
        is_corrected = not fields.keys() <= {"citations"}
        state = ReviewState.CORRECTED if is_corrected else ReviewState.CONFIRMED
        _stand_behind(change, own, state, reason, now)
        change.touch(row, "development.corrected")
        if row.review_state != ReviewState.FLAGGED:
            statements.keep(change, row)
    return own


def assess(
    change: recording.Change, commitment: models.Commitment, entered: Mapping[str, Any]
) -> models.Assessment:
    """Add a verdict to the history of ``commitment``; the latest by effective date is its own.

    ``entered`` is validated: verdict, effective_date, reason, perhaps reason_code and citations.
    Another verdict than before is a development. Raises rest_framework's ValidationError for a
    day still to come, and for a verdict that the form of the commitment does not allow.
    """
    if entered["effective_date"] > change.now.date():
        detail = {"effective_date": "A verdict holds from today or earlier."}
        raise ValidationError(detail, code="in_the_future")
    before = commitment.verdict
    latest = commitment.assessments.order_by("effective_date", "pk").last()
    is_latest = latest is None or latest.effective_date <= entered["effective_date"]
    verdict = entered["verdict"] if is_latest else before
    raised = _verdict_changed(change, commitment, entered) if verdict != before else None
    with editing.refusals_in_words():
        assessment = commitment.assessments.create(
            verdict=entered["verdict"],
            effective_date=entered["effective_date"],
            recorded_at=change.now,
            reason=entered["reason"],
            reason_code=entered.get("reason_code", ""),
            rubric_version=RUBRIC_VERSION,
            assessor=change.actor,
            development=raised,
        )
        commitment.verdict = verdict
        commitment.save(update_fields=["verdict"])
    editing.anchor(commitment.identity, entered.get("citations", ()), assessment=assessment)
    commitment.compute_axes(change.now)
    models.look_again(models.Commitment.objects.filter(pk=commitment.pk))
    change.touch(commitment)
    return assessment


def apply_visibility() -> tuple[int, int]:
    """Show and withhold developments as the settings say now, and return how many of each."""
    shown, withheld, last = 0, 0, 0
    while keys := _keys_after(last):
        with recording.change("apply_visibility", "the deployment's settings changed") as change:
            rows = models.Development.objects.select_for_update(no_key=True, of=("self",))
            for row in rows.filter(pk__in=keys).select_related("identity").order_by("pk"):
                if row.is_public != row.is_publishable:
                    shown, withheld = shown + row.is_publishable, withheld + row.is_public
                    change.touch(row, "" if row.is_public else "record.updated")
        last = keys[-1]
    return shown, withheld


def _keys_after(key: int) -> list[int]:
    later = models.Development.objects.filter(pk__gt=key).order_by("pk")
    return list(later.values_list("pk", flat=True)[:_BATCH])


def _verdict_changed(
    change: recording.Change, commitment: models.Commitment, entered: Mapping[str, Any]
) -> models.Development:
    """Raise the development that tells of another verdict; a person stands behind it at once."""
    development = models.Development(
        kind=VERDICT_CHANGED,
        subject=commitment.identity,
        summary=summaries.summarise(VERDICT_CHANGED, commitment),
        occurred_date=entered["effective_date"],
        occurred_precision="day",
        detector="review",
        detector_version=RUBRIC_VERSION,
        explanation={"before": commitment.verdict, "after": entered["verdict"]},
        review_state=ReviewState.CONFIRMED,
        review_reason=entered["reason"],
        reviewed_at=change.now,
        key=f"{VERDICT_CHANGED}:{commitment.slug}:{commitment.assessments.count() + 1}",
    )
    editing.raise_development(change, development)
    editing.anchor(development.identity, entered.get("citations", ()))
    return development


def _lock(development: models.Development) -> models.Development:
    return (
        models.Development.objects.select_for_update(of=("self",), no_key=True)
        .select_related("identity", "subject")
        .get(pk=development.pk)
    )


def _decide(
    change: recording.Change,
    row: models.Development,
    state: ReviewState,
    reason: str,
    now: datetime,
) -> None:
    _require_open(row)
    _set_state(row, state, reason, now)
    change.touch(row, f"development.{state}")


def _stand_behind(
    change: recording.Change,
    row: models.Development,
    state: ReviewState,
    reason: str,
    now: datetime,
) -> None:
    """Make ``row`` public, and its report if that waits; its words count for the commitment."""
    _decide(change, row, state, reason, now)
    report = row.report
    # It says less than the meaning.
    if report is not None and report.review_state == ReviewState.FLAGGED:
        _decide(change, _lock(report), ReviewState.CONFIRMED, reason, now)
    statements.keep(change, row)


def _require_open(row: models.Development) -> None:
    if row.review_state == ReviewState.DISMISSED:
        raise AlreadyDecidedError(f"{row.slug} was dismissed")


def _set_state(row: models.Development, state: ReviewState, reason: str, now: datetime) -> None:
    row.review_state = state
    row.review_reason = reason
    row.reviewed_at = now
    row.save(update_fields=["review_state", "review_reason", "reviewed_at"])
