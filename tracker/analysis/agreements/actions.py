"""Actions on agreements in a sentence: an instrument by its name, and what was done to it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, lru_cache

from tracker.analysis import base, findings, lexicon
from tracker.analysis.dates import dates
from tracker.analysis.mentions import titles
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.terms import terms

FILE = "agreements"
SIGNED, INITIALLED, ANNOUNCED = "signed", "initialled", "announced"
_EVENTS = (
    *(SIGNED, INITIALLED, "ratified", "entered_into_force", "provisionally_applied"),
    *("extended", "amended", "suspended", "terminated", ANNOUNCED),
)
_STOP = re.compile(r"[;:](?=\s)|\.\s|\?")
_BEFORE = re.compile(r"(?:[\w.'’&-]{1,60}+[ \u00a0]){0,5}$")
_WORD = r"(?:[\w'’&-]|\.(?=\w))+"
_INFLECTED = re.compile(r"(?:ed|s)$")
_REACH, _NEAR, _CLOSE = 14, 45, 24
_LONGEST_NAME = 9
_OLD = timedelta(days=14)
_DISTANCES = {"unreal": _NEAR, "old": _NEAR, "future": _CLOSE, "no": _CLOSE}

#: A tracked agreement with the words of its name, if a sentence names one.
Known = tuple[base.Agreement, titles.Name] | None


@dataclass(frozen=True)
class Action:
    """What was done to an instrument: ``start`` to ``end`` is its name, ``cue`` the deciding words.

    ``gap`` is how many words stand between them. ``is_real`` says that the words report it as
    done, and do not wish, plan or describe it. ``features`` are what a learner weighs.
    """

    passage: Passage
    start: int
    end: int
    event: str
    cue: lexicon.Hit
    gap: int
    known: Known
    date: dates.DateMention | None
    is_real: bool
    features: Mapping[str, float]

    @property
    def name(self) -> str:
        """The name as the sentence has it."""
        return self.passage.sentence.text[self.start : self.end]


def find(reading: Reading) -> list[Action]:
    """Return every instrument in the article itself with what may be told of it, by position.

    Of an event that a sentence tells of several times the nearest to its instrument counts.
    """
    found: list[Action] = []
    for passage in findings.told_in(reading):
        nearest: dict[tuple[str, str], Action] = {}
        for action in _Scene(FILE, reading, passage).actions():
            key = action.event, action.known[0].slug if action.known else ""
            if key not in nearest or action.gap < nearest[key].gap:
                nearest[key] = action
        found += sorted(nearest.values(), key=lambda action: action.start)
    return found


class _Scene(findings.Scene):
    """A sentence asked for instruments and for the words that act on them."""

    def actions(self) -> Iterator[Action]:
        """Yield every instrument with every event whose words stand near it."""
        for noun, known in self._nouns():
            start, end = self._name(noun)
            for event, cue in self.acts:
                first, last = sorted(((cue.start, cue.end), (start, end)))
                between = self.folded[first[1] : last[0]]
                is_apart = cue.end <= noun.start or noun.end <= cue.start
                gap = len(terms.tokens(between))
                if is_apart and gap <= _REACH and not _STOP.search(between):
                    name = lexicon.Hit(start, end, noun.words)
                    yield self._action(event, cue, name, known, gap)

    @cached_property
    def acts(self) -> list[tuple[str, lexicon.Hit]]:
        """The words of every event, by position; the longest of those that overlap."""
        found = [(event, hit) for event in _EVENTS for hit in self.hits(event)]
        kept: list[tuple[str, lexicon.Hit]] = []
        for event, hit in sorted(found, key=lambda pair: pair[1].start - pair[1].end):
            if all(hit.end <= other.start or other.end <= hit.start for _, other in kept):
                kept.append((event, hit))
        return sorted(kept, key=lambda pair: pair[1].start)

    def _nouns(self) -> list[tuple[lexicon.Hit, Known]]:
        """Return the instruments: those on record by their names, others by their nouns."""
        known = list(self.reading.index.titles(self.reading.language).find(self.folded))
        taken = [span for _, name in known for span in name.spans]
        return [
            *((self.part(n.spans[0][0], n.spans[-1][1]), (each, n)) for each, n in known),
            *(
                (hit, None)
                for hit in self.hits("instruments")
                if not any(hit.start < end and start < hit.end for start, end in taken)
            ),
        ]

    def _action(
        self, event: str, cue: lexicon.Hit, name: lexicon.Hit, known: Known, gap: int
    ) -> Action:
        told = {n: self.any(n, cue.start - near, cue.end) for n, near in _DISTANCES.items()}
        is_planned = event == SIGNED and not told["no"] and self.near("planned", cue.end, _NEAR)
        # "Under the pact it ended …" tells what came of it.
        told["beside"] = self.ends("beside", name.start)
        told["attribute"] = self._is_attribute(cue, name.end)
        told["wish"] = self.ends("infinitive", cue.start) and not is_planned
        is_real = not is_planned and not any(told[each] for each in told if each != "old")
        date = self._date(cue, is_planned=is_planned)
        features = {
            f"event:{event}": True,
            **{each: told[each] for each in ("unreal", "old", "no")},
            "active": cue.end <= name.start,
            "contract": self.has("contracts", name.words),
            "peer": bool(self.hits("peers")),
            "relative": self._is_relative(cue, name.end),
            "planned": is_planned,
            "real_recently": is_real and date is not None and not told["old"],
            "dated_old": findings.is_before(self.reading, date, _OLD),
            "dated_very_old": findings.is_before(self.reading, date, 4 * _OLD),
        }
        return Action(
            self.passage,
            name.start,
            name.end,
            ANNOUNCED if is_planned or event == INITIALLED else event,
            cue,
            gap,
            known,
            date,
            is_real,
            {each: 1.0 for each, holds in features.items() if holds},
        )

    def _date(self, cue: lexicon.Hit, *, is_planned: bool) -> dates.DateMention | None:
        """Return the date that stands nearer to this action than to any other, and fits it."""
        own = self.date(cue.start, is_planned=is_planned)
        is_own = own and all(_between(own, cue) <= _between(own, other) for _, other in self.acts)
        return own if is_own else None

    def _name(self, noun: lexicon.Hit) -> tuple[int, int]:
        """Return the span of a name: what stands before the noun, and the phrases behind it."""
        start = noun.start
        before = _BEFORE.search(self.text, max(0, noun.start - 60), noun.start)
        for word in reversed(before.group().split() if before else []):
            at = start - len(word) - 1
            folded = self.folded[at:start].strip()
            is_plain = not (word[0].isupper() or "-" in word)
            # Right before the noun any word may be of the name, but "signed pact", "its pact".
            is_apart = start < noun.start or _INFLECTED.search(folded)
            if folded in self.words["not_of_name"] or (is_plain and is_apart):
                break
            start = at
        return start, self._name_end(noun.end)

    def _name_end(self, end: int) -> int:
        """Return where the noun phrase ends: "convenio de pesca con Chile", not the day behind."""
        bounds = [day.start for day in self.days()] + [cue.start for _, cue in self.acts]
        last = min((at for at in bounds if at >= end), default=len(self.text))
        behind = _phrases(self.reading.language).match(self.text, end, last)
        return behind.end() if behind else end

    def _is_relative(self, cue: lexicon.Hit, end: int) -> bool:
        """Tell whether a clause about the instrument reports it: ", which was ratified in May"."""
        comma = self.folded.rfind(",", end, max(end, cue.start)) + 1
        first = self.folded[max(comma, end) : cue.start].split()[:1]
        return first != [] and first[0] in self.words["relatives"]

    def _is_attribute(self, cue: lexicon.Hit, end: int) -> bool:
        """Tell whether the words describe it: "the memorandum signed in April", "-brokered"."""
        is_behind = cue.start >= end and not self.folded[end : cue.start].strip(' ,"')
        is_participle = " " not in cue.words and self.has("participles", cue.words)
        return self.folded[cue.start - 1 : cue.start] == "-" or (is_behind and is_participle)


def _between(date: dates.DateMention, cue: lexicon.Hit) -> int:
    """Return how far a date stands from words; one behind them is nearer than one before."""
    return date.start - cue.end if date.start >= cue.end else 2 * (cue.start - date.end)


@lru_cache
def _phrases(language: str) -> re.Pattern[str]:
    """Return what may stand behind the noun of a name: capitals, adjectives, and what is joined."""
    words = lexicon.table(FILE, language)
    joins, others, endings = (
        "|".join(words[name]) for name in ("joins", "not_of_name", "adjective_endings")
    )
    word = rf"(?!(?:{others})\b){_WORD}"
    capital, adjective = rf"(?=[A-ZÁÉÍÓÚÑ]){word}", rf"(?!(?:{others})\b)\w{{1,40}}(?:{endings})\b"
    part = rf"(?:(?:{joins})\s){{1,3}}{word}|{capital}|{adjective}"
    return re.compile(rf"(?:\s(?:{part})){{1,{_LONGEST_NAME}}}")
