"""The ledger: one change to any number of records, rendered, numbered and committed together."""

from tracker.recording.changes import Change, keep_references
from tracker.recording.forms import (
    Outdated,
    forms_digest,
    note_forms_without_records,
    outdated,
    present_forms,
)
from tracker.recording.publishing import change, index
from tracker.recording.versions import REDACTED, REFRESHED, REOPENED, asked_of, render_hash
