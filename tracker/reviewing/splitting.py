"""Splitting: quotes that were taken for one happening become a development of their own."""

from collections.abc import Mapping
from typing import Any, Final

from rest_framework.exceptions import ValidationError

from tracker import editing, kinds, models, recording
from tracker.reviewing import corrections, passages, quotes

DETECTOR: Final = "review"
_INHERITED: Final = (
    *("kind", "subject", "title", "summary", "occurred_date", "occurred_precision"),
    *("detected_at", "relation", "side", "speaker_name", "speaker_official", "speaker_party"),
    *("speaker_role", "attributed_as", "place", "is_backfill", "report"),
)


def split_off(
    change: recording.Change, row: models.Development, fields: Mapping[str, Any]
) -> models.Development:
    """Move the quotes in ``fields`` to a new development, which says as ``row`` what is not given.

    Raises rest_framework's ValidationError for what cannot be, and where no quote would stay.
    """
    if not corrections.is_of_words(kinds.get(row.kind)):
        detail = "What the calendar, a changed text or a verdict raises is not split."
        raise ValidationError({"citations": detail}, code="permanent")
    values = corrections.entered(row, fields)
    moved = values.pop("own_citations", None)
    if moved is None:
        raise ValidationError({"citations": "Say which quotes go."}, code="required")
    inherited = {name: getattr(row, name) for name in _INHERITED}
    own = models.Development(identity=editing.new_identity("development"), **inherited)
    own.detector, own.detector_version = DETECTOR, "1"
    own.explanation = {"split_from": row.slug}
    own.key = _key(row, own.slug)
    taking_part = [(each.name, each.official) for each in row.participants.all()]
    editing.raise_development(change, own, taking_part)
    quotes.move(row, moved, own)
    if row.kind == kinds.REPORTED:
        # A report cites whoever speaks in its first quote, which may be another one now.
        values = {**passages.of_first(own), **values}
        corrections.write(change, row, passages.of_first(row))
    corrections.write(change, own, values)
    # So that a text read again is found by its words, and not by what both were flagged as.
    row.key = _key(row, row.slug)
    row.save(update_fields=["key"])
    return own


def _key(row: models.Development, slug: str) -> str:
    """Return a key that says as what ``row`` was flagged and when, and ``slug`` for the speaker."""
    kind, record, *_, day = row.key.split(":")
    return f"{kind}:{record}:{slug}:{day}"
