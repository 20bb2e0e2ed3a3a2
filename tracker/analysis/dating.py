"""When what a sentence says was said: on the day that it names, or else on the article's."""

from datetime import date, timedelta

from tracker.analysis.dates import dates
from tracker.analysis.passages import Passage, Reading

_NEAR_VERB = 40
_STALE = timedelta(days=31)


def said(reading: Reading, passage: Passage) -> tuple[date | None, str | None]:
    """Return the day on which it was said, and its precision.

    A date counts if it is given from the article's own ("el viernes") or stands by the verb of
    speech.
    """
    anchor = reading.anchor
    if anchor is None:
        return None, None
    verbs = [(verb.start, verb.end) for verb in passage.verbs]
    for mention in dates.find(passage.sentence.text, reading.language, anchor):
        span = mention.span
        gaps = (max(mention.start - end, start - mention.end) for start, end in verbs)
        is_by_verb = min(gaps, default=_NEAR_VERB + 1) <= _NEAR_VERB
        is_day = span.first == span.last <= anchor.last and span.first >= anchor.day - _STALE
        if is_day and (span.is_relative or is_by_verb):
            return span.first, span.precision
    return anchor.day, "day" if anchor.is_exact else anchor.precision
