"""Quotes, anchored at their place in the text that they are taken from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models as db

from tracker import models

CONTEXT_LENGTH = 60


class QuoteNotFound(ValueError):  # noqa: N818 - named as what it reports
    """The words stand nowhere in the document's latest text, or in several places."""


@dataclass(frozen=True)
class Quote:
    """Words of a version of a text, from ``start`` to ``end``, and what is said of them."""

    snapshot: models.Snapshot
    start: int
    end: int
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def exact(self) -> str:
        """The words."""
        return self.snapshot.text[self.start : self.end]


def find(quotes: Sequence[Mapping[str, Any]]) -> list[Quote]:
    """Return each quote at its place in the latest text of its document.

    A quote that gives its ``start`` stands there, where the text has its words there. Raises
    QuoteNotFound where they stand nowhere, or in more than one place.
    """
    return [_found(quote) for quote in quotes]


def anchor(
    identity: models.Identity, quotes: Sequence[Mapping[str, Any]], **part: db.Model
) -> None:
    """Store quotes for ``identity``, or for the one ``part`` of it, at their place in the text.

    Raises QuoteNotFound as ``find`` does.
    """
    for quote in find(quotes):
        cite(identity, quote.snapshot, quote.start, quote.end, **quote.details, **part)


def cite(
    identity: models.Identity, snapshot: models.Snapshot, start: int, end: int, **details: Any
) -> models.Citation:
    """Store the words of ``snapshot`` from ``start`` to ``end`` as support for ``identity``.

    Where the text has pages, the quote names the one on which it begins.
    """
    text = snapshot.text
    if details.get("page") is None:
        details["page"] = snapshot.page_at(start)
    return models.Citation.objects.create(
        record=identity,
        snapshot=snapshot,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT_LENGTH) : start],
        suffix=text[end : end + CONTEXT_LENGTH],
        start=start,
        end=end,
        is_context_public=models.QuoteContext.is_shown(snapshot, start, end),
        **details,
    )


def _found(quote: Mapping[str, Any]) -> Quote:
    document, exact = quote["document"], quote["exact"]
    snapshot = document.latest_snapshot()
    text = snapshot.text if snapshot else ""
    start = quote.get("start")
    if start is None or not text.startswith(exact, start):
        start = text.find(exact)
        if start < 0 or text.find(exact, start + 1) >= 0:
            where = "nowhere" if start < 0 else "more than once"
            raise QuoteNotFound(f"These words stand {where} in {document.slug}: {exact}")
    details = {key: quote[key] for key in ("page", "supports", "weight") if key in quote}
    return Quote(snapshot, start, start + len(exact), details)
