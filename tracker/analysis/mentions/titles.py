"""The names of agreements, found in a sentence by the words that they share with it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.analysis import base, lexicon, normalise
from tracker.analysis.terms import terms

ENOUGH = 0.6
LEAST_WORDS = 2
# Stop words of commitments, but part of what a treaty is called.
_TITLES = frozenset({"agreement", "acuerdo", "compromiso"})


@dataclass(frozen=True)
class Name:
    """The words of an agreement's name found in a sentence."""

    share: float
    spans: tuple[tuple[int, int], ...]


class Titles:
    """The names of many agreements in one language: the work grows with the words found."""

    def __init__(self, agreements: Iterable[base.Agreement], language: str) -> None:
        self._language = language
        self._names: list[tuple[base.Agreement, frozenset[str]]] = [
            (agreement, wanted)
            for agreement in agreements
            for name in agreement.names
            if (wanted := _content(name, language))
        ]
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for number, (_, wanted) in enumerate(self._names):
            for stem in wanted:
                self._by_stem[stem].append(number)

    def find(self, folded: str) -> Iterator[tuple[base.Agreement, Name]]:
        """Yield the agreements that a folded sentence names, each by its best name, in order."""
        stems = {
            normalise.stem(token.word, self._language): (token.start, token.end)
            for token in reversed(terms.tokens(folded))
        }
        shared = Counter(number for stem in stems for number in self._by_stem.get(stem, ()))
        best: dict[str, tuple[base.Agreement, Name]] = {}
        for number in sorted(shared):
            agreement, wanted = self._names[number]
            share = shared[number] / len(wanted)
            if shared[number] < min(LEAST_WORDS, len(wanted)) or share < ENOUGH:
                continue
            if agreement.slug not in best or share > best[agreement.slug][1].share:
                best[agreement.slug] = agreement, Name(share, _spans(wanted, stems))
        yield from best.values()


def _spans(
    wanted: frozenset[str], stems: Mapping[str, tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(stems[stem] for stem in wanted & stems.keys()))


def _content(name: str, language: str) -> frozenset[str]:
    stopwords = lexicon.load(language).stopwords - _TITLES
    words = (token.word for token in terms.tokens(normalise.fold(name)))
    return frozenset(normalise.stem(word, language) for word in words if word not in stopwords)
