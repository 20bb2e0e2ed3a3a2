"""When a page is read again, and when what it shows counts: once two fetches agree."""

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.models import rechecks

STEPS = (
    rechecks.FIRST,
    *(timedelta(hours=wait) for wait in (1, 6)),
    *(timedelta(days=wait) for wait in (1, 3, 7, 30)),
)
# Of a page that shows something else each time nothing can be confirmed by asking more often.
MOST_DISAGREEMENTS = 3
GONE = "gone"


class RecheckVerdict(enum.Enum):
    """What one more look at a page amounts to."""

    UNCHANGED = "unchanged"
    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Known:
    """What is known of a page: the hash of its text, or ``GONE``; and what one fetch has seen."""

    settled: str
    pending: str = ""
    pending_since: datetime | None = None


def judge(known: Known, seen: str, now: datetime, *, is_agreed: bool = False) -> RecheckVerdict:
    """Return what it amounts to that ``seen``, a hash or ``GONE``, is what the page shows now.

    ``is_agreed`` says that it has a change in common with what one fetch has seen, whatever else
    the page shows that is another each time.
    """
    if seen == known.settled:
        return RecheckVerdict.UNCHANGED
    if (seen == known.pending or is_agreed) and known.pending_since is not None:
        is_apart = now - known.pending_since >= rechecks.APART
        return RecheckVerdict.CONFIRMED if is_apart else RecheckVerdict.SUSPECTED
    return RecheckVerdict.SUSPECTED


def next_check(first_read_at: datetime, now: datetime, *, is_cited: bool) -> datetime | None:
    """Return when a page is read again after ``now``; None when it is read no more.

    The steps count from the first reading, so that a late check delays no other. What a
    commitment cites is read daily at least, and for ever.
    """
    after = (first_read_at + step for step in STEPS if first_read_at + step > now)
    regular = next(after, None)
    if not is_cited:
        return regular
    return min(regular or now + rechecks.DAILY, now + rechecks.DAILY)
