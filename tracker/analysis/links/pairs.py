"""Which commitments an article is about: pairs of article and commitment, with how likely."""

import heapq
import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final

from tracker.analysis import base, normalise
from tracker.analysis.links.scene import Scene
from tracker.analysis.mentions import gazetteer
from tracker.analysis.passages import Reading
from tracker.analysis.terms import groupings

FILE: Final = "pairs"
HEAD: Final = "pairs"
#: From which likelihood an article is told to be about a commitment, and from which a person is
#: asked.
TOLD, FOR_REVIEW = 0.5, 0.35
_BRIEF, _MOST = 0.15, 60
_BRIEFLY = ("terms_best", "words_best", "holder", "official_ours")
# An article that names others, and nobody whom a commitment concerns, is about these others.
_NAMED = ("holder", "officials", "counterpart", "publisher")
_HEAVY, _FULL = 3.0, 6.0


@dataclass(frozen=True)
class Pair:
    """A commitment that the article may be about, by what, and how likely that is."""

    commitment: base.Commitment
    features: Mapping[str, float]
    probability: float

    @property
    def is_told(self) -> bool:
        """Whether people are told that the article is about it."""
        return self.probability >= TOLD - self._allowance

    @property
    def is_likely(self) -> bool:
        """Whether they are told, or at least a person is asked."""
        return self.probability >= FOR_REVIEW - self._allowance

    @property
    def _allowance(self) -> float:
        """How much less is asked of a text that is too brief to name all that tells."""
        return _BRIEF * self.features["brief"]


def pairs(reading: Reading) -> tuple[Pair, ...]:
    """Return what the article may be about, the likeliest first."""
    return reading.once(_pairs)


def _pairs(reading: Reading) -> tuple[Pair, ...]:
    known, model = reading.once(Scene), reading.weights[FILE][HEAD]
    found = []
    for slug in _candidates(known):
        commitment = reading.index.commitments[slug]
        if is_in_place(reading, commitment) and not _is_barred(known, commitment):
            features = _features(known, commitment)
            if any(features[name] for name in _NAMED) or not reading.all_actors:
                found.append(Pair(commitment, features, model.probability(features)))
    return tuple(sorted(found, key=lambda pair: (-pair.probability, pair.commitment.slug)))


def features(reading: Reading) -> dict[str, Mapping[str, float]]:
    """Return what speaks for each commitment that comes into question, by slug."""
    known = reading.once(Scene)
    return {slug: _features(known, reading.index.commitments[slug]) for slug in _candidates(known)}


def contributions(reading: Reading, pair: Pair) -> dict[str, float]:
    """Return what speaks for a pair and against it, in log odds, the heaviest first."""
    return reading.weights[FILE][HEAD].heaviest(pair.features)


def _candidates(known: Scene) -> list[str]:
    """Return the commitments of whose terms or officials the article has any; of many the best."""
    index = known.reading.index
    of_officials = (index.commitments_of.get(official, ()) for official in known.officials)
    slugs = {slug for slug in chain(known.terms, *of_officials) if slug in index.commitments}

    def nearness(slug: str) -> float:
        named = known.officials.keys() & set(index.commitments[slug].officials)
        return known.weights.get(slug, 0.0) + _HEAVY * len(named)

    return sorted(heapq.nsmallest(_MOST, slugs, key=lambda slug: (-nearness(slug), slug)))


def _features(known: Scene, commitment: base.Commitment) -> dict[str, float]:
    """Return what speaks for the article being about a commitment, all between 0 and 1."""
    slug, (holders, others) = commitment.slug, known.reading.sides(commitment)
    terms = chain(*(own.values() for own in known.terms.get(slug, {}).values()))
    mine = known.weights.get(slug, 0.0)
    ahead = mine - max((known.weights[o] for o in known.heaviest if o != slug), default=0.0)
    found = {
        "terms_best": min(1.0, mine / _FULL),
        "terms_heaviest": min(1.0, max(terms, default=0.0) / _HEAVY),
        "ahead": min(1.0, max(0.0, ahead) / _FULL),
        "behind": min(1.0, max(0.0, -ahead) / _FULL),
        **_of_words(known, commitment),
        **_of_actors(known, commitment, holders, others),
        "rival_holder": _rival(known, slug, holders),
    }
    # A passage of few sentences names less than an article: what it has counts otherwise.
    brief = {f"brief_{name}": found[name] * known.brevity for name in _BRIEFLY}
    return {**found, "brief": known.brevity, **brief}


def _of_words(known: Scene, commitment: base.Commitment) -> dict[str, float]:
    own = known.reading.index.weighted_gist(commitment, known.reading.language)
    total = math.fsum(own.values()) or 1.0

    def share(words: frozenset[str]) -> float:
        return math.fsum(own[word] for word in words & own.keys()) / total

    return {
        "words_all": share(frozenset().union(*known.words.values())),
        "words_best": max(map(share, known.words.values()), default=0.0),
    }


def _of_actors(
    known: Scene, commitment: base.Commitment, holders: frozenset[str], others: frozenset[str]
) -> dict[str, float]:
    index, anchor = known.reading.index, known.reading.anchor
    named = known.officials.keys() & set(commitment.officials)
    ours = (s for s in named if index.lineage(index.party_of(index.officials[s])) & holders)
    publisher = index.lineage(known.reading.article.publisher)
    is_early = anchor and commitment.stated_on and anchor.last < commitment.stated_on
    return {
        "holder": float(bool(holders & known.actors.keys())),
        "holder_share": known.share(holders),
        "counterpart": float(bool(others & known.actors.keys())),
        "officials": min(1.0, len(named) / 2),
        "official_ours": float(any(ours)),
        "publisher": float(bool(publisher & holders)),
        "publisher_other": float(bool(publisher) and not publisher & holders),
        "early": float(bool(is_early)),
    }


def _rival(known: Scene, slug: str, holders: frozenset[str]) -> float:
    """Return how much more the article names the holders of a like commitment than these."""
    bound = (known.reading.sides(known.reading.index.commitments[o])[0] for o in known.alike(slug))
    others = (known.share(parties) for parties in bound if parties != holders)
    return max(0.0, max(others, default=0.0) - known.share(holders))


def is_in_place(reading: Reading, commitment: base.Commitment) -> bool:
    """Tell whether title or text name one of the commitment's places, where it has any."""
    if not commitment.places:
        return True
    text = f"{reading.titled_folded} {reading.folded}"
    return any(gazetteer.has(text, normalise.fold(place)) for place in commitment.places)


def _is_barred(known: Scene, commitment: base.Commitment) -> bool:
    """Tell whether all its terms stand in excluded phrases or far from its concepts.

    Where there are none, the text must have its concepts all the same; but one that names an
    official of the commitment may be about it in other words.
    """
    slug, reading = commitment.slug, known.reading
    is_free = not (commitment.groups or commitment.exclusions)
    if is_free or slug in known.terms or known.officials.keys() & set(commitment.officials):
        return False
    return any(slug in found for found in reading.found_terms) or not all(
        groupings.holds(group, reading.folded, reading.language) for group in commitment.groups
    )
