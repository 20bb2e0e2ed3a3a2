"""Dates in prose, in full, in part or relative to the day of the article, with their precision."""

import calendar
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from tracker.analysis import normalise
from tracker.analysis.dates import forms

_NOTHING = "nothing"
_WEEK, _QUARTER, _YEAR = 7, 3, 12
_PRECISIONS = {1: "month", _QUARTER: "quarter", 6: "half", _YEAR: "year"}
_Parts = Mapping[str, int]


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
        return _months(self.day.year, _YEAR if self.precision == "year" else self.day.month).last


@dataclass(frozen=True)
class Span:
    """The first and last day that words may mean; ``is_relative`` to the day of the article."""

    first: date
    last: date
    precision: str = "day"
    is_relative: bool = False


@dataclass(frozen=True)
class DateMention:
    """A date found: code points ``start`` to ``end`` of the text searched, and what it means."""

    start: int
    end: int
    text: str
    span: Span


@lru_cache(maxsize=2_000)
def find(
    text: str, language: str, anchor: Anchor, *, is_planned: bool = False
) -> tuple[DateMention, ...]:
    """Return the dates in ``text`` by position; words that cannot be resolved are left out.

    A bare weekday is the latest one up to the article's day, or with ``is_planned`` the next.
    """
    folded = normalise.fold(text)
    found: list[DateMention] = []
    taken: list[tuple[int, int]] = []
    for form in forms.of(language):
        for match in form.pattern.finditer(folded):
            start, end = match.span()
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            span = _span(form.sort, form.parts(match), anchor, is_planned)
            if span is not None:
                found.append(DateMention(start, end, text[start:end], span))
            if span is not None or form.sort == _NOTHING:
                taken.append((start, end))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _span(sort: str, parts: _Parts, anchor: Anchor, is_planned: bool) -> Span | None:
    """Return what the parts of a date mean, seen from the article's day."""
    if sort == _NOTHING:
        return None
    if sort == "weekday":
        return _weekday(parts, anchor, is_planned)
    if sort == "day_of_month":
        return _day_of_month(parts, anchor, is_planned)
    return _READERS[sort](parts, anchor)


def _day(parts: _Parts, anchor: Anchor) -> Span | None:
    """Read "June 29", in the nearest year where none is given, and "June 29-30"."""
    days = (_real(year, parts["month"], parts["day"]) for year in _years(parts, anchor))
    first = _nearest(anchor.day, days)
    last = first and _real(first.year, first.month, parts.get("until", first.day))
    return Span(first, max(first, last or first)) if first else None


def _month(parts: _Parts, anchor: Anchor) -> Span | None:
    days = (_real(year, parts["month"], 1) for year in _years(parts, anchor))
    first = _nearest(anchor.day, days)
    return _months(first.year, first.month) if first else None


def _whole_year(parts: _Parts, _: Anchor) -> Span:
    return _months(parts["year"], 1, _YEAR)


def _weekday_and_day(parts: _Parts, anchor: Anchor) -> Span | None:
    """Read "Sunday 25": the nearest month in which the 25th is a Sunday, or nothing."""
    fitting = [d for d in _days(parts, anchor) if d.weekday() == parts["weekday"]]
    day = _nearest(anchor.day, fitting)
    return Span(day, day) if day else None


def _day_of_month(parts: _Parts, anchor: Anchor, is_planned: bool) -> Span | None:
    """Read "on the 25th": the last such day, or the next of something planned."""
    days = [d for d in _days(parts, anchor) if (d > anchor.day) == is_planned]
    day = _nearest(anchor.day, days)
    return Span(day, day) if day and anchor.is_exact else None


def _days(parts: _Parts, anchor: Anchor) -> list[date]:
    """Return the day of that number in the month of the article and in those beside it."""
    found = (_real(anchor.day.year, anchor.day.month + m, parts["day"]) for m in (0, -1, 1))
    return [day for day in found if day]


def _weekday(parts: _Parts, anchor: Anchor, is_planned: bool) -> Span | None:
    way, ahead = parts.get("way", 0), parts["weekday"] - anchor.day.weekday()
    is_coming = way > 0 or (is_planned and not way)
    days = ahead % _WEEK or _WEEK if is_coming else ahead % -_WEEK or way * _WEEK
    return _relative(anchor, days)


def _near_day(parts: _Parts, anchor: Anchor) -> Span | None:
    return _relative(anchor, parts["near_day"])


def _week(parts: _Parts, anchor: Anchor) -> Span | None:
    return _relative(anchor, parts["way"] * _WEEK, is_week=True)


def _ahead(parts: _Parts, anchor: Anchor) -> Span | None:
    """Read "in three weeks": days are told exactly, weeks to the week only."""
    return _relative(anchor, parts["number"] * parts["unit"], is_week=parts["unit"] == _WEEK)


def _ago(parts: _Parts, anchor: Anchor) -> Span | None:
    return _ahead({**parts, "number": -parts["number"]}, anchor)


def _relative(anchor: Anchor, days: int, *, is_week: bool = False) -> Span | None:
    """Return the day, or the week, so many days from that of the article."""
    if not anchor.is_exact:
        return None
    day = anchor.day + timedelta(days)
    if not is_week:
        return Span(day, day, is_relative=True)
    monday = day - timedelta(day.weekday())
    return Span(monday, monday + timedelta(_WEEK - 1), "week", is_relative=True)


def _stretch(parts: _Parts, anchor: Anchor) -> Span | None:
    """Read "next month" or "the past year"; a month needs an article known to the month."""
    length, today = parts["stretch"], anchor.day
    if anchor.precision == "year" and length < _YEAR:
        return None
    first = (today.month - 1) // length * length + 1 + parts.get("way", 0) * length
    return _months(today.year, first, length, is_relative=True)


def _part(parts: _Parts, anchor: Anchor) -> Span:
    """Read "the third quarter", of the article's year where none is given."""
    length = parts.get("part", _QUARTER)
    return _months(parts.get("year", anchor.day.year), length * (parts["nth"] - 1) + 1, length)


def _years(parts: _Parts, anchor: Anchor) -> Sequence[int]:
    year = anchor.day.year
    return [parts["year"]] if "year" in parts else (year - 1, year, year + 1)


def _real(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none such; the month may lie beyond."""
    ahead, month = divmod(month - 1, _YEAR)
    try:
        return date(year + ahead, month + 1, day)
    except ValueError:
        return None


def _nearest(anchor: date, days: Iterable[date | None]) -> date | None:
    """Return the day nearest to ``anchor``, if there is any."""
    return min((day for day in days if day), key=lambda day: abs(day - anchor), default=None)


def _months(year: int, month: int, count: int = 1, *, is_relative: bool = False) -> Span:
    """Return a month, quarter, half or year; the first month may lie beyond the year."""
    first, last = year * _YEAR + month - 1, year * _YEAR + month - 2 + count
    end_year, end_month = last // _YEAR, last % _YEAR + 1
    return Span(
        date(first // _YEAR, first % _YEAR + 1, 1),
        date(end_year, end_month, calendar.monthrange(end_year, end_month)[1]),
        _PRECISIONS[count],
        is_relative,
    )


_READERS: Mapping[str, Callable[[_Parts, Anchor], Span | None]] = {
    "day": _day,
    "month": _month,
    "year": _whole_year,
    "weekday_and_day": _weekday_and_day,
    "near_day": _near_day,
    "week": _week,
    "part": _part,
    "stretch": _stretch,
    "ahead": _ahead,
    "ago": _ago,
}
