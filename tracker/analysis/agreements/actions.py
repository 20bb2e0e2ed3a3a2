"""Actions on agreements in a sentence: an instrument by its name, and what was done to it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from tracker.analysis import base, findings, lexicon
from tracker.analysis.dates import dates
from tracker.analysis.mentions import people, titles
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.structure.sentences import Sentence
from tracker.analysis.terms import terms

FILE = "agreements"
SIGNED, ANNOUNCED = "signed", "announced"
EVENTS = (
    SIGNED,
    "initialled",
    "ratified",
    "entered_into_force",
    "provisionally_applied",
    "extended",
    "amended",
    "suspended",
    "terminated",
    ANNOUNCED,
)

_STOP = re.compile(r"[;:](?=\s)|\.\s|\?")
_WORDS_BEFORE = re.compile(r"(?:[\w.'’&-]{1,60}+[ \u00a0]){0,5}$")
_WORD = re.compile(r"\s+(?P<word>[\w.'’&-]*[\w'’])")
_INFLECTED = re.compile(r"(?:ed|s)$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_REACH, _CLOSE, _NEAR = 14, 5, 45
_LONGEST_NAME = 9
_RECENT = timedelta(days=14)
_WINDOWS = {"unreal": _NEAR, "old": _NEAR, "future": 24, "no": 24}


@dataclass(frozen=True)
class Action:
    """What was done to an instrument: ``start`` to ``end`` is its name, ``cue`` the deciding words.

    ``known`` is the tracked agreement that is named, if one is, with the words of its name.
    ``is_real`` says that the words report it as done, and do not wish, plan or describe it.
    """

    passage: Passage
    start: int
    end: int
    event: str
    cue: lexicon.Hit
    known: tuple[base.Agreement, titles.Name] | None
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
    for passage in reading.passages:
        if not passage.is_body or passage.is_question:
            continue
        nearest: dict[tuple[str, str], Action] = {}
        for action in _Scene(reading, passage).actions():
            key = action.event, action.known[0].slug if action.known else ""
            best = nearest.get(key)
            if best is None or action.features["gap"] < best.features["gap"]:
                nearest[key] = action
        found += sorted(nearest.values(), key=lambda action: action.start)
    return found


class _Scene:
    """A sentence asked for instruments and for the words that act on them."""

    def __init__(self, reading: Reading, passage: Passage) -> None:
        self.reading, self.passage = reading, passage
        self.sentence: Sentence = passage.sentence
        self.text, self.folded = self.sentence.text, self.sentence.folded
        self.scan = lexicon.Scan(FILE, reading.language, self.sentence.lowered, self.folded)
        self.words = lexicon.table(FILE, reading.language)

    def actions(self) -> Iterator[Action]:
        """Yield every instrument with every event whose words stand near it."""
        nouns = self._nouns()
        self.cues = self._cues() if nouns else []
        for event, cue in self.cues:
            for noun, known in nouns:
                is_apart = cue.end <= noun.start or noun.end <= cue.start
                if is_apart and not self._is_cut(cue, noun):
                    name = self._name(noun)
                    gap = self._gap(cue, (min(name[0], noun.start), max(name[1], noun.end)))
                    if gap <= _REACH:
                        yield self._action(event, cue, noun, known, (name, gap))

    def _nouns(self) -> list[tuple[lexicon.Hit, tuple[base.Agreement, titles.Name] | None]]:
        """Return the instruments: those on record by their names, others by their nouns."""
        found = []
        for known in self.reading.index.titles(self.reading.language).find(self.folded):
            spans = known[1].spans
            start, end = spans[0][0], spans[-1][1]
            found.append((lexicon.Hit(start, end, self.folded[start:end]), known))
        taken = [(s, e) for _, (_, name) in found for s, e in name.spans]
        plain = [
            (hit, None)
            for hit in self._hits("instruments")
            if not any(hit.start < end and start < hit.end for start, end in taken)
        ]
        return [*found, *plain]

    def _cues(self) -> list[tuple[str, lexicon.Hit]]:
        """Return the words of every event; the longest of those that overlap."""
        found = [(event, hit) for event in EVENTS for hit in self._hits(event)]
        found.sort(key=lambda pair: (pair[1].start - pair[1].end, pair[1].start))
        kept: list[tuple[str, lexicon.Hit]] = []
        for event, hit in found:
            if all(hit.end <= other.start or other.end <= hit.start for _, other in kept):
                kept.append((event, hit))
        return sorted(kept, key=lambda pair: pair[1].start)

    def _action(
        self,
        event: str,
        cue: lexicon.Hit,
        noun: lexicon.Hit,
        known: tuple[base.Agreement, titles.Name] | None,
        named: tuple[tuple[int, int], int],
    ) -> Action:
        (start, end), gap = named
        is_planned = event == SIGNED and self._is_planned(cue)
        date = self._date(cue, is_planned=is_planned)
        told = {
            "attribute": self._is_attribute(cue, end),
            "wish": self._ends("infinitive", cue.start) and not is_planned,
            "beside": self._is_beside(event, cue, noun),
            **{n: self._any(n, cue.start - near, cue.end) for n, near in _WINDOWS.items()},
        }
        is_real = not (is_planned or any(told[name] for name in told if name != "old"))
        features = {
            **{name: float(value) for name, value in told.items()},
            **self._of_words(cue, noun, gap),
            **self._of_date(date),
            f"event:{event}": 1.0,
            "planned": float(is_planned),
            "real": float(is_real),
            "real_recently": float(is_real and date is not None and not told["old"]),
            "record": float(known is not None),
        }
        return Action(
            self.passage,
            start,
            end,
            ANNOUNCED if is_planned or event == "initialled" else event,
            cue,
            known,
            date,
            is_real,
            {name: value for name, value in features.items() if value},
        )

    def _of_words(self, cue: lexicon.Hit, noun: lexicon.Hit, gap: int) -> dict[str, float]:
        states = {a.key for a in self.passage.actors if a.sort == people.STATE}
        return {
            "gap": 0.1 + gap / _REACH,
            "close": float(gap <= _CLOSE),
            "active": float(cue.end <= noun.start),
            "nominal": float(self.scan.has("nominal", cue.words)),
            "fresh": float(bool(self._hits("fresh"))),
            "definite": float(self._ends("definite", noun.start)),
            "indefinite": float(self._ends("indefinite", noun.start)),
            "named": float(self.text[noun.start].isupper()),
            "plural": float(noun.words.endswith("s")),
            "pair": float(len(states) > 1 or bool(self._hits("pairs"))),
            "state": float(bool(states)),
            "person": float(any(a.sort == people.PERSON for a in self.passage.actors)),
            "contract": float(bool(self.scan.has("contracts", noun.words))),
            "peer": float(bool(self._hits("peers"))),
            "body": float(bool(self._hits("bodies"))),
            "year": float(bool(_YEAR.search(self.folded))),
            "quoted": float(any(s <= cue.start < e for s, e in self.passage.quotations)),
            "turn": float(self.passage.block.is_turn),
        }

    def _of_date(self, date: dates.DateMention | None) -> dict[str, float]:
        anchor = self.reading.anchor
        if date is None or anchor is None:
            return {"undated": 1.0}
        is_old = date.span.last < anchor.day - _RECENT
        return {
            "dated_old": float(is_old),
            "dated_very_old": float(date.span.last < anchor.day - 4 * _RECENT),
            "dated_recently": float(not is_old and date.span.first <= anchor.last),
        }

    def _name(self, noun: lexicon.Hit) -> tuple[int, int]:
        """Return the span of a name: what stands before the noun, and the phrases behind it."""
        start = noun.start
        before = _WORDS_BEFORE.search(self.text, max(0, noun.start - 60), noun.start)
        for word in reversed(before.group().split() if before else []):
            folded = self.folded[start - len(word) - 1 : start].strip()
            is_part = folded not in self.words["not_of_name"] and (
                word[0].isupper() or "-" in word or start == noun.start
            )
            if not is_part or (_INFLECTED.search(folded) and not word[0].isupper()):
                break
            start -= len(word) + 1
        return start, self._name_end(noun.end)

    def _name_end(self, end: int) -> int:
        """Return where the noun phrase ends: "convenio de pesca con Chile", not the day behind."""
        dated = min((d.start for d in findings.dates_in(self.reading, self.passage)
                     if d.start >= end), default=len(self.text))  # fmt: skip
        stop, at = end, end
        is_open = False
        for _ in range(_LONGEST_NAME):
            match = _WORD.match(self.text, at)
            if match is None or match.end() > dated:
                break
            folded = self.folded[match.start("word") : match.end()]
            at = match.end()
            if folded in self.words["joins"]:
                is_open = True
            elif is_open or match["word"][0].isupper():
                stop, is_open = at, False
            elif folded in self.words["not_of_name"] or stop == end:
                break
            else:
                stop = at if folded.endswith(self._endings) and not self._acts(match.start()) else 0
                if not stop:
                    break
        return max(stop, end)

    @property
    def _endings(self) -> tuple[str, ...]:
        return tuple(self.words["adjective_endings"])

    def _acts(self, at: int) -> bool:
        return any(hit.start <= at + 1 < hit.end for event in EVENTS for hit in self._hits(event))

    def _is_planned(self, cue: lexicon.Hit) -> bool:
        return self._any("planned", cue.start - _NEAR // 2, cue.end) and not self._any(
            "no", cue.start - _NEAR, cue.end
        )

    def _is_attribute(self, cue: lexicon.Hit, end: int) -> bool:
        """Tell whether the words describe it: "the memorandum signed in April", "-brokered"."""
        is_joined = self.folded[cue.start - 1 : cue.start] == "-"
        is_behind = cue.start >= end and not self.folded[end : cue.start].strip(' ,"')
        is_participle = " " not in cue.words and self.scan.has("participles", cue.words)
        return is_joined or (is_behind and is_participle)

    def _is_beside(self, event: str, cue: lexicon.Hit, noun: lexicon.Hit) -> bool:
        """Tell whether the instrument is only what it happened by: "under the pact it ended …"."""
        is_behind = cue.end <= noun.start and self._any("beside", cue.end, noun.start)
        # "In the pact we got them to …" tells what came of it.
        return is_behind or (event == ANNOUNCED and self._ends("beside", noun.start))

    def _date(self, cue: lexicon.Hit, *, is_planned: bool) -> dates.DateMention | None:
        """Return the date that stands nearer to this action than to any other, and fits it."""
        own = findings.nearest_date(self.reading, self.passage, cue.start, is_planned=is_planned)
        others = (other for _, other in self.cues if other != cue)
        if own and any(_between(own, other) < _between(own, cue) for other in others):
            return None
        return own

    def _gap(self, cue: lexicon.Hit, name: tuple[int, int]) -> int:
        first, last = sorted(((cue.start, cue.end), name))
        return len(terms.tokens(self.folded[first[1] : last[0]]))

    def _is_cut(self, cue: lexicon.Hit, noun: lexicon.Hit) -> bool:
        between = self.folded[min(cue.end, noun.end) : max(cue.start, noun.start)]
        return _STOP.search(between) is not None

    def _hits(self, name: str) -> tuple[lexicon.Hit, ...]:
        return self.scan.hits(name)

    def _any(self, name: str, start: int, end: int) -> bool:
        return self.scan.any(name, max(0, start), end)

    def _ends(self, name: str, at: int) -> bool:
        """Tell whether words of this name stand right before a place, one word between at most."""
        return any(
            hit.end < at and len(self.folded[hit.end : at].split()) <= 1 for hit in self._hits(name)
        )


def _between(date: dates.DateMention, cue: lexicon.Hit) -> int:
    """Return how far a date stands from words; one behind them is nearer than one before."""
    return date.start - cue.end if date.start >= cue.end else 2 * (cue.start - date.end)
