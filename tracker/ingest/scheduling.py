"""When a source is asked next, and when something that failed is tried again: plain arithmetic."""

import random
from datetime import timedelta

from tracker.ingest.fetch_failures import Severity

SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(hours=24)
LONGER, SHORTER = 1.25, 1.5
JITTER = 0.1
# Once in so many polls a source is asked for everything: some answer 304 whatever is new.
WHOLE_EVERY = 100

# How much longer each further failure in a row makes the pause, and the longest pause.
PAUSES = {
    Severity.TEMPORARY: (timedelta(minutes=2), timedelta(hours=6)),
    Severity.SOFT: (timedelta(minutes=30), timedelta(hours=24)),
    Severity.HARD: (timedelta(hours=6), timedelta(days=7)),
    Severity.GONE: (timedelta(days=1), timedelta(days=7)),
}


def interval(before: timedelta, listed: int, new: int) -> timedelta:
    """Return the interval after a listing of ``listed`` articles, of which ``new`` were unknown."""
    if not new:
        before *= LONGER
    elif 2 * new > listed:
        before /= SHORTER
    return min(max(before, SHORTEST), LONGEST)


def until_next(adaptive: timedelta, *asked: timedelta) -> timedelta:
    """Return the wait until the next poll: the longest of these, a day at most, and spread a bit.

    ``asked`` is what the source itself asks for: its ttl, and how long its answer stays fresh.
    """
    return spread(min(max([adaptive, *asked]), LONGEST))


def until_retry(
    severity: Severity, failures: int, retry_after: timedelta | None = None
) -> timedelta:
    """Return the wait after the ``failures``-th failure in a row; it grows by the same each time.

    What the other side asks for is honoured, up to a day.
    """
    step, longest = PAUSES[severity]
    wait = spread(min(step * max(failures, 1), longest))
    return wait if retry_after is None else max(wait, min(retry_after, LONGEST))


def spread(wait: timedelta) -> timedelta:
    """Return ``wait`` up to a tenth longer or shorter, so that not all come at once."""
    return wait * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - nobody need not guess it
