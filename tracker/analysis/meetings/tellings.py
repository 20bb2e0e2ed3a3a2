"""Tellings of meetings, calls and visits in a sentence: by what words, of whom, held or to come."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from tracker.analysis import findings, lexicon
from tracker.analysis.dates import dates
from tracker.analysis.mentions import people
from tracker.analysis.mentions.people import Actor
from tracker.analysis.passages import Passage, Reading

FILE = "meetings"
HELD, PLANNED, POSTPONED, CANCELLED = "held", "planned", "postponed", "cancelled"

_SORTS = ("meet", "speak", "host", "visit", "light", "noun", "bare")
_STATUS = {"past": HELD, "coming": PLANNED, "open": ""}
_VERBS = ("meet", "speak", "host", "visit")
_PUT_OFF = (CANCELLED, POSTPONED)
_KINDS = ("summit", "call", "visit", "talks")
_BETWEEN_STATES = ("meet", "light", "noun", "bare", "off")
#: A visit is somewhere, and a guest is somebody: "llegó a tener", "will host no base" are neither.
_NEEDED = {
    "visit": frozenset(("there", "object", "dated")),
    "host": frozenset(("object", "guest", "peer", "dated")),
}
_PARTS = (people.PERSON, people.OFFICE, people.GROUP)
_FEW_WORDS = re.compile(r"(?:\s+[\w'-]+){0,6}\s+")
_STOP = re.compile(r"[;:](?=\s)")
_PLACE = re.compile(
    r"\s+(?P<place>[A-ZÁÉÍÓÚÑ][\w'’.-]+(?:\s+(?:de\s+)?[A-ZÁÉÍÓÚÑ][\w'’-]+)*"
    r"(?:,\s+(?:[A-Z]\.\s?){2,}|,\s+[A-ZÁÉÍÓÚÑ][\w'’-]+(?:\s[A-ZÁÉÍÓÚÑ][\w'’-]+)?(?=[\s,.]))?)"
)
_INITIALS = re.compile(r"\b[A-Z]\.$")
_CAPITAL = re.compile(r"(?<!\s)\s+(?:[a-z]{2,3}\s+){0,2}[A-ZÁÉÍÓÚÑ]")
_REACH, _NEAR, _CLOSE, _TOUCHES = 220, 60, 16, 6
_ENOUGH = 2
_FEW = 1
_LOOK_BACK = 3
_RECENT = timedelta(days=14)
#: Lists of words that speak for a meeting or against it, and how far before the cue they may stand.
_BEFORE = {"unreal": _NEAR, "background": _CLOSE, "habit": _NEAR, "first_person": _NEAR}


@dataclass(frozen=True)
class Telling:
    """One telling; ``start`` to ``end`` are its words in the sentence.

    ``actors`` are who takes part as far as the sentence says, ``features`` what a learner weighs.
    ``is_definite`` says that it is spoken of as known: "joined the meeting". ``clause`` is the
    span that the cue stands in.
    """

    passage: Passage
    start: int
    end: int
    sort: str
    status: str
    kind: str
    clause: tuple[int, int]
    actors: tuple[Actor, ...]
    place: str | None
    date: dates.DateMention | None
    is_definite: bool
    features: Mapping[str, float]

    def undone(self, status: str) -> "Telling":
        """Return the telling as of a meeting that was cancelled or postponed."""
        features = {n: v for n, v in self.features.items() if not n.startswith("status:")}
        return replace(self, status=status, features={**features, f"status:{status}": 1.0})

    @property
    def is_real(self) -> bool:
        """Whether nothing right before it makes it a wish, a supposition or a rumour."""
        return self.status in _PUT_OFF or "unreal" not in self.features

    @property
    def last_names(self) -> set[str]:
        """The last names of who takes part."""
        return {people.last_name(actor.name) for actor in self.actors}


def find(reading: Reading) -> list[Telling]:
    """Return every telling of a meeting in the article itself, likely or not, by position."""
    found: list[Telling] = []
    for passage in reading.passages:
        if not passage.is_body or passage.is_question:
            continue
        scene = _Scene(reading, passage)
        own = list(scene.tellings())
        undone = None if own else next(iter(scene.undoings()), None)
        last = found[-1] if found and undone else None
        # "They were to meet on Friday. That is off."
        if last and undone and last.passage.sentence.index == passage.sentence.index - 1:
            found[-1] = last.undone(undone[0])
        found += own
    return found


class _Scene:
    """A sentence asked for the words that tell of meetings."""

    def __init__(self, reading: Reading, passage: Passage) -> None:
        self.reading, self.passage = reading, passage
        self.sentence = passage.sentence
        self.text, self.folded = self.sentence.text, self.sentence.folded
        self.scan = lexicon.Scan(FILE, reading.language, self.sentence.lowered, self.folded)

    def tellings(self) -> Iterator[Telling]:
        """Yield what is told at every cue that nothing right before it denies."""
        off = self.undoings()
        for sort, tense, hit in self._cues():
            is_denied = self._any("denied", 0, hit.start, _CLOSE) or self._any(
                "false", 0, hit.start
            )
            clause = self._clause(hit)
            undone = next((s for s, o in off if clause[0] <= o.start < clause[1]
                           and -_NEAR <= o.start - hit.end <= 2 * _NEAR), None)  # fmt: skip
            if is_denied and not undone:
                continue
            told = self._telling(sort, tense, hit, undone)
            if sort not in _NEEDED or _NEEDED[sort] & told.features.keys():
                yield told

    def undoings(self) -> list[tuple[str, lexicon.Hit]]:
        """Return the words by which something is cancelled or postponed, as news."""
        return [
            (status, hit)
            for status in _PUT_OFF
            for hit in self._hits(status)
            if not self._any("earlier", 0, hit.start, _CLOSE)
        ]

    def _cues(self) -> list[tuple[str, str, lexicon.Hit]]:
        """Return the sort, tense and words of every cue; of those that overlap the longest."""
        found: list[tuple[str, str, lexicon.Hit]] = []
        for sort in _SORTS:
            for tense in _STATUS:
                hits = self._lights(tense) if sort == "light" else self._verbs(sort, tense)
                found += [(sort, tense, hit) for hit in hits]
        found.sort(key=lambda cue: (cue[2].start, -cue[2].end, cue[1] == "open"))
        kept: list[tuple[str, str, lexicon.Hit]] = []
        for cue in found:
            if not kept or cue[2].start >= kept[-1][2].end:
                kept.append(cue)
        return kept

    def _verbs(self, sort: str, tense: str) -> Iterator[lexicon.Hit]:
        """Yield verbs of a tense; one to come may have an auxiliary: "is also due to meet"."""
        yield from self._hits(f"{sort}_{tense}")
        for verb in self._hits(f"{sort}_base") if tense == "coming" else ():
            for auxiliary in self._hits("auxiliaries"):
                gap = self.folded[auxiliary.end : verb.start]
                if auxiliary.end < verb.start and len(gap.split()) <= _FEW and gap.endswith(" "):
                    yield self._hit(auxiliary.start, verb.end)
                    break

    def _lights(self, tense: str) -> Iterator[lexicon.Hit]:
        """Yield verbs that say little with what they say it of: "held talks", "talks began"."""
        nouns = self._hits("what")
        for verb in self._verbs("light", tense):
            noun = next((n for n in nouns if n.start >= verb.end), None)
            is_tender = noun is not None and self.folded.startswith("call for", noun.start)
            if noun and not is_tender and _FEW_WORDS.fullmatch(self.folded, verb.end, noun.start):
                yield self._hit(verb.start, noun.end)
        for verb in self._verbs("place", tense):
            before = [n for n in nouns if n.end <= verb.start and verb.start - n.end < _NEAR]
            if before:
                yield self._hit(before[-1].start, verb.end)

    def _telling(self, sort: str, tense: str, hit: lexicon.Hit, undone: str | None) -> Telling:
        start, end = clause = self._clause(hit)
        around = [a for a in self.passage.actors if start <= a.start and a.end <= end]
        subjects = [a for a in around if a.start < hit.end - 1 and hit.start - a.end < _REACH]
        others = [a for a in around if a.start >= hit.end - 1 and a.start - hit.end < _REACH]
        date = self._date(tense, hit)
        status = undone or self._status(sort, tense, hit, clause, date)
        taking, borrowed = self._taking(sort, hit, subjects, others)
        features = {
            **self._of_actors(subjects, others, borrowed),
            **self._of_words(sort, hit, clause),
            **self._of_date(date),
            f"sort:{sort}": 1.0,
            f"status:{status}": 1.0,
            f"{sort}_{tense}": 1.0,
        }
        return Telling(
            self.passage,
            hit.start,
            hit.end,
            sort,
            status,
            self._kind(sort, hit),
            clause,
            tuple(taking),
            self._place(hit, end),
            date,
            self._is_definite(hit),
            {name: value for name, value in features.items() if value},
        )

    def _taking(
        self, sort: str, hit: lexicon.Hit, subjects: Sequence[Actor], others: Sequence[Actor]
    ) -> tuple[list[Actor], list[Actor]]:
        """Return who takes part, and those of them for whom a pronoun stands."""
        named = (*subjects, *others)
        taking = [a for a in named if a.sort in _PARTS and self._is_likely(a, hit)]
        borrowed: list[Actor] = []
        if not any(a.sort in _PARTS for a in subjects):
            borrowed = self._speaker(hit) or self._before()
        states = [a for a in named if a.sort == people.STATE and not self._ends("where", a.start)]
        if not taking and len(states) >= _ENOUGH and sort in _BETWEEN_STATES:
            taking = states
        return [*taking, *borrowed], borrowed

    def _speaker(self, hit: lexicon.Hit) -> list[Actor]:
        """Return who says "I" before the cue, where that is known."""
        voice = self.passage.spoken.voice
        is_own = voice is not None and voice.kind in ("official", "person")
        if voice is None or not is_own or not self._any("first_person", 0, hit.start + 3, _NEAR):
            return []
        return [Actor(0, 0, voice.name, people.PERSON, key=voice.key)]

    def _before(self) -> list[Actor]:
        """Return for whom a pronoun may stand: whom the nearest sentence before begins with."""
        end = self.sentence.index
        for earlier in reversed(self.reading.passages[max(0, end - _LOOK_BACK) : end]):
            named = [a for a in earlier.actors if a.sort == people.PERSON and a.is_sure]
            reach, found = _NEAR, []
            for actor in named:
                if actor.start > reach:
                    break
                found.append(actor)
                reach = actor.end + _NEAR // 2
            if named or earlier.sentence.paragraph < self.sentence.paragraph - 1:
                return found
        return []

    def _of_actors(
        self, subjects: Sequence[Actor], others: Sequence[Actor], borrowed: Sequence[Actor]
    ) -> dict[str, float]:
        before, after = (
            [a for a in g if a.sort in _PARTS and a.is_sure] for g in (subjects, others)
        )
        named = (*before, *after)
        return {
            "subject": float(bool(before)),
            "object": float(bool(after)),
            "both": float(bool(before) and bool(after)),
            "people": min(3, len(named)) / 3,
            "nobody": float(not named),
            "office_only": float(not any(a.sort == people.PERSON for a in named)),
            "states": float(sum(a.sort == people.STATE for a in (*subjects, *others)) >= _ENOUGH),
            "borrows": float(bool(borrowed)),
            "official": float(any(a.office or a.sort == people.OFFICE for a in named)),
            "tracked": float(any(a.key for a in named)),
        }

    def _of_words(self, sort: str, hit: lexicon.Hit, clause: tuple[int, int]) -> dict[str, float]:
        start, end = clause
        return {
            **{n: float(self._any(n, start, hit.start + 1, near)) for n, near in _BEFORE.items()},
            "thing": float(self._any("things", hit.end, hit.end + 40)),
            "with": float(self._any("with", hit.start, min(end, hit.end + _NEAR // 2))),
            "guest": float(hit.words.endswith((" a", " al"))),
            "there": float(bool(_CAPITAL.match(self.text, hit.end))),
            "discussed": float(self._any("discuss", 0, end)),
            "peer": float(self._any("peers", start, end)),
            "opens": float(hit.start - start < _NEAR),
            "next": float(self._any("next", start, hit.end)),
            "definite": float(self._is_definite(hit)),
            "turn": float(self.passage.block.is_turn),
            "quoted": float(any(s <= hit.start < e for s, e in self.passage.quotations)),
            "long": float(len(self.folded) > _REACH),
        }

    def _of_date(self, date: dates.DateMention | None) -> dict[str, float]:
        anchor = self.reading.anchor
        if date is None or anchor is None:
            return {"undated": 1.0}
        away = date.span.first - anchor.day
        is_old = date.span.last < anchor.day - _RECENT
        return {
            "dated": 1.0,
            "dated_day": float(date.span.first == date.span.last),
            "dated_old": float(is_old),
            "dated_soon": float(not is_old and away <= _RECENT),
            "dated_far": float(away > 5 * _RECENT),
        }

    def _date(self, tense: str, hit: lexicon.Hit) -> dates.DateMention | None:
        """Return the nearest date: of what is open one to come, if there is any, else one past."""
        both = [
            findings.nearest_date(self.reading, self.passage, hit.start, is_planned=is_planned)
            for is_planned in ((False,) if tense == "past" else (True, False))
        ]
        return next((date for date in both if date), None)

    def _status(
        self,
        sort: str,
        tense: str,
        hit: lexicon.Hit,
        clause: tuple[int, int],
        date: dates.DateMention | None,
    ) -> str:
        """Return whether it was held or is to come, as tense, words and day say."""
        # "After a meeting" tells of one held, whatever the sentence says is to come.
        if _STATUS[tense] or self._any("background", clause[0], hit.start, _CLOSE):
            return _STATUS[tense] or HELD
        anchor = self.reading.anchor
        is_now = sort in _VERBS and date is not None and date.span.last == date.span.first
        is_ahead = bool(date and anchor and date.span.last >= anchor.last + timedelta(not is_now))
        planned = any(self._any(f"{sort}_coming", clause[0], hit.start) for sort in _SORTS)
        return PLANNED if is_ahead or planned or self._any("coming", *clause) else HELD

    def _is_definite(self, hit: lexicon.Hit) -> bool:
        """Tell whether the noun in the cue, if there is one, is spoken of as known."""
        nouns = [n for n in self._hits("what") if hit.start <= n.start < hit.end]
        return bool(nouns) and self._ends("definite", nouns[0].start)

    def _is_likely(self, actor: Actor, hit: lexicon.Hit) -> bool:
        """Tell whether a name is sure to be one, or stands where only a name can stand."""
        gap = self.text[actor.end : hit.start]
        return actor.is_sure or (actor.end <= hit.start and gap.strip() in ("", "has", "had"))

    def _clause(self, hit: lexicon.Hit) -> tuple[int, int]:
        stops = [m.start() for m in _STOP.finditer(self.folded)]
        start = max((at + 1 for at in stops if at < hit.start), default=0)
        return start, min((at for at in stops if at >= hit.end), default=len(self.text))

    def _kind(self, sort: str, hit: lexicon.Hit) -> str:
        told = (kind for kind in _KINDS if self.scan.has(f"{kind}_kind", hit.words))
        return next(told, "call" if sort == "speak" else "meeting")

    def _place(self, hit: lexicon.Hit, end: int) -> str | None:
        months = lexicon.load(self.reading.language).months
        for where in self._hits("in_place"):
            match = _PLACE.match(self.text, where.end)
            if match is None or not hit.start - 3 <= where.start < end:
                continue
            start = match.start("place")
            is_actor = any(
                a.is_sure and a.sort != people.STATE and a.start <= start < a.end
                for a in self.passage.actors
            )
            if not is_actor and match["place"].split()[0].lower() not in months:
                place = match["place"].strip(" ,")
                return place if _INITIALS.search(place) else place.rstrip(".")
        return None

    def _hit(self, start: int, end: int) -> lexicon.Hit:
        return lexicon.Hit(start, end, self.folded[start:end])

    def _hits(self, name: str) -> tuple[lexicon.Hit, ...]:
        return self.scan.hits(name)

    def _any(self, name: str, start: int, end: int, reach: int | None = None) -> bool:
        return self.scan.any(name, start if reach is None else max(start, end - reach), end)

    def _ends(self, name: str, at: int) -> bool:
        """Tell whether words of this name stand right before a place, one word between at most."""
        return any(
            hit.end < at and len(self.folded[hit.end : at].split()) <= 1 for hit in self._hits(name)
        )
