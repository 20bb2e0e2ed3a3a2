"""What articles teach of meetings, agreements and promises: which candidates editors flag."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tracker.analysis.agreements import actions, agreements
from tracker.analysis.meetings import meetings
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.promises import promises
from tracker.evaluating.articles import Labelled
from tracker.evaluating.learners.base import Example, Learner

_OTHER = "other"
#: What labels call events by other names.
EVENTS: Final = {
    "in_force": "entered_into_force",
    "approved": "ratified",
    "initialled": "announced",
    "denounced": "terminated",
    "expired": "terminated",
    "rejected": "terminated",
}


def of_meetings(reading: Reading, labelled: Labelled) -> Iterator[Example]:
    """Yield an example for every telling of a meeting."""
    for telling in meetings.candidates(reading):
        at = _at(reading, telling.passage, labelled, "meetings")
        is_right = any(one["status"] == telling.status for one in at)
        yield Example(telling.features, meetings.HEAD if is_right else _OTHER)


def of_agreements(reading: Reading, labelled: Labelled) -> Iterator[Example]:
    """Yield an example for every instrument with what may have been done to it."""
    for action in actions.find(reading):
        at = _at(reading, action.passage, labelled, "agreements")
        is_right = any(EVENTS.get(one["event"], one["event"]) == action.event for one in at)
        yield Example(action.features, agreements.HEAD if is_right else _OTHER)


def of_promises(reading: Reading, labelled: Labelled) -> Iterator[Example]:
    """Yield an example for every clause that may be a promise."""
    for clause, features in promises.candidates(reading):
        is_right = bool(_at(reading, clause.passage, labelled, "new_commitments"))
        yield Example(features, promises.HEAD if is_right else _OTHER)


def _at(
    reading: Reading, passage: Passage, labelled: Labelled, kind: str
) -> list[Mapping[str, Any]]:
    """Return the labels of a kind whose quotes a sentence overlaps."""
    text, sentence = reading.article.text, passage.sentence
    placed = ((one, text.find(one["quote"])) for one in labelled.labels.get(kind, ()))
    return [
        one
        for one, at in placed
        if 0 <= at < sentence.end and sentence.start < at + len(one["quote"])
    ]


AGREEMENTS = Learner("agreements", (agreements.HEAD,), of_agreements)
MEETINGS = Learner("meetings", (meetings.HEAD,), of_meetings)
PROMISES = Learner("promises", (promises.HEAD,), of_promises)
