"""A sentence as letters, one for each word, in which patterns find names and offices.

``O`` is a word of a known official, ``H`` one that names an office, ``P`` of a country or party,
``N`` may be of a name, ``M`` and ``F`` say what an office is for, ``J`` and ``j`` join words, in
names too the latter and ``p``, ``C`` is another capital, ``x`` anything else. Where more than a
space stands between two words there is a comma (also for a bracket that opens), or a bar.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.analysis import lexicon
from tracker.analysis.mentions.gazetteer import Mention
from tracker.analysis.structure.sentences import Sentence

_TOKEN = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_](?:[\w]|[-'’](?!s\b)(?=\w))*")
_OPENING = tuple(':;"“«”.?!')
_LETTERS = {"modifiers": "M", "fields": "F", "joins": "J", "not_names": "C"}


@dataclass(frozen=True)
class Token:
    """A word of a sentence."""

    start: int
    end: int
    text: str
    folded: str


class Words:
    """The words of a sentence, with their ``letters`` and those of what stands between them."""

    def __init__(self, sentence: Sentence, language: str, mentions: Iterable[Mention]) -> None:
        self.text, self.folded = sentence.text, sentence.folded
        self.lists: Mapping[str, frozenset[str]] = lexicon.table("people", language)
        self.tokens = [
            Token(m.start(), m.end(), m.group(), self.folded[m.start() : m.end()].strip("."))
            for m in _TOKEN.finditer(self.text)
        ]
        heads = lexicon.cues("people", language)["heads"].find(sentence.lowered, self.folded)
        spans = [(head.start, head.end, "H") for head in heads]
        spans += [(m.start, m.end, "O" if m.kind == "official" else "P") for m in mentions]
        self.letters, self.at, last = "", list[int](), 0
        for index, token in enumerate(self.tokens):
            apart = _apart(self.text[last : token.start].strip("."))
            known = (letter for start, end, letter in spans[::-1] if start <= token.start < end)
            self.letters += apart + (next(known, "") or self._letter(index))
            self.at += [index] * (len(apart) + 1)
            last = token.end

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the sentence of letters from ``start`` to ``end``."""
        return self.tokens[self.at[start]].start, self.tokens[self.at[end - 1]].end

    def _letter(self, index: int) -> str:
        token = self.tokens[index]
        is_capital = token.text[0].isupper()
        found = (letter for name, letter in _LETTERS.items() if token.folded in self.lists[name])
        letter = next(found, "")
        opens = index == 0 or self.text[: token.start].rstrip()[-1:] in _OPENING
        if is_capital and opens and token.folded in self.lists["openers"]:
            return "x"
        if is_capital and (not letter or (letter == "J" and not token.text.isupper())):
            return "C" if re.search(r"\d|\..", token.text) else "N"
        if token.folded in self.lists["particles"]:
            return "j" if letter == "J" else "p"
        return "x" if letter == "C" and not is_capital else letter or "x"


def _apart(gap: str) -> str:
    """Return the letter of what stands between two words."""
    if gap in (" ", "\u00a0", "  "):
        return ""
    return "," if gap.strip() in (",", "(") else "|"
