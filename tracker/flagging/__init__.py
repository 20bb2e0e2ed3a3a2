"""Stage 2: snapshots and the calendar become developments, each with the words that show it."""

from tracker.analysis.reading import read
from tracker.flagging.asking import AwayError, ask, requests_of_the_day
from tracker.flagging.asking import is_chosen as reads_with_a_model
from tracker.flagging.confined import Read, UnreadError
from tracker.flagging.deadlines import flag_calendar
from tracker.flagging.explaining import Candidate, Explanation, explain
from tracker.flagging.missing import Missed, Reason
from tracker.flagging.prose import article, flag_snapshot, flag_waiting, read_until
from tracker.flagging.rereading import read_later, reread_batch, reread_on, reread_waiting
from tracker.flagging.storing import DETECTOR, store_findings
from tracker.flagging.watching import DAYS as PREVIEW_DAYS
from tracker.flagging.watching import (
    BroadTerm,
    Match,
    Preview,
    Shown,
    preview_watch,
    suggest_watch,
)
