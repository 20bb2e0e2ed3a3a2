"""Dates as people write them, cut to what is known: 25 January 2026, enero de 2026, 2026."""

import functools
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.utils import dateformat, translation

from tracker.site import languages

_FORMATS: Final = {
    "en": {4: "Y", 7: "F Y", 10: "j F Y"},
    "es": {4: "Y", 7: r"F \d\e Y", 10: r"j \d\e F \d\e Y"},
}
_TIME: Final = {"en": "j F Y, H:i", "es": r"j \d\e F \d\e Y, H:i"}
_DAY_LENGTH: Final = 10


def day(text: str | None) -> str:
    """Return a partial date, or an instant's day, in words; '' where none is known."""
    if not text:
        return ""
    return _written(text[:_DAY_LENGTH], _language())


def instant(moment: str | datetime) -> str:
    """Return a moment in words, to the minute, in UTC."""
    given = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return f"{dateformat.format(given.astimezone(UTC), _TIME[_language()])} UTC"


def local(moment: str, zone: str) -> str:
    """Return a moment in words by the clocks of a time zone, which it names; UTC without one."""
    given = datetime.fromisoformat(moment).astimezone(ZoneInfo(zone or "UTC"))
    return f"{dateformat.format(given, _TIME[_language()])} ({zone or 'UTC'})"


@functools.lru_cache(maxsize=4096)
def _written(cut: str, language: str) -> str:
    """Return a partial date in words: a page has the same few days over and over."""
    whole = date.fromisoformat(cut + "-01-01"[: _DAY_LENGTH - len(cut)])
    with translation.override(language):
        return dateformat.format(whole, _FORMATS[language][len(cut)])


def _language() -> str:
    active = languages.current()
    return active if active in _FORMATS else "en"
