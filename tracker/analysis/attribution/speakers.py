"""Who speaks in each sentence of an article; nobody where the outlet tells it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from tracker.analysis import lexicon
from tracker.analysis.attribution.quotes import Voice
from tracker.analysis.mentions import offices, people
from tracker.analysis.mentions.gazetteer import Mention
from tracker.analysis.mentions.index import Index
from tracker.analysis.mentions.people import Actor
from tracker.analysis.structure.blocks import BODY, Block
from tracker.analysis.structure.sentences import Sentence

_APPOSED = re.compile(r"^,[^.;:]{2,150},?\s*$")
_CLAUSE = re.compile(r"[;:?!\"]")
_AFTER_SUBJECT = re.compile(r"[,;:.\"]|\b(?:that|que|to)\b")
_THAT = re.compile(r"\b(?:that|que)\b")
_DETERMINER = re.compile(r"\b(?:the|an?|his|her|their|its|our|el|la|los|las|sus?|una?)\s")
_PREPOSITION = re.compile(
    r"\b(?:of|in|on|at|to|with|from|for|against|by|de|en|con|a|para|contra|por|desde)\s+"
    r"(?:the\s+|el\s+|la\s+|los\s+|las\s+)?$|\b(?:del|al)\s+$"
)
_MOSTLY: Final = 0.5
_NEAR: Final = 70
_EDGES: Final = " ,;:\"'«»“”"


@dataclass(frozen=True)
class Part:
    """A sentence with its block, the names and people in it, verbs of speech and quotations."""

    sentence: Sentence
    block: Block
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    verbs: tuple[lexicon.Hit, ...] = ()
    outsiders: tuple[lexicon.Hit, ...] = ()
    institutions: tuple[lexicon.Hit, ...] = ()
    quotations: tuple[tuple[int, int], ...] = ()

    @property
    def quoted(self) -> float:
        """Which share of the sentence stands in quotation marks."""
        inside = sum(end - start for start, end in self.quotations)
        return inside / max(1, len(self.sentence.text))

    def is_quoted(self, place: int) -> bool:
        """Tell whether a place stands in quotation marks."""
        return any(start <= place < end for start, end in self.quotations)


@dataclass(frozen=True)
class Spoken:
    """Who speaks in a sentence, and whether in a turn or quotation, by a verb, or carried on."""

    voice: Voice | None = None
    is_quoted: bool = False
    is_asked: bool = False


NOBODY: Final = Spoken()


class Speakers:
    """Follows an article from sentence to sentence and says who speaks."""

    def __init__(
        self, index: Index, language: str, publisher: str | None, home: str | None
    ) -> None:
        self._index, self._publisher, self._home = index, publisher, home
        self._first_person = lexicon.table("structure", language)["first_person"]
        self._full: dict[str, Voice] = {}
        self._people: list[Voice] = []
        self._salient: Voice | None = None
        self._last: Voice | None = None

    def follow(self, parts: Sequence[Part]) -> tuple[Spoken, ...]:
        """Return who speaks in each of ``parts``, in their order."""
        # Everyone who is named in full anywhere is known everywhere.
        for actor in (actor for part in parts for actor in part.actors if _is_full_name(actor)):
            self._know(actor)
        found: list[Spoken] = []
        for _, paragraph in groupby(parts, key=lambda part: part.sentence.paragraph):
            found += self._paragraph([*paragraph])
        return tuple(found)

    def _know(self, actor: Actor) -> Voice:
        """Return an actor as the person of the article, with the longest name and an office."""
        last = people.last_name(actor.name)
        known = self._full.get(last)
        if actor.key:
            official = self._index.officials[actor.key]
            voice = Voice("official", official.name, actor.office or actor.name, key=actor.key)
        elif known is None or (len(actor.name) > len(known.name) and known.key is None):
            office = actor.office or (known.attributed_as if known else "")
            voice = Voice("person", actor.name, office or actor.name)
        elif actor.office and known.key is None and known.attributed_as == known.name:
            voice = replace(known, attributed_as=actor.office)
        else:
            voice = known
        self._full[last] = voice
        return voice

    def _named(self, part: Part) -> list[Actor]:
        """Return the people of the article, by full name or surname, outside quotations."""
        return [a for a in part.actors if self._is_known(a) and not part.is_quoted(a.start)]

    def _is_known(self, actor: Actor) -> bool:
        is_surname = actor.sort == people.PERSON and people.last_name(actor.name) in self._full
        return is_surname or _is_full_name(actor)

    def _paragraph(self, parts: Sequence[Part]) -> list[Spoken]:
        if parts[0].block.is_turn:
            return self._turn(parts)
        if parts[0].block.role != BODY:
            return [NOBODY for _ in parts]
        before, found, named = self._last, list[Spoken](), None
        for part in parts:
            said = self._sentence(part, named)
            found.append(said)
            named = said.voice or named
            self._meet(part, said.voice)
        _backwards(found, parts)
        spoken = [one.voice for one in found if one.voice is not None]
        if spoken:
            self._last = spoken[-1]
        elif before:
            carried = Spoken(replace(before, is_carried=True), True)
            return [
                carried if p.quoted >= _MOSTLY else s for p, s in zip(parts, found, strict=True)
            ]
        return found

    def _turn(self, parts: Sequence[Part]) -> list[Spoken]:
        block = parts[0].block
        if block.is_asked:
            asked = Voice("outsider", block.label.title(), block.label)
            return [Spoken(asked, True, is_asked=True) for _ in parts]
        voice = self._labelled(block.label) if block.label else self._carried()
        for part in parts:
            self._meet(part, voice)
        self._last = voice
        return [Spoken(voice, True) for _ in parts]

    def _labelled(self, label: str) -> Voice:
        """Return the speaker whom the label of a turn names, by name or by office."""
        written = label.title() if label.isupper() else label
        for mention in self._index.names.find(written):
            if mention.kind == "official":
                return self._official(mention.key, label)
        known = self._full.get(people.last_name(re.sub(r"\(.*", "", written)))
        return known or self._in_office(label) or Voice("institution", written, label)

    def _official(self, slug: str, words: str) -> Voice:
        return Voice("official", self._index.officials[slug].name, words, key=slug)

    def _carried(self) -> Voice | None:
        """Return whom a pronoun, or a verb without a subject, stands for: who was named last."""
        return replace(self._salient, is_carried=True) if self._salient else None

    def _in_office(self, words: str) -> Voice | None:
        """Return the one who holds an office, of those who are tracked or of those named last."""
        wanted = offices.words(words)
        if not wanted:
            return None
        party = self._publisher or self._index.party_of_code(self._home)
        slug = self._index.holder(words, self._index.lineage(party)) if party else None
        if slug is not None:
            return self._official(slug, words)
        for voice in (*reversed(self._people), *self._full.values()):
            held = offices.words(voice.attributed_as).union(*self._roles(voice))
            if wanted <= held or len(wanted & held) >= max(2, len(wanted) - 1):
                return voice
        return None

    def _roles(self, voice: Voice) -> Iterable[frozenset[str]]:
        official = self._index.officials.get(voice.key or "")
        return map(offices.words, official.role.values() if official else ())

    def _sentence(self, part: Part, named: Voice | None) -> Spoken:
        for verb in part.verbs:
            if not part.is_quoted(verb.start):
                return Spoken(self._subject(verb, part), bool(part.quotations))
        if part.quoted >= _MOSTLY:
            voice = named or next(map(self._know, self._named(part)), None)
            return Spoken(replace(voice, is_carried=True) if voice else None, True)
        words = re.findall(r"[a-z]+", part.sentence.folded)
        if self._publisher and not self._first_person.isdisjoint(words):
            party = self._index.parties.get(self._publisher)
            name = party.names[0] if party and party.names else ""
            return Spoken(Voice("party", name, "", key=self._publisher))
        return NOBODY

    def _subject(self, verb: lexicon.Hit, part: Part) -> Voice | None:
        """Return whoever is named beside a verb, or before it in its clause, or inverted behind."""
        text, folded = part.sentence.text, part.sentence.folded
        for actor in self._named(part):
            if _is_beside(text, actor, verb):
                return self._know(actor)
        start = max((stop.end() for stop in _CLAUSE.finditer(folded, 0, verb.start)), default=0)
        stop = _AFTER_SUBJECT.search(folded, verb.end, verb.end + _NEAR)
        return (
            self._between(part, start, verb.start)
            or self._between(part, verb.end, stop.start() if stop else verb.end + _NEAR)
            or self._carried()
        )

    def _between(self, part: Part, start: int, end: int) -> Voice | None:
        """Return the subject that stands there: a person, a party, an office, or else a state."""
        text, folded = part.sentence.text, part.sentence.folded
        for hit in part.outsiders:
            if start <= hit.start < end:
                words = text[hit.start : end].strip(_EDGES)
                return Voice("outsider", words, words)
        actors = [
            actor
            for actor in part.actors
            if start <= actor.start and actor.end <= end
            if not _PREPOSITION.search(folded[: actor.start])
        ]
        for actor in actors:
            if actor.key in self._index.parties:
                return Voice("party", actor.name, actor.name, actor.key)
            if self._is_known(actor):
                return self._know(actor)
        for hit in part.institutions:
            if start <= hit.start < end:
                return self._institution(part, start, hit, end)
        return _together([actor for actor in actors if actor.sort == people.STATE], text)

    def _institution(self, part: Part, start: int, head: lexicon.Hit, end: int) -> Voice:
        """Return an office as it is called, from the article before it, or whoever holds it."""
        before = [m.start() for m in _DETERMINER.finditer(part.sentence.folded, start, head.start)]
        words = part.sentence.text[before[-1] if before else start : end].strip(_EDGES)
        states = (m for m in part.mentions if m.kind == "country" and start <= m.start < end)
        country = next((state.key for state in states), None)
        return self._in_office(words) or Voice("institution", words, words, country=country)

    def _meet(self, part: Part, voice: Voice | None) -> None:
        """Remember whom a sentence names, and of whom it speaks in the first place."""
        named = [self._know(actor) for actor in self._named(part)]
        self._people += named
        if voice is not None and voice.kind in ("official", "person"):
            self._salient = voice
        elif named and not part.quotations:
            self._salient = named[0]


def _together(states: Sequence[Actor], text: str) -> Voice | None:
    """Return the voice of states that act together, if there are any."""
    if not states:
        return None
    words, codes = text[states[0].start : states[-1].end], [state.key or "" for state in states]
    return Voice("country", words, words, codes[0], codes[0], tuple(codes[1:]))


def _is_beside(text: str, actor: Actor, verb: lexicon.Hit) -> bool:
    """Tell whether someone is named right before a verb, or in apposition, or behind it."""
    before, after = text[actor.end : verb.start], text[verb.end : actor.start]
    if actor.end <= verb.start:
        return not before.strip() or _APPOSED.match(before) is not None
    return verb.end <= actor.start and len(after) < _NEAR and not _THAT.search(after)


def _is_full_name(actor: Actor) -> bool:
    """Tell whether an actor is a known official, or named by two words or more."""
    words = actor.name.replace("’", "'").split()
    is_name = len(words) > 1 and "'" not in words[0]
    return actor.sort == people.PERSON and actor.is_sure and (bool(actor.key) or is_name)


def _backwards(found: list[Spoken], parts: Sequence[Part]) -> None:
    """Give a quotation to whoever is named behind it in the paragraph: "…", said Ruiz."""
    following: Voice | None = None
    for number in range(len(found) - 1, -1, -1):
        said = found[number]
        if said.voice is not None and not said.voice.is_carried:
            following = said.voice
        elif said.voice is None and parts[number].quoted >= _MOSTLY and following is not None:
            found[number] = Spoken(replace(following, is_carried=True), True)
