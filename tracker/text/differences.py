"""What changed between two versions of a text: by sentences, and within these by words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from tracker.text import sentences

_WORD = re.compile(r"\s*\S+")
_MOST_SENTENCES = 3000
_MOST_WORDS = 600


@dataclass(frozen=True)
class Words:
    """A run of words: in both versions, only in the former, or only in the latter."""

    change: str
    text: str


@dataclass(frozen=True)
class Difference:
    """A stretch of sentences, equal or changed; the spans are in the former and latter text.

    ``change`` is ``equal``, ``deleted``, ``inserted`` or ``replaced``; ``words`` are given where
    it is ``replaced`` and not too long to compare.
    """

    change: str
    before: tuple[int, int]
    after: tuple[int, int]
    words: tuple[Words, ...] = ()


_CHANGES = {"equal": "equal", "delete": "deleted", "insert": "inserted", "replace": "replaced"}


def compare(before: str, after: str, language: str) -> list[Difference]:
    """Return what is equal and what changed, in order, covering every sentence of both texts."""
    old, new = sentences.split(before, language), sentences.split(after, language)
    found = []
    for change, first, last, start, end in _opcodes([s.text for s in old], [s.text for s in new]):
        spans = (_span(old, first, last, before), _span(new, start, end, after))
        words: tuple[Words, ...] = ()
        if change == "replace":
            words = tuple(_words(before[slice(*spans[0])], after[slice(*spans[1])]))
        found.append(Difference(_CHANGES[change], *spans, words))
    return found


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
    old, new = ([s.text for s in sentences.split(text, language)] for text in (before, after))
    equal = sum(
        last - first for change, first, last, _, _ in _opcodes(old, new) if change == "equal"
    )
    return round(1 - 2 * equal / (len(old) + len(new)), 4)


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


def _words(before: str, after: str) -> Iterator[Words]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > _MOST_WORDS:
        return
    for code, i, j, k, m in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if code == "equal":
            yield Words("equal", "".join(old[i:j]))
            continue
        if j > i:
            yield Words("deleted", "".join(old[i:j]))
        if m > k:
            yield Words("inserted", "".join(new[k:m]))


def _span(found: Sequence[sentences.Sentence], first: int, last: int, text: str) -> tuple[int, int]:
    """Return where sentences stand in their text; none of them stand before the next one."""
    if first < last:
        return found[first].start, found[last - 1].end
    here = found[first].start if first < len(found) else len(text)
    return here, here
