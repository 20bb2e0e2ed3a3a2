"""The days that words may mean, seen from the day of an article."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_YEAR = 12
_PRECISIONS = {1: "month", 3: "quarter", 6: "half", _YEAR: "year"}


@dataclass(frozen=True)
class Anchor:
    """The day of an article, and whether it is known to the ``day``, ``month`` or ``year``."""

    day: date
    precision: str = "day"

    @property
    def is_exact(self) -> bool:
        """Whether words such as "yesterday" can be resolved."""
        return self.precision not in ("month", "year")

    @property
    def last(self) -> date:
        """The last day on which the article may have appeared."""
        if self.is_exact:
            return self.day
        return months(self.day.year, _YEAR if self.precision == "year" else self.day.month).last


@dataclass(frozen=True)
class Span:
    """The first and last day that words may mean; ``is_relative`` to the day of the article."""

    first: date
    last: date
    precision: str = "day"
    is_relative: bool = False


def real(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none such; the month may lie beyond."""
    ahead, month = divmod(month - 1, _YEAR)
    try:
        return date(year + ahead, month + 1, day)
    except ValueError:
        return None


def nearest(anchor: date, days: Iterable[date | None]) -> date | None:
    """Return the day nearest to ``anchor``, if there is any."""
    return min((day for day in days if day), key=lambda day: abs(day - anchor), default=None)


def months(year: int, month: int, count: int = 1, *, is_relative: bool = False) -> Span:
    """Return a month, quarter, half or year; the first month may lie beyond the year."""
    first, last = year * _YEAR + month - 1, year * _YEAR + month - 2 + count
    end_year, end_month = last // _YEAR, last % _YEAR + 1
    return Span(
        date(first // _YEAR, first % _YEAR + 1, 1),
        date(end_year, end_month, calendar.monthrange(end_year, end_month)[1]),
        _PRECISIONS[count],
        is_relative,
    )
