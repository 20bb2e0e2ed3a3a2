"""Whose words they are: the speaker as a record, and the side of a commitment they speak for."""

from dataclasses import replace
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


def party_of(voice: quotes.Voice, home: str | None, index: Index) -> tuple[str | None, bool]:
    """Return the party that a voice speaks for, and whether it could be placed at all.

    An office without a country beside it belongs to ``home``, the country the article names first.
    """
    if voice.kind == "official" and voice.key:
        party = index.party_of(index.officials[voice.key])
        return party, True
    if voice.kind == "party":
        return voice.key, True
    if voice.kind in ("country", "institution"):
        code = voice.country or home
        return index.party_of_code(code), code is not None
    return None, voice.kind != "unknown"


def side(
    voice: quotes.Voice | None, commitment: base.Commitment, home: str | None, index: Index
) -> str:
    """Return the side of ``commitment`` that a voice takes; none is the outlet's own report."""
    if voice is None:
        return OUTLET
    party, is_placed = party_of(voice, home, index)
    if not is_placed:
        return UNKNOWN
    line = index.lineage(party).union(
        *(index.lineage(index.party_of_code(code)) for code in voice.also)
    )
    if line & set(commitment.holders):
        return HOLDER
    if line & set(commitment.counterparts):
        return COUNTERPART
    if voice.kind == "official" and voice.key in commitment.officials and party is None:
        return HOLDER
    # "The ministry" is of the country that the article names first, or else of who knows which.
    is_guessed = voice.kind == "institution" and voice.country is None
    return UNKNOWN if is_guessed else THIRD_PARTY


def speaker(
    voice: quotes.Voice | None,
    commitment: base.Commitment,
    language: str,
    home: str | None,
    index: Index,
) -> base.Speaker | None:
    """Return the voice as it is stored; of several states that speak, the party is the holder."""
    found = placed(voice, language, home, index)
    if voice is None or found is None:
        return None
    for code in voice.also:
        other = index.party_of_code(code)
        if index.lineage(other) & set(commitment.holders):
            found = replace(found, party=other)
    return found


def placed(
    voice: quotes.Voice | None, language: str, home: str | None, index: Index
) -> base.Speaker | None:
    """Return the voice as a speaker, with the records that it is of; None where it is unknown."""
    if voice is None or voice.kind == "unknown":
        return None
    party, _ = party_of(voice, home, index)
    if voice.kind == "official" and voice.key:
        official = index.officials[voice.key]
        role = official.role.get(language) or next(iter(official.role.values()), "")
        return base.Speaker(official.name, official.slug, party, role, voice.attributed_as)
    return base.Speaker(voice.name, None, party, "", voice.attributed_as)
