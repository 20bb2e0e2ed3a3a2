"""What every proposal shares: its quote, its explanation, and the day that it is told of."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tracker.analysis import base
from tracker.analysis.dates import dates
from tracker.analysis.passages import Passage, Reading

_STALE = timedelta(days=31)


def span(passage: Passage, start: int, end: int) -> dict[str, object]:
    """Return words of a sentence with their place in the article."""
    sentence = passage.sentence
    return {
        "text": sentence.text[start:end],
        "start": sentence.start + start,
        "end": sentence.start + end,
    }


def nearest_date(
    reading: Reading, passage: Passage, position: int, *, is_planned: bool
) -> dates.DateMention | None:
    """Return the date in the sentence that stands nearest to ``position`` and fits its time."""
    anchor = reading.anchor
    if anchor is None:
        return None
    found = dates.find(passage.sentence.text, reading.language, anchor, is_planned=is_planned)
    fitting = [
        mention
        for mention in found
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


def deciding(finding: base.Finding) -> list[dict[str, Any]]:
    """Return the words that decided on a finding."""
    found = finding.explanation.get("decided_by")
    return found if isinstance(found, list) else []


def explanation(
    rule: str,
    matched: list[dict[str, object]],
    decided_by: list[dict[str, object]],
    contributions: Mapping[str, float],
) -> dict[str, object]:
    """Return why something is proposed, in the form that every explanation has."""
    return {
        "matched": matched,
        "decided_by": decided_by,
        "rule": rule,
        "contributions": {name: round(value, 3) for name, value in contributions.items()},
    }
