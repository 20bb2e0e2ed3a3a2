"""Every kind of development and every other event type, in order."""

from collections.abc import Iterable
from typing import Final, TypeVar

from tracker.kinds import agreements, commitments, events, meetings, revisions, sources
from tracker.kinds.base import EventType, Kind

T = TypeVar("T", bound=EventType)


def by_code(event_types: Iterable[T]) -> dict[str, T]:
    """Return event types by their codes; ``ValueError`` where two have the same."""
    found: dict[str, T] = {}
    for event_type in event_types:
        if found.setdefault(event_type.code, event_type) is not event_type:
            raise ValueError(f"Two event types have the code {event_type.code!r}.")
    return found


KINDS: Final = by_code(
    (*commitments.KINDS, *meetings.KINDS, *agreements.KINDS, *events.KINDS, *sources.KINDS)
)
"""Every kind by its code."""

EVENT_TYPES: Final = by_code((*KINDS.values(), *revisions.REVIEW_EVENTS, *revisions.RECORD_EVENTS))
"""Every event type by its code: the kinds, then review's, then the records'."""

PUBLIC_EVENT_TYPES: Final = {
    code: event_type
    for code, event_type in EVENT_TYPES.items()
    if not isinstance(event_type, Kind) or event_type.is_public
}
"""Those that a subscriber may be told of: all but the kinds that are never public."""


def get(code: str) -> Kind:
    """Return the kind with this code; ``KeyError`` when there is none."""
    return KINDS[code]


def choices() -> list[tuple[str, str]]:
    """Return (code, English label) in order; models pass the function itself as ``choices``."""
    return [(kind.code, kind.english) for kind in KINDS.values()]


def of_relation(relation: str) -> list[Kind]:
    """Return the kinds that stand for this relation to a commitment."""
    return [kind for kind in KINDS.values() if kind.relation == relation]
