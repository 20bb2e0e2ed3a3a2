"""A timeline drawn as SVG, twice: with its axis across, and down for narrow screens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString

from tracker.site.timeline_chart import narrow, wide
from tracker.site.timeline_chart.history import History, Lane, Mark, Silence, Span, Verdict
from tracker.site.timeline_chart.shapes import Picture

LARGEST: Final = 20_000
"""Each drawing has fewer bytes."""
_MOST: Final = (48, 32, 20, 12, 9)
"""So many marks are drawn at most, fewer where words are many bytes; the others are grouped."""


@dataclass(frozen=True)
class Drawing:
    """A timeline as SVG for a wide and for a narrow screen: the stylesheet shows one of them."""

    wide: SafeString
    narrow: SafeString


def draw(history: History) -> Drawing:
    """Return the drawing of a history."""
    return Drawing(_bounded(wide.picture, history), _bounded(narrow.picture, history))


def _bounded(picture: Callable[[History, int], Picture], history: History) -> SafeString:
    texts = (picture(history, most).svg() for most in _MOST)
    return SafeString(next(text for text in texts if len(text.encode()) < LARGEST))
