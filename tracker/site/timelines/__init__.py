"""The timeline of a record on its page: as a picture and as a table that says the same."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tracker.site import bodies, timeline_chart
from tracker.site.timelines import drawing, own_dates, reading
from tracker.site.timelines.rows import Row, ordered
from tracker.timelines import current, lookups, newest, windows

MOST: Final = 40
"""So many entries are drawn and listed at once, the newest."""
OLDER: Final = "older"
"""The parameter of a page's address that names the place before which older entries are shown."""


@dataclass(frozen=True)
class Timeline:
    """What is shown of a timeline; ``older`` names where older entries begin, '' if nowhere."""

    drawing: timeline_chart.Drawing
    rows: list[Row]
    older: str


@dataclass(frozen=True)
class Asked:
    """Which part of a timeline is asked for: as it is ``now``, or as it was known at an instant.

    ``before`` is the ``older`` of the part that was shown before; '' of the newest.
    """

    now: datetime
    known_at: datetime | None = None
    before: str = ""


def has_one(record_type: str) -> bool:
    """Return whether records of a type have a timeline."""
    return record_type in current.SUBJECTS


def around(record_type: str, found: lookups.Found, body: dict[str, Any], asked: Asked) -> Timeline:
    """Return the timeline of a record, of which ``body`` is parsed."""
    place = newest.place(asked.before)
    today = (asked.known_at or asked.now).date()
    window = windows.Window(MOST, place)
    head = newest.read(record_type, body["slug"], found, asked.known_at, window)
    told = reading.rows_of(head.bodies, body)
    if place is None:
        told += own_dates.rows_of(record_type, body, today, told)
    rows = ordered(told)
    drawn = drawing.draw(
        bodies.heading(body),
        rows,
        today,
        is_past=asked.known_at is not None,
        has_band=record_type == "commitment",
    )
    return Timeline(drawn, rows, newest.text(head.older) if head.older else "")
