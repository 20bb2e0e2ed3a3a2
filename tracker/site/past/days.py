"""The days of which pages can be shown: from that on which the ledger began to yesterday."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tracker import models


@dataclass(frozen=True)
class Days:
    """The first and the last day, as forms have them."""

    first: str
    last: str


def askable(clock: models.LedgerClock) -> Days | None:
    """Return the days whose end, in UTC, the ledger has seen; None where there is none yet."""
    return None if clock.began_at is None else between(clock.began_at, clock.now)


def between(began_at: datetime, now: datetime) -> Days | None:
    """Return the days that ended, in UTC, from ``began_at`` to ``now``; None where none did."""
    first = began_at.astimezone(UTC).date()
    last = now.astimezone(UTC).date() - timedelta(days=1)
    return Days(first.isoformat(), last.isoformat()) if first <= last else None
