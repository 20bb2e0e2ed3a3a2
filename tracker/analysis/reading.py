"""Reading an article once for all that may be found in it."""

from tracker.analysis import base, commitments, deeds, passages, weights
from tracker.analysis.agreements import agreements
from tracker.analysis.meetings import meetings
from tracker.analysis.mentions.index import Index
from tracker.analysis.promises import promises

VERSION = "1"
#: Each has ``find(reading)``, which returns what is found of its noun.
FINDERS = (agreements, commitments, deeds, meetings, promises)


def read(
    article: base.Article,
    tracked: base.Tracked,
    index: Index | None = None,
    learned: weights.Weights | None = None,
) -> list[base.Finding]:
    """Return what ``article`` reports about ``tracked``, by position, kind and record.

    What it tells of that is not tracked is proposed, in findings without a record.

    Pass an ``index`` built once with ``Index(tracked)`` to read many articles quickly.
    Weights ``learned`` elsewhere take the place of those that are shipped.
    """
    return find(passages.Reading(article, index or Index(tracked), learned))


def find(prepared: passages.Reading) -> list[base.Finding]:
    """Return what an article that was taken apart reports, as ``read`` does."""
    found = [finding for finder in FINDERS for finding in finder.find(prepared)]
    return sorted(found, key=lambda finding: (finding.start, finding.kind, finding.record))
