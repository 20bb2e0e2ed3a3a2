"""What speaks for a sentence being about a commitment: terms, words, actors, rivals, dates."""

import math
from collections.abc import Mapping

from tracker.analysis import base
from tracker.analysis.passages import Reading
from tracker.analysis.terms import gist

_FULL = 6.0
_HEAVY = 3.0
_MANY = 3
_NEIGHBOUR_SHARE = 0.5
# Of a commitment in few words all are soon found, which says little.
_FEW = 8


class Scene:
    """An article whose term hits are known, asked for the features of a sentence."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.hits = reading.term_hits
        self.actors = [reading.actors(passage) for passage in reading.passages]
        self.officials = [
            frozenset(m.key for m in passage.mentions if m.kind == "official")
            for passage in reading.passages
        ]
        self.words = [
            gist.stems(passage.sentence.folded, reading.language) for passage in reading.passages
        ]
        self.scores = [self._scores(number) for number in range(len(self.hits))]

    def features(self, number: int, commitment: base.Commitment) -> dict[str, float]:
        """Return the features of the sentence of this number, all between 0 and 1."""
        return {
            **self._of_terms(number, commitment.slug),
            **self._of_words(number, commitment),
            **self._of_actors(number, commitment),
            **self._of_rivals(number, commitment.slug),
            **self._of_dates(commitment),
        }

    def _neighbours(self, number: int) -> list[int]:
        passages = self.reading.passages
        paragraph = passages[number].sentence.paragraph
        return [
            other
            for other in (number - 1, number + 1)
            if 0 <= other < len(passages) and passages[other].sentence.paragraph == paragraph
        ]

    def _scores(self, number: int) -> dict[str, float]:
        return {slug: self._score(number, slug) for slug in self.hits[number]}

    def _score(self, number: int, slug: str) -> float:
        own = {hit.term: hit.weight for hit in self.hits[number][slug]}
        return math.fsum(own.values()) + _NEIGHBOUR_SHARE * self._around(number, slug, own)

    def _around(self, number: int, slug: str, own: Mapping[str, float]) -> float:
        near = {
            hit.term: hit.weight
            for other in self._neighbours(number)
            for hit in self.hits[other].get(slug, ())
        }
        return math.fsum(weight for term, weight in near.items() if term not in own)

    def _of_terms(self, number: int, slug: str) -> dict[str, float]:
        hits = self.hits[number][slug]
        own = {hit.term: hit.weight for hit in hits}
        total = math.fsum(own.values())
        return {
            "terms": min(1.0, total / _FULL),
            "heaviest": min(1.0, max(own.values()) / _HEAVY),
            "near": min(1.0, self._around(number, slug, own) / _FULL),
            "several": min(1.0, (len(own) - 1) / _MANY),
        }

    def _of_words(self, number: int, commitment: base.Commitment) -> dict[str, float]:
        near = (number, *self._neighbours(number))
        own = self.reading.index.gist(commitment, self.reading.language)
        around = frozenset().union(*(self.words[n] for n in near))
        return {"words": len(own & around) / (len(own) + _FEW)}

    def _of_actors(self, number: int, commitment: base.Commitment) -> dict[str, float]:
        here, anywhere = self.actors[number], self.reading.all_actors
        near = here.union(*(self.actors[n] for n in self._neighbours(number)))
        holders, others = self._sides(commitment)
        officials = frozenset(commitment.officials)
        named = frozenset().union(*self.officials)
        known = holders | others
        return {
            "holder": float(bool(holders & here)),
            "holder_near": float(bool(holders & near)),
            "holder_anywhere": float(bool(holders & anywhere)),
            "counterpart": float(bool(others & here)),
            "counterpart_anywhere": float(bool(others & anywhere)),
            "official": float(bool(officials & self.officials[number])),
            "official_anywhere": float(bool(officials & named)),
            "stranger": float(self._has_state(here - known) and not here & known),
            "strangers_only": float(self._has_state(anywhere - known) and not anywhere & known),
            "stranger_beside": float(self._has_state(here - known) and bool(here & known)),
            "nobody": float(not anywhere),
        }

    def _sides(self, commitment: base.Commitment) -> tuple[frozenset[str], frozenset[str]]:
        index = self.reading.index
        holders = frozenset(commitment.holders)
        if not holders:
            known = [s for s in commitment.officials if s in index.officials]
            holders = frozenset().union(
                *(index.lineage(index.party_of(index.officials[slug])) for slug in known)
            )
        return holders, frozenset(commitment.counterparts)

    def _has_state(self, actors: frozenset[str]) -> bool:
        parties = self.reading.index.parties
        return any(a not in parties or parties[a].code is not None for a in actors)

    def _of_rivals(self, number: int, slug: str) -> dict[str, float]:
        mine = self.scores[number][slug]
        best = max((s for k, s in self.scores[number].items() if k != slug), default=0.0)
        return {
            "behind": min(1.0, max(0.0, best - mine) / _FULL),
            "ahead": min(1.0, max(0.0, mine - best) / _FULL),
        }

    def _of_dates(self, commitment: base.Commitment) -> dict[str, float]:
        anchor = self.reading.anchor
        early = anchor is not None and commitment.stated_on and anchor.last < commitment.stated_on
        return {"early": float(bool(early))}
