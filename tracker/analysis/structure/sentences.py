"""Sentences and their places in a text; abbreviations (EE. UU., U.S., Gen.) end none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tracker.analysis import lexicon, normalise

_END = re.compile(r"""(?<![.!?…])[.!?…]++["'»”’)\]]*+(?=\s)""")
_LINE = re.compile(r"\n\s*")
_CONTEXT = 60
_LAST_WORD = re.compile(rf"[\w.]{{1,{_CONTEXT}}}+$")
_FIRST_WORD = re.compile(rf"[^\w]{{0,{_CONTEXT}}}+(\w+)")
_LONGEST = 2000
_INITIALS = re.compile(r"(?:\w\.)*\w")


@dataclass(frozen=True)
class Sentence:
    """A sentence: code points ``start`` to ``end`` of the text, and its two folds."""

    index: int
    paragraph: int
    start: int
    end: int
    text: str
    lowered: str
    folded: str


def split(text: str, language: str) -> tuple[Sentence, ...]:
    """Return the sentences of ``text`` in order, without the white space around them."""
    words = lexicon.load(language)
    found: list[Sentence] = []
    for number, (first, last) in enumerate(_paragraphs(text)):
        for start, end in _spans(text, first, last, words):
            exact = text[start:end]
            lowered, folded = normalise.lower(exact), normalise.fold(exact)
            found.append(Sentence(len(found), number, start, end, exact, lowered, folded))
    return tuple(found)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Cut at line ends, except where a hard-wrapped line goes on in lower case."""
    cuts, start = [], 0
    for line in _LINE.finditer(text):
        following = text[line.end() : line.end() + 1]
        if not following.islower() or line.group().count("\n") > 1:
            cuts.append((start, line.start()))
            start = line.end()
    return [(a, b) for a, b in (*cuts, (start, len(text))) if text[a:b].strip()]


def _spans(text: str, first: int, last: int, words: lexicon.Lexicon) -> Iterator[tuple[int, int]]:
    """Yield sentences; what is too long to be one is cut at spaces, to be read quickly."""
    starts = [first]
    for stop in _END.finditer(text, first, last):
        before = text[max(starts[-1], stop.start() - _CONTEXT) : stop.start()]
        after = text[stop.end() : min(last, stop.end() + _CONTEXT)]
        if _ends_here(before, stop.group(), after, words):
            starts.append(stop.end())
    for start, end in pairwise((*starts, last)):
        at = start
        while end - at > _LONGEST:
            space = text.rfind(" ", at + 1, at + _LONGEST)
            stop_at = space if space > 0 else at + _LONGEST
            yield _trim(text, at, stop_at)
            at = stop_at
        if text[at:end].strip():
            yield _trim(text, at, end)


def _ends_here(before: str, mark: str, after: str, words: lexicon.Lexicon) -> bool:
    following = _FIRST_WORD.match(after)
    if following is None or following.group(1)[0].islower():
        return False
    last = _LAST_WORD.search(before)
    if not mark.startswith(".") or last is None:
        return True
    word = normalise.fold(last.group())
    if word in words.abbreviations or _INITIALS.fullmatch(word):
        return normalise.fold(following.group(1)) in words.starters and word not in words.titles
    return True


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    exact = text[start:end]
    return start + len(exact) - len(exact.lstrip()), end - len(exact) + len(exact.rstrip())
