"""What a subscription may ask for, and which events it takes: the same for webhooks and mails."""

from collections.abc import Sequence
from typing import Any, Final, Protocol

from tracker import kinds, spelling
from tracker.filters.base import Facets, UnknownValue
from tracker.filters.conditions import Asked, holds
from tracker.filters.tables import PARAMETERS

MOST_EVENT_TYPES: Final = 50
_NAMES: Final = sorted({name for parameters in PARAMETERS.values() for name in parameters})
_GROUPS: Final = {f"{code.split('.')[0]}.*" for code in kinds.EVENT_TYPES}
_PATTERNS: Final = sorted({*kinds.EVENT_TYPES, *_GROUPS})


class InvalidSubscription(ValueError):  # noqa: N818 - the name states the finding
    """What a subscription cannot be; ``field`` names the part that is wrong."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class Subscription(Protocol):
    """Which events somebody wants to be told of: columns of a row, whose types Django makes."""

    event_types: Any
    filters: Any
    has_backfill: Any


def check_event_types(event_types: Sequence[str]) -> None:
    """Raise InvalidSubscription unless each pattern matches some event type."""
    if not 0 < len(event_types) <= MOST_EVENT_TYPES:
        raise InvalidSubscription("event_types", f"Give 1 to {MOST_EVENT_TYPES} event types.")
    for pattern in event_types:
        if not kinds.is_pattern(pattern):
            guess = spelling.meant(pattern, _PATTERNS)
            raise InvalidSubscription("event_types", f"No event type matches {pattern!r}.{guess}")


def check_filters(asked: Asked) -> None:
    """Raise InvalidSubscription unless events of some one type of record can satisfy all."""
    problems: list[str] = []
    for parameters in PARAMETERS.values():
        try:
            for name, values in asked.items():
                parameters[name].checked(values)
        except KeyError as unknown:
            name = str(unknown.args[0])
            guess = "" if name in _NAMES else spelling.meant(name, _NAMES)
            problems.append(f"No record of one type has all of these filters: {unknown}.{guess}")
        except UnknownValue as unknown:
            problems.insert(0, str(unknown))
        else:
            return
    raise InvalidSubscription("filters", problems[0])


def takes(subscription: Subscription, event_type: str, found: Facets) -> bool:
    """Return whether a subscription takes an event; old happenings only where it asks for them."""
    if "true" in found.get("is_backfill", []) and not subscription.has_backfill:
        return False
    try:
        return subscribed(subscription.event_types, subscription.filters, event_type, found)
    except UnknownValue:
        # One parameter may take other values for another type of record: kind=summit.
        return False


def subscribed(event_types: Sequence[str], asked: Asked, event_type: str, found: Facets) -> bool:
    """Return whether a subscription to these event types and filters takes an event."""
    wanted = any(kinds.matches(pattern, event_type) for pattern in event_types)
    return wanted and holds(asked, found)
