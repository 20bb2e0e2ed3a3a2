"""Who speaks in each sentence of an article; nobody where the outlet tells it."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tracker.analysis import lexicon, normalise
from tracker.analysis.attribution.quotes import Attribution, Voice
from tracker.analysis.mentions import offices, people
from tracker.analysis.mentions.index import Index
from tracker.analysis.mentions.people import Actor
from tracker.analysis.structure.blocks import BODY, Block
from tracker.analysis.structure.sentences import Sentence

_STOP = re.compile(r"[;:.,]")
_MARK = re.compile(r"[\"“”«»]")
_ACCORDING = re.compile(r"^(?:para|for|in the view of|a juicio de|en opinion de)\s$")
_APPOSED = re.compile(r"^,[^.;:]{2,150},?\s*$")
_MOSTLY: Final = 0.5
_MOST_RECENT: Final = 6
_GENDERS: Final = ("she", "he")
_HUMAN: Final = ("official", "person")
_NEAR: Final = 70
_AFTER: Final = 20
_LABELLED = re.compile(r"^(?P<name>[^:\n\"“«]{3,60}):\s?[\"“«]")


@dataclass(frozen=True)
class Part:
    """A sentence with its block, the people named in it, and its verbs of speech."""

    sentence: Sentence
    block: Block
    actors: tuple[Actor, ...] = ()
    attributions: tuple[Attribution, ...] = ()
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


def quotations(sentence: Sentence, *, is_open: bool) -> tuple[tuple[tuple[int, int], ...], bool]:
    """Return the spans of a sentence that stand in quotation marks, and whether one stays open."""
    spans, start = [], 0
    for mark in _MARK.finditer(sentence.text):
        opens = mark.group() in "“«" or (mark.group() == '"' and not is_open)
        if is_open and not opens:
            spans.append((start, mark.end()))
        if opens != is_open:
            is_open, start = opens, mark.start()
    if is_open:
        spans.append((start, len(sentence.text)))
    return tuple(spans), is_open


NOBODY: Final = Spoken()


class Speakers:
    """Follows an article from sentence to sentence and says who speaks."""

    def __init__(
        self, index: Index, language: str, publisher: str | None, home: str | None
    ) -> None:
        self._index, self._language = index, language
        self._publisher, self._home = publisher, home
        self._words = lexicon.table("structure", language)
        self._people: list[Voice] = []
        self._salient: list[Voice] = []
        self._last: Voice | None = None

    def follow(self, parts: Sequence[Part]) -> tuple[Spoken, ...]:
        """Return who speaks in each of ``parts``, in their order."""
        self._cast(parts)
        found: list[Spoken] = []
        for paragraph in _paragraphs(parts):
            found += self._paragraph(paragraph)
        return tuple(found)

    def _cast(self, parts: Sequence[Part]) -> None:
        """Know by full name, office and gender everyone who is named anywhere."""
        self._full: dict[str, Voice] = {}
        self._genders: dict[str, Counter[str]] = defaultdict(Counter)
        for part in parts:
            named = [actor for actor in part.actors if _is_full_name(actor)]
            for actor in named:
                self._know(actor)
            if len(named) == 1:
                words = part.sentence.folded.split()
                self._genders[people.last_name(named[0].name)].update(
                    gender for word in words for gender in _GENDERS if word in self._words[gender]
                )

    def _know(self, actor: Actor) -> Voice:
        last = people.last_name(actor.name)
        known = self._full.get(last)
        if actor.key:
            official = self._index.officials[actor.key]
            voice = Voice("official", official.name, actor.office or actor.name, key=actor.key)
        elif known is None or (len(actor.name) > len(known.name) and known.key is None):
            office = actor.office or (known.attributed_as if known else "")
            voice = Voice("person", actor.name, office or actor.name, country=self._country(office))
        elif actor.office and known.key is None and known.attributed_as == known.name:
            voice = replace(known, attributed_as=actor.office)
        else:
            voice = known
        self._full[last] = voice
        return voice

    def _is_known(self, actor: Actor) -> bool:
        """Tell whether an actor is a person of the article, by full name or surname."""
        is_surname = actor.sort == people.PERSON and people.last_name(actor.name) in self._full
        return _is_full_name(actor) or is_surname

    def _gender(self, voice: Voice) -> str:
        """Return the gender by which the text speaks of someone, as far as it shows."""
        votes = self._genders[people.last_name(voice.name)]
        office = frozenset(normalise.fold(voice.attributed_as).split())
        votes = votes + Counter(g for g in _GENDERS for _ in office & self._words[g])
        she, he = (votes[gender] for gender in _GENDERS)
        return "" if she == he else _GENDERS[int(he > she)]

    def _pronoun(self, words: str) -> Voice | None:
        """Return whom a pronoun, or a verb without a subject, stands for: who was named last."""
        said = frozenset(normalise.fold(words).split())
        wanted = next((gender for gender in _GENDERS if said & self._words[gender]), "")
        for voice in reversed(self._salient[-_MOST_RECENT:]):
            if not wanted or self._gender(voice) in ("", wanted):
                return replace(voice, is_carried=True)
        return None

    def _country(self, words: str) -> str | None:
        return next((m.key for m in self._index.names.find(words) if m.kind == "country"), None)

    def _paragraph(self, parts: Sequence[Part]) -> list[Spoken]:
        block = parts[0].block
        if block.is_turn:
            return self._turn(parts)
        if block.role != BODY:
            return [Spoken() for _ in parts]
        before = self._last
        found: list[Spoken] = []
        named: Voice | None = None
        for part in parts:
            said = self._sentence(part, named)
            found.append(said)
            named = said.voice or named
            self._meet(part, said)
        found = _backwards(found, parts)
        spoken = [one.voice for one in found if one.voice is not None]
        if not spoken:
            found = [
                Spoken(replace(before, is_carried=True), True)
                if p.quoted >= _MOSTLY and before
                else s
                for s, p in zip(found, parts, strict=True)
            ]
        else:
            self._last = spoken[-1]
        return found

    def _turn(self, parts: Sequence[Part]) -> list[Spoken]:
        block = parts[0].block
        voice = self._labelled(block.label) if block.label else self._pronoun("")
        if block.is_asked:
            asked = Voice("outsider", block.label.title() or "", block.label)
            return [Spoken(asked, True, is_asked=True) for _ in parts]
        for part in parts:
            self._meet(part, Spoken(voice))
        self._last = voice
        return [Spoken(voice, True) for _ in parts]

    def _labelled(self, label: str) -> Voice:
        """Return the speaker whom the label of a turn names, by name or by office."""
        written = label.title() if label.isupper() else label
        for mention in self._index.names.find(written):
            if mention.kind == "official":
                official = self._index.officials[mention.key]
                return Voice("official", official.name, label, key=mention.key)
        known = self._full.get(people.last_name(re.sub(r"\(.*", "", written)))
        return known or self._in_office(label) or Voice("institution", written, label)

    def _in_office(self, words: str) -> Voice | None:
        """Return the one who holds an office, of those named last or of those who are tracked."""
        wanted = offices.words(words)
        if not wanted:
            return None
        party = self._publisher or self._index.party_of_code(self._home)
        slug = self._index.holder(words, self._index.lineage(party)) if party else None
        if slug is not None:
            return Voice("official", self._index.officials[slug].name, words, key=slug)
        for voice in (*reversed(self._people), *self._full.values()):
            held = offices.words(voice.attributed_as) | self._roles(voice)
            if wanted <= held or len(wanted & held) >= max(2, len(wanted) - 1):
                return voice
        return None

    def _roles(self, voice: Voice) -> frozenset[str]:
        if not voice.key or voice.key not in self._index.officials:
            return frozenset()
        role = self._index.officials[voice.key].role
        return frozenset().union(*(offices.words(r) for r in role.values()))

    def _sentence(self, part: Part, named: Voice | None) -> Spoken:
        labelled = _LABELLED.match(part.sentence.text)
        if labelled and any(a.end == labelled.end("name") for a in part.actors):
            return Spoken(self._labelled(labelled["name"]), True)
        outside = [a for a in part.attributions if not part.is_quoted(a.start)]
        if outside:
            return Spoken(self._whole(outside[0], part), bool(part.quotations))
        for actor in self._named(part):
            if _ACCORDING.match(part.sentence.folded[: actor.start]):
                return Spoken(self._know(actor), bool(part.quotations))
        if part.quoted >= _MOSTLY:
            voice = named or next((self._know(actor) for actor in self._named(part)), None)
            return Spoken(replace(voice, is_carried=True) if voice else None, True)
        if self._publisher and self._is_ours(part):
            return Spoken(self._own())
        return Spoken()

    def _named(self, part: Part) -> list[Actor]:
        """Return the people whom a sentence names outside its quotations."""
        return [a for a in part.actors if self._is_known(a) and not part.is_quoted(a.start)]

    def _whole(self, said: Attribution, part: Part) -> Voice | None:
        """Return a voice by its full name: a surname, an office, a pronoun stand for a person."""
        voice = said.voice
        if voice.kind in ("official", "party"):
            return voice
        named = self._beside(said, part)
        if named is not None:
            return self._know(named)
        if voice.kind == "person" and voice.name.casefold() not in self._words["pronouns"]:
            return self._full.get(people.last_name(voice.name), voice)
        if voice.kind in ("institution", "outsider"):
            return self._in_office(voice.attributed_as) or voice
        start = max(0, said.start - _NEAR)
        words = part.sentence.text[start : said.end + _AFTER]
        return voice if voice.kind == "country" else self._pronoun(words)

    def _beside(self, said: Attribution, part: Part) -> Actor | None:
        """Return who is named right before a verb of speech, or in apposition, or behind it."""
        text = part.sentence.text
        for actor in self._named(part):
            before, after = text[actor.end : said.start], text[said.end : actor.start]
            is_subject = not before.strip() or _APPOSED.match(before)
            if actor.end <= said.start and is_subject:
                return actor
            if said.end <= actor.start and len(after) < _NEAR and not _STOP.search(after):
                return actor
        return None

    def _meet(self, part: Part, said: Spoken) -> None:
        """Remember whom a sentence names, and of whom it speaks in the first place."""
        named = [self._know(actor) for actor in part.actors if self._is_known(actor)]
        self._people += named
        if said.voice is not None and said.voice.kind in _HUMAN:
            self._salient.append(said.voice)
        elif named and not part.quotations:
            self._salient.append(named[0])

    def _is_ours(self, part: Part) -> bool:
        words = set(re.findall(r"[a-z]+", part.sentence.folded))
        return bool(words & self._words["first_person"])

    def _own(self) -> Voice:
        names = (
            self._index.parties[self._publisher].names
            if self._publisher in self._index.parties
            else ()
        )
        return Voice("party", names[0] if names else "", "", key=self._publisher)


def _is_full_name(actor: Actor) -> bool:
    """Tell whether an actor is a known official, or named by two words or more."""
    words = actor.name.replace("’", "'").split()
    is_name = len(words) > 1 and "'" not in words[0]
    return actor.sort == people.PERSON and actor.is_sure and (bool(actor.key) or is_name)


def _paragraphs(parts: Sequence[Part]) -> list[list[Part]]:
    found: list[list[Part]] = []
    for part in parts:
        if found and found[-1][0].sentence.paragraph == part.sentence.paragraph:
            found[-1].append(part)
        else:
            found.append([part])
    return found


def _backwards(found: list[Spoken], parts: Sequence[Part]) -> list[Spoken]:
    """Give a quotation to whoever is named behind it in the paragraph: "…", said Ruiz."""
    following: Voice | None = None
    for number in range(len(found) - 1, -1, -1):
        said = found[number]
        if said.voice is not None and not said.voice.is_carried:
            following = said.voice
        elif said.voice is None and parts[number].quoted >= _MOSTLY and following is not None:
            found[number] = Spoken(replace(following, is_carried=True), True)
    return found
