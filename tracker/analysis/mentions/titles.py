"""The names of records, found in a sentence by the words that it shares with them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.analysis import base, lexicon, normalise
from tracker.analysis.terms import terms

ENOUGH = 0.6
_LEAST_WORDS = 2
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
        self._names = [(each, stems(name, language)) for each in agreements for name in each.names]
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for number, (_, wanted) in enumerate(self._names):
            for stem in wanted:
                self._by_stem[stem].append(number)

    def find(self, folded: str) -> Iterator[tuple[base.Agreement, Name]]:
        """Yield the agreements that a folded sentence names, each by its best name, in order."""
        spans: dict[str, list[tuple[int, int]]] = {}
        for token in terms.tokens(folded):
            stem = normalise.stem(token.word, self._language)
            spans.setdefault(stem, []).append((token.start, token.end))
        shared = Counter(number for stem in spans for number in self._by_stem.get(stem, ()))
        best: dict[str, tuple[base.Agreement, Name]] = {}
        for number in sorted(shared):
            agreement, wanted = self._names[number]
            share = shared[number] / len(wanted)
            if shared[number] < min(_LEAST_WORDS, len(wanted)) or share < ENOUGH:
                continue
            if agreement.slug not in best or share > best[agreement.slug][1].share:
                best[agreement.slug] = agreement, Name(share, _together(wanted, spans))
        yield from best.values()


def _together(
    wanted: frozenset[str], spans: Mapping[str, list[tuple[int, int]]]
) -> tuple[tuple[int, int], ...]:
    """Return where the words of a name stand nearest to the one that stands there least often."""
    shared = sorted(wanted & spans.keys(), key=lambda stem: (len(spans[stem]), stem))
    first = spans[shared[0]][0][0]
    return tuple(sorted(min(spans[s], key=lambda span: abs(span[0] - first)) for s in shared))


def share(titles: Iterable[str], text: str, language: str) -> float:
    """Return the greatest share of a title's words that a text has."""
    own = stems(text, language)
    wanted = (stems(title, language) for title in titles)
    return max((len(words & own) / len(words) for words in wanted if words), default=0.0)


def stems(name: str, language: str) -> frozenset[str]:
    """Return the stems of the words that tell one name from another."""
    stopwords = lexicon.load(language).stopwords - _TITLES
    words = (token.word for token in terms.tokens(normalise.fold(name)))
    return frozenset(normalise.stem(word, language) for word in words if word not in stopwords)
