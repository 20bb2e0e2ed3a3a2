"""The ledger: one change to any number of records, rendered, numbered and committed together."""

from tracker.recording.changes import Change, keep_references
from tracker.recording.publishing import change, index
from tracker.recording.versions import REDACTED, REFRESHED, REOPENED, asked_of, render_hash

__all__ = [
    "REDACTED",
    "REFRESHED",
    "REOPENED",
    "Change",
    "asked_of",
    "change",
    "index",
    "keep_references",
    "render_hash",
]
