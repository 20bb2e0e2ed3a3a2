"""Sentences and their places in a text; abbreviations (EE. UU., U.S., Gen.) end none."""

import re
from dataclasses import dataclass

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
            found.append(
                Sentence(
                    index=len(found),
                    paragraph=number,
                    start=start,
                    end=end,
                    text=exact,
                    lowered=normalise.lower(exact),
                    folded=normalise.fold(exact),
                )
            )
    return tuple(found)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Cut at line ends, except where a hard-wrapped line goes on in lower case."""
    cuts, start = [], 0
    for line in _LINE.finditer(text):
        following = text[line.end() : line.end() + 1]
        if following.islower() and line.group().count("\n") == 1:
            continue
        cuts.append((start, line.start()))
        start = line.end()
    cuts.append((start, len(text)))
    return [(a, b) for a, b in cuts if text[a:b].strip()]


def _spans(text: str, first: int, last: int, words: lexicon.Lexicon) -> list[tuple[int, int]]:
    spans, start = [], first
    for stop in _END.finditer(text, first, last):
        before = text[max(start, stop.start() - _CONTEXT) : stop.start()]
        after = text[stop.end() : min(last, stop.end() + _CONTEXT)]
        if _ends_here(before, stop.group(), after, words):
            spans.append((start, stop.end()))
            start = stop.end()
    spans.append((start, last))
    cut = [part for span in spans for part in _cut(text, *span)]
    return [_trim(text, a, b) for a, b in cut if text[a:b].strip()]


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut what is too long to be a sentence at spaces, so that reading it stays quick."""
    parts = []
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        stop = space if space > 0 else start + _LONGEST
        parts.append((start, stop))
        start = stop
    return [*parts, (start, end)]


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
