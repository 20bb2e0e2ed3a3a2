"""Clauses in which somebody may bind themselves, and what makes that likely or not."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.analysis import findings, lexicon
from tracker.analysis.dates import dates
from tracker.analysis.passages import Passage, Reading

FILE = "promises"
PERFORMS, MODAL = "performs", "modal"

_END = re.compile(r"[;:?!]|\s[-–—]+\s|\"$|$")
_START = re.compile(r"[;:?!\"(]\s*|,\s+|\s-+\s")
_WORD = re.compile(r"\s{1,3}+(?P<word>[^\W\d_]+)")
_INITIAL = re.compile(r"\b[A-Z]\.$")
_MOST_OF_SOURCE, _SHORTEST = 7, 4
_NEAR, _CLOSE, _BESIDE = 60, 30, 12
_OLD = timedelta(days=14)
_EDGES = " ,;:\"'“”«»-–—"
#: Lists of words that speak for a promise or against it, anywhere in the sentence.
_ANYWHERE = ("vows", "past", "cost_free", "fresh")
#: What weighs otherwise with a verb by which one promises.
_BY_SORT = ("by_when", "vows", "figure", "past_date")


@dataclass(frozen=True)
class Clause:
    """A clause that may bind: ``start`` to ``end`` is the promise, ``cue`` the deciding words.

    ``sort`` says whether the cue is a verb by which one promises, or tells of what is to come.
    ``subject`` is the span of who is bound, ``due`` the last day given that is still to come,
    ``features`` what a learner weighs.
    """

    passage: Passage
    start: int
    end: int
    sort: str
    cue: lexicon.Hit
    subject: tuple[int, int]
    is_negated: bool
    due: date | None
    features: Mapping[str, float]

    @property
    def words(self) -> str:
        """The promise as the text has it."""
        return self.passage.sentence.text[self.start : self.end]


def find(reading: Reading) -> list[Clause]:
    """Return every clause of the article itself that may be a promise, by position.

    A fragment of a few words is none.
    """
    found: list[Clause] = []
    for passage in findings.told_in(reading):
        made = _Scene(FILE, reading, passage).clauses()
        long = [clause for clause in made if len(clause.words.split()) >= _SHORTEST]
        end = -1
        for clause in sorted(long, key=lambda clause: (clause.start, -clause.end)):
            if clause.start >= end:
                found.append(clause)
                end = clause.end
    return found


class _Scene(findings.Scene):
    """A sentence asked for the words by which somebody binds themselves."""

    def clauses(self) -> Iterator[Clause]:
        """Yield the clause at every cue."""
        performs = [hit for hit in self.hits("performs") if not self._is_noun(hit)]
        inflected = self._inflected()
        for hit in performs:
            yield self._clause(PERFORMS, hit, self._verb(hit.end))
        for hit in sorted([*self.hits("modals"), *inflected], key=lambda hit: hit.start):
            if any(hit.start < other.end and other.start < hit.end for other in performs):
                continue
            verb = hit.words if hit in inflected else self._verb(hit.end)
            # "vamos a Veracruz" goes somewhere, "vamos a construir" will build.
            if not hit.words.endswith(" a") or verb.endswith("r"):
                yield self._clause(MODAL, hit, verb)

    def _inflected(self) -> list[lexicon.Hit]:
        """Return the verbs whose ending says that it is to come; a name in capitals is none."""
        return [
            hit
            for hit in self.hits("inflected")
            if (hit.start == 0 or not self.text[hit.start].isupper())
            and not self.any("not_inflected", hit.start, hit.end)
        ]

    def _is_noun(self, hit: lexicon.Hit) -> bool:
        """Tell whether a word such as "pledge" is no verb here: "the pledge", "pledge by"."""
        return hit.words in self.words["nouns"] and (
            self.ends("determiners", hit.start) or self._verb(hit.end) in self.words["of"]
        )

    def _verb(self, at: int) -> str:
        """Return the word behind a cue, over "not", "also" and the like."""
        match = _WORD.match(self.folded, at)
        while match and match["word"] in self.words["adverbs"]:
            match = _WORD.match(self.folded, match.end())
        return match["word"] if match else ""

    def _clause(self, sort: str, hit: lexicon.Hit, verb: str) -> Clause:
        """Return the clause of a verb, from its subject to its end."""
        start, end = self._start(hit), self._end(hit.end)
        exact = self.text[start:end]
        start += len(exact) - len(exact.lstrip(_EDGES))
        bare = exact.strip(_EDGES)
        # The point of a sentence is none of its words; that of "U.S." is.
        end = start + len(bare if _INITIAL.search(bare) else bare.rstrip("." + _EDGES))
        features = self._features(sort, hit, (start, end), verb)
        return Clause(
            self.passage,
            start,
            end,
            sort,
            hit,
            (min(start, hit.start), hit.start),
            self.any("negations", start, hit.end + _BESIDE),
            next((d.span.last for d in reversed(self._coming()) if start <= d.start < end), None),
            {name: float(value) for name, value in features.items() if value},
        )

    def _start(self, hit: lexicon.Hit) -> int:
        """Return where the clause begins: behind a source, punctuation or what opens one."""
        said = max((v.end for v in self.hits("says") if v.end <= hit.start), default=0)
        opened = [mark.end() for mark in _START.finditer(self.folded, said, hit.start)]
        return max([said, *opened, *(o.end + 1 for o in self.hits("opens") if o.end < hit.start)])

    def _end(self, after: int) -> int:
        """Return where the clause ends: at punctuation, a source, or something else."""
        stop = _END.search(self.folded, after)
        bounds = [hit.start for hit in self.hits("boundary") if hit.start > after + _BESIDE]
        end = min([stop.start() if stop else len(self.text), *bounds])
        for verb in self.hits("says"):
            # ", the ministry said"
            comma = self.folded.rfind(",", after, verb.start)
            source = self.folded[comma : verb.start].split()
            if 0 < comma < end and len(source) <= _MOST_OF_SOURCE:
                end = comma
        return end

    def _features(
        self, sort: str, hit: lexicon.Hit, span: tuple[int, int], verb: str
    ) -> dict[str, float]:
        (start, end), voice, days = span, self.passage.spoken.voice, self.days(is_planned=True)
        has_figure = any(c.isdigit() for c in self.folded[start:end])
        has_figure |= self.any("figures", start, end)
        told: dict[str, float] = {
            f"sort:{sort}": True,
            f"voice:{voice.kind if voice else 'nobody'}": True,
            # "It promised 400 boats" names no deed, and means one.
            "deed": self.has("deeds", verb) or (sort == PERFORMS and has_figure),
            "weak": self.has("weak", verb),
            "figure": has_figure,
            "by_when": self._by_when(start),
            "no_one": self.any("no_one", start, end),
            "relative": self._is_relative(start),
            "unreal": self.any("unreal", start - _NEAR, hit.end),
            "perfect": self.any("perfect", hit.start - _BESIDE, hit.end),
            "official": self.reading.article.publisher is not None,
            "quoted": self.passage.is_quoted(hit.start),
            "past_date": any(findings.is_before(self.reading, day, _OLD) for day in days),
            "coming_date": bool(self._coming()),
            **{name: bool(self.hits(name)) for name in _ANYWHERE},
        }
        return told | {f"{sort}_{name}": told[name] for name in _BY_SORT}

    def _coming(self) -> list[dates.DateMention]:
        anchor, found = self.reading.anchor, self.days(is_planned=True)
        return [date for date in found if anchor and date.span.last > anchor.last]

    def _by_when(self, start: int) -> bool:
        """Tell whether a time by which is given: "by the end of June", "antes del 3"."""
        times = [hit.start for hit in self.hits("times")]
        times += [at for at, c in enumerate(self.folded) if c.isdigit()]
        ends = [hit.end for hit in self.hits("deadlines") if hit.start >= start]
        return any(end <= at < end + _CLOSE for end in ends for at in times)

    def _is_relative(self, start: int) -> bool:
        """Tell whether the clause only describes a thing: "the doses that it has pledged"."""
        opener = next((o for o in self.hits("relatives") if 0 <= start - o.end <= 1), None)
        return opener is not None and not any(
            verb.end - 1 <= opener.start <= verb.end + _CLOSE for verb in self.hits("says")
        )
