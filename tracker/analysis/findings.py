"""What findings of happenings share: their words, their day, and what their records are called."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tracker import partial_dates
from tracker.analysis import base
from tracker.analysis.dates import dates
from tracker.analysis.passages import Passage, Reading

_STALE = timedelta(days=31)
_LONGEST = 300
_AND = {"en": " and ", "es": " y "}
_OF = {"en": "of", "es": "de"}


def quoted(passage: Passage, start: int, end: int, **given: object) -> dict[str, object]:
    """Return words of a sentence with their place in the article, and what is ``given`` of them."""
    sentence = passage.sentence
    place = {"start": sentence.start + start, "end": sentence.start + end}
    return {"text": sentence.text[start:end], **place, **given}


def explanation(
    rule: str,
    matched: list[dict[str, object]],
    decided_by: list[dict[str, object]],
    contributions: Mapping[str, float],
) -> dict[str, object]:
    """Return why something was found, in the form that every explanation has."""
    return {
        "matched": matched,
        "decided_by": decided_by,
        "rule": rule,
        "contributions": {name: round(value, 3) for name, value in contributions.items() if value},
    }


def dates_in(
    reading: Reading, passage: Passage, *, is_planned: bool = False
) -> list[dates.DateMention]:
    """Return the dates in a sentence, each sentence read but once."""
    known = reading.once(_known)
    key = passage.sentence.index, is_planned
    if key not in known:
        anchor, text = reading.anchor, passage.sentence.text
        known[key] = (
            dates.find(text, reading.language, anchor, is_planned=is_planned) if anchor else []
        )
    return known[key]


def nearest_date(
    reading: Reading, passage: Passage, position: int, *, is_planned: bool
) -> dates.DateMention | None:
    """Return the date in the sentence that stands nearest to ``position`` and fits its time."""
    anchor = reading.anchor
    if anchor is None:
        return None
    fitting = [
        mention
        for mention in dates_in(reading, passage, is_planned=is_planned)
        if (mention.span.last >= anchor.day if is_planned else mention.span.first <= anchor.last)
    ]
    return min(fitting, key=lambda m: abs(m.start - position), default=None)


def day(reading: Reading, dated: dates.DateMention | None) -> tuple[date | None, str | None]:
    """Return the day that a date gives, to a day or a month; else that of the article."""
    if dated is not None and dated.span.first == dated.span.last:
        return dated.span.first, "day"
    if dated is not None and dated.span.precision == "month":
        return dated.span.first, "month"
    anchor = reading.anchor
    if anchor is None:
        return None, None
    return anchor.day, "day" if anchor.is_exact else anchor.precision


def is_stale(reading: Reading, dated: dates.DateMention | None) -> bool:
    """Tell whether a date sets what it is of more than a month before the article."""
    anchor = reading.anchor
    return bool(dated and anchor and dated.span.last < anchor.day - _STALE)


def titles(label: Mapping[str, str], names: Sequence[str]) -> dict[str, object]:
    """Return the title, with its translation, of something that these people take part in."""
    words = {}
    for language, of in _OF.items():
        listed = _AND[language].join(filter(None, (", ".join(names[:-1]), *names[-1:])))
        words[language] = (f"{label[language]} {of} {listed}" if names else label[language])[
            :_LONGEST
        ]
    return {"title": words["en"], "translations": {"es": {"title": words["es"]}}}


def shown(given: date | None, precision: str | None) -> str | None:
    """Return a date as it is entered."""
    return partial_dates.show_date(given, precision or "")


def shortened(words: str, longest: int) -> str:
    """Return ``words`` with a capital, cut at a space where they are too long."""
    if len(words) > longest:
        words = words[:longest].rsplit(" ", 1)[0] + " …"
    return words[:1].upper() + words[1:]


def _known(_: Reading) -> dict[tuple[int, bool], list[dates.DateMention]]:
    return {}


def deciding(finding: base.Finding) -> list[dict[str, Any]]:
    """Return the words that decided on a finding."""
    found = finding.explanation.get("decided_by")
    return found if isinstance(found, list) else []
