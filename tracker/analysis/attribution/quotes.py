"""Who speaks in a sentence: verbs of speech, their subjects, and what carries on from before."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tracker.analysis import lexicon
from tracker.analysis.mentions.gazetteer import Mention
from tracker.analysis.structure.sentences import Sentence

_CLAUSE_END = re.compile(r"[;:?!\"]")
_AFTER_SUBJECT = re.compile(r"[,;:.\"]|\b(?:that|que|to)\b")
_OPENS_CLAUSE = re.compile(r"(?:^|[,;:\"-])\s*$")
_PREPOSITION = re.compile(
    r"\b(?:of|in|on|at|to|with|from|for|against|by|de|en|con|a|para|contra|por|desde)\s+"
    r"(?:the\s+|el\s+|la\s+|los\s+|las\s+)?$|\b(?:del|al)\s+$"
)
_BELONGS = re.compile(r"^[\w\s]{0,40}\b(?:of|de|del)\s+(?:the\s+|la\s+|el\s+)?$|^\s*$")
_IMPERSONAL = re.compile(r"\bse\s+$")
_NAME = re.compile(
    r"[A-ZÁÉÍÓÚÑ][\w'’-]{1,60}+(?:\s+(?:(?:de|del|la|bin|al|von|van)\s+)?[A-ZÁÉÍÓÚÑ][\w'’.-]++)+"
)
_ONE_NAME = re.compile(r"\b[A-ZÁÉÍÓÚÑ][\w'’-]{2,60}+[\s,]{0,20}+$")
_DETERMINER = re.compile(r"\b(?:the|an?|his|her|their|its|our|el|la|los|las|sus?|una?)\s")
_REACH_OF_INVERSION = 60
_EDGES = " ,;:\"'«»“”"


@dataclass(frozen=True)
class Voice:
    """Whoever is said to speak, as named there.

    ``kind`` is ``official`` or ``party`` (``key`` says which), ``country`` (a state named as
    acting), ``institution`` (an office, ``name`` may be its holder), ``person`` (of no known
    office), ``outsider`` (opposition, analysts) or ``unknown``. ``country`` is the code of the
    country beside, ``also`` those of the countries that act with it ("Sulaco y Azuera").
    """

    kind: str
    name: str
    attributed_as: str
    key: str | None = None
    country: str | None = None
    also: tuple[str, ...] = ()
    is_carried: bool = False


@dataclass(frozen=True)
class Attribution:
    """A verb of speech, as a span in the sentence, and its voice; what follows belongs to it."""

    start: int
    end: int
    cue: str
    voice: Voice


def is_question(sentence: Sentence, language: str) -> bool:
    """Tell whether the sentence asks something, or is labelled as a journalist's question."""
    hits = lexicon.load(language).cues["question"].find(sentence.lowered, sentence.folded)
    is_labelled = any(
        hit.start == 0 and sentence.folded[hit.end :].lstrip().startswith(":") for hit in hits
    )
    return is_labelled or "¿" in sentence.text or sentence.text.rstrip("\"'”’») ").endswith("?")


def attributions(
    sentence: Sentence, language: str, mentions: Iterable[Mention], before: Voice | None = None
) -> tuple[Attribution, ...]:
    """Return who says what in the sentence, by position.

    ``mentions`` have spans in the sentence; ``before`` spoke last in the paragraph, and goes on
    where a verb of speech has no subject of its own ("Añadió que", "he said").
    """
    scene = _Scene(sentence, language, tuple(mentions))
    found: list[Attribution] = []
    going_on = None if before is None else replace(before, is_carried=True)
    previous_end = 0
    for hit, is_according in scene.verbs():
        voice = scene.voice_of(hit, previous_end, is_according=is_according)
        if voice is None and not _IMPERSONAL.search(sentence.folded[: hit.start]):
            voice = going_on or Voice("unknown", "", "")
        if voice is not None:
            found.append(Attribution(hit.start, hit.end, hit.words, voice))
            going_on = going_on if voice.kind == "unknown" else voice
        previous_end = hit.end
    return tuple(found)


