"""Stage 1: what is handed in or found becomes documents, and each version of a text a snapshot."""

from tracker.ingest.adding import Found, NothingToFollowError, examine
from tracker.ingest.articles import read_articles
from tracker.ingest.bounding import bound, unbounded
from tracker.ingest.examining import examine_sources
from tracker.ingest.polling import check_now, pause, poll_sources, resume
from tracker.ingest.progress import Progress, idle_until, progress_since
from tracker.ingest.rechecks import check_pages, watch_cited
from tracker.ingest.storing import Entry, UnreadableError, store
from tracker.ingest.submissions import read_submissions, submit
