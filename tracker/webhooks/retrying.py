"""When a failed attempt is made again: the ladder, and what the receiver asked for."""

from datetime import timedelta

# Before each attempt, counted from the one before: ten attempts over about 75 hours.
LADDER = (
    *(timedelta(seconds=wait) for wait in (0, 5)),
    *(timedelta(minutes=wait) for wait in (5, 30)),
    *(timedelta(hours=wait) for wait in (2, 5, 10, 14, 20, 24)),
)
# Before each ping of an endpoint that has not answered yet: ten pings within ten minutes.
PING_LADDER = tuple(timedelta(seconds=wait) for wait in (0, 5, 10, 20, 40, 60, 90, 120, 120, 120))
JITTER = 0.2
BUSY_DELAY = timedelta(seconds=60)
BUSY_OUTCOMES = frozenset({"timeout_connect", "timeout_read", "deadline"})
BUSY_STATUSES = frozenset({429, 502, 503, 504})
LONGEST_RETRY_AFTER = timedelta(hours=24)


def ping_delay(pings_made: int, chance: float) -> timedelta | None:
    """Return how long after a ping in vain the next one is due, or None after the last."""
    return _spread(PING_LADDER[pings_made], chance) if pings_made < len(PING_LADDER) else None


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
    wait = _spread(LADDER[attempts_made], chance)
    if outcome in BUSY_OUTCOMES or status in BUSY_STATUSES:
        wait = max(wait, BUSY_DELAY)
    if retry_after is not None:
        wait = max(wait, min(retry_after, LONGEST_RETRY_AFTER))
    return wait


def _spread(wait: timedelta, chance: float) -> timedelta:
    return wait * (1 + JITTER * (2 * chance - 1))
