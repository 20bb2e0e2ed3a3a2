"""Sentences that report or announce a meeting, a call or a visit."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.analysis import lexicon
from tracker.analysis.mentions.gazetteer import Mention
from tracker.analysis.structure.sentences import Sentence

HELD, PLANNED, POSTPONED, CANCELLED = "held", "planned", "postponed", "cancelled"
_CLAUSE_END = re.compile(r";")
_PLACE = re.compile(
    r"\b(?:in|en)\s+(?P<place>[A-ZÁÉÍÓÚÑ][\w'’-]+(?:\s+(?:de\s+)?[A-ZÁÉÍÓÚÑ][\w'’-]+)*)"
)
_REACH_OF_OFFICES = 60


@dataclass(frozen=True)
class _Sort:
    status: str
    cue: str
    needs_noun: bool = False


_UNREAL = ("negation", "denial", "hypothetical")
_SORTS = (
    _Sort(CANCELLED, "meeting_off", needs_noun=True),
    _Sort(POSTPONED, "meeting_later", needs_noun=True),
    _Sort(HELD, "met"),
    _Sort(HELD, "took_place", needs_noun=True),
    _Sort(PLANNED, "meets"),
)


@dataclass(frozen=True)
class Encounter:
    """A meeting as a sentence tells of it; the clause and the cue are spans in the sentence."""

    status: str
    kind: str
    start: int
    end: int
    cue: lexicon.Hit
    place: str | None


def find(sentence: Sentence, language: str) -> Encounter | None:
    """Return the meeting that the sentence tells of, unless it is negated or supposed."""
    scene = _Scene(sentence, language)
    for sort in _SORTS:
        for hit in scene.hits(sort.cue):
            start, end = scene.clause(hit)
            if scene.is_real(sort, hit):
                place = _place(sentence.text[start:end], language)
                return Encounter(sort.status, scene.kind(hit), start, end, hit, place)
    return None


def offices(sentence: Sentence, language: str) -> list[tuple[int, int, str]]:
    """Return offices named without their holders, one each, as (start, end, office).

    "las ministras de Pesca y de Salud" gives "ministras Pesca" and "ministras Salud".
    """
    found = []
    for hit in lexicon.load(language).cues["office_plural"].find(sentence.lowered, sentence.folded):
        rest = sentence.text[hit.end : hit.end + _REACH_OF_OFFICES]
        pair = re.match(r"\A\s+(?:de|del|de la|for|of)\s+([A-Z]\w+)\s+(?:y|e|and)\s+"
                        r"(?:(?:de|del|de la|for|of)\s+)?([A-Z]\w+)", rest)  # fmt: skip
        if pair:
            word = sentence.text[hit.start : hit.end]
            end = hit.end + pair.end()
            found += [(hit.start, end, f"{word} {field}") for field in pair.groups()]
            continue
        ahead = re.search(r"\b(\w+)\s+and\s+(\w+)\s+$", sentence.text[: hit.start])
        if ahead:
            word = sentence.text[hit.start : hit.end]
            found += [(ahead.start(), hit.end, f"{field} {word}") for field in ahead.groups()]
    return found


def takes_part(mentions: Iterable[Mention], encounter: Encounter) -> list[Mention]:
    """Return the names in the encounter's clause."""
    return [m for m in mentions if encounter.start <= m.start and m.end <= encounter.end]


class _Scene:
    """A sentence asked for the cues of meetings and what makes them unreal."""

    def __init__(self, sentence: Sentence, language: str) -> None:
        self.sentence = sentence
        self.cues = lexicon.load(language).cues

    def hits(self, name: str) -> tuple[lexicon.Hit, ...]:
        """Return the cues of this name in the sentence."""
        return self.cues[name].find(self.sentence.lowered, self.sentence.folded)

    def clause(self, hit: lexicon.Hit) -> tuple[int, int]:
        """Return the span between semicolons that a cue stands in."""
        stops = [(m.start(), m.end()) for m in _CLAUSE_END.finditer(self.sentence.folded)]
        start = max((end for _, end in stops if end <= hit.start), default=0)
        end = min((at for at, _ in stops if at >= hit.end), default=len(self.sentence.text))
        return start, end

    def is_real(self, sort: _Sort, hit: lexicon.Hit) -> bool:
        """Tell whether nothing before the cue makes it unreal, and its clause has the noun."""
        start, end = self.clause(hit)
        unreal = (*_UNREAL, "future") if sort.status == HELD else _UNREAL
        if any(start <= other.start < hit.start for name in unreal for other in self.hits(name)):
            return False
        nouns = self.hits("meeting_noun")
        return not sort.needs_noun or any(start <= noun.start < end for noun in nouns)

    def kind(self, hit: lexicon.Hit) -> str:
        """Return the kind of meeting that the cue's own words tell of."""
        for kind, name in (("call", "call_kind"), ("visit", "visit_kind")):
            if self.cues[name].find(hit.words, hit.words):
                return kind
        return "meeting"


def _place(clause: str, language: str) -> str | None:
    months = lexicon.load(language).months
    for match in _PLACE.finditer(clause):
        if match["place"].split()[0].lower() not in months:
            return match["place"]
    return None