class _Scene:
    """A sentence with its names, asked for the subject of a verb."""

    def __init__(self, sentence: Sentence, language: str, mentions: tuple[Mention, ...]) -> None:
        self.text, self.folded, self.lowered = sentence.text, sentence.folded, sentence.lowered
        self.cues = lexicon.load(language).cues
        self.mentions = mentions
        self.heads = self._find("institution")
        self.outsiders = self._find("outsider")

    def verbs(self) -> list[tuple[lexicon.Hit, bool]]:
        """Return the verbs of speech by position, and whether each is an "according to"."""
        hits = [(hit, True) for hit in self._find("according")]
        hits += [(hit, False) for hit in self._find("speech")]
        kept: list[tuple[lexicon.Hit, bool]] = []
        for hit, is_according in sorted(hits, key=lambda pair: (pair[0].start, -pair[0].end)):
            if not kept or hit.start >= kept[-1][0].end:
                kept.append((hit, is_according))
        return kept

    def voice_of(self, verb: lexicon.Hit, since: int, *, is_according: bool) -> Voice | None:
        """Return the subject of a verb: before it in its clause, or after it where inverted."""
        if not is_according:
            voice = self._voice(self._subject_start(since, verb.start), verb.start)
            if voice is not None or not _OPENS_CLAUSE.search(self.folded[: verb.start]):
                return voice
        reach = min(verb.end + _REACH_OF_INVERSION, len(self.folded))
        end = _AFTER_SUBJECT.search(self.folded, verb.end, reach)
        return self._voice(verb.end, end.start() if end else reach)

    def _subject_start(self, since: int, verb: int) -> int:
        """Return where the subject of a verb may begin: its clause, or the phrase that it ends.

        A comma right before the verb closes an apposition: "Ruiz, the minister, said".
        """
        start = since
        for stop in _CLAUSE_END.finditer(self.folded, since, verb):
            start = stop.end()
        if self.folded[start:verb].rstrip().endswith(","):
            return start
        return max(start, self.folded.rfind(", ", start, verb) + 1)

    def _voice(self, start: int, end: int) -> Voice | None:
        whole = self.text[start:end].strip(_EDGES)
        country = self._country(start, end)
        if any(start <= hit.start and hit.end <= end for hit in self.outsiders):
            name = self._person(start, end) or whole
            return Voice("outsider", name, whole, country=country)
        known = self._known(start, end)
        if known is not None:
            return known
        person = self._person(start, end)
        heads = [hit.start for hit in self.heads if start <= hit.start and hit.end <= end]
        if heads:
            whole = self._phrase(start, heads[-1], end)
            return Voice("institution", person or whole, whole, country=country)
        if person:
            return Voice("person", person, whole, country=country)
        return self._state(start, end) or self._surname(start, end, whole)

    def _phrase(self, start: int, position: int, end: int) -> str:
        """Return the subject at ``position``, from the last comma or article before it."""
        first = max(start, self.text.rfind(",", start, position) + 1)
        for determiner in _DETERMINER.finditer(self.folded, first, position):
            first = determiner.start()
        return self.text[first:end].strip(_EDGES)

    def _known(self, start: int, end: int) -> Voice | None:
        """Return the last official, or party, that is not the object of a preposition."""
        for mention in reversed(self._inside(start, end)):
            if mention.kind in ("official", "party") and not self._is_object(start, mention.start):
                whole = self._phrase(start, mention.start, end)
                return Voice(mention.kind, mention.text, whole, key=mention.key)
        return None

    def _state(self, start: int, end: int) -> Voice | None:
        """Return a country that acts by itself: "Quito", not "ecuatoriano" nor "in Quito"."""
        acting = [
            mention
            for mention in self._inside(start, end)
            if mention.kind == "country"
            and mention.text[0].isupper()
            and not self._is_object(start, mention.start)
        ]
        if not acting:
            return None
        whole = self.text[acting[0].start : acting[-1].end]
        keys = tuple(mention.key for mention in acting)
        return Voice("country", whole, whole, key=keys[0], country=keys[0], also=keys[1:])

    def _surname(self, start: int, end: int, whole: str) -> Voice | None:
        """Return a single name in capitals right before the verb: "Vega said"."""
        match = _ONE_NAME.search(self.text[start:end])
        if match is None or self._is_object(start, start + match.start()):
            return None
        return Voice("person", match.group().strip(_EDGES), whole)

    def _country(self, start: int, end: int) -> str | None:
        """Return the country that an office in the span belongs to."""
        heads = [hit for hit in self.heads if start <= hit.start and hit.end <= end]
        for mention in self._inside(start, end):
            if mention.kind != "country":
                continue
            gaps = [self.folded[hit.end : mention.start] for hit in heads]
            if not heads or mention.end <= heads[-1].start or any(map(_BELONGS.search, gaps)):
                return mention.key
        return None

    def _person(self, start: int, end: int) -> str | None:
        """Return the last name of a person that is in no gazetteer, without the office before."""
        for match in reversed(list(_NAME.finditer(self.text, start, end))):
            if any(m.start < match.end() and match.start() < m.end for m in self.mentions):
                continue
            inside = [hit.end for hit in self.heads if match.start() <= hit.start < match.end()]
            name = self.text[max(inside, default=match.start()) : match.end()].strip(_EDGES)
            if name and not self._is_object(start, match.start()):
                return name
        return None

    def _is_object(self, start: int, position: int) -> bool:
        return _PREPOSITION.search(self.folded[start:position]) is not None

    def _inside(self, start: int, end: int) -> list[Mention]:
        return [mention for mention in self.mentions if start <= mention.start < end]

    def _find(self, name: str) -> tuple[lexicon.Hit, ...]:
        return self.cues[name].find(self.lowered, self.folded)
