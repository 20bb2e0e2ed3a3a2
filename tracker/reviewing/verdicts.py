"""Verdicts: a line is added to a commitment's history, perhaps in the place of an earlier one."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from rest_framework.exceptions import ValidationError

from tracker import editing, models, recording, summaries
from tracker.reviewing.corrections import VERDICT_CHANGED
from tracker.vocabularies import ReviewState

RUBRIC_VERSION: Final = "1"


def assess(
    change: recording.Change, commitment: models.Commitment, entered: Mapping[str, Any]
) -> models.Assessment:
    """Add a verdict to the history of ``commitment``; the latest by effective date is its own.

    ``entered`` is validated: verdict, effective_date, reason, perhaps reason_code, citations and
    corrects, the moment at which the line was recorded in whose place this one stands. Another
    verdict than before is a development. Raises rest_framework's ValidationError for a day still
    to come, for a verdict that the form of the commitment does not allow, and for a line that is
    not there or was corrected before; editing.QuoteNotFound.
    """
    values = checked(change, commitment, entered)
    return enter(change, commitment, values, change.actor)


def checked(
    change: recording.Change, commitment: models.Commitment, entered: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what was entered with its quotes placed and the line that it corrects found.

    Raises as ``assess`` does, but for what the database alone refuses.
    """
    if entered["effective_date"] > change.now.date():
        detail = {"effective_date": "A verdict holds from today or earlier."}
        raise ValidationError(detail, code="in_the_future")
    return {
        **entered,
        "reason_code": entered.get("reason_code", ""),
        "corrects": _corrected(commitment, entered.get("corrects")),
        "quotes": editing.find(entered.get("citations", ())),
    }


def enter(
    change: recording.Change,
    commitment: models.Commitment,
    values: Mapping[str, Any],
    assessor: str,
) -> models.Assessment:
    """Store checked values as a line of the history, given by ``assessor``."""
    before, corrected = commitment.verdict, values["corrects"]
    standing = [line for line in commitment.standing_assessments() if line != corrected]
    latest = standing[-1] if standing else None
    is_latest = latest is None or latest.effective_date <= values["effective_date"]
    verdict = values["verdict"] if latest is None or is_latest else latest.verdict
    raised = None
    if verdict != before:
        raised = _verdict_changed(change, commitment, {**values, "verdict": verdict})
    with editing.refusals_in_words():
        assessment = commitment.assessments.create(
            verdict=values["verdict"],
            effective_date=values["effective_date"],
            recorded_at=change.now,
            reason=values["reason"],
            reason_code=values["reason_code"],
            rubric_version=RUBRIC_VERSION,
            assessor=assessor,
            development=raised,
            corrects=corrected,
        )
        commitment.verdict = verdict
        commitment.save(update_fields=["verdict"])
    _cite(commitment.identity, values["quotes"], assessment=assessment)
    commitment.compute_axes(change.now)
    models.look_again(models.Commitment.objects.filter(pk=commitment.pk))
    change.touch(commitment)
    return assessment


def _cite(identity: models.Identity, quotes: Iterable[editing.Quote], **part: Any) -> None:
    for quote in quotes:
        editing.cite(identity, quote.snapshot, quote.start, quote.end, **quote.details, **part)


def _corrected(commitment: models.Commitment, recorded_at: Any) -> models.Assessment | None:
    """Return the line that was recorded at this moment, if one is named.

    Raises rest_framework's ValidationError where it is not there, or no longer stands.
    """
    if recorded_at is None:
        return None
    for line in commitment.standing_assessments():
        if line.recorded_at == recorded_at:
            found: models.Assessment = line
            return found
    detail = "No verdict that stands was recorded at this moment: give its recorded_at."
    raise ValidationError({"corrects": detail}, code="does_not_exist")


def _verdict_changed(
    change: recording.Change, commitment: models.Commitment, values: Mapping[str, Any]
) -> models.Development:
    """Raise the development that tells of another verdict; a person stands behind it at once."""
    explanation: dict[str, Any] = {"before": commitment.verdict, "after": values["verdict"]}
    if values["corrects"] is not None:
        explanation["is_correction"] = True
    development = models.Development(
        kind=VERDICT_CHANGED,
        subject=commitment.identity,
        summary=summaries.summarise(VERDICT_CHANGED, commitment),
        occurred_date=values["effective_date"],
        occurred_precision="day",
        detector="review",
        detector_version=RUBRIC_VERSION,
        explanation=explanation,
        review_state=ReviewState.CONFIRMED,
        review_reason=values["reason"],
        reviewed_at=change.now,
        key=f"{VERDICT_CHANGED}:{commitment.slug}:{commitment.assessments.count() + 1}",
    )
    editing.raise_development(change, development)
    _cite(development.identity, values["quotes"])
    return development
