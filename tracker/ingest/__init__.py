"""Stage 1: what is handed in or found becomes documents, and each version of a text a snapshot."""

from tracker.ingest.storing import Entry, UnreadableError, store
from tracker.ingest.submissions import read_submissions, submit

__all__ = ["Entry", "UnreadableError", "read_submissions", "store", "submit"]
