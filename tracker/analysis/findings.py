"""What finders of happenings share: a sentence with its cues and dates, and findings in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tracker import partial_dates
from tracker.analysis import base, lexicon
from tracker.analysis.dates import dates
from tracker.analysis.passages import Passage, Reading

#: What happened longer before the article is no news.
STALE = timedelta(days=31)
# No machine is certain, however a likelihood is rounded.
_MOST_CONFIDENT = 0.99
_LONGEST = 300
_AND = {"en": " and ", "es": " y "}
_OF = {"en": "of", "es": "de"}
#: From where to where words stand in a sentence, and what they are.
_Named = tuple[int, int, str]


class Scene(lexicon.Scan):
    """A sentence of an article asked for the cues of one file, and how they stand in it."""

    def __init__(self, file: str, reading: Reading, passage: Passage) -> None:
        sentence = passage.sentence
        super().__init__(file, reading.language, sentence.lowered, sentence.folded)
        self.reading, self.passage = reading, passage
        self.text, self.folded = sentence.text, sentence.folded
        self.words = lexicon.table(file, reading.language)

    def ends(self, name: str, at: int) -> bool:
        """Tell whether a cue stands right before a place, one word between at most."""
        return any(
            hit.end < at and len(self.folded[hit.end : at].split()) <= 1 for hit in self.hits(name)
        )

    def near(self, name: str, at: int, reach: int) -> bool:
        """Tell whether a cue lies before a place, and begins no farther away than ``reach``."""
        return self.any(name, at - reach, at)

    def part(self, start: int, end: int) -> lexicon.Hit:
        """Return a part of the sentence as the words of a cue."""
        return lexicon.Hit(start, end, self.folded[start:end])

    def days(self, *, is_planned: bool = False) -> Sequence[dates.DateMention]:
        """Return the dates in the sentence."""
        anchor, language = self.reading.anchor, self.reading.language
        return dates.find(self.text, language, anchor, is_planned=is_planned) if anchor else ()

    def date(self, position: int, *, is_planned: bool) -> dates.DateMention | None:
        """Return the date nearest to ``position`` of those that fit what is past, or planned."""
        anchor = self.reading.anchor
        fitting = (
            date
            for date in self.days(is_planned=is_planned)
            if anchor
            and (date.span.last >= anchor.day if is_planned else date.span.first <= anchor.last)
        )
        return min(fitting, key=lambda date: abs(date.start - position), default=None)


def told_in(reading: Reading) -> Iterator[Passage]:
    """Yield the sentences that tell: those of the article itself that ask nothing."""
    return (p for p in reading.passages if p.is_body and not p.is_question)


def build(
    kind: str,
    passage: Passage,
    share: float,
    given: tuple[date | None, str | None],
    **fields: Any,
) -> base.Finding:
    """Return the finding that a sentence tells of a happening of the day ``given``."""
    sentence = passage.sentence
    return base.Finding(
        kind=kind,
        record=fields.pop("record", ""),
        start=sentence.start,
        end=sentence.end,
        exact=sentence.text,
        confidence=round(share, 2),
        occurred=given[0],
        occurred_precision=given[1],
        **fields,
    )


def explanation(
    rule: str,
    passage: Passage,
    matched: Iterable[_Named],
    decided_by: Iterable[_Named],
    contributions: Mapping[str, float],
) -> dict[str, object]:
    """Return why something was found in a sentence, in the form that every explanation has.

    What ``matched`` are spans with their terms; what it was ``decided_by``, spans with their cues.
    """
    return {
        "matched": [_quoted(passage, s, e, term=term, weight=1.0) for s, e, term in matched],
        "decided_by": [_quoted(passage, s, e, cue=cue) for s, e, cue in decided_by],
        "rule": rule,
        "contributions": {name: round(value, 3) for name, value in contributions.items() if value},
    }


def _quoted(passage: Passage, start: int, end: int, **given: object) -> dict[str, object]:
    sentence = passage.sentence
    place = {"start": sentence.start + start, "end": sentence.start + end}
    return {"text": sentence.text[start:end], **place, **given}


def deciding(finding: base.Finding) -> list[dict[str, Any]]:
    """Return the words that decided on a finding."""
    found = finding.explanation.get("decided_by")
    return found if isinstance(found, list) else []


def surest(found: Sequence[base.Finding]) -> list[base.Finding]:
    """Return the surest finding for each record and kind."""
    best: dict[tuple[str, str], base.Finding] = {}
    for finding in sorted(found, key=lambda finding: -finding.confidence):
        best.setdefault((finding.kind, finding.record), finding)
    return list(best.values())


def day(reading: Reading, dated: dates.DateMention | None) -> tuple[date | None, str | None]:
    """Return the day that a date gives, to a day or a month; else that of the article."""
    anchor, span = reading.anchor, dated.span if dated else None
    if span is not None and (span.first == span.last or span.precision == "month"):
        return span.first, "day" if span.first == span.last else "month"
    if anchor is None:
        return None, None
    return anchor.day, "day" if anchor.is_exact else anchor.precision


def is_before(reading: Reading, dated: dates.DateMention | None, by: timedelta = STALE) -> bool:
    """Tell whether a date sets what it is of longer before the article than ``by``: a month."""
    anchor = reading.anchor
    return bool(dated and anchor and dated.span.last < anchor.day - by)


def confidence(likelihood: float) -> float:
    """Return how sure a machine says to be of what is so likely."""
    return min(round(likelihood, 2), _MOST_CONFIDENT)


def titles(label: Mapping[str, str], names: Sequence[str]) -> dict[str, object]:
    """Return the title, with its translation, of something that these people take part in."""
    words = {}
    for language, of in _OF.items():
        listed = _AND[language].join(filter(None, (", ".join(names[:-1]), *names[-1:])))
        words[language] = f"{label[language]} {of} {listed}" if names else label[language]
    return {
        "title": words["en"][:_LONGEST],
        "translations": {"es": {"title": words["es"][:_LONGEST]}},
    }


def shown(given: date | None, precision: str | None) -> str | None:
    """Return a date as it is entered."""
    return partial_dates.show_date(given, precision or "")


def shortened(words: str, longest: int) -> str:
    """Return ``words`` with a capital, cut at a space where they are too long."""
    if len(words) > longest:
        words = words[:longest].rsplit(" ", 1)[0] + " …"
    return words[:1].upper() + words[1:]
