"""Which commitments a sentence is about: key terms find them, learned weights decide."""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.analysis import base, normalise
from tracker.analysis.links import bearings
from tracker.analysis.mentions import gazetteer
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.terms.terms import TermHit

FILE = HEAD = "link"
_MOST = 24
LINKED, FOR_REVIEW = 0.5, 0.42
# Where other states alone are named, it is their own matter as often as not: more is asked.
_STRANGE = 0.25


@dataclass(frozen=True)
class Link:
    """A sentence weighed for a commitment; ``hits`` are its terms there, weightiest first.

    ``features`` are what was weighed, and ``probability`` how likely it is about the commitment.
    """

    passage: Passage
    commitment: base.Commitment
    hits: tuple[TermHit, ...]
    features: dict[str, float]
    probability: float

    @property
    def is_certain(self) -> bool:
        """Whether it is linked, and not for a person to decide."""
        return self._margin >= LINKED

    @property
    def is_likely(self) -> bool:
        """Whether it is linked, or at least for a person to decide."""
        return self._margin >= FOR_REVIEW

    @property
    def _margin(self) -> float:
        is_elsewhere = self.features["strangers_only"] and self.features["stranger"]
        return self.probability - (_STRANGE if is_elsewhere else 0.0)


def links(reading: Reading) -> list[Link]:
    """Return what every sentence is, or may be, about, by position and then commitment."""
    return [link for link in weighed(reading) if link.is_likely]


def weighed(reading: Reading) -> list[Link]:
    """Return every sentence with the commitments of whose terms it holds any, in order.

    Of very many only those are weighed whose terms say most there.
    """
    return reading.once(_weighed)


def _weighed(reading: Reading) -> list[Link]:
    scene = bearings.Scene(reading)
    model = reading.weights[FILE][HEAD]
    found = []
    for number, passage in enumerate(reading.passages):
        for slug in _likeliest(scene.scores[number]):
            commitment = reading.index.commitments[slug]
            if not _is_in_place(reading, commitment):
                continue
            features = scene.features(number, commitment)
            own = sorted(scene.hits[number][slug], key=lambda hit: (-hit.weight, hit.start))
            chance = model.probability(features)
            found.append(Link(passage, commitment, tuple(own), features, chance))
    return found


def _likeliest(scores: Mapping[str, float]) -> list[str]:
    return sorted(heapq.nsmallest(_MOST, scores, key=lambda slug: (-scores[slug], slug)))


def contributions(reading: Reading, link: Link) -> dict[str, float]:
    """Return what speaks for a link and against it, in log odds, the heaviest first."""
    weighed = reading.weights[FILE][HEAD].contributions(link.features)
    heaviest = sorted(weighed.items(), key=lambda item: (-abs(item[1]), item[0]))
    return {name: round(value, 3) for name, value in heaviest}


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
