"""What a linked sentence does to a commitment, by weights learned from labelled passages.

What the rules say is part of the evidence; the weights say what it is worth.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tracker.analysis.links.linking import Link
from tracker.analysis.passages import Reading
from tracker.analysis.relations import relation, sides, turns, voices
from tracker.analysis.weights import softmax

FILE = "relation"
MENTIONS = "mentions"
FOR = frozenset({"reaffirms", "progresses", "fulfils"})
AGAINST = frozenset({"contradicts", "breaks"})
RELATIONS = ("reaffirms", "progresses", "fulfils", "contradicts", "breaks", MENTIONS)

# What a right answer is worth: more where it is rare, so that the rare is not passed over.
_WORTH: Final[Mapping[str, float]] = {
    "reaffirms": 0.66,
    "progresses": 0.9,
    "fulfils": 1.64,
    "contradicts": 2.3,
    "breaks": 1.64,
    MENTIONS: 0.73,
}
_DEEDS = frozenset({"progresses", "fulfils"})
_SIDES = (FOR, AGAINST)
# Of what is less likely, with its link, a person says what it does.
_BAR = 0.25
# Kept said for broken, or the reverse, costs this much: where both are likely, it is a mention.
_FLIP = 0.95
_BACKGROUND = "background"
_OUTSIDERS = frozenset({"outsider", "person"})
_CUES, _SHOWN = 4, 8
LEARNED = "learned from like sentences"


@dataclass(frozen=True)
class Judged:
    """What a sentence does, how likely that is, and what speaks for it, in log odds."""

    judgement: relation.Judgement
    chance: float
    contributions: Mapping[str, float] = field(default_factory=dict)


def decide(likely: Mapping[str, float]) -> str:
    """Return the relation that is worth most to say."""

    def worth(said: str) -> float:
        other = next((_SIDES[1 - n] for n, side in enumerate(_SIDES) if said in side), frozenset())
        return _WORTH[said] * likely[said] - _FLIP * sum(likely[r] for r in sorted(other))

    return max(likely, key=worth)


def judged(reading: Reading, link: Link, word: voices.Word, ruled: relation.Judgement) -> Judged:
    """Return what the sentence does; ``ruled`` is what the rules make of it.

    What they see stands. Where they see only a mention, the weights may see more: but no breach in
    what might be, nothing in what an opponent says, of someone unplaced only what was done, and
    no renewal in what recalls the promise.
    """
    models = reading.weights[FILE]
    evidence = turns.evidence(reading, link, word, ruled.relation)
    likely = softmax.probabilities(models, evidence.features)
    if ruled.relation == "challenges" or _is_claim(reading, word):
        return Judged(ruled, likely[MENTIONS])
    is_seen = ruled.relation != MENTIONS
    said = plain(ruled.relation) if is_seen else decide(likely)
    can_tell = said in _DEEDS and not turns.is_refraining(link.commitment)
    is_unplaced = word.side == relation.UNKNOWN and not can_tell
    is_supposed = ruled.rule == relation.HYPOTHETICAL and said in AGAINST
    is_told_before = ruled.rule.startswith(_BACKGROUND) and said == "reaffirms"
    is_unsure = link.probability * likely[said] < _BAR
    if not is_seen and (is_unsure or is_unplaced or is_supposed or is_told_before):
        return Judged(ruled, likely[MENTIONS])
    weighed = models[said].contributions(evidence.features)
    heaviest = sorted(weighed.items(), key=lambda item: (-abs(item[1]), item[0]))
    shares = {name: round(value, 3) for name, value in heaviest[:_SHOWN]}
    if said == plain(ruled.relation):
        return Judged(ruled, max(likely[said], ruled.certainty if is_seen else 0.0), shares)
    cues = {
        (cue.start, cue.end): cue
        for name, value in heaviest
        if value > 0 and (cue := evidence.cues.get(name))
    }
    rule = f"{ruled.rule}; {LEARNED}"
    judgement = relation.Judgement(said, rule, tuple(cues.values())[:_CUES], likely[said])
    return Judged(judgement, likely[said], shares)


def plain(name: str) -> str:
    """Return the relation that one is counted as: a qualification counts against it."""
    return "contradicts" if name == "qualifies" else name


def _is_claim(reading: Reading, word: voices.Word) -> bool:
    """Tell whether an opponent, a rights group or an analyst says it: that is no development.

    What another state says was done may be one.
    """
    if word.side != relation.THIRD_PARTY or word.voice is None:
        return False
    party, _ = sides.party_of(word.voice, reading.home, reading.index)
    parties = (reading.index.parties.get(slug) for slug in reading.index.lineage(party))
    is_state = word.voice.country is not None or any(known and known.code for known in parties)
    return word.voice.kind in _OUTSIDERS or not is_state
