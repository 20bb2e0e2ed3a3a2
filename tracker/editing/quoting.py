"""Quotes, anchored at their place in the text that they are taken from."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models as db

from tracker import models

CONTEXT_LENGTH = 60


class QuoteNotFound(ValueError):  # noqa: N818 - named as what it reports
    """The words stand nowhere in the document's latest text, or in several places."""


def anchor(
    identity: models.Identity, quotes: Sequence[Mapping[str, Any]], **part: db.Model
) -> None:
    """Store quotes for ``identity``, or for the one ``part`` of it, at their place in the text.

    Raises QuoteNotFound where the words stand nowhere in the document's latest text, or in
    more than one place.
    """
    for quote in quotes:
        snapshot, start = find_quote(quote["document"], quote["exact"])
        details = {key: quote[key] for key in ("page", "supports", "weight") if key in quote}
        cite(identity, snapshot, start, start + len(quote["exact"]), **details, **part)


def find_quote(document: models.Document, exact: str) -> tuple[models.Snapshot, int]:
    """Return the latest version of a document, and where in it the words stand.

    Raises QuoteNotFound where they stand nowhere in it, or in more than one place.
    """
    snapshot = document.latest_snapshot()
    text = snapshot.text if snapshot else ""
    start = text.find(exact)
    if snapshot is None or start < 0 or text.find(exact, start + 1) >= 0:
        where = "nowhere" if start < 0 else "more than once"
        raise QuoteNotFound(f"These words stand {where} in {document.slug}: {exact}")
    return snapshot, start


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
