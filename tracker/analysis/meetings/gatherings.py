"""Meetings, calls and visits that a sentence tells of, with who takes part and whether held."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.analysis import lexicon
from tracker.analysis.mentions import people
from tracker.analysis.mentions.people import Actor
from tracker.analysis.structure.sentences import Sentence

HELD, PLANNED = "held", "planned"
FILE = "gatherings"

_SORTS = ("meet", "speak", "host", "visit", "light", "noun", "bare")
_BETWEEN_STATES = ("meet", "light", "noun")
_STATUS = {"past": HELD, "coming": PLANNED, "open": ""}
_BETWEEN = re.compile(r"(?:\s+[\w'-]+){0,6}\s+")
_WITH = re.compile(r"^[\s,]*(?:\w+\s+){0,5}?(?:with|con|between|entre|to|a|al)\b")
_STOP = re.compile(r"[;:](?=\s)")
_DATE = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|hoy|ayer|manana|anoche|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b"
    r"|\b(?:january|february|march|april|june|july|august|september|october|november|december)"
    r" \d|\b\d{1,2} (?:de )?(?:[a-z]+(?:bre|ero|rzo|ril|ayo|nio|lio|sto))\b|this (?:week|morning)"
    r"|esta (?:semana|manana|tarde)"
)
_PLACE = re.compile(
    r"\b(?:in|en|at|to|a)\s+(?P<place>[A-ZÁÉÍÓÚÑ][\w'’.-]+(?:\s+(?:de\s+)?[A-ZÁÉÍÓÚÑ][\w'’-]+)*"
    r"(?:,\s+(?:[A-Z]\.\s?){2,}|,\s+[A-ZÁÉÍÓÚÑ][\w'’-]+(?:\s[A-ZÁÉÍÓÚÑ][\w'’-]+)?(?=[\s,.]))?)"
)
_WHERE = re.compile(r"\b(?:in|at|to|from|en|a|desde|visit\w*|of|de|del)\s+(?:the\s+|el\s+)?$")
_CAPITAL = re.compile(r"(?<!\s)\s+(?:(?:to|in|a|en|the|el|la|su|al)\s+){0,2}[A-ZÁÉÍÓÚÑ]")
_DEFINITE = re.compile(
    r"\b(?:the|this|that|these|those|la|el|esta|este|esa|ese|dicha|dicho|al|del)\s+(?:\w+\s+)?$"
)
_REACH = 220
_NEAR = 60
_CLOSE = 16
_ENOUGH = 2
_NEEDED = {"visit": frozenset(("there", "object")), "host": frozenset(("object", "guest"))}
_PARTS = (people.PERSON, people.OFFICE, people.GROUP)


@dataclass(frozen=True)
class Gathering:
    """One telling of a gathering; ``start`` to ``end`` are its words in the sentence.

    ``actors`` are who takes part as far as the sentence says; ``features`` are what a learner
    weighs. ``borrows`` says that a pronoun stands for somebody named before, ``is_definite`` that
    it is spoken of as known: "joined the meeting".
    """

    sentence: int
    start: int
    end: int
    sort: str
    status: str
    kind: str
    actors: tuple[Actor, ...]
    place: str | None
    borrows: bool
    is_definite: bool
    features: Mapping[str, float]


def find(
    sentence: Sentence,
    language: str,
    actors: Sequence[Actor],
    before: Sequence[Actor] = (),
) -> list[Gathering]:
    """Return every telling of a gathering in the sentence, likely or not, by position.

    ``before`` are the people of the sentence before, for whom a pronoun may stand.
    """
    scene = _Scene(sentence, language, actors, before)
    found = [scene.gathering(*cue) for cue in scene.cues() if not scene.is_denied(cue[2])]
    # "Llegó a tener", "will host no base": a visit is somewhere, and a guest is somebody.
    return [g for g in found if g.sort not in _NEEDED or _NEEDED[g.sort] & g.features.keys()]


class _Scene:
    def __init__(
        self,
        sentence: Sentence,
        language: str,
        actors: Sequence[Actor],
        before: Sequence[Actor],
    ) -> None:
        self.sentence = sentence
        self.language = language
        self.scan = lexicon.Scan(FILE, language, sentence.lowered, sentence.folded)
        self.actors, self.before = actors, before

    def cues(self) -> list[tuple[str, str, lexicon.Hit]]:
        """Return the sort, tense and words of every cue; of those that overlap the longest."""
        found: list[tuple[str, str, lexicon.Hit]] = []
        for sort in _SORTS:
            for tense in _STATUS:
                name = f"{sort}_{tense}"
                hits = self._lights(name) if sort == "light" else self._hits(name)
                found += [(sort, tense, hit) for hit in hits]
        found.sort(key=lambda cue: (cue[2].start, -cue[2].end, cue[1] == "open"))
        kept: list[tuple[str, str, lexicon.Hit]] = []
        for cue in found:
            if not kept or cue[2].start >= kept[-1][2].end:
                kept.append(cue)
        return kept

    def is_denied(self, hit: lexicon.Hit) -> bool:
        """Tell whether a negation stands right before the cue, or that it is false before that."""
        return self._any("denied", 0, hit.start, _CLOSE) or self._any("false", 0, hit.start)

    def _lights(self, name: str) -> list[lexicon.Hit]:
        """Return verbs that say little with what they say it of: "held talks", "talks began"."""
        folded, nouns, found = self.sentence.folded, self._hits("what"), []
        for verb in self._hits(name):
            noun = next((n for n in nouns if n.start >= verb.end), None)
            is_tender = noun is not None and folded.startswith("call for", noun.start)
            if noun and not is_tender and _BETWEEN.fullmatch(folded, verb.end, noun.start):
                words = folded[verb.start : noun.end]
                found.append(lexicon.Hit(verb.start, noun.end, words))
        for verb in self._hits(name.replace("light", "place")):
            before = [n for n in nouns if n.end <= verb.start and verb.start - n.end < _NEAR]
            if before:
                words = folded[before[-1].start : verb.end]
                found.append(lexicon.Hit(before[-1].start, verb.end, words))
        return found

    def gathering(self, sort: str, tense: str, hit: lexicon.Hit) -> Gathering:
        """Return what is told at a cue."""
        start, end = self._clause(hit)
        around = [a for a in self.actors if start <= a.start and a.end <= end]
        subjects = [a for a in around if a.end <= hit.start and hit.start - a.end < _REACH]
        others = [a for a in around if a.start >= hit.end - 1 and a.start - hit.end < _REACH]
        taking = [a for a in (*subjects, *others) if a.sort in _PARTS and self._is_likely(a, hit)]
        states = [
            a for a in (*subjects, *others) if a.sort == people.STATE and not self._is_where(a)
        ]
        borrows = not any(a.sort in _PARTS for a in subjects) and bool(self.before)
        # "After a meeting" tells of one held, whatever the sentence says is to come.
        is_past = self._any("background", start, hit.start, _CLOSE)
        is_coming = not is_past and self._is_coming(hit, start, end)
        status = _STATUS[tense] or (PLANNED if is_coming else HELD)
        features = self._features(sort, tense, hit, (start, end), (subjects, others))
        features["coming"] = float(is_coming)
        features["borrows"] = float(borrows)
        if borrows:
            taking += [a for a in self.before if a.sort in _PARTS]
        if not taking and len(states) >= _ENOUGH and sort in _BETWEEN_STATES:
            taking = states
        return Gathering(
            sentence=self.sentence.index,
            start=hit.start,
            end=hit.end,
            sort=sort,
            status=status,
            kind=self._kind(sort, hit),
            actors=tuple(taking),
            place=self._place(hit, end),
            borrows=borrows,
            is_definite=self._is_definite(hit),
            features={name: value for name, value in features.items() if value},
        )

    def _features(
        self,
        sort: str,
        tense: str,
        hit: lexicon.Hit,
        clause: tuple[int, int],
        named: tuple[list[Actor], list[Actor]],
    ) -> dict[str, float]:
        subjects, others = named
        folded = self.sentence.folded
        after = folded[hit.end : clause[1]]
        before = folded[clause[0] : hit.start]
        people_before = [a for a in subjects if a.sort in _PARTS and a.is_sure]
        people_after = [a for a in others if a.sort in _PARTS and a.is_sure]
        return {
            f"sort:{sort}": 1.0,
            f"tense:{tense}": 1.0,
            f"{sort}_{tense}": 1.0,
            "subject": float(bool(people_before)),
            "object": float(bool(people_after)),
            "both": float(bool(people_before) and bool(people_after)),
            "people": min(3, len(people_before) + len(people_after)) / 3,
            "nobody": float(not people_before and not people_after),
            "office_only": float(
                not any(a.sort == people.PERSON for a in (*people_before, *people_after))
            ),
            "states": float(sum(a.sort == people.STATE for a in (*subjects, *others)) >= _ENOUGH),
            "with": float(bool(_WITH.search(after)) or " with" in hit.words or " con" in hit.words),
            "unreal": float(self._any("unreal", clause[0], hit.start, _NEAR)),
            "background": float(self._any("background", clause[0], hit.start, _CLOSE)),
            "thing": float(self._any("things", hit.end, hit.end + 40)),
            "habit": float(self._any("habit", clause[0], hit.end, _NEAR)),
            "guest": float(hit.words.endswith((" a", " al"))),
            "there": float(bool(_CAPITAL.match(self.sentence.text, hit.end))),
            "first_person": float(self._any("first_person", clause[0], hit.end, _NEAR)),
            "dated": float(bool(_DATE.search(folded))),
            "discussed": float(self._any("discuss", 0, len(folded))),
            "opens": float(len(before) < _NEAR),
        }

    def _is_definite(self, hit: lexicon.Hit) -> bool:
        """Tell whether the noun in the cue, if there is one, is spoken of as known."""
        nouns = [n for n in self._hits("what") if hit.start <= n.start < hit.end]
        return bool(nouns and _DEFINITE.search(self.sentence.folded[: nouns[0].start]))

    def _is_likely(self, actor: Actor, hit: lexicon.Hit) -> bool:
        """Tell whether a name is sure to be one, or stands where only a name can stand."""
        gap = self.sentence.text[actor.end : hit.start]
        return actor.is_sure or (actor.end <= hit.start and gap.strip() in ("", "has", "had"))

    def _is_where(self, actor: Actor) -> bool:
        return _WHERE.search(self.sentence.folded[: actor.start]) is not None

    def _any(self, name: str, start: int, end: int, reach: int | None = None) -> bool:
        first = start if reach is None else max(start, end - reach)
        return self.scan.any(name, first, end)

    def _is_coming(self, hit: lexicon.Hit, start: int, end: int) -> bool:
        planned = any(self._any(f"{sort}_coming", start, hit.start) for sort in _SORTS)
        return planned or self._any("coming", start, end)

    def _clause(self, hit: lexicon.Hit) -> tuple[int, int]:
        stops = [m.start() for m in _STOP.finditer(self.sentence.folded)]
        start = max((at + 1 for at in stops if at < hit.start), default=0)
        end = min((at for at in stops if at >= hit.end), default=len(self.sentence.text))
        return start, end

    def _kind(self, sort: str, hit: lexicon.Hit) -> str:
        for kind in ("summit", "call", "visit", "talks"):
            if self.scan.has(f"{kind}_kind", hit.words):
                return kind
        return "call" if sort == "speak" else "meeting"

    def _place(self, hit: lexicon.Hit, end: int) -> str | None:
        months = lexicon.load(self.language).months
        for match in _PLACE.finditer(self.sentence.text, max(0, hit.start - 3), end):
            start = match.start("place")
            is_actor = any(
                a.is_sure and a.sort != people.STATE and a.start <= start < a.end
                for a in self.actors
            )
            if not is_actor and match["place"].split()[0].lower() not in months:
                return match["place"].strip(" ,")
        return None

    def _hits(self, name: str) -> tuple[lexicon.Hit, ...]:
        return self.scan.hits(name)
