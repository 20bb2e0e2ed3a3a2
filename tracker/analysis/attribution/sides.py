"""Whose words they are: the speaker as a record, and the side of a commitment they speak for."""

from typing import Final

from tracker.analysis import base
from tracker.analysis.attribution import quotes
from tracker.analysis.mentions.index import Index

HOLDER: Final = "holder"
COUNTERPART: Final = "counterpart"
THIRD_PARTY: Final = "third_party"
#: The outlet's own report, and whoever cannot be placed: no sides that a finding is given.
OUTLET: Final = "outlet"
UNKNOWN: Final = "unknown"
SIDES: Final = (HOLDER, COUNTERPART, THIRD_PARTY, OUTLET, UNKNOWN)


def party_of(voice: quotes.Voice, home: str | None, index: Index) -> str | None:
    """Return the party that a voice speaks for, if it is known.

    An office without a country beside it belongs to ``home``, the country the article names first.
    """
    if voice.kind == "official" and voice.key:
        return index.party_of(index.officials[voice.key])
    if voice.kind == "party":
        return voice.key
    is_state = voice.kind in ("country", "institution")
    return index.party_of_code(voice.country or home) if is_state else None


def side(
    voice: quotes.Voice | None, commitment: base.Commitment, home: str | None, index: Index
) -> str:
    """Return the side of ``commitment`` that a voice takes; none is the outlet's own report."""
    if voice is None:
        return OUTLET
    party = party_of(voice, home, index)
    line = index.lineage(party).union(*(index.lineage(index.party_of_code(c)) for c in voice.also))
    is_ours = voice.kind == "official" and voice.key in commitment.officials and party is None
    if is_ours or line & set(commitment.holders):
        return HOLDER
    if line & set(commitment.counterparts):
        return COUNTERPART
    # "The ministry" is of the country that the article names first, or else of who knows which.
    is_guessed = voice.kind == "institution" and voice.country is None
    return UNKNOWN if is_guessed else THIRD_PARTY


def placed(
    voice: quotes.Voice | None, language: str, home: str | None, index: Index
) -> base.Speaker | None:
    """Return the voice as a speaker, with the records that it is of; None where it is nobody."""
    if voice is None:
        return None
    party = party_of(voice, home, index)
    if voice.kind == "official" and voice.key:
        official = index.officials[voice.key]
        role = official.role.get(language) or next(iter(official.role.values()), "")
        return base.Speaker(official.name, official.slug, party, role, voice.attributed_as)
    return base.Speaker(voice.name, None, party, "", voice.attributed_as)
