"""Tellings of meetings, calls and visits in a sentence: by what words, of whom, held or to come."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from tracker.analysis import findings, lexicon
from tracker.analysis.dates import dates
from tracker.analysis.mentions import people
from tracker.analysis.mentions.people import Actor
from tracker.analysis.passages import Passage, Reading

FILE = "meetings"
HELD, PLANNED, POSTPONED, CANCELLED = "held", "planned", "postponed", "cancelled"

_VERBS = ("meet", "speak", "host", "visit")
_SORTS = (*_VERBS, "light", "noun", "bare")
_STATUS = {"past": HELD, "coming": PLANNED, "open": ""}
_PUT_OFF = (CANCELLED, POSTPONED)
_KINDS = ("summit", "call", "visit", "talks")
_FEW_WORDS = re.compile(r"(?:\s+[\w'-]+){0,6}\s+")
_STOP = re.compile(r"[;:](?=\s)")
_PLACE = re.compile(r"\s(?P<place>[A-ZÁÉÍÓÚÑ][\w'’-]+(?:\s(?:de\s)?[A-ZÁÉÍÓÚÑ][\w'’-]+)*)")
_REACH, _FAR, _NEAR, _CLOSE = 220, 120, 60, 16
_MOST_PEOPLE, _PAIR, _LOOK_BACK = 3, 2, 3


@dataclass(frozen=True)
class Telling:
    """One telling; ``start`` to ``end`` are its words in the sentence, ``clause`` those around.

    ``actors`` are who takes part as far as the sentence says, ``features`` what a learner weighs.
    ``is_definite`` says that it is spoken of as known: "joined the meeting".
    """

    passage: Passage
    start: int
    end: int
    status: str
    kind: str
    clause: tuple[int, int]
    actors: tuple[Actor, ...]
    place: str | None
    date: dates.DateMention | None
    is_definite: bool
    features: Mapping[str, float]

    @property
    def is_put_off(self) -> bool:
        """Whether it was postponed or cancelled."""
        return self.status in _PUT_OFF

    @property
    def last_names(self) -> set[str]:
        """The last names of who takes part."""
        return {people.last_name(actor.name) for actor in self.actors}


def find(reading: Reading) -> list[Telling]:
    """Return every telling of a meeting in the article itself, likely or not, by position."""
    found: list[Telling] = []
    for passage in findings.told_in(reading):
        scene = _Scene(FILE, reading, passage)
        # "They were to meet on Friday. That is off."
        undone = scene.undoings() if found and scene.follows(found[-1]) else []
        if undone:
            found[-1] = replace(found[-1], status=undone[0][0])
        found += scene.tellings()
    return found


class _Scene(findings.Scene):
    """A sentence asked for the words that tell of meetings."""

    def tellings(self) -> Iterator[Telling]:
        """Yield what is told at every cue that nothing right before it denies."""
        off = self.undoings()
        for sort, tense, hit in self.cues():
            start, end = self._clause(hit)
            near = (
                status
                for status, by in off
                if start <= by.start < end and -_NEAR <= by.start - hit.end <= _FAR
            )
            undone = next(near, "")
            is_denied = self.near("denied", hit.start, _CLOSE) or self.any("false", 0, hit.start)
            # "Met its targets" is no meeting.
            is_other = self.any("things", hit.end, hit.end + _NEAR // 2)
            if not is_other and (undone or not is_denied):
                yield self._telling(sort, tense, hit, undone)

    def follows(self, last: Telling) -> bool:
        """Tell whether the sentence before tells of a meeting that was to be."""
        sentence = last.passage.sentence
        is_next = sentence.index == self.passage.sentence.index - 1
        return is_next and self.has("thwarted", sentence.folded[last.start : last.end])

    def undoings(self) -> list[tuple[str, lexicon.Hit]]:
        """Return the words by which something is cancelled or postponed, as news."""
        told = ((status, hit) for status in _PUT_OFF for hit in self.hits(status))
        return [(s, hit) for s, hit in told if not self.near("earlier", hit.start, _CLOSE)]

    def cues(self) -> list[tuple[str, str, lexicon.Hit]]:
        """Return the sort, tense and words of every cue; of those that overlap the longest."""
        found = [
            (sort, tense, hit)
            for sort in _SORTS
            for tense in _STATUS
            for hit in (self._lights(tense) if sort == "light" else self._verbs(sort, tense))
        ]
        found.sort(key=lambda cue: (cue[2].start, -cue[2].end, cue[1] == "open"))
        kept: list[tuple[str, str, lexicon.Hit]] = []
        for cue in found:
            if not kept or cue[2].start >= kept[-1][2].end:
                kept.append(cue)
        # A noun alone tells of a meeting where nothing else does: "ahead of the summit" is none.
        return [cue for cue in kept if cue[0] != "bare"] or kept

    def _verbs(self, sort: str, tense: str) -> Iterator[lexicon.Hit]:
        """Yield verbs of a tense; one to come may have an auxiliary: "is due to meet"."""
        yield from self.hits(f"{sort}_{tense}")
        for verb in self.hits(f"{sort}_base") if tense == "coming" else ():
            before = [h for h in self.hits("auxiliaries") if h.end < verb.start]
            if before and len(self.folded[before[-1].end : verb.start].split()) <= 1:
                yield self.part(before[-1].start, verb.end)

    def _lights(self, tense: str) -> Iterator[lexicon.Hit]:
        """Yield verbs that say little with what they say it of: "held talks", "talks began"."""
        nouns = self.hits("what")
        for verb in self._verbs("light", tense):
            noun = next((n for n in nouns if n.start >= verb.end), None)
            if noun and _FEW_WORDS.fullmatch(self.folded, verb.end, noun.start):
                yield self.part(verb.start, noun.end)
        for verb in self._verbs("place", tense):
            before = [n for n in nouns if n.end <= verb.start and verb.start - n.end < _NEAR]
            if before:
                yield self.part(before[-1].start, verb.end)

    def _near(self, hit: lexicon.Hit) -> list[Actor]:
        """Return who is named near a cue in its clause, or heads the clause."""
        start, end = self._clause(hit)
        inside = [a for a in self.passage.actors if start <= a.start and a.end <= end]
        first, last = hit.start - _REACH, hit.end + _REACH
        return [a for a in inside if a is inside[0] or (first <= a.start and a.end <= last)]

    def _people(self, hit: lexicon.Hit) -> list[Actor]:
        return [actor for actor in self._near(hit) if actor.sort != people.STATE]

    def _telling(self, sort: str, tense: str, hit: lexicon.Hit, undone: str) -> Telling:
        clause, date = self._clause(hit), self._date(tense, hit)
        status = undone or self._status(sort, tense, hit, date)
        borrowed = self._borrowed(hit)
        features = {
            **self._features(hit, clause),
            "borrows": bool(borrowed),
            "dated": date is not None,
            "dated_day": date is not None and date.span.first == date.span.last,
            f"sort:{sort}": True,
            f"status:{status}": True,
            f"{sort}_{tense}": True,
        }
        nouns = [n for n in self.hits("what") if hit.start <= n.start < hit.end]
        return Telling(
            self.passage,
            hit.start,
            hit.end,
            status,
            self._kind(sort, hit),
            clause,
            (*self._taking(sort, hit), *borrowed),
            self._place(hit, clause[1]),
            date,
            bool(nouns) and self.ends("definite", nouns[0].start),
            {name: float(value) for name, value in features.items() if value},
        )

    def _features(self, hit: lexicon.Hit, clause: tuple[int, int]) -> dict[str, float]:
        start, end = clause
        sure = [actor for actor in self._people(hit) if actor.is_sure]
        before = [actor for actor in sure if actor.start < hit.end - 1]
        return {
            "people": min(_MOST_PEOPLE, len(sure)) / _MOST_PEOPLE,
            "both": 0 < len(before) < len(sure),
            "office_only": all(actor.sort == people.OFFICE for actor in sure),
            "unreal": self.any("unreal", max(start, hit.start - _NEAR), hit.start),
            "with": self.any("with", hit.start, min(end, hit.end + _NEAR // 2)),
            "guest": hit.words.endswith((" a", " al")),
            "peer": self.any("peers", start, end),
            "opens": hit.start - start < _NEAR,
            "turn": self.passage.block.is_turn,
            "quoted": self.passage.is_quoted(hit.start),
        }

    def _taking(self, sort: str, hit: lexicon.Hit) -> list[Actor]:
        """Return who takes part as the clause has it: people, else two states."""
        named = self._people(hit)
        taking = [actor for actor in named if actor.is_sure]
        states = [
            actor
            for actor in self._near(hit)
            if actor.sort == people.STATE and not self.ends("where", actor.start)
        ]
        if not taking and len(states) >= _PAIR and sort not in ("speak", "host", "visit"):
            taking = states
        return taking

    def _borrowed(self, hit: lexicon.Hit) -> list[Actor]:
        """Return who says "I" before the cue, or for whom another pronoun may stand.

        That is whom the nearest sentence before begins with.
        """
        if any(actor.start < hit.end - 1 for actor in self._people(hit)):
            return []
        voice = self.passage.spoken.voice
        is_own = voice is not None and voice.kind in ("official", "person")
        if voice is not None and is_own and self.near("first_person", hit.start + 3, _NEAR):
            return [Actor(0, 0, voice.name, people.PERSON, key=voice.key)]
        end = self.passage.sentence.index
        for earlier in reversed(self.reading.passages[max(0, end - _LOOK_BACK) : end]):
            named = [a for a in earlier.actors if a.sort == people.PERSON and a.is_sure]
            if named:
                return [actor for actor in named[:_PAIR] if actor.start <= _NEAR]
        return []

    def _date(self, tense: str, hit: lexicon.Hit) -> dates.DateMention | None:
        """Return the nearest date: of what is open one to come, if there is any, else one past."""
        ways = (False,) if tense == "past" else (True, False)
        return next((d for way in ways if (d := self.date(hit.start, is_planned=way))), None)

    def _status(
        self, sort: str, tense: str, hit: lexicon.Hit, date: dates.DateMention | None
    ) -> str:
        """Return whether it was held or is to come, as tense, words and day say."""
        # "After a meeting" tells of one held, whatever the sentence says is to come.
        if _STATUS[tense] or self.near("background", hit.start, _CLOSE):
            return _STATUS[tense] or HELD
        start, end = self._clause(hit)
        anchor = self.reading.anchor
        is_today = sort in _VERBS and date is not None and date.span.last == date.span.first
        is_ahead = date and anchor and date.span.last >= anchor.last + timedelta(not is_today)
        planned = any(self.any(f"{each}_coming", start, hit.start) for each in _SORTS)
        return PLANNED if is_ahead or planned or self.any("coming", start, end) else HELD

    def _clause(self, hit: lexicon.Hit) -> tuple[int, int]:
        stops = [m.start() for m in _STOP.finditer(self.folded)]
        start = max((at + 1 for at in stops if at < hit.start), default=0)
        return start, min((at for at in stops if at >= hit.end), default=len(self.text))

    def _kind(self, sort: str, hit: lexicon.Hit) -> str:
        told = (kind for kind in _KINDS if self.has(f"{kind}_kind", hit.words))
        return next(told, "call" if sort == "speak" else "meeting")

    def _place(self, hit: lexicon.Hit, end: int) -> str | None:
        """Return the first name behind "in" that is of nobody and no month."""
        months = lexicon.load(self.reading.language).months
        named = [a for a in self.passage.actors if a.is_sure and a.sort != people.STATE]
        for where in self.hits("in_place"):
            match = _PLACE.match(self.text, where.end)
            if match is None or not hit.start - 3 <= where.start < end:
                continue
            is_actor = any(a.start <= match.start("place") < a.end for a in named)
            if not is_actor and match["place"].split()[0].lower() not in months:
                return match["place"]
        return None
