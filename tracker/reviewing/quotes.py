"""Quotes of a development that people choose: which stay, which are added, which go elsewhere."""

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework.exceptions import ValidationError

from tracker import editing, models
from tracker.reviewing import passages
from tracker.serializers import cleaning

Draft = Mapping[str, Any]


def replace(row: models.Development, drafts: Sequence[Draft]) -> None:
    """Keep the quotes of ``row`` that ``drafts`` name, delete the others, and anchor what is new.

    A quote that stays stays in the version of the text in which it was found, with who speaks in
    it unless that is given. Raises editing.QuoteNotFound.
    """
    quotes = row.own_citations
    for quote in quotes:
        if not any(_is_of(quote, draft) for draft in drafts):
            quote.delete()
    new = [draft for draft in drafts if not any(_is_of(quote, draft) for quote in quotes)]
    editing.anchor(row.identity, new)
    for draft in (draft for draft in drafts if "speaker" in draft):
        for quote in row.own_citations:
            if _is_of(quote, draft):
                passages.attribute(row, quote, draft["speaker"])
    _keep_from_machines(row)


def move(row: models.Development, drafts: Sequence[Draft], into: models.Development) -> None:
    """Move the quotes of ``row`` that ``drafts`` name to ``into``.

    Raises rest_framework's ValidationError where one is not quoted, or none would stay.
    """
    quotes = row.own_citations
    for draft in drafts:
        if not any(_is_of(quote, draft) for quote in quotes):
            detail = f"The development does not quote these words: {draft['exact']}"
            raise ValidationError({"citations": detail}, code="not_quoted")
    moved = [quote.pk for quote in quotes if any(_is_of(quote, draft) for draft in drafts)]
    if len(moved) == len(quotes):
        raise ValidationError({"citations": "At least one quote has to stay."}, code="none_left")
    models.Citation.objects.filter(pk__in=moved).update(record=into.identity)
    passages.move(moved, into)
    _keep_from_machines(row)
    _keep_from_machines(into)


def _keep_from_machines(row: models.Development) -> None:
    row.locked_fields = sorted({*row.locked_fields, "own_citations"})
    row.save(update_fields=["locked_fields"])


def _is_of(quote: models.Citation, draft: Draft) -> bool:
    if quote.snapshot.document_id != draft["document"].pk:
        return False
    exact: str = draft["exact"]
    return cleaning.clean(quote.exact) == exact
