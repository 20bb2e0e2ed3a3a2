"""Names of countries, parties and officials found in a text in one pass, whole words only."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick

from tracker.analysis import lexicon, normalise

_SHORT = 5
_LONGEST_NAME = 40
# Countries that people and places are called by too: Chad Wolf, Michael Jordan, Georgia Tech.
_ALSO_PEOPLE = frozenset({"Chad", "Georgia", "Jordan"})
_OFFICES = (
    "President|Prime|Foreign|Defen[cs]e|Interior|Minist|King|Queen|Crown|Govern|Army|Parliament"
)
_NAME_AFTER = re.compile(rf"[ -](?!I\b|{_OFFICES})[A-Z][a-z]+")
# A capital that begins a sentence makes no name: "In Jordan".
_NAME_BEFORE = re.compile(r"[^\s.!?:\"“«]\s?\b[A-Z][a-z]+ $")


@dataclass(frozen=True)
class Name:
    """A way to write something: ``kind`` says what it is, ``key`` which."""

    surface: str
    kind: str
    key: str


@dataclass(frozen=True)
class Mention:
    """A name found: code points ``start`` to ``end`` of the text that was searched."""

    start: int
    end: int
    text: str
    kind: str
    key: str


class Gazetteer:
    """An Aho–Corasick automaton over names; longest match first, matches never overlap.

    A name with a capital must have one in the text, so that Turkey is no turkey; a short one in
    capitals must be written so (US, us). A name of several records is left out: it names none.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        by_form: dict[str, list[Name]] = {}
        for name in names:
            by_form.setdefault(normalise.fold(name.surface), []).append(name)
        self._automaton = ahocorasick.Automaton()
        for form, same in by_form.items():
            if form.strip() and len({(name.kind, name.key) for name in same}) == 1:
                self._automaton.add_word(form, (len(form), same))
        if len(self._automaton):
            self._automaton.make_automaton()

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the names in ``text`` by position."""
        if not len(self._automaton):
            return ()
        folded = normalise.fold(text)
        hits = []
        for last, (length, names) in self._automaton.iter(folded):
            start, end = last - length + 1, last + 1
            if is_whole(folded, start, end):
                name = next((n for n in names if _is_written_so(n.surface, text[start:end])), None)
                if name is not None and not _is_of_a_person(name, text, start, end):
                    hits.append(Mention(start, end, text[start:end], name.kind, name.key))
        return tuple(_longest(hits))


@lru_cache
def country_names() -> tuple[Name, ...]:
    """Return the names of all countries, keyed by their code."""
    known = lexicon.countries()
    return tuple(Name(name, "country", code) for code, names in known.items() for name in names)


def is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether the span neither begins nor ends inside a word."""
    begins = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    return begins and (end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum()))


def _is_written_so(surface: str, written: str) -> bool:
    letters = surface.replace(".", "")
    if len(letters) < _SHORT and letters.isupper():
        return surface == written
    return not surface[0].isupper() or written[0].isupper()


def _is_of_a_person(name: Name, text: str, start: int, end: int) -> bool:
    """Tell whether a country's name is part of another name, as the words beside it show."""
    if name.kind != "country" or text[start:end] not in _ALSO_PEOPLE:
        return False
    before = text[max(0, start - _LONGEST_NAME) : start]
    return bool(_NAME_AFTER.match(text, end) or _NAME_BEFORE.search(before))


def _longest(hits: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for hit in sorted(hits, key=lambda m: (m.start, -m.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def has(text: str, word: str) -> bool:
    """Tell whether a folded text has a folded word by itself."""
    return any(is_whole(text, *found.span()) for found in re.finditer(re.escape(word), text))
