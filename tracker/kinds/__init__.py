"""The kinds of development, which are the webhook event types, and the other event types.

Import the package (``from tracker import kinds``) and ask ``kinds.get("commitment.stated")``. A
kind is permanent once released.
"""

from collections.abc import Container
from typing import Final

from tracker.kinds import agreements, commitments, events, meetings, sources
from tracker.kinds.base import EventType, Kind
from tracker.kinds.commitments import REPORTED
from tracker.kinds.registry import KINDS, choices, get, register
from tracker.kinds.revisions import RECORD_EVENTS, REVIEW_EVENTS

for _kind in (
    *commitments.KINDS,
    *meetings.KINDS,
    *agreements.KINDS,
    *events.KINDS,
    *sources.KINDS,
):
    register(_kind)

EVENT_TYPES: Final[dict[str, EventType]] = {
    event_type.code: event_type for event_type in (*KINDS.values(), *REVIEW_EVENTS, *RECORD_EVENTS)
}
"""Every event type by its code: the kinds, then review's, then the records'."""

# A refresh tells mirrors that a name embedded in a body changed; it is no news, so only those
# who name it are told.
_ONLY_BY_NAME: Final = frozenset({"record.refreshed"})

FOLLOW_UPS: Final = frozenset(
    {
        "development.corrected",
        "development.dismissed",
        "development.reopened",
        "record.deleted",
        "record.redacted",
        "record.restored",
    }
)
"""Whoever was told of something hears of these, whatever they asked for."""


def changes_kind(event_type: str, previous: Container[str]) -> bool:
    """Tell whether an event says that a development is of another kind than was published.

    ``previous`` holds the names of the fields that changed.
    """
    return event_type in KINDS and "kind" in previous


def is_follow_up(event_type: str, previous: Container[str]) -> bool:
    """Tell whether everyone who was told of the record is told of this event too."""
    return event_type in FOLLOW_UPS or changes_kind(event_type, previous)


def of_relation(relation: str) -> list[Kind]:
    """Return the kinds that stand for this relation to a commitment."""
    return [kind for kind in KINDS.values() if kind.relation == relation]


def matches(pattern: str, event_type: str) -> bool:
    """Tell whether ``pattern`` (a code, ``commitment.*`` or ``*``) covers ``event_type``."""
    if pattern == event_type:
        return True
    if event_type in _ONLY_BY_NAME:
        return False
    if pattern == "*":
        return True
    return pattern.endswith(".*") and event_type.startswith(pattern.removesuffix("*"))


def is_pattern(pattern: str) -> bool:
    """Tell whether ``pattern`` could match at least one event type."""
    return any(matches(pattern, event_type) for event_type in EVENT_TYPES)


__all__ = [
    "EVENT_TYPES",
    "FOLLOW_UPS",
    "KINDS",
    "RECORD_EVENTS",
    "REPORTED",
    "REVIEW_EVENTS",
    "EventType",
    "Kind",
    "changes_kind",
    "choices",
    "get",
    "is_follow_up",
    "is_pattern",
    "matches",
    "of_relation",
    "register",
]
