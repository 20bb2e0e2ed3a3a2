"""Which commitments an article is about: pairs of article and commitment, with how likely."""

from dataclasses import dataclass

from tracker.analysis import base
from tracker.analysis.links import linking
from tracker.analysis.passages import Reading


@dataclass(frozen=True)
class Pair:
    """A commitment that the article may be about, and how likely that is."""

    commitment: base.Commitment
    probability: float


def pairs(reading: Reading) -> tuple[Pair, ...]:
    """Return what the article may be about, the likeliest first."""
    best: dict[str, Pair] = {}
    for link in linking.weighed(reading):
        known = best.get(link.commitment.slug)
        if known is None or link.probability > known.probability:
            best[link.commitment.slug] = Pair(link.commitment, link.probability)
    return tuple(sorted(best.values(), key=lambda pair: (-pair.probability, pair.commitment.slug)))
