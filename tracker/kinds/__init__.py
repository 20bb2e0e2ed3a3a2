"""The kinds of development, which are the webhook event types, and the other event types.

Import the package (``from tracker import kinds``) and ask ``kinds.get("commitment.stated")``. A
kind is permanent once released.
"""

from collections.abc import Container
from typing import Final

from tracker.kinds.base import EventType, Kind
from tracker.kinds.commitments import REPORTED
from tracker.kinds.registry import (
    EVENT_TYPES,
    KINDS,
    PUBLIC_EVENT_TYPES,
    by_code,
    choices,
    get,
    of_relation,
)

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
"""Subscribers that were told of something are told of these, whatever their filters."""


def changes_kind(event_type: str, previous: Container[str]) -> bool:
    """Return whether an event says that a development is of another kind than was published.

    ``previous`` holds the names of the fields that changed.
    """
    return event_type in KINDS and "kind" in previous


def is_follow_up(event_type: str, previous: Container[str]) -> bool:
    """Return whether everyone who was told of the record is told of this event too."""
    return event_type in FOLLOW_UPS or changes_kind(event_type, previous)


def matches(pattern: str, event_type: str) -> bool:
    """Return whether ``pattern`` (a code, ``commitment.*`` or ``*``) covers ``event_type``."""
    if pattern == event_type:
        return True
    if event_type in _ONLY_BY_NAME:
        return False
    if pattern == "*":
        return True
    return pattern.endswith(".*") and event_type.startswith(pattern.removesuffix("*"))


def is_pattern(pattern: str) -> bool:
    """Return whether ``pattern`` could match at least one event type."""
    return any(matches(pattern, event_type) for event_type in EVENT_TYPES)
