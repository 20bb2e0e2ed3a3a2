"""Key terms found in a sentence by their stems, and figures in one form, however written."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import ahocorasick

from tracker.analysis import lexicon, normalise

_TOKEN = re.compile(r"\bper ?cent\b|\bpor ciento\b|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['-][^\W\d_]+)*|%")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_PERCENT = frozenset({"per cent", "percent", "por ciento", "pct"})
# A form of more records than this is common, and says little about any one of them.
_MANY = 48
_LEAST_COMMON = 2


@dataclass(frozen=True)
class Token:
    """A word, figure or percent sign of a folded text."""

    start: int
    end: int
    word: str


@dataclass(frozen=True)
class TermHit:
    """A key term found: ``key`` says whose, the span is in the text that was searched."""

    key: str
    term: str
    weight: float
    start: int
    end: int


def tokens(folded: str) -> list[Token]:
    """Return the words and figures of a folded text; figures are in one form, however written."""
    return [Token(m.start(), m.end(), _canonical(m.group())) for m in _TOKEN.finditer(folded)]


def weight(hits: Iterable[TermHit]) -> float:
    """Return what key terms weigh together, each once."""
    return math.fsum({hit.term: hit.weight for hit in hits}.values())


@lru_cache(maxsize=50_000)
def _canonical(word: str) -> str:
    """Return a folded word as a figure where it is one, "%" for per cent, or else unchanged."""
    if word in _PERCENT:
        return "%"
    if not word[0].isdigit():
        return _in_words().get(word, word)
    if _GROUPED.fullmatch(word):
        return word.replace(",", "").replace(".", "")
    whole, point, part = word.replace(",", ".").partition(".")
    return f"{whole}{point}{part}" if part.strip("0") else whole


@lru_cache
def _in_words() -> Mapping[str, str]:
    """Return the figures of both languages by their words."""
    tables = (lexicon.table("numbers", language) for language in lexicon.LANGUAGES)
    return {word: figure for table in tables for figure, words in table.items() for word in words}


class Entry(NamedTuple):
    """A weighted term of a record; without a language it is looked for in texts of any."""

    key: str
    term: str
    weight: float
    language: str = ""


@dataclass
class _Form:
    """A run of stems and whose it is: of each key the term and its weight.

    A common form brings only the keys of ``few`` to mind, any other those of all its owners.
    """

    length: int
    words: int
    owners: dict[str, tuple[str, float]] = field(default_factory=dict)
    few: set[str] = field(default_factory=set)

    @property
    def is_common(self) -> bool:
        return len(self.owners) > _MANY


class TermIndex:
    """Weighted terms of many records, found by stem in one pass whatever their number.

    A form that many records share brings none of them to mind, and only adds to those that
    another of their terms has: so the work grows with what is found, not with what is tracked.
    A record that has nothing but such forms is brought to mind by its least common ones.
    """

    def __init__(self, entries: Iterable[Entry | tuple[str, str, float]]) -> None:
        known = [Entry(*entry) for entry in entries]
        self._automata = {
            language: _automaton(_forms(known, language)) for language in lexicon.LANGUAGES
        }

    def find(self, folded: str, language: str) -> list[TermHit]:
        """Return the terms in a folded text; of those that overlap for one key, the longest."""
        return self.find_in([folded], language)[0]

    def find_in(
        self, parts: Sequence[str], language: str, also: Sequence[frozenset[str]] = ()
    ) -> list[list[TermHit]]:
        """Return the terms in each part of a folded text.

        What brings a key to mind in one part does so for those beside it. The terms of the keys
        that ``also`` has for a part are looked for there besides.
        """
        automaton = self._automata.get(language) or self._automata["en"]
        if not len(automaton):
            return [[] for _ in parts]
        met = [list(_occurrences(automaton, part, language)) for part in parts]
        minded = [
            {key for form, _, _ in each for key in (form.few if form.is_common else form.owners)}
            for each in met
        ]
        found = []
        for number, each in enumerate(met):
            keys = set().union(*minded[max(0, number - 1) : number + 2], *also[number : number + 1])
            found.append(_longest_of_each_key(_hits(each, keys)))
        return found


def _forms(entries: Iterable[Entry], language: str) -> Mapping[str, _Form]:
    forms: dict[str, _Form] = {}
    by_key: dict[str, list[_Form]] = defaultdict(list)
    for entry in entries:
        words = tokens(normalise.fold(entry.term)) if entry.language in {"", language} else ()
        if not words:
            continue
        written = f" {' '.join(normalise.uninflected(t.word, language) for t in words)} "
        form = forms.setdefault(written, _Form(len(written), len(words)))
        known = form.owners.get(entry.key)
        if known is None or known[1] < entry.weight:
            form.owners[entry.key] = (entry.term, entry.weight)
            by_key[entry.key].append(form)
    for key, own in by_key.items():
        if all(form.is_common for form in own):
            for form in sorted(own, key=lambda form: len(form.owners))[:_LEAST_COMMON]:
                form.few.add(key)
    return forms


def _automaton(forms: Mapping[str, _Form]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for written, form in forms.items():
        automaton.add_word(written, form)
    if forms:
        automaton.make_automaton()
    return automaton


def _hits(occurrences: Iterable[tuple[_Form, int, int]], keys: set[str]) -> Iterator[TermHit]:
    """Yield what was found for the keys that were brought to mind."""
    for form, start, end in occurrences:
        for key in sorted(form.owners.keys() & keys) if form.is_common else form.owners:
            yield TermHit(key, *form.owners[key], start, end)


def _occurrences(
    automaton: ahocorasick.Automaton, folded: str, language: str
) -> Iterator[tuple[_Form, int, int]]:
    """Yield each form found, with its span in the text."""
    words = tokens(folded)
    stems = [normalise.uninflected(token.word, language) for token in words]
    starts, position = {}, 1
    for index, stemmed in enumerate(stems):
        starts[position] = index
        position += len(stemmed) + 1
    for last, form in automaton.iter(f" {' '.join(stems)} "):
        first = starts[last - form.length + 2]
        yield form, words[first].start, words[first + form.words - 1].end


def _longest_of_each_key(hits: Iterable[TermHit]) -> list[TermHit]:
    kept: list[TermHit] = []
    ends: dict[str, int] = {}
    for hit in sorted(hits, key=lambda h: (h.start, -h.end, -h.weight)):
        if hit.start >= ends.get(hit.key, 0):
            kept.append(hit)
            ends[hit.key] = hit.end
    return kept
