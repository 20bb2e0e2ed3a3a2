"""The days that words may mean, seen from the day of an article."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MONTHS_OF_YEAR = 12


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
        month = MONTHS_OF_YEAR if self.precision == "year" else self.day.month
        return whole_month(self.day.year, month)[1]


@dataclass(frozen=True)
class Span:
    """The first and last day that words may mean; ``is_relative`` to the day of the article."""

    first: date
    last: date
    precision: str = "day"
    is_relative: bool = False


def real(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest(anchor: date, days: Iterable[date | None]) -> date | None:
    """Return the day nearest to ``anchor``, if there is any."""
    return min((day for day in days if day), key=lambda day: abs(day - anchor), default=None)


def whole_month(year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def months(year: int, month: int, count: int) -> tuple[date, date]:
    """Return the first and the last day of ``count`` months; ``month`` may lie beyond the year."""
    first, last = year * MONTHS_OF_YEAR + month - 1, year * MONTHS_OF_YEAR + month - 2 + count
    return (
        date(first // MONTHS_OF_YEAR, first % MONTHS_OF_YEAR + 1, 1),
        whole_month(last // MONTHS_OF_YEAR, last % MONTHS_OF_YEAR + 1)[1],
    )
