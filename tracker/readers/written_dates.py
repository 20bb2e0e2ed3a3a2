"""Dates in words and figures, as pages and feeds show them to people, in English and Spanish."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

_MONTHS: Final = {
    name: month
    for month, names in enumerate(
        (
            "jan january ene enero",
            "feb february febrero",
            "mar march marzo",
            "apr april abr abril",
            "may mayo",
            "jun june junio",
            "jul july julio",
            "aug august ago agosto",
            "sep sept september septiembre set setiembre",
            "oct october octubre",
            "nov november noviembre",
            "dec december dic diciembre",
        ),
        start=1,
    )
    for name in names.split()
}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ORDERS = (
    # 20 de noviembre de 2026, 20-Nov-2026, Fri 20th November, 2026
    rf"\b(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th|o)?(?: de |[ .-]{{1,2}})(?P<m>{_NAME})\b"
    r"(?: del? |[ .,-]{1,2})(?P<y>[0-9]{4})\b",
    # November 20, 2026
    rf"\b(?P<m>{_NAME})\b\.?[ ]?(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?[, ]{{1,2}}(?P<y>[0-9]{{4}})\b",
    # 2026/11/20, 2026.11.20, 2026-11-20
    r"\b(?P<y>[0-9]{4})[/.-](?P<m>[0-9]{1,2})[/.-](?P<d>[0-9]{1,2})\b",
    # 20.11.2026
    r"\b(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>[0-9]{4})\b",
)
_WRITTEN = tuple(map(re.compile, _ORDERS))
_FIGURES = re.compile(r"\b([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})\b")
_TIME = re.compile(
    r"\b(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::[0-9]{2})?(?: ?(?P<half>[ap])\.?m\b\.?)?"
    r" ?(?P<zone>z|gmt|utc|[+-][0-9]{2}:?[0-9]{2})(?![0-9a-z])"
)
_NOON = 12  # as many months has a year


def find(text: str, *, is_day_first: bool | None = None) -> tuple[datetime, str] | None:
    """Return the first date that stands in ``text``, and how exact it is; None for none.

    It is exact to the minute where a time with its zone stands beside it. In figures alone a day
    that may be a month is told from it by ``is_day_first``, and else not at all.
    """
    plain = _plain(text)
    for order in _WRITTEN:
        for match in order.finditer(plain):
            month = _MONTHS.get(match["m"]) or int(match["m"])
            if found := _moment(plain, int(match["y"]), month, int(match["d"])):
                return found
    for match in _FIGURES.finditer(plain):
        one, other, year = map(int, match.groups())
        if is_day_first is None and one != other and max(one, other) <= _NOON:
            continue
        is_month_first = other > _NOON or (one <= _NOON and not is_day_first)
        month, day = (one, other) if is_month_first else (other, one)
        if found := _moment(plain, year, month, day):
            return found
    return None


def _moment(plain: str, year: int, month: int, day: int) -> tuple[datetime, str] | None:
    try:
        date = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
    time = _TIME.search(plain)
    if time is None:
        return date, "day"
    hour, minute = int(time["hour"]), int(time["minute"])
    if time["half"]:
        hour = hour % _NOON + (_NOON if time["half"] == "p" else 0)
    try:
        there = date.replace(hour=hour, minute=minute, tzinfo=_zone(time["zone"]))
        return there.astimezone(UTC), "minute"
    except (ValueError, OverflowError):
        return date, "day"


def _zone(said: str) -> timezone:
    if said[0] not in "+-":
        return UTC
    digits = said[1:].replace(":", "")
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-away if said[0] == "-" else away)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.lower())
    return " ".join("".join(one for one in letters if not unicodedata.combining(one)).split())
