"""Which commitments a sentence is about: key terms first, then the actors around it."""

import math
from dataclasses import dataclass

from tracker.detectors import base
from tracker.detectors.passages import Passage, Reading
from tracker.text import gazetteer, normalise
from tracker.text.terms import TermHit

_ENOUGH = 3.0
_TELLING = 2.0
_LEAST_OWN = 1.5
_NEIGHBOUR_SHARE = 0.5
_BESIDE_THE_BEST = 0.6


@dataclass(frozen=True)
class Link:
    """A commitment that a sentence is about; ``hits`` are its terms there, weightiest first."""

    commitment: base.Commitment
    hits: tuple[TermHit, ...]
    score: float
    actor: float


def links(reading: Reading) -> list[tuple[Passage, Link]]:
    """Return the links of every sentence, in order; a sentence may be about several commitments."""
    hits = reading.term_hits
    found: list[tuple[Passage, Link]] = []
    for number, passage in enumerate(reading.passages):
        near = [hits[i] for i in _neighbours(reading, number)]
        made = [_link(reading, passage, slug, own, near) for slug, own in hits[number].items()]
        kept = [link for link in made if link is not None]
        best = max((link.score for link in kept), default=0.0)
        found += [(passage, link) for link in kept if link.score >= best * _BESIDE_THE_BEST]
    return found


def _neighbours(reading: Reading, number: int) -> list[int]:
    paragraph = reading.passages[number].sentence.paragraph
    return [
        other
        for other in (number - 1, number + 1)
        if 0 <= other < len(reading.passages)
        and reading.passages[other].sentence.paragraph == paragraph
    ]


def _link(
    reading: Reading,
    passage: Passage,
    slug: str,
    own: list[TermHit],
    near: list[dict[str, list[TermHit]]],
) -> Link | None:
    commitment = reading.index.commitments[slug]
    weights = {hit.term: hit.weight for hit in own}
    around = {hit.term: hit.weight for hits in near for hit in hits.get(slug, ())}
    total = math.fsum(weights.values())
    score = total + _NEIGHBOUR_SHARE * math.fsum(w for t, w in around.items() if t not in weights)
    is_telling = max(weights.values()) >= _TELLING or len(weights) > 1
    if score < _ENOUGH or total < _LEAST_OWN or not is_telling:
        return None
    actor = _actor(reading, passage, commitment)
    if actor is None or not _is_in_place(reading, commitment):
        return None
    ordered = sorted(own, key=lambda hit: (-hit.weight, hit.start))
    return Link(commitment, tuple(ordered), score, actor)


def _actor(reading: Reading, passage: Passage, commitment: base.Commitment) -> float | None:
    """Return 0 to 1 for how near the commitment's parties are, or None where others stand there."""
    own = reading.actors(passage)
    if own:
        return _nearness(reading, own, commitment, 1.0)
    before = reading.actors_before(passage)
    if before:
        return _nearness(reading, before, commitment, 0.7)
    return (
        0.2 if not reading.all_actors else _nearness(reading, reading.all_actors, commitment, 0.4)
    )


def _nearness(
    reading: Reading, actors: frozenset[str], commitment: base.Commitment, full: float
) -> float | None:
    officials = {
        party
        for slug in commitment.officials
        if slug in reading.index.officials
        for party in reading.index.lineage(reading.index.party_of(reading.index.officials[slug]))
    }
    holders = set(commitment.holders) or officials
    counterparts = set(commitment.counterparts)
    has_others = any(
        _is_state(reading, actor) for actor in actors - holders - counterparts - officials
    )
    if actors & holders:
        # With a third country beside the holder and the counterpart absent, it may be another deal.
        is_other_deal = has_others and counterparts and not counterparts & reading.all_actors
        return None if is_other_deal else full
    if actors & counterparts and holders & reading.all_actors:
        return full * 0.7
    return None


def _is_state(reading: Reading, actor: str) -> bool:
    party = reading.index.parties.get(actor)
    return party is None or party.code is not None


def _is_in_place(reading: Reading, commitment: base.Commitment) -> bool:
    """Tell whether the text names one of the commitment's places, where it has any."""
    if not commitment.places:
        return True
    text = normalise.fold(f"{reading.article.title}\n{reading.article.text}")
    return any(_has(text, normalise.fold(place)) for place in commitment.places)


def _has(text: str, word: str) -> bool:
    at = text.find(word)
    while at >= 0:
        if gazetteer.is_whole(text, at, at + len(word)):
            return True
        at = text.find(word, at + 1)
    return False
