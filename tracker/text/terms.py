"""Key terms found in a sentence by their stems, and terms suggested from a commitment's words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import ahocorasick

from tracker.text import lexicon, normalise

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['-][^\W\d_]+)*|%")
_SHORTEST = 4
_WORD_WEIGHT, _PAIR_WEIGHT, _FIGURE_WEIGHT = 1.5, 2.5, 2.0


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
    """Return the words and figures of a folded text."""
    return [Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(folded)]


class TermIndex:
    """Weighted terms of many records, found by stem in one pass whatever their number."""

    def __init__(self, weighted: Iterable[tuple[str, str, float]]) -> None:
        """Take (key, term, weight); a term may be of either language."""
        entries = list(weighted)
        self._automata = {language: _automaton(entries, language) for language in lexicon.LANGUAGES}

    def find(self, folded: str, language: str) -> list[TermHit]:
        """Return the terms in a folded text; of those that overlap for one key, the longest."""
        automaton = self._automata.get(language) or self._automata["en"]
        if not len(automaton):
            return []
        words = tokens(folded)
        stems = [normalise.stem(token.word, language) for token in words]
        starts, position = {}, 1
        for index, stemmed in enumerate(stems):
            starts[position] = index
            position += len(stemmed) + 1
        hits = []
        for last, (length, count, entries) in automaton.iter(f" {' '.join(stems)} "):
            first = starts[last - length + 2]
            start, end = words[first].start, words[first + count - 1].end
            hits += [TermHit(key, term, weight, start, end) for key, term, weight in entries]
        return _longest_of_each_key(hits)


def _automaton(entries: list[tuple[str, str, float]], language: str) -> ahocorasick.Automaton:
    forms: dict[str, tuple[int, list[tuple[str, str, float]]]] = {}
    for key, term, weight in entries:
        stems = [normalise.stem(t.word, language) for t in tokens(normalise.fold(term))]
        if stems:
            same = forms.setdefault(f" {' '.join(stems)} ", (len(stems), []))[1]
            same.append((key, term, weight))
    automaton = ahocorasick.Automaton()
    for form, (count, same) in forms.items():
        automaton.add_word(form, (len(form), count, same))
    if forms:
        automaton.make_automaton()
    return automaton


def _longest_of_each_key(hits: list[TermHit]) -> list[TermHit]:
    kept: list[TermHit] = []
    ends: dict[str, int] = {}
    for hit in sorted(hits, key=lambda h: (h.start, -h.end, -h.weight)):
        if hit.start >= ends.get(hit.key, 0):
            kept.append(hit)
            ends[hit.key] = hit.end
    return kept


def suggest_terms(
    texts: Mapping[str, str], names: frozenset[str] = frozenset()
) -> dict[str, float]:
    """Return key terms with weights for a commitment from its words in each language.

    Neighbouring content words weigh most, then figures, then single words. ``names`` are folded
    words that say who and not what (countries, officials) and are left out.
    """
    suggested: dict[str, float] = {}
    for language, text in texts.items():
        stopwords = lexicon.load(language).stopwords | names
        previous: Token | None = None
        folded = normalise.fold(text)
        for token in tokens(folded):
            has_meaning = token.word not in stopwords and token.word != "%"
            if has_meaning and token.word[0].isdigit():
                suggested[token.word] = _FIGURE_WEIGHT
            elif has_meaning and len(token.word) >= _SHORTEST:
                suggested[token.word] = _WORD_WEIGHT
                if previous is not None and folded[previous.end : token.start] == " ":
                    suggested[f"{previous.word} {token.word}"] = _PAIR_WEIGHT
            previous = token if has_meaning else None
    return suggested
