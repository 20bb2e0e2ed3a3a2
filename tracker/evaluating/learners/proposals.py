"""Whether a text tells of a meeting, an agreement or a promise that no record tells of yet."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tracker.analysis.agreements import agreements
from tracker.analysis.meetings import meetings
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.promises import promises

#: What labels call events by other names.
EVENTS = {
    "in_force": "entered_into_force",
    "approved": "ratified",
    "initialled": "announced",
    "denounced": "terminated",
    "expired": "terminated",
    "rejected": "terminated",
}

#: The head, the features and whether it is right, of one candidate in a text.
Told = tuple[str, Mapping[str, float], bool]


def of_meetings(reading: Reading, gold: Mapping[str, Any]) -> Iterable[Told]:
    """Return an example for every telling of a meeting."""
    for telling in meetings.candidates(reading):
        at = [g for g in gold.get("meetings", ()) if _is_at(reading, telling.passage, g["quote"])]
        is_right = any(g["status"] == telling.status for g in at)
        yield meetings.HEAD, telling.features, is_right


def of_agreements(reading: Reading, gold: Mapping[str, Any]) -> Iterable[Told]:
    """Return an example for every instrument with what may have been done to it."""
    for action in agreements.candidates(reading):
        at = [g for g in gold.get("agreements", ()) if _is_at(reading, action.passage, g["quote"])]
        is_right = any(EVENTS.get(g["event"], g["event"]) == action.event for g in at)
        yield agreements.HEAD, action.features, is_right


def of_promises(reading: Reading, gold: Mapping[str, Any]) -> Iterable[Told]:
    """Return an example for every clause that may be a promise."""
    for clause, features in promises.candidates(reading):
        quotes = [g["quote"] for g in gold.get("new_commitments", ())]
        is_right = any(_is_at(reading, clause.passage, quote) for quote in quotes)
        yield promises.HEAD, features, is_right


def _is_at(reading: Reading, passage: Passage, quote: str) -> bool:
    """Tell whether a sentence and a labelled quote overlap in the text."""
    at = reading.article.text.find(quote)
    sentence = passage.sentence
    return at >= 0 and at < sentence.end and sentence.start < at + len(quote)


#: What a labelled article teaches, by the file of weights.
EXAMPLES: Mapping[str, Callable[[Reading, Mapping[str, Any]], Iterable[Told]]] = {
    "agreements": of_agreements,
    "meetings": of_meetings,
    "promises": of_promises,
}
