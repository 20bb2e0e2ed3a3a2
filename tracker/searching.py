"""What a search finds across all public records, the best first, with an excerpt of each."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tracker import models
from tracker.serializers import quotes

_WITH_TEXT: Final = models.Document.RECORD_TYPE.value


@dataclass(frozen=True)
class Found:
    """An entry of the index that matches, how well, and an excerpt as HTML."""

    entry: models.SearchEntry
    score: float
    excerpt: str


def found(words: str, ranked: Sequence[tuple[float, int]]) -> list[Found]:
    """Return what stands behind (score, key) of ``SearchEntry.objects.ranked``, in that order."""
    keys = [key for _, key in ranked]
    rows = models.SearchEntry.objects.filter(pk__in=keys).select_related("record")
    entries = rows.only("type", "heading", "changed_at", "record__slug").in_bulk()
    texts = [key for key, entry in entries.items() if entry.type == _WITH_TEXT]
    public = quotes.public_words(texts) if texts else {}
    excerpts = models.SearchEntry.objects.marked(words, keys, public) if keys else {}
    return [
        Found(entries[key], round(score, 6), _as_html(excerpts[key]))
        for score, key in ranked
        if key in entries
    ]


def _as_html(headline: str) -> str:
    """Return a headline as HTML: escaped, in one line, what matches in ``<mark>``."""
    start, stop = models.MARKS
    escaped = html.escape(" ".join(headline.split()))
    return escaped.replace(start, "<mark>").replace(stop, "</mark>")
