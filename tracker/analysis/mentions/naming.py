"""A sentence as words, asked which of them make a name and which an office."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tracker.analysis import lexicon
from tracker.analysis.mentions.gazetteer import Mention
from tracker.analysis.structure.sentences import Sentence

_TOKEN = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_](?:[\w]|[-'’](?!s\b)(?=\w))*")
_INITIAL = re.compile(r"[A-Z]\.?")
_OPENING = tuple(':;"“«”.?!')
_NO_NAMES = ("heads", "modifiers", "fields", "not_names")
_MOST_BEFORE = 4


@dataclass(frozen=True)
class Token:
    """A word of a sentence."""

    start: int
    end: int
    text: str
    folded: str


@lru_cache
def heads(language: str) -> lexicon.Cues:
    """Return the cues of the words that name an office: president, ministra."""
    return lexicon.compile_cues(lexicon.table("people", language)["heads"])


class Words:
    """The words of a sentence; ``places`` are those that belong to a country or a party."""

    def __init__(self, sentence: Sentence, language: str, mentions: tuple[Mention, ...]) -> None:
        self.text, self.folded = sentence.text, sentence.folded
        self.lists: Mapping[str, frozenset[str]] = lexicon.table("people", language)
        self.tokens = [
            Token(m.start(), m.end(), m.group(), self.folded[m.start() : m.end()].strip("."))
            for m in _TOKEN.finditer(self.text)
        ]
        self.at = {token.start: index for index, token in enumerate(self.tokens)}
        self.places = {
            index
            for index, token in enumerate(self.tokens)
            for mention in mentions
            if mention.kind in ("country", "party") and mention.start <= token.start < mention.end
        }

    def runs(self) -> Iterator[tuple[int, int]]:
        """Yield the first and last words of every sequence that may be a name."""
        end = 0
        for first in range(len(self.tokens)):
            if first >= end and self.is_name(first):
                last = first
                while (following := self._next(last)) is not None:
                    last = following
                yield first, last
                end = last + 1

    def is_name(self, index: int) -> bool:
        """Tell whether a word may be part of a person's name."""
        token = self.tokens[index]
        if not token.text[0].isupper() or index in self.places or "." in token.text[:-1]:
            return False
        if any(character.isdigit() for character in token.text):
            return False
        opens = index == 0 or self.text[: token.start].rstrip()[-1:] in _OPENING
        if opens and token.folded in self.lists["openers"]:
            return False
        return not any(token.folded in self.lists[name] for name in _NO_NAMES)

    def is_of_office(self, token: Token) -> bool:
        """Tell whether a word is of those that say what an office is for."""
        return token.folded in self.lists["joins"] or token.folded in self.lists["fields"]

    def office_end(self, end: int) -> int:
        """Return where an office ends, with what it is for: "ministro de Defensa"."""
        stop = end
        for token in (t for t in self.tokens if t.start >= end):
            is_part = self.is_of_office(token) or token.text[0].isupper()
            if (
                not is_part
                or self.is_name(self.at[token.start])
                or self.text[end : token.start].strip()
            ):
                break
            end = token.end
            stop = stop if token.folded in self.lists["joins"] else end
        return stop

    def leftmost(self, index: int) -> int:
        """Return the first of the words before an office or group that belong to it."""
        first = index
        while first and index - first < _MOST_BEFORE and self.touches(first - 1, first):
            token = self.tokens[first - 1]
            is_part = token.folded in self.lists["modifiers"] or first - 1 in self.places
            is_capital = token.text[0].isupper() and token.folded not in self.lists["openers"]
            if not (is_part or is_capital):
                break
            first -= 1
        return first

    def is_followed_by_name(self, end: int) -> bool:
        """Tell whether a name stands right behind a place in the sentence."""
        following = next((t for t in self.tokens if t.start >= end), None)
        return (
            following is not None
            and not self.text[end : following.start].strip()
            and self.is_name(self.at[following.start])
        )

    def is_of_thing(self, index: int) -> bool:
        """Tell whether the next word makes a thing of a name: "Coastal Patrol Pact"."""
        following = self.tokens[index + 1 : index + 2]
        return any(
            t.text[0].isupper()
            and t.folded in self.lists["not_names"]
            and self.touches(index, index + 1)
            for t in following
        )

    def touches(self, one: int, other: int) -> bool:
        """Tell whether nothing but a space stands between two words."""
        gap = self.text[self.tokens[one].end : self.tokens[other].start]
        return gap.strip(".") in (" ", "\u00a0", "  ")

    def _next(self, index: int) -> int | None:
        """Return the next word of the name, over particles (de la, bin), or None at its end."""
        for ahead in range(index + 1, len(self.tokens)):
            if not self.touches(ahead - 1, ahead):
                break
            if self.is_name(ahead):
                return ahead
            token = self.tokens[ahead]
            if not (_INITIAL.fullmatch(token.text) or token.folded in self.lists["particles"]):
                break
        return None
