"""What people decide: they confirm, correct or dismiss what was flagged, and give verdicts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rest_framework.exceptions import ValidationError

from tracker import editing, models, partial_dates, recording, vocabularies
from tracker.detectors import summaries
from tracker.vocabularies import ReviewState

RUBRIC_VERSION = "1"
VERDICT_CHANGED = "commitment.verdict_changed"
_BATCH = 500

SAID_IN = "said-in-"
"""What the slug of a statement begins with that was made of a development; then its slug."""

_STANCES = {
    vocabularies.Side.THIRD_PARTY.value: vocabularies.Stance.ALLEGATION,
}


class AlreadyDecidedError(ValueError):
    """The development was dismissed, which is not taken back."""


def confirm(
    development: models.Development, actor: str, reason: str, now: datetime
) -> models.Development:
    """Stand behind a flag: it is public from now on, and its words count for the commitment.

    Raises AlreadyDecidedError where it was dismissed.
    """
    with recording.change(actor, reason) as change:
        row = _lock(development)
        _decide(change, row, ReviewState.CONFIRMED, reason, now)
        _state(change, row)
    return row


def correct(
    development: models.Development,
    actor: str,
    reason: str,
    now: datetime,
    fields: Mapping[str, Any],
) -> models.Development:
    """Change what a flag says and stand behind it; whoever was told of it is told of this too.

    ``fields`` are entered fields of the development. Raises AlreadyDecidedError where it was
    dismissed, serializers.ValidationError for what cannot be.
    """
    with recording.change(actor, reason) as change:
        row = _lock(development)
        editing.update(change, row, fields)
        _decide(change, row, ReviewState.CORRECTED, reason, now)
        _state(change, row)
    return row


def dismiss(
    development: models.Development, actor: str, reason: str, now: datetime
) -> models.Development:
    """Withdraw a flag; where it was public, its address answers with the reason from now on.

    Raises AlreadyDecidedError where that was done before.
    """
    if not reason:
        raise ValueError("a dismissal needs a reason")
    with recording.change(actor, reason) as change:
        row = _lock(development)
        _decide(change, row, ReviewState.DISMISSED, reason, now)
        _withdraw_statement(change, row, now)
    return row


def assess(
    change: recording.Change, commitment: models.Commitment, entered: Mapping[str, Any]
) -> models.Assessment:
    """Add a verdict to the history of ``commitment``; the latest by effective date is its own.

    ``entered`` is validated: verdict, effective_date, reason, perhaps reason_code and citations.
    Another verdict than before is a development. Raises rest_framework's ValidationError for a
    day still to come, and for a verdict that the form of the commitment does not allow.
    """
    if entered["effective_date"] > change.now.date():
        raise ValidationError({"effective_date": "A verdict holds from today or earlier."})
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
    editing.anchor(commitment.record, entered.get("citations", ()), assessment=assessment)
    commitment.compute_axes(change.now)
    change.touch(commitment)
    return assessment


def apply_visibility() -> tuple[int, int]:
    """Show and withhold developments as the settings say now, and return how many of each."""
    shown, withheld, last = 0, 0, 0
    while keys := _keys_after(last):
        with recording.change("apply_visibility", "the deployment's settings changed") as change:
            rows = models.Development.objects.select_for_update(no_key=True, of=("self",))
            for row in rows.filter(pk__in=keys).select_related("record").order_by("pk"):
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
    summary = summaries.summarise(VERDICT_CHANGED, commitment)
    development = models.Development(
        record=editing.new_record("development"),
        kind=VERDICT_CHANGED,
        subject=commitment.record,
        title=summary["en"].rstrip("."),
        summary=summary,
        occurred_date=entered["effective_date"],
        occurred_precision="day",
        detected_at=change.now,
        detector="review",
        detector_version=RUBRIC_VERSION,
        explanation={"before": commitment.verdict, "after": entered["verdict"]},
        review_state=ReviewState.CONFIRMED,
        review_reason=entered["reason"],
        reviewed_at=change.now,
        key=f"{VERDICT_CHANGED}:{commitment.slug}:{commitment.assessments.count() + 1}",
    )
    development.save(force_insert=True)
    editing.anchor(development.record, entered.get("citations", ()))
    change.touch(development)
    return development


def _lock(development: models.Development) -> models.Development:
    return (
        models.Development.objects.select_for_update(of=("self",), no_key=True)
        .select_related("record", "subject")
        .get(pk=development.pk)
    )


def _decide(
    change: recording.Change,
    row: models.Development,
    state: ReviewState,
    reason: str,
    now: datetime,
) -> None:
    if row.review_state == ReviewState.DISMISSED:
        raise AlreadyDecidedError(f"{row.slug} was dismissed")
    row.review_state = state
    row.review_reason = reason
    row.reviewed_at = now
    row.save(update_fields=["review_state", "review_reason", "reviewed_at"])
    change.touch(row, f"development.{state}")


def _statement_slug(row: models.Development) -> str:
    """Return the slug of the statement that a development's words become: one for each."""
    return SAID_IN + row.slug


def _state(change: recording.Change, row: models.Development) -> None:
    """Keep the confirmed words as a statement, whose relation then counts for the commitment.

    What an outlet reports without naming a speaker is nobody's statement.
    """
    subject = row.subject
    quote = next(iter(row.own_citations), None)
    if subject.type != "commitment" or not row.relation or not row.speaker_name or quote is None:
        return
    entered = {
        "official": row.speaker_official.slug if row.speaker_official else None,
        "party": row.speaker_party.slug if row.speaker_party else None,
        "role_as_reported": row.speaker_role,
        "attributed_as": row.attributed_as or row.speaker_name,
        "attribution": "named" if row.speaker_official else "institution",
        "stance": _STANCES.get(row.side, vocabularies.Stance.POSITION).value,
        "text": quote.exact,
        "language": quote.snapshot.document.language,
        "stated_date": partial_dates.show_date(row.occurred_date, row.occurred_precision),
        "relations": [{"commitment": subject.slug, "relation": row.relation, "side": row.side}],
    }
    slug = _statement_slug(row)
    known = models.Statement.objects.slugs(slug).select_related("record").first()
    if known is None:
        statement = editing.create(change, "statement", {"slug": slug, **entered})
        editing.cite(statement.record, quote.snapshot, quote.start, quote.end)
    else:
        editing.update(change, known, entered)


def _withdraw_statement(change: recording.Change, row: models.Development, now: datetime) -> None:
    known = models.Statement.objects.slugs(_statement_slug(row)).select_related("record").first()
    if known is not None:
        editing.update(change, known, {"relations": []})
        for commitment in known.originated.select_related("record"):
            commitment.origin_statement = None
            commitment.save(update_fields=["origin_statement"])
            change.touch(commitment)
        editing.withdraw(change, known, now)
