"""Clauses in which somebody may bind themselves, and what makes that likely or not."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from tracker.analysis import findings, lexicon
from tracker.analysis.mentions import people
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.terms import terms

FILE = "promises"
NOUN, PERFORMS, REPORTED = "noun", "performs", "reported"
MODAL, INTENDS, ANNOUNCES = "modal", "intends", "announces"

_END = re.compile(r"[;:?!]|\s[-–—]+\s|\.(?=\s)|\"$|$")
_START = re.compile(r"[;:?!\"(]\s*|,\s+|\s-+\s")
_WORD = re.compile(r"\s+(?P<word>[^\W\d_]+)")
_STOP = re.compile(r"[;:.]")
_POINTED = re.compile(r"\b(?:[a-z]\.){0,9}[a-z]$|\b(?:ee|uu)$")
_INITIAL = re.compile(r"\b[A-Z]\.$")
_MOST_SUBJECT, _MOST_OF_SOURCE, _MOST_BEFORE_TO = 12, 7, 14
_LONGEST, _SHORTEST = 45, 4
_NEAR, _CLOSE = 60, 30
_EDGES = " ,;:\"'“”«»-–—"
_WITH_SORT = ("by_when", "vows", "figure", "past_date")
_OLD = timedelta(days=14)
#: Lists of words that speak for a promise or against it, anywhere in the sentence.
_ANYWHERE = ("vows", "recalls", "calls", "unreal", "past", "cost_free", "predecessors", "fresh")


@dataclass(frozen=True)
class Clause:
    """A clause that may bind: ``start`` to ``end`` is the promise, ``cue`` the deciding words."""

    passage: Passage
    start: int
    end: int
    sort: str
    cue: lexicon.Hit
    subject: tuple[int, int]
    is_negated: bool
    features: Mapping[str, float]

    @property
    def words(self) -> str:
        """The promise as the text has it."""
        return self.passage.sentence.text[self.start : self.end]


def find(reading: Reading) -> list[Clause]:
    """Return every clause of the article itself that may be a promise, by position."""
    found: list[Clause] = []
    for passage in reading.passages:
        if not passage.is_body or passage.is_question:
            continue
        own: list[Clause] = []
        # A fragment of a few words is no promise.
        for clause in sorted(_Scene(reading, passage).clauses(), key=lambda c: (c.start, -c.end)):
            if all(clause.end <= other.start or other.end <= clause.start for other in own):
                own.append(clause)
        found += own
    return found


class _Scene:
    """A sentence asked for the words by which somebody binds themselves."""

    def __init__(self, reading: Reading, passage: Passage) -> None:
        self.passage, self.reading = passage, reading
        self.text, self.folded = passage.sentence.text, passage.sentence.folded
        self.scan = lexicon.Scan(FILE, reading.language, passage.sentence.lowered, self.folded)
        self.words = lexicon.table(FILE, reading.language)
        self.is_official = reading.article.publisher is not None

    def clauses(self) -> Iterator[Clause]:
        """Yield the clause at every cue."""
        yield from self._nouns()
        performs = [hit for hit in self._hits("performs") if not self._is_noun(hit)]
        for hit in performs:
            yield self._clause(PERFORMS, hit, self._verb(hit.end))
        for hit in self._hits("announces"):
            # What is announced as a thing, and not as a clause: "anunció aranceles del 30 %".
            if (verb := self._verb(hit.end)) and verb not in self.words["determiners"]:
                yield self._made(ANNOUNCES, hit, hit.end, verb)
        for sort, hit in self._modals():
            if any(hit.start < other.end and other.start < hit.end for other in performs):
                continue
            said = sort == MODAL and self._said_before(hit)
            verb = hit.words if self._is_inflected(hit) else self._verb(hit.end)
            # "vamos a Veracruz" goes somewhere, "vamos a construir" will build.
            if not hit.words.endswith(" a") or verb.endswith("r"):
                yield self._clause(REPORTED if said else sort, hit, verb)

    def _nouns(self) -> Iterator[Clause]:
        """Yield nouns with what is promised: "its pledge to provide …"."""
        for hit in self._hits("nouns"):
            for to in (to for to in self._hits("to") if to.start > hit.end):
                between = self.folded[hit.end : to.start]
                if len(between.split()) > _MOST_BEFORE_TO or _STOP.search(between):
                    break
                verb = self._verb(to.end)
                if verb and verb not in self.words["determiners"]:
                    yield self._made(NOUN, hit, self._owner(hit), verb)
                    break

    def _owner(self, hit: lexicon.Hit) -> int:
        """Return where whoever promises begins, before a noun: "Azuera's firm pledge"."""
        starts = [a.start for a in self.passage.actors if a.end <= hit.start]
        starts += [d.start for d in self._hits("determiners") if d.end < hit.start]
        near = [at for at in starts if len(self.folded[at : hit.start].split()) <= _SHORTEST]
        return min(near, default=hit.start)

    def _is_noun(self, hit: lexicon.Hit) -> bool:
        """Tell whether a word such as "pledge" is no verb here: "the pledge", "pledge by"."""
        if hit.words not in self.words["nouns"]:
            return False
        is_owned = self._owner(hit) < hit.start and self._verb(hit.end) not in self.words["that"]
        return is_owned or self._verb(hit.end) in self.words["of"]

    def _verb(self, at: int) -> str:
        """Return the word behind a cue, over "not", "also" and the like."""
        match = _WORD.match(self.folded, at)
        while match and match["word"] in self.words["adverbs"]:
            match = _WORD.match(self.folded, match.end())
        return match["word"] if match else ""

    def _modals(self) -> list[tuple[str, lexicon.Hit]]:
        found = [(MODAL, hit) for hit in self._hits("modals")]
        found += [(INTENDS, hit) for hit in self._hits("intends")]
        found += [
            (MODAL, hit)
            for hit in self._hits("inflected")
            if (hit.start == 0 or not self.text[hit.start].isupper())
            and not self._any("not_inflected", hit.start, hit.end)
        ]
        return sorted(found, key=lambda pair: pair[1].start)

    def _is_inflected(self, hit: lexicon.Hit) -> bool:
        return any(hit.start == other.start for other in self._hits("inflected"))

    def _said_before(self, hit: lexicon.Hit) -> bool:
        says = self._hits("says")
        return any(v.end <= hit.start and hit.start - v.end < 2 * _NEAR for v in says)

    def _clause(self, sort: str, hit: lexicon.Hit, verb: str) -> Clause:
        """Return the clause of a verb, from its subject to its end."""
        start = max((v.end for v in self._hits("says") if v.end <= hit.start), default=0)
        opened = [m.span() for m in _START.finditer(self.folded, start, hit.start)]
        opened += [(o.start, o.end + 1) for o in self._hits("opens") if o.end < hit.start]
        start = max([start, *(end for begin, end in opened if not self._is_pair(begin, end))])
        words = terms.tokens(self.folded[start : hit.start])
        if len(words) > _MOST_SUBJECT:
            start += words[-_MOST_SUBJECT].start
        return self._made(sort, hit, start, verb)

    def _is_pair(self, start: int, end: int) -> bool:
        """Tell whether "and" or a comma stands between two who act together: "Oman and Chad"."""
        actors = self.passage.actors
        return any(0 <= start - a.end <= 1 for a in actors) and any(
            end <= a.start <= end + len("the ") for a in actors
        )

    def _made(self, sort: str, hit: lexicon.Hit, start: int, verb: str) -> Clause:
        end = self._end(max(hit.end, start))
        exact = self.text[start:end]
        start += len(exact) - len(exact.lstrip(_EDGES))
        bare = exact.strip(_EDGES)
        # The point of a sentence is none of its words; that of "U.S." is.
        end = start + len(bare if _INITIAL.search(bare) else bare.rstrip("." + _EDGES))
        subject = (start, hit.start) if start < hit.start else (hit.start, hit.start)
        negated = self._any("negations", start, hit.end + _SHORTEST * 3)
        features = {
            **self._of_words(sort, hit, (start, end), verb),
            **self._of_speech(hit),
            **self._of_subject(*subject),
            **self._of_time(hit),
            "negated": float(negated),
        }
        features |= {f"{sort}_{name}": features[name] for name in _WITH_SORT}
        features["vows_by_when"] = features["vows"] * features["by_when"]
        told = {name: value for name, value in features.items() if value}
        return Clause(self.passage, start, end, sort, hit, subject, negated, told)

    def _end(self, after: int) -> int:
        """Return where the clause ends: at punctuation, a source, or where something else begins."""
        stops = (m.start() for m in _END.finditer(self.folded, after))
        end = min((at for at in stops if self._closes(at)), default=len(self.text))
        bounds = (hit.start for hit in self._hits("boundary") if hit.start > after + 10)
        end = self._before_source(after, min([end, *bounds]))
        words = terms.tokens(self.folded[after:end])
        return after + words[_LONGEST].start if len(words) > _LONGEST else end

    def _before_source(self, after: int, end: int) -> int:
        """Return the comma from which on the sentence says who said it: ", the ministry said"."""
        for verb in self._hits("says"):
            comma = self.folded.rfind(",", after, verb.start)
            if 0 < comma < end:
                between = terms.tokens(self.folded[comma : verb.start])
                if len(between) <= _MOST_OF_SOURCE:
                    return comma
        return end

    def _closes(self, at: int) -> bool:
        """Tell whether a stop ends a clause: the points of U.S. and EE. UU. do not."""
        return self.folded[at : at + 1] != "." or not _POINTED.search(self.folded[:at])

    def _of_words(
        self, sort: str, hit: lexicon.Hit, span: tuple[int, int], verb: str
    ) -> dict[str, float]:
        start, end = span
        words = len(terms.tokens(self.folded[start:end]))
        has_figure = any(c.isdigit() for c in self.folded[start:end])
        has_figure |= self._any("figures", start, end)
        return {
            f"sort:{sort}": 1.0,
            # "It promised 400 boats" names no deed, and means one.
            "deed": float(self.scan.has("deeds", verb) or (sort == PERFORMS and has_figure)),
            "weak": float(self.scan.has("weak", verb)),
            "figure": float(has_figure),
            "by_when": float(self._by_when(start, len(self.folded))),
            "no_one": float(self._any("no_one", start, end)),
            "long": float(words > 2 * _MOST_SUBJECT),
            "short": float(words < _SHORTEST),
            "relative": float(self._is_relative(start)),
            **{name: float(bool(self._hits(name))) for name in _ANYWHERE},
            "unreal_near": float(self._any("unreal", start - _NEAR, hit.end)),
            "conditional": float(
                hit.words in self.words["conditional"] or hit.words.endswith("ia")
            ),
        }

    def _of_speech(self, hit: lexicon.Hit) -> dict[str, float]:
        voice = self.passage.spoken.voice
        kind = voice.kind if voice else "nobody"
        return {
            f"voice:{kind}": 1.0,
            "said": float(self._said_before(hit)),
            "quoted": float(any(s <= hit.start < e for s, e in self.passage.quotations)),
            "turn": float(self.passage.block.is_turn),
            "official": float(self.is_official),
            "vows_near": float(self._is_vowed_near()),
        }

    def _is_vowed_near(self) -> bool:
        """Tell whether the sentence before or behind, of the same paragraph, promises."""
        at = self.passage.sentence.index
        near = (
            *self.reading.passages[max(0, at - 1) : at],
            *self.reading.passages[at + 1 : at + 2],
        )
        return any(
            other.sentence.paragraph == self.passage.sentence.paragraph
            and self.scan.has("vows", other.sentence.folded)
            for other in near
        )

    def _of_subject(self, start: int, end: int) -> dict[str, float]:
        """Return what sort of subject binds itself."""
        inside = [a for a in self.passage.actors if a.start < end and start < a.end]
        return {
            "by_speaker": float(self._any("speakers", start, end)),
            "by_person": float(any(a.sort != people.STATE for a in inside)),
            "by_state": float(any(a.sort == people.STATE for a in inside)),
            "by_institution": float(self._any("institutions", start, end)),
            "by_pronoun": float(self._any("pronouns", start, end)),
            "by_tracked": float(any(a.key for a in inside)),
            "by_nobody": float(not self.folded[start:end].strip()),
        }

    def _of_time(self, hit: lexicon.Hit) -> dict[str, float]:
        """Return whether dates say that it is long past, or that it is to come."""
        anchor = self.reading.anchor
        found = findings.dates_in(self.reading, self.passage, is_planned=True) if anchor else []
        return {
            "past_date": float(any(anchor and d.span.last < anchor.day - _OLD for d in found)),
            "coming_date": float(any(anchor and d.span.last > anchor.last for d in found)),
            "perfect": float(self._any("perfect", hit.start - _SHORTEST * 2, hit.end)),
        }

    def _by_when(self, start: int, end: int) -> bool:
        """Tell whether a time by which is given: "by the end of June", "antes del 3"."""
        times = [hit.start for hit in self._hits("times")]
        times += [at for at in range(start, end) if self.folded[at].isdigit()]
        return any(
            start <= hit.start < end and any(hit.end <= at < hit.end + _CLOSE for at in times)
            for hit in self._hits("deadlines")
        )

    def _is_relative(self, start: int) -> bool:
        """Tell whether the clause only describes a thing: "the doses that it has pledged"."""
        opener = next((o for o in self._hits("relatives") if 0 <= start - o.end <= 1), None)
        if opener is None:
            return False
        says = self._hits("says")
        return not any(opener.start - v.end <= _CLOSE and v.end <= opener.start + 1 for v in says)

    def _any(self, name: str, start: int, end: int) -> bool:
        return self.scan.any(name, max(0, start), end)

    def _hits(self, name: str) -> tuple[lexicon.Hit, ...]:
        return self.scan.hits(name)
