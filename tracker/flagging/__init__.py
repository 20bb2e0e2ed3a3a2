"""Stage 2: snapshots and the calendar become developments, each with the words that show it."""

from tracker.flagging.deadlines import flag_calendar
from tracker.flagging.judging import judge
from tracker.flagging.prose import (
    DETECTOR,
    article,
    flag_snapshot,
    flag_waiting,
    read,
    store_findings,
)

__all__ = [
    "DETECTOR",
    "article",
    "flag_calendar",
    "flag_snapshot",
    "flag_waiting",
    "judge",
    "read",
    "store_findings",
]
