"""A sentence as words, asked which of them make a name and which an office."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from tracker.analysis import lexicon, normalise
from tracker.analysis.mentions.gazetteer import Mention
from tracker.analysis.structure.sentences import Sentence

_TOKEN = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_](?:[\w]|[-'’](?!s\b)(?=\w))*")
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

    def runs(self) -> list[tuple[int, int]]:
        """Return the first and last words of every sequence that may be a name."""
        runs, index = [], 0
        while index < len(self.tokens):
            if not self.is_name(index):
                index += 1
                continue
            first = last = index
            while (following := self._next(last)) is not None:
                last = following
            runs.append((first, last))
            index = last + 1
        return runs

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

    def office_end(self, end: int) -> int:
        """Return where an office ends, with what it is for: "ministro de Defensa"."""
        for token in (t for t in self.tokens if t.start >= end):
            gap = self.text[end : token.start]
            is_part = token.folded in self.lists["joins"] or token.folded in self.lists["fields"]
            is_name = self.is_name(self.at[token.start])
            if gap.strip() or is_name or not (is_part or token.text[0].isupper()):
                break
            end = token.end
        words = self.text[:end].split(" ")
        while words and normalise.fold(words[-1]) in self.lists["joins"]:
            words.pop()
        return len(" ".join(words))

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

    def fields(self, index: int, step: int) -> list[Token]:
        """Return the two words in capitals, joined, beside an office in the plural, or nothing."""
        found: list[Token] = []
        at = index + step
        while 0 <= at < len(self.tokens) and self.touches(min(at, at - step), max(at, at - step)):
            token = self.tokens[at]
            if token.text[0].isupper():
                if found == [self.tokens[at - step]]:
                    return []
                found.append(token)
            elif token.folded not in self.lists["joins"]:
                break
            if len(found) > 1:
                return found
            at += step
        return []

    def is_followed_by_name(self, end: int) -> bool:
        """Tell whether a name stands right behind a place in the sentence."""
        following = next((t for t in self.tokens if t.start >= end), None)
        return (
            following is not None
            and not self.text[end : following.start].strip()
            and self.is_name(self.at[following.start])
        )

    def touches(self, one: int, other: int) -> bool:
        """Tell whether nothing but a space stands between two words."""
        gap = self.text[self.tokens[one].end : self.tokens[other].start]
        return gap.strip(".") in (" ", "\u00a0", "  ")

    def _next(self, index: int) -> int | None:
        """Return the next word of the name, over particles (de la, bin), or None at its end."""
        ahead = index + 1
        while ahead < len(self.tokens) and self.touches(ahead - 1, ahead):
            if self.is_name(ahead):
                return ahead
            token = self.tokens[ahead]
            is_initial = bool(re.fullmatch(r"[A-Z]\.?", token.text))
            if is_initial or token.folded in self.lists["particles"]:
                ahead += 1
                continue
            break
        return None
