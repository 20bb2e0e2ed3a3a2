"""Who takes part in what a text tells of: each once, with the records that they are."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tracker.analysis.mentions import people
from tracker.analysis.mentions.index import Index
from tracker.analysis.mentions.people import Actor


@dataclass(frozen=True)
class Participant:
    """Someone who takes part: named, in an office, and the records that they are, if tracked."""

    name: str
    office: str
    official: str | None
    party: str | None

    @property
    def shown(self) -> str:
        """The name, or else the office."""
        return self.name or self.office

    @property
    def reported(self) -> str:
        """How someone without a record is entered: by name and office, as far as given."""
        return f"{self.name} ({self.office})" if self.name and self.office else self.shown


def listed(index: Index, actors: Iterable[Actor], present: frozenset[str]) -> list[Participant]:
    """Return who takes part, each once, by the fullest name given.

    An office that one official of the parties ``present`` holds is that official.
    """
    found: dict[str, Participant] = {}
    everyone = list(actors)
    named = frozenset(actor.key for actor in everyone if actor.key)
    for actor in everyone:
        one = _record(index, actor, present, named)
        key = one.official or people.last_name(one.shown)
        known = found.get(key)
        if known is None or len(one.name) > len(known.name):
            found[key] = replace(one, office=one.office or (known.office if known else ""))
    return list(found.values())


def parties(index: Index, actors: Iterable[Actor]) -> list[str]:
    """Return the parties that these stand for, each once, in their order."""
    found = (_record(index, actor, frozenset()).party for actor in actors)
    return list(dict.fromkeys(party for party in found if party))


def _record(
    index: Index, actor: Actor, present: frozenset[str], named: frozenset[str] = frozenset()
) -> Participant:
    if actor.sort == people.STATE:
        known = actor.key if actor.key in index.parties else None
        return Participant(actor.name, "", None, index.party_of_code(actor.key) or known)
    is_person = actor.sort == people.PERSON
    office = actor.office if is_person else actor.name
    slug = actor.key if is_person else index.holder(office, present, named)
    if slug is None:
        return Participant(actor.name if is_person else "", office, None, _party(index, office))
    official = index.officials[slug]
    return Participant(official.name, office, slug, index.party_of(official))


def _party(index: Index, words: str) -> str | None:
    """Return the party of the country that is named with an office: "Mexican minister"."""
    named = (m for m in index.names.find(words) if m.kind in ("country", "party"))
    for mention in named:
        return index.party_of_code(mention.key) if mention.kind == "country" else mention.key
    return None
