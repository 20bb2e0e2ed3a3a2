"""An axis of time: where a day stands on it, and which days it names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.dates import MONTHS_3

from tracker.site import languages
from tracker.site.timeline_chart.history import History, Span

_LEAST_DAYS: Final = 30
_MARGIN: Final = 0.03
_DAYS_OF_MONTH: Final = 30.44
_DAYS_OF_YEAR: Final = 365.25
_MONTHS: Final = 12
_FEW_DAYS: Final = (1, 2, 7, 14)
_FEW_MONTHS: Final = (1, 3, 6)


@dataclass(frozen=True)
class Scale:
    """Points of time from ``start`` to ``end``, in days, laid out from ``low`` to ``high``."""

    start: float
    end: float
    low: float
    high: float

    def at(self, moment: float) -> float:
        """Return where a moment stands, never beyond the ends."""
        part = (moment - self.start) / (self.end - self.start)
        return self.low + min(max(part, 0), 1) * (self.high - self.low)

    def day(self, day: date) -> float:
        """Return where the middle of a day stands."""
        return self.at(day.toordinal() + 0.5)

    def interval(self, span: Span) -> tuple[float, float]:
        """Return where the days of a span begin and end."""
        return self.at(span.first.toordinal()), self.at(span.last.toordinal() + 1)


@dataclass(frozen=True)
class Tick:
    """A day that the axis names: ``label`` each time, ``year`` where another one begins."""

    place: float
    label: str
    year: str


def of(history: History, low: float, high: float) -> Scale:
    """Return the scale that holds all of a history, with a little room on both sides."""
    days = [*_days(history)]
    start, end = min(days), max(days) + 1
    spare = max(_LEAST_DAYS - (end - start), 0) / 2 + (end - start) * _MARGIN
    return Scale(start - spare, end + spare, low, high)


def ticks(scale: Scale, room: float) -> list[Tick]:
    """Return the days that the axis names, at least ``room`` apart."""
    least = room * (scale.end - scale.start) / (scale.high - scale.low)
    found: list[Tick] = []
    year = ""
    for day, label in _named(scale, least):
        named = str(day.year)
        new = "" if named in {label, year} else named
        found.append(Tick(scale.at(day.toordinal()), label, new))
        year = named
    return found


def month(number: int) -> str:
    """Return the short name of a month in the language of the page, as it is written there."""
    name = str(MONTHS_3[number])
    return name.capitalize() if languages.current().startswith("en") else name


def _days(history: History) -> Iterator[float]:
    yield history.today.toordinal()
    for mark in history.marks:
        if mark.span is not None:
            yield mark.span.first.toordinal()
            yield mark.span.last.toordinal()
    for verdict in history.verdicts:
        yield verdict.day.toordinal()
    for silence in history.silences:
        yield silence.first.toordinal()
        yield (silence.last or history.today).toordinal()


def _named(scale: Scale, least: float) -> Iterable[tuple[date, str]]:
    for step in _FEW_DAYS:
        if step >= least:
            return _each_days(scale, step)
    for step in _FEW_MONTHS:
        if step * _DAYS_OF_MONTH >= least:
            return _each_months(scale, step)
    step = 1
    while step * _DAYS_OF_YEAR < least:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return _each_months(scale, step * _MONTHS)


def _each_days(scale: Scale, step: int) -> Iterator[tuple[date, str]]:
    # Steps of weeks fall on Mondays: ordinal 1 was one.
    first = int(scale.start) + 1
    for ordinal in range(first + (1 - first) % step, int(scale.end) + 1, step):
        day = date.fromordinal(ordinal)
        yield day, f"{day.day} {month(day.month)}"


def _each_months(scale: Scale, step: int) -> Iterator[tuple[date, str]]:
    start = date.fromordinal(max(int(scale.start), 1))
    number = start.year * _MONTHS + start.month - 1
    for count in range(number + -number % step, date.max.year * _MONTHS, step):
        year, index = divmod(count, _MONTHS)
        day = date(year, index + 1, 1)
        if day.toordinal() > scale.end:
            return
        if day.toordinal() >= scale.start:
            yield day, month(index + 1) if step < _MONTHS else str(year)
