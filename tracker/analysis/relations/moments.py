"""When what a sentence says was said: on the day that it names, or else on the article's."""

from datetime import date, timedelta

from tracker.analysis.attribution import quotes
from tracker.analysis.dates import dates
from tracker.analysis.passages import Passage, Reading

_NEAR_VERB = 40
_STALE = timedelta(days=31)


def said(
    reading: Reading, passage: Passage, attribution: quotes.Attribution | None
) -> tuple[date | None, str | None]:
    """Return the day on which it was said, and its precision.

    A date counts if it is given from the article's own ("el viernes") or stands by the verb.
    """
    anchor = reading.anchor
    if anchor is None:
        return None, None
    for mention in dates.find(passage.sentence.text, reading.language, anchor):
        span = mention.span
        is_by_verb = attribution is not None and _gap(mention, attribution) <= _NEAR_VERB
        is_day = span.first == span.last <= anchor.last and span.first >= anchor.day - _STALE
        if is_day and (span.is_relative or is_by_verb):
            return span.first, span.precision
    return anchor.day, "day" if anchor.is_exact else anchor.precision


def is_past(reading: Reading, passage: Passage, before: int) -> bool:
    """Tell whether a date before the words at ``before`` sets them more than a month back."""
    anchor = reading.anchor
    if anchor is None:
        return False
    return any(
        mention.start < before and mention.span.last < anchor.day - _STALE
        for mention in dates.find(passage.sentence.text, reading.language, anchor)
    )


def _gap(mention: dates.DateMention, attribution: quotes.Attribution) -> int:
    return max(mention.start - attribution.end, attribution.start - mention.end)
