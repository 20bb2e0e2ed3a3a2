"""What a linked sentence does to a commitment where the rules see nothing, by learned weights."""

from collections.abc import Mapping
from typing import Final

from tracker.detectors import sides, turns, voices
from tracker.detectors.linking import Link
from tracker.detectors.passages import Reading
from tracker.text import relation

FILE = "relation"
DEVELOPED, AGAINST, DEED, DONE, DEFINITE = "developed", "against", "deed", "done", "definite"
HEADS = (DEVELOPED, AGAINST, DEED, DONE, DEFINITE)

# What a right answer is worth: more where it is rare, so that the rare is not passed over.
_WORTH: Final[Mapping[str, float]] = {
    "reaffirms": 1.79,
    "progresses": 2.1,
    "fulfils": 2.46,
    "contradicts": 2.39,
    "breaks": 2.14,
    "mentions": 1.86,
}
_SIDES = (frozenset({"reaffirms", "progresses", "fulfils"}), frozenset({"contradicts", "breaks"}))
# Kept said for broken, or the reverse, costs this much: where both are likely, it is a mention.
_FLIP = 2.0
_BACKGROUND = "background"
# Below this a person classifies it.
_BAR = 0.45
_OUTSIDERS = frozenset({"outsider", "person"})
LEARNED = "learned from like sentences"


def chances(reading: Reading, features: Mapping[str, float]) -> dict[str, float]:
    """Return how likely each relation is; together they are certain."""
    heads = reading.weights[FILE]
    share = {head: heads[head].probability(features) for head in HEADS}
    forward = share[DEVELOPED] * (1 - share[AGAINST])
    backward = share[DEVELOPED] * share[AGAINST]
    return {
        "reaffirms": forward * (1 - share[DEED]),
        "progresses": forward * share[DEED] * (1 - share[DONE]),
        "fulfils": forward * share[DEED] * share[DONE],
        "contradicts": backward * (1 - share[DEFINITE]),
        "breaks": backward * share[DEFINITE],
        "mentions": 1 - share[DEVELOPED],
    }


def decide(likely: Mapping[str, float]) -> str:
    """Return the relation that is worth most to say."""

    def worth(said: str) -> float:
        other = next((_SIDES[1 - n] for n, side in enumerate(_SIDES) if said in side), frozenset())
        return _WORTH[said] * likely[said] - _FLIP * sum(likely[r] for r in sorted(other))

    return max(likely, key=worth)


def _is_claim(reading: Reading, word: voices.Word) -> bool:
    """Tell whether an opponent, an analyst or someone unplaced says it: that is no development.

    What another state says was done may be one.
    """
    if word.side == relation.UNKNOWN:
        return True
    if word.side != relation.THIRD_PARTY or word.voice is None:
        return False
    party, _ = sides.party_of(word.voice, reading.home, reading.index)
    known = reading.index.parties.get(party or "")
    is_state = word.voice.country is not None or (known is not None and known.code is not None)
    return word.voice.kind in _OUTSIDERS or not is_state


def judged(
    reading: Reading, link: Link, word: voices.Word, ruled: relation.Judgement
) -> tuple[relation.Judgement, float]:
    """Return what the sentence does, and how likely that is.

    What the rules see stands; where they see only a mention, the weights may see more.
    """
    likely = chances(reading, turns.features(reading, link, word, ruled.relation))
    known = "contradicts" if ruled.relation == "qualifies" else ruled.relation
    if known in likely and known != "mentions":
        return ruled, max(likely[known], ruled.certainty)
    said = decide(likely)
    is_told_before = ruled.rule.startswith(_BACKGROUND)
    is_unsure = said == "mentions" or likely[said] < _BAR
    if is_unsure or is_told_before or known == "challenges" or _is_claim(reading, word):
        return ruled, likely["mentions"]
    rule = f"{ruled.rule}; {LEARNED}"
    return relation.Judgement(said, rule, ruled.cues, likely[said]), likely[said]
