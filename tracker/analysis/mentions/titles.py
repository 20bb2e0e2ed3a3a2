"""The names of records, found in a sentence by the words that it shares with them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
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
        spans = {
            normalise.stem(token.word, self._language): (token.start, token.end)
            for token in reversed(terms.tokens(folded))
        }
        shared = Counter(number for stem in spans for number in self._by_stem.get(stem, ()))
        best: dict[str, tuple[base.Agreement, Name]] = {}
        for number in sorted(shared):
            agreement, wanted = self._names[number]
            share = shared[number] / len(wanted)
            if shared[number] < min(_LEAST_WORDS, len(wanted)) or share < ENOUGH:
                continue
            if agreement.slug not in best or share > best[agreement.slug][1].share:
                found = tuple(sorted(spans[stem] for stem in wanted & spans.keys()))
                best[agreement.slug] = agreement, Name(share, found)
        yield from best.values()


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
