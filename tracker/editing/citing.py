"""Quotes that people add to a record, or to a part of it, and take out again."""

from collections.abc import Iterable
from typing import Any, Final

from rest_framework.exceptions import ValidationError

from tracker import models, recording
from tracker.editing import quoting, records

PARTS: Final = {
    "tenure": "tenures",
    "action": "actions",
    "relation": "relations",
    "observation": "observations",
}
"""The parts that have quotes of their own: by what a quote calls them, and the record."""


def add_quotes(
    change: recording.Change,
    row: models.Record,
    quotes: Iterable[quoting.Quote],
    **part: Any,
) -> None:
    """Quote texts for ``row``, or for the one ``part`` of it, besides what is quoted so far.

    The same words at the same place are quoted once.
    """
    concerned = records.begin(row)
    of_part = {**dict.fromkeys((*PARTS, "assessment")), **part}
    for quote in quotes:
        place: dict[str, Any] = {"snapshot": quote.snapshot, "start": quote.start, "end": quote.end}
        if not row.identity.citations.filter(**place, **of_part).exists():
            quoting.cite(
                row.identity, quote.snapshot, quote.start, quote.end, **quote.details, **part
            )
    records.finish(change, row, [_locked(next(iter(part), ""))], concerned)


def remove_quote(change: recording.Change, row: models.Record, quote: models.Citation) -> None:
    """Take ``quote`` out of ``row``.

    Raises rest_framework's ValidationError where it is not the record's, supports a verdict, or
    is the last that the record has to have.
    """
    concerned = records.begin(row)
    if quote.record_id != row.pk or quote.assessment_id is not None:
        detail = "It is no quote of the record's own; a verdict keeps its quotes."
        raise ValidationError({"citations": detail}, code="not_quoted")
    own = row.identity.citations.of_the_record()
    if row.has_to_be_cited and quote.is_of_the_record and own.count() == 1:
        detail = "At least one quote has to stay: add another first."
        raise ValidationError({"citations": detail}, code="none_left")
    part = next((name for name in PARTS if getattr(quote, f"{name}_id") is not None), "")
    quote.delete()
    records.finish(change, row, [_locked(part)], concerned)


def _locked(part: str) -> str:
    """Return the field that is a person's from now on."""
    return PARTS.get(part, "own_citations")
