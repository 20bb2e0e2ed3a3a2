"""Dates known only to the year, the month or the day: read, shown, and their last day."""

import calendar
import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

_SHAPES = {
    "year": re.compile(r"[0-9]{4}"),
    "month": re.compile(r"[0-9]{4}-[0-9]{2}"),
    "day": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
_LENGTHS = {"year": 4, "month": 7, "day": 10}
_FIRST_YEAR, _LAST_YEAR = 1000, 9998
# RFC 3339: what Python reads beyond it differs from version to version.
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?"
    r"(Z|[+-][0-9]{2}:[0-5][0-9])"
)

# How these texts read in a JSON schema, whose own "date" is whole and "date-time" exact. There is
# a 29 February only in years that 4 divides, of full centuries in those that 400 divides.
_YEAR = "([1-8][0-9]{3}|9([0-8][0-9]{2}|9([0-8][0-9]|9[0-8])))"
_LEAP_YEAR = "([1-9][0-9](0[48]|[2468][048]|[13579][26])|([2468][048]|[13579][26])00)"
_DAY_OF_YEAR = (
    "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    "|02-(0[1-9]|1[0-9]|2[0-8]))"
)
_DAY = f"({_YEAR}-{_DAY_OF_YEAR}|{_LEAP_YEAR}-02-29)"
_MONTH = f"{_YEAR}(-(0[1-9]|1[0-2]))?"
_HOUR = "([01][0-9]|2[0-3]):[0-5][0-9]"
DAY_SCHEMA = {"type": "string", "format": "date", "pattern": f"^{_DAY}$"}
DATE_SCHEMA = {"type": "string", "format": "partial-date", "pattern": f"^({_MONTH}|{_DAY})$"}
INSTANT_SCHEMA = {
    "type": "string",
    "format": "partial-date-time",
    "pattern": rf"^({_MONTH}|{_DAY}(T{_HOUR}(:[0-5][0-9](\.[0-9]{{1,9}})?)?(Z|[+-]{_HOUR}))?)$",
}


def parse_date(text: str) -> tuple[date, str]:
    """Return the first day that ``2026``, ``2026-01`` or ``2026-01-25`` may mean, and how exact.

    Raises ValueError where the text has another shape or names no real day.
    """
    for precision, shape in _SHAPES.items():
        if shape.fullmatch(text):
            with suppress(ValueError):
                day = date.fromisoformat(text + "-01-01"[: 10 - len(text)])
                if _FIRST_YEAR <= day.year <= _LAST_YEAR:
                    return day, precision
    raise ValueError("Use a real date: YYYY, YYYY-MM or YYYY-MM-DD.")


def parse_instant(text: str) -> tuple[datetime, str]:
    """Return a moment in UTC and its precision: a partial date, or an instant with its time zone.

    Raises ValueError for a time without a zone, and for what is no date at all.
    """
    if "T" not in text:
        day, precision = parse_date(text)
        return datetime(day.year, day.month, day.day, tzinfo=UTC), precision
    if not _INSTANT.fullmatch(text):
        if _INSTANT.fullmatch(text.replace(" ", "+")):
            raise ValueError("The + of a zone is a space in an address: write %2B instead.")
        raise ValueError("A time needs its zone: 2026-01-25T15:00:00Z or …-05:00.")
    try:
        moment = datetime.fromisoformat(text).astimezone(UTC)
    except OverflowError:
        raise ValueError("This moment is out of range.") from None
    except ValueError:
        raise ValueError("This is no real day and time.") from None
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError("This moment is out of range.")
    return moment, "minute"


def show_date(day: date | None, precision: str) -> str | None:
    """Return ``day`` cut to its precision, so that January 2026 is never shown as its first day."""
    return None if day is None else day.isoformat()[: _LENGTHS.get(precision, 10)]


def show_instant(moment: datetime | None, precision: str) -> str | None:
    """Return ``moment`` cut to its precision; an exact one in UTC, to the second."""
    if moment is None:
        return None
    if precision in _LENGTHS:
        return moment.date().isoformat()[: _LENGTHS[precision]]
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def last_day(day: date, precision: str) -> date:
    """Return the last day that a date of this precision may mean."""
    if precision == "year":
        return date(day.year, 12, 31)
    if precision == "month":
        return date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])
    return day


def last_moment(moment: datetime, precision: str) -> datetime:
    """Return the last moment in UTC that a moment of this precision may mean."""
    if precision not in _LENGTHS:
        return moment
    following = next_day(last_day(moment.date(), precision))
    midnight = datetime(following.year, following.month, following.day, tzinfo=UTC)
    return midnight - timedelta(microseconds=1)


def next_day(day: date) -> date:
    """Return the day after ``day``."""
    return day + timedelta(days=1)
