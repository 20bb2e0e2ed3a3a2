"""The newest entries of a timeline, now or as it was known at an instant, and where older begin."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import orjson

from tracker.timelines import current, developments, entries, historical, lookups, windows

_DEVELOPMENT: Final = "development"
_PLACE: Final = re.compile(r"([0-9]{1,7})-([0-9])-([0-9]{1,18})")


@dataclass(frozen=True)
class Head:
    """Entries, the newest first; ``older`` is the place of the last where more follow."""

    bodies: list[dict[str, Any]]
    older: entries.Place | None


def read(
    record_type: str,
    slug: str,
    found: lookups.Found,
    known_at: datetime | None,
    window: windows.Window,
) -> Head:
    """Return the entries of a record's timeline in a window, as parsed bodies."""
    one_more = windows.Window(window.most + 1, window.position)
    if known_at is None:
        page = _now(record_type, found.key, one_more)
        shown = entries.shown_now(page[: window.most])
    else:
        past = historical.Past(record_type, slug, found.body, known_at)
        parts = historical.parts(past, current.TYPES)
        page = windows.taken(historical.around(past, current.TYPES), parts, one_more)
        shown = entries.shown_then(page[: window.most], parts, known_at)
    older = page[window.most - 1][0] if len(page) > window.most else None
    return Head([orjson.loads(entry) for entry in shown], older)


def _now(record_type: str, key: int, window: windows.Window) -> list[entries.Entry]:
    rows = current.around(record_type, key, current.TYPES)
    if window.position is not None:
        return windows.taken(rows, {}, window)
    del rows[_DEVELOPMENT]
    page = windows.taken(rows, {}, window) + developments.newest(record_type, key, window.most)
    return sorted(page, reverse=True)[: window.most]


def text(place: entries.Place) -> str:
    """Return a place as an address names it."""
    return "-".join(map(str, place))


def place(text: str) -> entries.Place | None:
    """Return the place that an address names; None where the text is none."""
    match = _PLACE.fullmatch(text)
    if match is None:
        return None
    day, index, key = map(int, match.groups())
    is_place = 0 < day <= date.max.toordinal() and index < len(current.TYPES)
    return (day, index, key) if is_place else None
