"""What may be shown of a text that is not public, besides quotes: so much in all, however asked.

The bounds are those of a document over all its versions and all answers. What is shown is chosen
once, when a version is stored, so that no other way of asking gives more.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from tracker.comparison.differences import Comparison, Difference, Span

MOST_SENTENCES: Final = 10
MOST_CHARACTERS: Final = 1500
MOST_OPENINGS: Final = 10
"""How many changes of a document that show no sentence are quoted by their first words."""

MOST_CONTEXTS: Final = 5
"""How many quotes of a document are shown with the words around them."""

_SHARE: Final = 10
# Of a short text a third, so that one changed sentence can be shown.
_SHORT, _SHORT_SHARE = 400, 3
_OPENING = re.compile(r"(?:\S{1,30}+\s{1,3}+){0,11}\S{1,30}")
# What differs in more than half of its sentences is another text, and no edit.
_MOST_SIGNIFICANT = 0.5


@dataclass(frozen=True)
class Shown:
    """The sentences that may be shown, by their digests.

    ``sentences`` counts one that was replaced once, ``characters`` its words that stayed once.
    """

    digests: tuple[str, ...] = ()
    sentences: int = 0
    characters: int = 0


def allowance(length: int) -> int:
    """Return how many characters of changed sentences may be shown of a text of this length."""
    return min(MOST_CHARACTERS, max(length // _SHARE, min(_SHORT, length // _SHORT_SHARE)))


def digest(sentence: str) -> str:
    """Return by what a sentence is known among those that may be shown."""
    return hashlib.sha256(sentence.encode()).hexdigest()[:16]


def choose(comparison: Comparison, before: str, after: str, earlier: Shown) -> Shown:
    """Return which changed sentences may be shown besides those that could be ``earlier``.

    Pairs of a former and a latter sentence in their order, each as long as it fits.
    """
    if comparison.significance > _MOST_SIGNIFICANT:
        return Shown()
    most = allowance(min(len(before), len(after))) - earlier.characters
    known, chosen = set(earlier.digests), Shown()
    for pair in _pairs(comparison, before, after):
        new = tuple(key for key in map(digest, pair) if key not in known)
        characters = chosen.characters + _price(pair, known)
        if new and characters <= most and earlier.sentences + chosen.sentences < MOST_SENTENCES:
            known |= {*new}
            chosen = Shown((*chosen.digests, *new), chosen.sentences + 1, characters)
    return chosen


def visible(
    difference: Difference, before: str, after: str, digests: Collection[str]
) -> tuple[Span, Span]:
    """Return what may be shown of either side: its first sentences, as long as each is known."""
    sides = ((before, difference.before), (after, difference.after))
    spans = zip(sides, difference.sentences, strict=True)
    (old, new) = (_run(text, whole, found, digests) for (text, whole), found in spans)
    return old, new


def opening(comparison: Comparison, before: str, after: str) -> tuple[str, Span] | None:
    """Return which words show a change of which no sentence is shown: (side, span) of up to twelve.

    The side is that of the text, ``before`` or ``after``.
    """
    for change in comparison.changes:
        side, text, (start, end) = (
            ("before", before, change.before)
            if change.change == "deleted"
            else ("after", after, change.after)
        )
        words = _OPENING.match(text, start, end)
        if words is not None:
            return side, words.span()
    return None


def _pairs(comparison: Comparison, before: str, after: str) -> Iterator[list[str]]:
    for change in comparison.changes:
        for old, new in zip_longest(*change.sentences):
            sides = ((before, old), (after, new))
            yield [text[slice(*span)] for text, span in sides if span is not None]


def _price(pair: Sequence[str], known: Collection[str]) -> int:
    """Return how many characters a pair of sentences shows that are not known from the other."""
    new = [sentence for sentence in pair if digest(sentence) not in known]
    if len(pair) == 1 or not new:
        return sum(map(len, new))
    old, latter = (Counter(sentence.split()) for sentence in pair)
    if new == [pair[1]]:
        return _length(latter - old)
    return _length(old - latter) + (len(pair[1]) if pair[1] in new else 0)


def _length(words: Counter[str]) -> int:
    return sum(len(word) + 1 for word in words.elements())


def _run(text: str, whole: Span, found: Sequence[Span], digests: Collection[str]) -> Span:
    end = whole[0]
    for first, last in found:
        if digest(text[first:last]) not in digests:
            break
        end = last
    return whole[0], end
