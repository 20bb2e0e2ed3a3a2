"""Near-duplicates: sketches of texts, by which copies of one story are told from other stories.

A sketch is the bottom of the hashes of all runs of five words; two sketches tell how much two
texts share without the texts. After A. Broder, On the resemblance and containment of documents
(1997).
"""

import heapq
import re
from dataclasses import dataclass
from hashlib import blake2b

from tracker.analysis import normalise

SHINGLE_WORDS = 5
SKETCH_SIZE = 128
BANDS = 16
# Of fewer runs of words a few set phrases are already a large share.
FEWEST_SHINGLES = 30
# Measured in tests/comparison/test_duplicates.py: follow-ups that repeat background stay below
# both, copies that were cut to a third or rewritten in places lie above one of them.
LEAST_RESEMBLANCE = 0.3
LEAST_CONTAINMENT = 0.55
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Sketch:
    """The least hashes of a text's shingles, ascending, and how many shingles there are in all."""

    values: tuple[int, ...]
    count: int

    @property
    def bands(self) -> tuple[int, ...]:
        """The least value of each of sixteen classes of hashes.

        Two texts share one of them with the probability of their resemblance: whoever shares none
        of sixteen is no near-duplicate, but for one pair in 300 at the least resemblance.
        """
        least: dict[int, int] = {}
        for value in self.values:
            least.setdefault(value % BANDS, value)
        return tuple(sorted(least.values()))


def sketch(text: str) -> Sketch | None:
    """Return the sketch of a text; None where it is too short to be told from others."""
    hashes = {_hash(shingle) for shingle in shingles(text)}
    if len(hashes) < FEWEST_SHINGLES:
        return None
    return Sketch(tuple(heapq.nsmallest(SKETCH_SIZE, hashes)), len(hashes))


def shingles(text: str, size: int = SHINGLE_WORDS) -> set[str]:
    """Return all runs of ``size`` words of a text, without case, accents and punctuation."""
    found = words(text)
    return {" ".join(found[start : start + size]) for start in range(len(found) - size + 1)}


def words(text: str) -> list[str]:
    """Return the words of a text, without case, accents and punctuation."""
    return _WORD.findall(normalise.fold(text))


def resemblance(one: Sketch, other: Sketch) -> float:
    """Return the estimated share of all shingles of two texts that stand in both, 0 to 1."""
    mine, theirs = set(one.values), set(other.values)
    bottom = heapq.nsmallest(SKETCH_SIZE, mine | theirs)
    return sum(value in mine and value in theirs for value in bottom) / len(bottom)


def containment(one: Sketch, other: Sketch) -> float:
    """Return the estimated share of the shorter text that stands in the longer one, 0 to 1."""
    share = resemblance(one, other)
    in_both = share * (one.count + other.count) / (1 + share)
    return min(1.0, in_both / min(one.count, other.count))


def is_same_story(one: Sketch, other: Sketch) -> bool:
    """Return whether two texts are copies of one, whole or cut, and not merely on one subject."""
    return (
        resemblance(one, other) >= LEAST_RESEMBLANCE or containment(one, other) >= LEAST_CONTAINMENT
    )


def _hash(shingle: str) -> int:
    digest = blake2b(shingle.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
