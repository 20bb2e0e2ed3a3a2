"""Key terms found in a sentence by their stems."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick

from tracker.analysis import lexicon, normalise
from tracker.analysis.terms import figures

_TOKEN = re.compile(r"\bper ?cent\b|\bpor ciento\b|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['-][^\W\d_]+)*|%")
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
    return [
        Token(m.start(), m.end(), figures.canonical(m.group())) for m in _TOKEN.finditer(folded)
    ]


class Entry(NamedTuple):
    """A weighted term of a record; without a language it is looked for in texts of any."""

    key: str
    term: str
    weight: float
    language: str = ""


class _Form:
    """A run of stems and whose it is: of each key the term and its weight."""

    __slots__ = ("anchored", "length", "owners", "words")

    def __init__(self, length: int, words: int) -> None:
        self.length = length
        self.words = words
        self.owners: dict[str, tuple[str, float]] = {}
        self.anchored: frozenset[str] | None = frozenset()

    @property
    def anchors(self) -> Collection[str]:
        """The keys that this form alone brings to mind: all, or of a common form a few."""
        return self.owners if self.anchored is None else self.anchored


class TermIndex:
    """Weighted terms of many records, found by stem in one pass whatever their number.

    A form that many records share brings none of them to mind, and only adds to those that
    another of their terms has: so the work grows with what is found, not with what is tracked.
    A record that has nothing but such forms is brought to mind by its least common ones.
    """

    def __init__(self, entries: Iterable[Entry | tuple[str, str, float]]) -> None:
        known = [Entry(*entry) for entry in entries]
        self._automata = {language: _automaton(known, language) for language in lexicon.LANGUAGES}

    def find(self, folded: str, language: str) -> list[TermHit]:
        """Return the terms in a folded text; of those that overlap for one key, the longest."""
        return self.find_in([folded], language)[0]

    def find_in(
        self,
        parts: Sequence[str],
        language: str,
        also: Sequence[frozenset[str]] = (),
    ) -> list[list[TermHit]]:
        """Return the terms in each part of a folded text.

        What brings a key to mind in one part does so for those beside it. The terms of the keys
        that ``also`` has for a part are looked for there besides.
        """
        automaton = self._automata.get(language) or self._automata["en"]
        if not len(automaton):
            return [[] for _ in parts]
        met = [list(_occurrences(automaton, part, language)) for part in parts]
        minded = [frozenset[str]().union(*(form.anchors for form, _, _ in each)) for each in met]
        near = zip([frozenset(), *minded], minded, [*minded[1:], frozenset()], strict=False)
        keys = [before | here | after for before, here, after in near]
        if also:
            keys = [own | more for own, more in zip(keys, also, strict=True)]
        return [_longest_of_each_key(_hits(each, own)) for each, own in zip(met, keys, strict=True)]


def _automaton(entries: Iterable[Entry], language: str) -> ahocorasick.Automaton:
    forms: dict[str, _Form] = {}
    by_key: dict[str, list[_Form]] = defaultdict(list)
    for entry in entries:
        if entry.language not in {"", language}:
            continue
        stems = [
            normalise.uninflected(t.word, language) for t in tokens(normalise.fold(entry.term))
        ]
        if not stems:
            continue
        written = f" {' '.join(stems)} "
        form = forms.setdefault(written, _Form(len(written), len(stems)))
        known = form.owners.get(entry.key)
        if known is None or known[1] < entry.weight:
            form.owners[entry.key] = (entry.term, entry.weight)
            by_key[entry.key].append(form)
    _anchor(forms.values(), by_key)
    automaton = ahocorasick.Automaton()
    for written, form in forms.items():
        automaton.add_word(written, form)
    if forms:
        automaton.make_automaton()
    return automaton


def _anchor(forms: Iterable[_Form], by_key: Mapping[str, Iterable[_Form]]) -> None:
    """Settle which forms bring which keys to mind."""
    few: dict[int, set[str]] = defaultdict(set)
    for key, own in by_key.items():
        in_order = sorted(own, key=lambda form: len(form.owners))
        if len(in_order[0].owners) > _MANY:
            for form in in_order[:_LEAST_COMMON]:
                few[id(form)].add(key)
    for form in forms:
        is_common = len(form.owners) > _MANY
        form.anchored = frozenset(few[id(form)]) if is_common else None


def _hits(occurrences: Iterable[tuple[_Form, int, int]], keys: frozenset[str]) -> Iterator[TermHit]:
    """Yield what was found for the keys that were brought to mind."""
    for form, start, end in occurrences:
        owners = form.owners if form.anchored is None else sorted(form.owners.keys() & keys)
        for key in owners:
            term, weight = form.owners[key]
            yield TermHit(key, term, weight, start, end)


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
