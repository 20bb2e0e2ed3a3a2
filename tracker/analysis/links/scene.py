"""An article as it is asked about commitments: what stands in which paragraph, by whom."""

import heapq
import math
from collections import Counter, defaultdict
from functools import cached_property

from tracker.analysis.mentions.gazetteer import Mention
from tracker.analysis.passages import Reading
from tracker.analysis.terms import gist

_ARTICLE = 1500
#: The number that stands for the title among those of paragraphs.
TITLE = -1


class Scene:
    """The terms, words, actors and officials of an article by paragraph; the title is one."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.body = tuple(passage for passage in reading.passages if passage.is_body)
        self.terms: dict[str, dict[int, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
        self.actors: Counter[str] = Counter()
        self.officials: Counter[str] = Counter()
        self.officials_at: dict[int, set[str]] = defaultdict(set)
        for mention in reading.titled:
            self._name(mention, TITLE)
        for hit in reading.index.terms.find(reading.titled_folded, reading.language):
            self.terms[hit.key][TITLE][hit.term] = hit.weight
        for passage in self.body:
            paragraph = passage.sentence.paragraph
            for slug, hits in reading.term_hits[passage.sentence.index].items():
                self.terms[slug][paragraph].update({hit.term: hit.weight for hit in hits})
            for mention in passage.mentions:
                self._name(mention, paragraph)

    def _name(self, mention: Mention, paragraph: int) -> None:
        self.actors.update(self.reading.index.actors(mention))
        if mention.kind == "official":
            self.officials[mention.key] += 1
            self.officials_at[paragraph].add(mention.key)

    @cached_property
    def brevity(self) -> float:
        """How brief the text is: 1 for a sentence, 0 from the length of a short article on."""
        length = sum(len(passage.sentence.text) for passage in self.body)
        return max(0.0, 1.0 - length / _ARTICLE)

    @cached_property
    def states(self) -> int:
        """How often states and organisations, tracked or not, are named; at least one."""
        parties = self.reading.index.parties
        are_states = (
            n for a, n in self.actors.items() if a not in parties or parties[a].code is not None
        )
        return sum(are_states) or 1

    def share(self, parties: frozenset[str]) -> float:
        """Return which share of all namings of states is of these parties."""
        return min(1.0, sum(self.actors[party] for party in parties) / self.states)

    @cached_property
    def stems(self) -> dict[int, frozenset[str]]:
        """The telling stems of each sentence of the body, by its index."""
        language = self.reading.language
        return {p.sentence.index: gist.stems(p.sentence.folded, language) for p in self.body}

    @cached_property
    def words(self) -> dict[int, frozenset[str]]:
        """The telling stems of each paragraph."""
        found: dict[int, frozenset[str]] = defaultdict(frozenset)
        found[TITLE] = gist.stems(self.reading.titled_folded, self.reading.language)
        for passage in self.body:
            found[passage.sentence.paragraph] |= self.stems[passage.sentence.index]
        return found

    @cached_property
    def weights(self) -> dict[str, float]:
        """What the terms of each commitment in one paragraph weigh at most."""
        return {
            slug: max(math.fsum(own.values()) for own in paragraphs.values())
            for slug, paragraphs in self.terms.items()
        }

    @cached_property
    def heaviest(self) -> list[str]:
        """The two commitments whose terms weigh most."""
        return heapq.nlargest(2, self.weights, key=lambda slug: (self.weights[slug], slug))

    def alike(self, slug: str) -> set[str]:
        """Return the commitments that have a term in common with this one, in one paragraph."""
        own = self.terms.get(slug, {})
        shared = (self._owners[n, term] for n, terms in own.items() for term in terms)
        return set().union(*shared) - {slug}

    @cached_property
    def _owners(self) -> dict[tuple[int, str], set[str]]:
        found: dict[tuple[int, str], set[str]] = defaultdict(set)
        for slug, paragraphs in self.terms.items():
            for number, terms in paragraphs.items():
                for term in terms:
                    found[number, term].add(slug)
        return found
