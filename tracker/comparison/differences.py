"""What changed between two versions of a text: by sentences, and within these by words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from tracker.analysis.structure import sentences

MOST_CHARACTERS = 200_000
"""Of each text are compared."""

_WORD = re.compile(r"(?<!\s)\s*+\S++")
# Comparing takes up to the product of both numbers.
_MOST_SENTENCES = 1000
_MOST_WORDS = 300
_MOST_WORDS_IN_ALL = 2000
_MOST_KEPT = 10

Span = tuple[int, int]


@dataclass(frozen=True)
class Words:
    """A run of words: in both versions, only in the former, or only in the latter."""

    change: str
    text: str


@dataclass(frozen=True)
class Difference:
    """A stretch of sentences, equal or changed; the spans are in the former and latter text.

    ``change`` is ``equal``, ``deleted``, ``inserted`` or ``replaced``; ``words`` are given where
    it is ``replaced`` and not too long to compare. Of what changed ``sentences`` are the spans of
    the first ten sentences, of the former text and of the latter.
    """

    change: str
    before: Span
    after: Span
    words: tuple[Words, ...] = ()
    sentences: tuple[tuple[Span, ...], tuple[Span, ...]] = ((), ())


@dataclass(frozen=True)
class Comparison:
    """What is equal and what changed, in order, covering every sentence that is compared.

    ``significance`` is the share of sentences that are not in both texts, from 0 to 1;
    ``is_cut`` says that a text was too long to be compared to its end.
    """

    differences: tuple[Difference, ...]
    significance: float
    is_cut: bool = False

    @property
    def changes(self) -> list[Difference]:
        """The stretches that are not equal."""
        return [each for each in self.differences if each.change != "equal"]

    def encoded(self) -> dict[str, Any]:
        """Return the comparison for JSON, without the texts; ``decoded`` is the way back."""
        return {
            "significance": self.significance,
            "is_cut": self.is_cut,
            "differences": [
                {
                    "change": each.change,
                    "before": each.before,
                    "after": each.after,
                    "words": [(words.change, len(words.text)) for words in each.words],
                    "sentences": each.sentences,
                }
                for each in self.differences
            ],
        }


_CHANGES = {"equal": "equal", "delete": "deleted", "insert": "inserted", "replace": "replaced"}


def compare(before: str, after: str, language: str) -> list[Difference]:
    """Return what is equal and what changed, in order, covering every sentence of both texts."""
    return list(comparison(before, after, language).differences)


def replacements(before: str, after: str, language: str) -> set[tuple[int, int, tuple[str, ...]]]:
    """Return each change: the first and last sentence of ``before``, and what stands there now.

    Where as many sentences stand there as before, each is a change of its own.
    """
    old, new = ([s.text for s in sentences.split(text, language)] for text in (before, after))
    found: set[tuple[int, int, tuple[str, ...]]] = set()
    for change, first, last, start, end in _opcodes(old, new):
        if change == "replace" and last - first == end - start:
            found |= {(first + n, first + n + 1, (new[start + n],)) for n in range(last - first)}
        elif change != "equal":
            found.add((first, last, tuple(new[start:end])))
    return found


def significance(before: str, after: str, language: str) -> float:
    """Return the share of sentences that are not in both texts, from 0 to 1."""
    return comparison(before, after, language).significance


def comparison(before: str, after: str, language: str) -> Comparison:
    """Return how ``after`` differs from ``before``: as much of both as is compared."""
    is_cut = max(len(before), len(after)) > MOST_CHARACTERS
    before, after = before[:MOST_CHARACTERS], after[:MOST_CHARACTERS]
    old, new = sentences.split(before, language), sentences.split(after, language)
    comparer = _Comparer(before, after)
    found, equal = [], 0
    for code, first, last, start, end in _opcodes([s.text for s in old], [s.text for s in new]):
        spans = (_span(old, first, last, before), _span(new, start, end, after))
        if code == "equal":
            equal += last - first
            found.append(Difference("equal", *spans))
            continue
        words = comparer.words(*spans) if code == "replace" else ()
        kept = (_spans(old[first:last]), _spans(new[start:end]))
        found.append(Difference(_CHANGES[code], *spans, words, kept))
    share = round(1 - 2 * equal / max(1, len(old) + len(new)), 4)
    return Comparison(tuple(found), share, is_cut)


def decoded(stored: Mapping[str, Any], before: str, after: str) -> Comparison:
    """Return the comparison of these texts that ``Comparison.encoded`` returned as ``stored``."""
    found = []
    for each in stored["differences"]:
        spans: tuple[Span, Span] = (tuple(each["before"]), tuple(each["after"]))
        kept = tuple(tuple((start, end) for start, end in side) for side in each["sentences"])
        words = tuple(_decoded_words(each["words"], before, after, spans))
        found.append(Difference(each["change"], *spans, words, (kept[0], kept[1])))
    return Comparison(tuple(found), stored["significance"], stored["is_cut"])


def _decoded_words(
    runs: Sequence[tuple[str, int]], before: str, after: str, spans: tuple[Span, Span]
) -> Iterator[Words]:
    old, new = spans[0][0], spans[1][0]
    for change, length in runs:
        text = before[old : old + length] if change == "deleted" else after[new : new + length]
        yield Words(change, text)
        old += length * (change != "inserted")
        new += length * (change != "deleted")


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield what was done to the sentences, as one where too many lie between the changed ends."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    a, b = len(old) - tail, len(new) - tail
    if head:
        yield "equal", 0, head, 0, head
    if a - head and b - head and max(a, b) - head <= _MOST_SENTENCES:
        matcher = SequenceMatcher(a=old[head:a], b=new[head:b])
        for code, i, j, k, m in matcher.get_opcodes():
            yield code, i + head, j + head, k + head, m + head
    elif a - head or b - head:
        yield _only(a - head, b - head), head, a, head, b
    if tail:
        yield "equal", a, len(old), b, len(new)


def _only(gone: int, come: int) -> str:
    return "replace" if gone and come else "delete" if gone else "insert"


@dataclass
class _Comparer:
    """Compares stretches by word, until so many were compared that it would take too long."""

    before: str
    after: str
    left: int = field(default=_MOST_WORDS_IN_ALL)

    def words(self, before: Span, after: Span) -> tuple[Words, ...]:
        """Return the runs of words; none where there are too many."""
        old = _WORD.findall(self.before[slice(*before)])
        new = _WORD.findall(self.after[slice(*after)])
        most = max(len(old), len(new))
        if most > min(_MOST_WORDS, self.left):
            return ()
        self.left -= most
        return tuple(_words(old, new))


def _words(old: Sequence[str], new: Sequence[str]) -> Iterator[Words]:
    for code, i, j, k, m in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if code == "equal":
            yield Words("equal", "".join(old[i:j]))
            continue
        if j > i:
            yield Words("deleted", "".join(old[i:j]))
        if m > k:
            yield Words("inserted", "".join(new[k:m]))


def _spans(found: Sequence[sentences.Sentence]) -> tuple[Span, ...]:
    return tuple((sentence.start, sentence.end) for sentence in found[:_MOST_KEPT])


def _span(found: Sequence[sentences.Sentence], first: int, last: int, text: str) -> Span:
    """Return where sentences stand in their text; none of them stand before the next one."""
    if first < last:
        return found[first].start, found[last - 1].end
    here = found[first].start if first < len(found) else len(text)
    return here, here
