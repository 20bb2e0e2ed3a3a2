"""When a failed attempt is made again: the ladder, and what the receiver asked for."""

import re
from datetime import UTC, datetime, timedelta
from email import utils

# Before each attempt, counted from the one before: ten attempts over about 75 hours.
LADDER = (
    timedelta(0),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
JITTER = 0.2
BUSY_DELAY = timedelta(seconds=60)
BUSY_OUTCOMES = frozenset({"timeout_connect", "timeout_read", "deadline"})
BUSY_STATUSES = frozenset({429, 502, 503, 504})
LONGEST_RETRY_AFTER = timedelta(hours=24)

_SECONDS = re.compile(r"[0-9]{1,10}", re.ASCII)


def delay(
    attempts_made: int,
    outcome: str,
    status: int | None,
    retry_after: timedelta | None,
    chance: float,
) -> timedelta | None:
    """Return how long after a failed attempt the next one is due, or None after the last.

    ``chance``, from 0 to 1, spreads the ladder's rungs by a fifth either way.
    """
    if attempts_made >= len(LADDER):
        return None
    wait = LADDER[attempts_made] * (1 + JITTER * (2 * chance - 1))
    if outcome in BUSY_OUTCOMES or status in BUSY_STATUSES:
        wait = max(wait, BUSY_DELAY)
    if retry_after is not None:
        wait = max(wait, min(retry_after, LONGEST_RETRY_AFTER))
    return wait


def retry_after(value: str, now: datetime) -> timedelta | None:
    """Return how long a ``Retry-After`` header of seconds or a date asks to wait from ``now``.

    What is neither is None; a date gone by is no wait at all.
    """
    text = value.strip()
    if _SECONDS.fullmatch(text):
        return timedelta(seconds=int(text))
    try:
        moment = utils.parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    # The old form of asctime names no zone; HTTP means UTC.
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(moment - now, timedelta(0))
