"""What a text tells of that is not tracked yet: a meeting, an agreement, a promise, a deed."""

from collections.abc import Sequence

from tracker.analysis import base
from tracker.analysis.passages import Reading
from tracker.analysis.proposals import agreements, commitments, events, meetings
from tracker.analysis.proposals.cast import Cast

DETECTORS = (agreements, meetings, commitments, events)


def find(reading: Reading, tracked: Sequence[base.Finding]) -> list[base.Finding]:
    """Return what the text tells of beyond ``tracked``, the findings on what is tracked.

    Each detector is told what those before it found: a meeting to come is no promise besides.
    """
    cast = Cast(reading)
    found: list[base.Finding] = []
    for detector in DETECTORS:
        found += detector.find(reading, cast, [*tracked, *found])
    return found
