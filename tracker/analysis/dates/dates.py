"""Dates in prose, in full, in part or relative to the day of the article, with their precision."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from tracker.analysis import lexicon, normalise
from tracker.analysis.dates import periods, spans
from tracker.analysis.dates.spans import Anchor, Span

__all__ = ["Anchor", "DateMention", "Span", "find"]

_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "hoy": 0, "ayer": -1, "anoche": -1}
_DAYS |= {"the day before yesterday": -2, "the day after tomorrow": 2, "tonight": 0}
_DAYS |= {"anteayer": -2, "antier": -2, "pasado manana": 2, "manana": 1}
_WEEKS = {"next": 1, "this": 0, "last": -1, "proxima": 1, "esta": 0, "pasada": -1}
_WEEKS |= {"que viene": 1}
_WEEK = timedelta(days=7)
_SHORT = 3


@dataclass(frozen=True)
class DateMention:
    """A date found: code points ``start`` to ``end`` of the text searched, and what it means."""

    start: int
    end: int
    text: str
    span: Span


@dataclass(frozen=True)
class _Reading:
    parts: dict[str, str]
    anchor: Anchor
    words: lexicon.Lexicon
    is_planned: bool


_Reader = Callable[[_Reading], Span | None]


def find(
    text: str, language: str, anchor: Anchor, *, is_planned: bool = False
) -> list[DateMention]:
    """Return the dates in ``text`` by position; words that cannot be resolved are left out.

    A bare weekday is the latest one up to the article's day, or with ``is_planned`` the next.
    """
    words = lexicon.load(language)
    folded = normalise.fold(text)
    found: list[DateMention] = []
    for pattern, read in _grammar(words.language):
        for match in pattern.finditer(folded):
            start, end = match.span()
            if any(start < other.end and other.start < end for other in found):
                continue
            parts = {name: value for name, value in match.groupdict().items() if value}
            span = read(_Reading(parts, anchor, words, is_planned))
            if span is not None:
                found.append(DateMention(start, end, text[start:end], span))
    return sorted(found, key=lambda mention: mention.start)


@lru_cache
def _grammar(language: str) -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    """Return the patterns of a language with what reads them, the most telling first."""
    words = lexicon.load(language)
    # "Nov. 27" and "Sept 3" are written in English alone: in Spanish "mar" is the sea.
    short = "|".join(name[:_SHORT] for name in words.months) if words.language == "en" else "(?!)"
    month = rf"(?P<month>{'|'.join(words.months)}|(?:{short})t?)"
    weekday = rf"(?P<weekday>{'|'.join(words.weekdays)})"
    day, year = r"(?P<day>[0-3]?\d)(?![\d%]| %|[.,]\d)", r"(?P<year>(?:19|20)\d\d)"
    patterns: dict[str, tuple[tuple[str, _Reader], ...]] = {
        "es": (
            (
                rf"\b(?:del )?{day} (?:al|y(?: el)?) (?P<until>[0-3]?\d) de {month}"
                rf"(?: (?:de|del) {year})?\b",
                _days,
            ),
            (rf"\b{day} de {month}(?: (?:de|del) {year})?\b", _calendar_day),
            (rf"\b{month} (?:de |del )?{year}\b", _month),
            (rf"\b{weekday},? {day}\b", _weekday_and_day),
            (rf"\b(?P<way>proximo|pasado) {weekday}\b", _weekday),
            (rf"\b(?:este|el) {weekday}(?: (?P<way>proximo|pasado))?\b", _weekday),
            (r"\b(?P<week>proxima|esta) semana\b", _week),
            (r"\bsemana (?P<week>proxima|pasada|que viene)\b", _week),
            (r"\b(?P<word>pasado manana|anteayer|antier|hoy|ayer|anoche)\b", _near_day),
            (r"(?<!la )(?<!esta )\b(?P<word>manana)\b", _near_day),
            (r"\bel dia (?P<day>[0-3]?\d)\b(?! de)", _day_of_month),
            (rf"\ben {month}\b", _month),
            (rf"\b(?:en|desde) {year}\b", _year),
        ),
        "en": (
            (
                rf"\b{month}\.? {day}(?:-| and | to | through )(?P<until>[0-3]?\d)(?:,? {year})?\b",
                _days,
            ),
            (rf"\b{month}\.? {day}(?:st|nd|rd|th)?(?:,? {year})?\b", _calendar_day),
            (rf"\b{day}(?:st|nd|rd|th)?(?: of)? {month}(?:,? {year})?\b", _calendar_day),
            (rf"\b{month},? {year}\b", _month),
            (rf"\b{weekday},? (?:the )?{day}(?:st|nd|rd|th)?\b", _weekday_and_day),
            (rf"\b(?P<way>next|last|on|this) {weekday}\b", _weekday),
            (rf"\b{weekday}\b", _weekday),
            (r"\b(?P<week>next|this|last) week\b", _week),
            (
                r"\b(?P<word>the day before yesterday|the day after tomorrow|today|tonight"
                r"|yesterday|tomorrow)\b",
                _near_day,
            ),
            (r"\bon the (?P<day>[0-3]?\d)(?:st|nd|rd|th)\b(?! of)", _day_of_month),
            (rf"\bin {month}\b", _month),
            (rf"\b(?:in|since) {year}\b", _year),
        ),
    }
    iso = (r"\b(?P<year>(?:19|20)\d\d)-(?P<number>[01]\d)(?:-(?P<day>[0-3]\d))?(?![\d-])", _iso)
    own = (iso, *patterns[language])
    periodic = tuple(
        (pattern, _periodic(read))
        for pattern, read in periods.grammar(words.language, words.months)
    )
    return (*((re.compile(pattern), read) for pattern, read in own), *periodic)


def _periodic(read: periods.Reader) -> _Reader:
    def of_anchor(reading: _Reading) -> Span | None:
        return read(reading.parts, reading.anchor)

    return of_anchor


def _iso(reading: _Reading) -> Span | None:
    year, month = int(reading.parts["year"]), int(reading.parts["number"])
    if "day" in reading.parts:
        return _exact(spans.real(year, month, int(reading.parts["day"])))
    return (
        Span(*spans.whole_month(year, month), "month")
        if 1 <= month <= spans.MONTHS_OF_YEAR
        else None
    )


def _calendar_day(reading: _Reading) -> Span | None:
    month, day = _month_number(reading), int(reading.parts["day"])
    years = [int(reading.parts["year"])] if "year" in reading.parts else _years(reading.anchor)
    return _exact(
        spans.nearest(reading.anchor.day, (spans.real(year, month, day) for year in years))
    )


def _days(reading: _Reading) -> Span | None:
    """Read "June 29-30": the days from the one to the other, in one month."""
    first = _calendar_day(reading)
    if first is None:
        return None
    last = spans.real(first.first.year, first.first.month, int(reading.parts["until"]))
    return Span(first.first, last) if last is not None and last > first.first else first


def _day_of_month(reading: _Reading) -> Span | None:
    """Read "on the 25th": the last such day, or the next of something planned."""
    if not reading.anchor.is_exact:
        return None
    today, number = reading.anchor.day, int(reading.parts["day"])
    middle = today.year * spans.MONTHS_OF_YEAR + today.month - 1
    days = [
        spans.real(month // spans.MONTHS_OF_YEAR, month % spans.MONTHS_OF_YEAR + 1, number)
        for month in (middle - 1, middle, middle + 1)
    ]
    found = [day for day in days if day and ((day > today) if reading.is_planned else day <= today)]
    wanted = min(found, default=None) if reading.is_planned else max(found, default=None)
    return _exact(wanted)


def _month(reading: _Reading) -> Span | None:
    month = _month_number(reading)
    if "year" in reading.parts:
        year = int(reading.parts["year"])
    else:
        first = spans.nearest(
            reading.anchor.day, (spans.real(year, month, 1) for year in _years(reading.anchor))
        )
        year = first.year if first else reading.anchor.day.year
    return Span(*spans.whole_month(year, month), "month")


def _year(reading: _Reading) -> Span | None:
    year = int(reading.parts["year"])
    return Span(date(year, 1, 1), date(year, spans.MONTHS_OF_YEAR, 31), "year")


def _weekday_and_day(reading: _Reading) -> Span | None:
    """Read "Sunday 25": the nearest month in which the 25th is a Sunday, or nothing."""
    weekday, number = reading.words.weekdays.index(reading.parts["weekday"]), reading.parts["day"]
    middle = reading.anchor.day.year * spans.MONTHS_OF_YEAR + reading.anchor.day.month - 1
    days = (
        spans.real(month // spans.MONTHS_OF_YEAR, month % spans.MONTHS_OF_YEAR + 1, int(number))
        for month in (middle, middle - 1, middle + 1)
    )
    fitting = (day for day in days if day is not None and day.weekday() == weekday)
    return _exact(spans.nearest(reading.anchor.day, fitting))


def _weekday(reading: _Reading) -> Span | None:
    if not reading.anchor.is_exact:
        return None
    weekday = reading.words.weekdays.index(reading.parts["weekday"])
    way, today = reading.parts.get("way"), reading.anchor.day
    if way in ("next", "proximo") or (reading.is_planned and way not in ("last", "pasado")):
        day = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    else:
        day = today - timedelta(days=(today.weekday() - weekday) % 7)
        if way in ("last", "pasado") and day == today:
            day -= _WEEK
    return Span(day, day, is_relative=True)


def _week(reading: _Reading) -> Span | None:
    if not reading.anchor.is_exact:
        return None
    monday = reading.anchor.day - timedelta(days=reading.anchor.day.weekday())
    monday += _WEEKS[reading.parts["week"]] * _WEEK
    return Span(monday, monday + timedelta(days=6), "week", is_relative=True)


def _near_day(reading: _Reading) -> Span | None:
    if not reading.anchor.is_exact:
        return None
    day = reading.anchor.day + timedelta(days=_DAYS[reading.parts["word"]])
    return Span(day, day, is_relative=True)


def _month_number(reading: _Reading) -> int:
    written = reading.parts["month"][:_SHORT]
    return [name[:_SHORT] for name in reading.words.months].index(written) + 1


def _years(anchor: Anchor) -> tuple[int, int, int]:
    return anchor.day.year - 1, anchor.day.year, anchor.day.year + 1


def _exact(day: date | None) -> Span | None:
    return None if day is None else Span(day, day)
