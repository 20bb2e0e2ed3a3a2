"""Marks of what is proposed and of records: folded words by which two reports of one are known."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from tracker.analysis import normalise
from tracker.analysis.mentions import people
from tracker.analysis.terms import terms

Marks = frozenset[str]

HALF: Final = 0.5
_PARTY, _SORT = "party:", "sort:"
_ENOUGH_PEOPLE = 2
_LONGEST = 120


def of_people(named: Iterable[tuple[str, str | None]]) -> list[str]:
    """Return the marks of who meets: of each (name, official) the slug, or else the last name."""
    return _listed(official or people.last_name(name) for name, official in named)


def of_matter(words: str, parties: Iterable[str], sort: str) -> list[str]:
    """Return the marks of what something is about: its words, its parties and its sort."""
    found = {token.word for token in terms.tokens(normalise.fold(words))}
    return _listed({*found, *(f"{_PARTY}{party}" for party in parties), f"{_SORT}{sort}"})


def shared_words(one: Marks, other: Marks) -> float:
    """Return the share of the words of both that stand in both, 0 to 1."""
    mine, theirs = _words(one), _words(other)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def parties(marks: Marks) -> Marks:
    """Return the marks that are parties."""
    return frozenset(mark for mark in marks if mark.startswith(_PARTY))


def are_same_people(one: Marks, other: Marks) -> bool:
    """Return whether two meetings are of the same people, as far as both reports name them."""
    shared, fewest = len(one & other), min(len(one), len(other))
    return shared > 0 and shared >= min(_ENOUGH_PEOPLE, fewest)


def are_same_words(one: Marks, other: Marks) -> bool:
    """Return whether two things are told in about the same words."""
    return shared_words(one, other) >= HALF


def are_same_matter(one: Marks, other: Marks) -> bool:
    """Return whether two deeds are one: in the same words, or in two languages, of the same few."""
    if are_same_words(one, other):
        return True
    is_alike = one - _words(one) == other - _words(other)
    return is_alike and len(parties(one)) >= _ENOUGH_PEOPLE


ARE_ALIKE: Final[Mapping[str, Callable[[Marks, Marks], bool]]] = {
    "meeting": are_same_people,
    "agreement": are_same_matter,
    "event": are_same_matter,
    "commitment": are_same_words,
}
"""What tells of each type of record whether two reports are of the same."""


def _words(marks: Marks) -> Marks:
    return frozenset(mark for mark in marks if ":" not in mark)


def _listed(marks: Iterable[str]) -> list[str]:
    return sorted({mark[:_LONGEST] for mark in marks if mark})
