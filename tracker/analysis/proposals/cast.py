"""Who is named in an article, sentence by sentence, and which record each is where known."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tracker.analysis.mentions import people
from tracker.analysis.mentions.people import Actor
from tracker.analysis.passages import Passage, Reading

_HEAD, _JOINED = 60, 40
_LOOK_BACK = 2


@dataclass(frozen=True)
class Part:
    """Someone who takes part: named, in an office, and the records that they are, if tracked."""

    name: str
    office: str
    official: str | None
    party: str | None


def _subjects(named: Iterable[Actor]) -> Iterator[Actor]:
    """Yield whoever stands at the head of a sentence, and those joined to them."""
    reach = _HEAD
    for actor in named:
        if actor.start > reach:
            return
        yield actor
        reach = actor.end + _JOINED


class Cast:
    """Everyone named in an article."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def of(self, passage: Passage) -> tuple[Actor, ...]:
        """Return everyone named in a sentence."""
        return self._named[passage.sentence.index]

    def before(self, passage: Passage) -> tuple[Actor, ...]:
        """Return for whom a pronoun may stand: whom the nearest sentence before begins with."""
        end = passage.sentence.index
        for index in range(end - 1, max(-1, end - 1 - _LOOK_BACK), -1):
            if self.reading.passages[index].sentence.paragraph != passage.sentence.paragraph:
                break
            found = tuple(a for a in self._named[index] if a.sort == people.PERSON and a.is_sure)
            if found:
                return tuple(_subjects(found))
        return ()

    def parts(self, actors: Iterable[Actor]) -> list[Part]:
        """Return who takes part, each once, by the fullest name given."""
        found: dict[str, Part] = {}
        for actor in actors:
            part = self.part(actor)
            key = part.official or people.last_name(part.name or part.office)
            known = found.get(key)
            if known is None or len(part.name) > len(known.name):
                office = part.office or (known.office if known else "")
                found[key] = Part(part.name, office, part.official, part.party)
        return list(found.values())

    def part(self, actor: Actor) -> Part:
        """Return an actor as a part, with the records that they are."""
        index = self.reading.index
        if actor.sort == people.PERSON and actor.key:
            official = index.officials[actor.key]
            return Part(official.name, actor.office, official.slug, index.party_of(official))
        if actor.sort == people.STATE:
            return Part(actor.name, "", None, index.party_of_code(actor.key) or self._known(actor))
        if actor.sort == people.PERSON:
            return Part(actor.name, actor.office, None, self._party(actor.office))
        return Part("", actor.name, None, self._party(actor.name))

    def parties(self, actors: Sequence[Actor]) -> list[str]:
        """Return the parties that these stand for, each once, in their order."""
        found = [self.part(actor).party for actor in actors]
        return list(dict.fromkeys(party for party in found if party))

    @cached_property
    def _named(self) -> list[tuple[Actor, ...]]:
        language = self.reading.language
        first = [
            people.find(passage.sentence, language, passage.mentions)
            for passage in self.reading.passages
        ]
        known = frozenset(
            people.last_name(actor.name)
            for actors in first
            for actor in actors
            if actor.sort == people.PERSON and actor.is_sure
        )
        unsure = {
            index
            for index, actors in enumerate(first)
            if any(not actor.is_sure for actor in actors)
        }
        return [
            people.find(passage.sentence, language, passage.mentions, known)
            if index in unsure
            else first[index]
            for index, passage in enumerate(self.reading.passages)
        ]

    def _known(self, actor: Actor) -> str | None:
        return actor.key if actor.key in self.reading.index.parties else None

    def _party(self, words: str) -> str | None:
        """Return the party of the country that is named with an office: "Mexican minister"."""
        index = self.reading.index
        for mention in index.names.find(words):
            if mention.kind == "country":
                return index.party_of_code(mention.key)
            if mention.kind == "party":
                return mention.key
        return None
