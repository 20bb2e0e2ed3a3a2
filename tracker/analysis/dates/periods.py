"""Stretches of time in prose: months, quarters, halves and years, and days counted from today."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from tracker.analysis.dates import spans
from tracker.analysis.dates.spans import Anchor, Span

Reader = Callable[[Mapping[str, str], Anchor], Span | None]

_WAYS = {"next": 1, "this": 0, "last": -1, "past": -1, "current": 0, "coming": 1, "proximo": 1}
_WAYS |= {"este": 0, "pasado": -1, "que viene": 1, "presente": 0}
_LENGTHS = {
    "month": 1,
    "mes": 1,
    "quarter": 3,
    "trimestre": 3,
    "semestre": 6,
    "year": 12,
    "ano": 12,
}
_PRECISIONS = {1: "month", 3: "quarter", 6: "half", 12: "year"}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0}
_ORDINALS |= {"primer": 1, "segundo": 2, "tercer": 3, "cuarto": 4, "ultimo": 0}
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_NUMBERS |= {"nine": 9, "ten": 10, "un": 1, "una": 1, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4}
_NUMBERS |= {"cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10}
_UNITS = {"day": 1, "dia": 1, "week": 7, "semana": 7}
_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(_NUMBERS)})"


def grammar(language: str, months: Sequence[str]) -> tuple[tuple[re.Pattern[str], Reader], ...]:
    """Return patterns on folded text of a language with what reads their named parts."""
    month, year = rf"(?P<month>{'|'.join(months)})", r"(?P<year>(?:19|20)\d\d)"
    patterns: dict[str, tuple[tuple[str, Reader], ...]] = {
        "en": (
            (rf"\b(?P<nth>first|second|third|fourth|last) quarter(?: of {year})?\b", _quarter),
            (rf"\bq(?P<nth>[1-4])(?: {year})?\b", _quarter),
            (rf"\b(?P<nth>first|second) half(?: of)? {year}\b", _half),
            (r"\b(?P<way>next|this|last|past|coming) (?P<unit>month|quarter|year)\b", _relative),
            (r"\bend of (?:the |this )?(?P<unit>month|year)\b", _end),
            (rf"\bend of {month}(?: {year})?\b", _end_of_month(months)),
            (rf"\b(?:in|within) {_NUMBER} (?P<unit>day|week)s?\b", _ahead),
            (rf"\b{_NUMBER} (?P<unit>day|week)s? ago\b", _ago),
        ),
        "es": (
            (
                rf"\b(?P<nth>primer|segundo|tercer|cuarto|ultimo) trimestre(?: del? {year})?\b",
                _quarter,
            ),
            (rf"\b(?P<nth>primer|segundo) semestre(?: del? {year})?\b", _half),
            (r"\b(?P<way>proximo|pasado|este) (?P<unit>mes|trimestre|semestre|ano)\b", _relative),
            (r"\b(?P<unit>mes|trimestre|ano) (?P<way>proximo|pasado|que viene)\b", _relative),
            (r"\bfin(?:al|ales)? de(?:l| este)? (?P<unit>mes|ano)\b", _end),
            (rf"\bfin(?:al|ales)? de {month}(?: del? {year})?\b", _end_of_month(months)),
            (rf"\b(?:en|dentro de) {_NUMBER} (?P<unit>dia|semana)s?\b", _ahead),
            (rf"\bhace {_NUMBER} (?P<unit>dia|semana)s?\b", _ago),
        ),
    }
    return tuple((re.compile(pattern), read) for pattern, read in patterns[language])


def _quarter(parts: Mapping[str, str], anchor: Anchor) -> Span | None:
    nth = int(parts["nth"]) if parts["nth"].isdigit() else _ORDINALS[parts["nth"]]
    year = int(parts.get("year", anchor.day.year))
    return Span(*spans.months(year, 3 * (nth or 4) - 2, 3), "quarter")


def _half(parts: Mapping[str, str], anchor: Anchor) -> Span | None:
    year = int(parts.get("year", anchor.day.year))
    return Span(*spans.months(year, 6 * _ORDINALS[parts["nth"]] - 5, 6), "half")


def _relative(parts: Mapping[str, str], anchor: Anchor) -> Span | None:
    """Read "next month" or "the past year"; a month needs an article known to the month."""
    length, today = _LENGTHS[parts["unit"]], anchor.day
    if anchor.precision == "year" and length < spans.MONTHS_OF_YEAR:
        return None
    start = (today.month - 1) // length * length + 1 + _WAYS[parts["way"]] * length
    first, last = spans.months(today.year, start, length)
    return Span(first, last, _PRECISIONS[length], is_relative=True)


def _end(parts: Mapping[str, str], anchor: Anchor) -> Span | None:
    return _relative({"way": "this", "unit": parts["unit"]}, anchor)


def _end_of_month(names: Sequence[str]) -> Reader:
    def read(parts: Mapping[str, str], anchor: Anchor) -> Span | None:
        number = list(names).index(parts["month"]) + 1
        years = [int(parts["year"])] if "year" in parts else _years(anchor)
        first = spans.nearest(anchor.day, (date(year, number, 1) for year in years))
        return Span(*spans.whole_month(first.year, number), "month") if first else None

    return read


def _ahead(parts: Mapping[str, str], anchor: Anchor) -> Span | None:
    return _counted(parts, anchor, 1)


def _ago(parts: Mapping[str, str], anchor: Anchor) -> Span | None:
    return _counted(parts, anchor, -1)


def _counted(parts: Mapping[str, str], anchor: Anchor, way: int) -> Span | None:
    """Read days from today exactly; weeks are told to the week only."""
    if not anchor.is_exact:
        return None
    written, unit = parts["number"], parts["unit"]
    number = int(written) if written.isdigit() else _NUMBERS[written]
    day = anchor.day + way * timedelta(days=number * _UNITS[unit])
    if _UNITS[unit] == 1:
        return Span(day, day, is_relative=True)
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + timedelta(days=6), "week", is_relative=True)


def _years(anchor: Anchor) -> tuple[int, int, int]:
    return anchor.day.year - 1, anchor.day.year, anchor.day.year + 1
