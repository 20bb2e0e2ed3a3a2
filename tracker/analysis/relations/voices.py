"""Whose word a sentence gives about a commitment, when people report what others say."""

from dataclasses import dataclass, replace

from tracker.analysis import base, lexicon
from tracker.analysis.attribution import quotes
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.relations import relation, sides

_NAMED = ("official", "institution", "party")
# These go on with what was said before them; the other boundaries begin something new.
_GOES_ON = ("y que", "and that")


@dataclass(frozen=True)
class Word:
    """A voice, the verb of speech that gives it, and the side of the commitment it takes."""

    voice: quotes.Voice | None
    attribution: quotes.Attribution | None
    side: str


def word(reading: Reading, passage: Passage, commitment: base.Commitment, position: int) -> Word:
    """Return whose word it is at ``position`` of the sentence; without a voice, the outlet's."""
    attribution = quotes.governing(passage.attributions, position)
    if attribution is not None:
        voice = _in_the_end(reading, passage, commitment, attribution)
        return Word(voice, attribution, _side(reading, commitment, voice))
    carried = replace(passage.carried, is_carried=True) if passage.carried else None
    side = _side(reading, commitment, carried)
    if carried is not None and side == relation.THIRD_PARTY:
        # An opponent may still be speaking, or the outlet again: neither is safe.
        side = relation.UNKNOWN
    return Word(carried, None, side)


def _in_the_end(
    reading: Reading,
    passage: Passage,
    commitment: base.Commitment,
    attribution: quotes.Attribution,
) -> quotes.Voice:
    """Return who answers for the claim.

    "Vega said Ruiz accepts it" is Vega's word, and "Ruiz said Costaguana accepts it" is Ruiz's.
    """
    outer = [
        earlier.voice
        for earlier in passage.attributions
        if earlier.start < attribution.start and _reports(reading, passage, earlier, attribution)
    ]
    for voice in outer:
        if _side(reading, commitment, voice) in (relation.THIRD_PARTY, relation.UNKNOWN):
            return voice
    if attribution.voice.kind == "country":
        for voice in outer:
            if voice.kind in _NAMED and sides.is_same_side(
                voice, attribution.voice, reading.home, reading.index
            ):
                return voice
    return attribution.voice


def _reports(
    reading: Reading, passage: Passage, earlier: quotes.Attribution, later: quotes.Attribution
) -> bool:
    """Tell whether the later claim is part of what the earlier voice says."""
    sentence = passage.sentence
    boundaries = lexicon.load(reading.language).cues["boundary"]
    breaks = [
        hit
        for hit in boundaries.find(sentence.lowered, sentence.folded)
        if earlier.end <= hit.start < later.start and not hit.words.startswith(_GOES_ON)
    ]
    return not breaks and ";" not in sentence.folded[earlier.end : later.start]


def _side(reading: Reading, commitment: base.Commitment, voice: quotes.Voice | None) -> str:
    return sides.side(voice, commitment, reading.home, reading.index)
