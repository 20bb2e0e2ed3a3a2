"""Reading an article once for every detector of prose."""

from tracker.detectors import agreements, base, commitments, meetings, passages
from tracker.detectors.index import Index
from tracker.text import judges

VERSION = "1"
DETECTORS = (agreements, commitments, meetings)


def read(
    article: base.Article,
    tracked: base.Tracked,
    index: Index | None = None,
    judge: judges.Judge = judges.RULES,
) -> list[base.Finding]:
    """Return what ``article`` reports about ``tracked``, by position, kind and record.

    Pass an ``index`` built once with ``Index(tracked)`` to read many articles quickly. ``judge``
    says what the article does to commitments; with one that asks a server this takes time.
    """
    prepared = passages.Reading(article, index or Index(tracked), judge)
    found = [finding for detector in DETECTORS for finding in detector.find(prepared)]
    return sorted(found, key=lambda finding: (finding.start, finding.kind, finding.record))
