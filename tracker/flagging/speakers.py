"""Who speaks in a report, as far as it is known, and when two reports have one speaker."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tracker import models
from tracker.analysis import base, normalise

_SHORTEST_SURNAME = 4
# "the foreign minister", "Costaguana's foreign minister", "la canciller de Costaguana".
_OFFICE = r"(?:(?:the|el|la|\S+'s) )?{}(?: (?:of|de|del) .*)?"


@dataclass(frozen=True)
class Speaker:
    """Who speaks, as far as it is known; names and offices are folded."""

    official: str | None = None
    party: str | None = None
    country: str = ""
    names: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()

    @property
    def is_nobody(self) -> bool:
        """Whether nothing is known of who speaks."""
        return not (self.official or self.party or self.names)

    def is_same(self, other: "Speaker") -> bool:
        """Tell whether both are one speaker: officials by record, others by party or name.

        Two of whom nothing is known have no speaker in common.
        """
        if self.is_nobody or other.is_nobody:
            return False
        if self.official and other.official:
            return self.official == other.official
        if not (self.official or other.official) and self.party and other.party:
            return self.party == other.party
        return bool(self.names & other.names) or self.holds(other) or other.holds(self)

    def is_compatible(self, other: "Speaker") -> bool:
        """Tell whether one of the two may be the other, not being named."""
        return self.is_nobody or other.is_nobody

    def holds(self, other: "Speaker") -> bool:
        """Tell whether the other is this official, named by nothing but the office."""
        is_of_the_country = self.country != "" and self.country == other.country
        return is_of_the_country and any(
            re.fullmatch(_OFFICE.format(re.escape(office)), name)
            for office in self.offices
            for name in other.names
        )


NOBODY: Final = Speaker()


def columns(speaker: base.Speaker) -> dict[str, Any]:
    """Return the columns of who speaks, of a development, a passage or a proposal."""
    return {
        "speaker_name": speaker.name,
        "speaker_official": models.Official.objects.named(speaker.official or ""),
        "speaker_party": models.Party.objects.named(speaker.party or ""),
        "speaker_role": speaker.role,
        "attributed_as": speaker.attributed_as,
    }


def of_finding(speaker: base.Speaker | None, day: date | None) -> Speaker:
    """Return who speaks in a finding, by records as they were on ``day``."""
    if speaker is None:
        return NOBODY
    officials = models.Official.objects.select_related("identity")
    official = (
        officials.filter(identity__slug=speaker.official).first() if speaker.official else None
    )
    party = models.Party.objects.filter(identity__slug=speaker.party).first()
    return _speaker(speaker.name, official, party, speaker.party, day)


def of_row(row: models.Development | models.Passage, day: date | None) -> Speaker:
    """Return who speaks in a development or in a quote, by records as they were on ``day``."""
    party = row.speaker_party
    slug = party.slug if party else None
    return _speaker(row.speaker_name, row.speaker_official, party, slug, day)


def _speaker(
    name: str,
    official: models.Official | None,
    party: models.Party | None,
    party_slug: str | None,
    day: date | None,
) -> Speaker:
    country = party.country if party else ""
    if official is None:
        names = frozenset({normalise.fold(name)} if name else ())
        return Speaker(None, party_slug, country, names)
    tenures = [t for t in official.tenures.select_related("party") if t.covers(day)]
    return Speaker(
        official.slug,
        party_slug,
        country or next((t.party.country for t in tenures if t.party.country), ""),
        frozenset(_names(name, official)),
        frozenset(normalise.fold(role) for t in tenures for role in t.role.values()),
    )


def _names(name: str, official: models.Official) -> Iterator[str]:
    """Yield the ways in which an official is written, the surname alone among them."""
    written = [name, official.name, *(other["name"] for other in official.other_names)]
    surname = official.name.split()[-1]
    written += [surname] if len(surname) >= _SHORTEST_SURNAME else []
    yield from (normalise.fold(words) for words in written if words)
