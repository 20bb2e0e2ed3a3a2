"""A row of a timeline: what happened, when, by whose words, and who judged that it did."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from tracker import partial_dates, vocabularies
from tracker.site import dates
from tracker.site.timeline_chart import Lane, Span

ENTERED: Final = "entered"
CALENDAR: Final = "calendar"
"""What a person entered, and what the calendar counted: beside the states of review."""

_DAY: Final = 10


@dataclass(frozen=True)
class Row:
    """One thing on a timeline, with the row of the table that tells of it.

    ``date`` and ``until`` are as far as they are known: 2026, 2026-01 or 2026-01-25. ``record`` is
    what it is about, where that is not the record whose page it is on. ``label`` are the few words
    that stand in the picture; ``tone`` is that of a verdict, ``silent_since`` the day from which
    nothing was heard.
    """

    lane: Lane
    date: str
    what: str
    label: str
    url: str = ""
    side: str = ""
    until: str = ""
    text: str = ""
    quote: dict[str, Any] | None = None
    speaker: dict[str, Any] | None = None
    record: dict[str, Any] | None = None
    state: str = ENTERED
    later: str = ""
    tone: str = ""
    silent_since: str = ""
    is_planned: bool = False
    id: str = ""

    @property
    def span(self) -> Span | None:
        """The days that it may mean, or over which it went on; None where it has no date."""
        if not self.date:
            return None
        first, precision = partial_dates.parse_date(self.date)
        last = partial_dates.last_day(first, precision)
        if self.until:
            last = max(last, partial_dates.last_day(*partial_dates.parse_date(self.until)))
        return Span(first, last)

    @property
    def is_judged(self) -> bool:
        """Whether a person stands for it, or the calendar alone."""
        return self.state != vocabularies.ReviewState.FLAGGED

    @property
    def name(self) -> str:
        """What a screen reader says of its mark in the picture."""
        when = dates.day(self.date)
        is_said = self.what.casefold() in self.label.casefold()
        said = self.label if is_said else f"{self.what}: {self.label}"
        return f"{when}: {said}" if when else said


def ordered(found: list[Row]) -> list[Row]:
    """Return rows the newest first, what has no date last, each with an id of its own."""
    newest = sorted(found, key=_day, reverse=True)
    return [replace(row, id=f"timeline-{number}") for number, row in enumerate(newest, 1)]


def cut(moment: str | None) -> str:
    """Return the day of a moment, or as much of a date as is known; '' of None."""
    return (moment or "")[:_DAY]


def _day(row: Row) -> date:
    return row.span.first if row.span else date.min
