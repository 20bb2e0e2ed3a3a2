"""Dates as sources write them, no more exact than they are, and never absurd."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from tracker import partial_dates
from tracker.readers import written_dates

# A clock may be wrong and a zone mislabelled, by a day at most.
AHEAD = timedelta(days=1)
_FIRST_YEAR = 1900
_LONGEST = 80
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# As feeds in Spanish have them where the standard has English.
_MONTHS = {"ene": "Jan", "abr": "Apr", "ago": "Aug", "dic": "Dec"}
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\b", re.IGNORECASE)
# Two digits are a year to the standard's readers, and four zeros become 2000.
_NO_YEAR = re.compile(r"\b000[0-9]\b")

# Which the standard's readers overlook.
_HALF_OF_A_DAY = re.compile(r"[0-9] ?[ap]\.?m\b", re.IGNORECASE)

Dated = tuple[datetime, str]


def read(text: str, fetched_at: datetime | None = None) -> Dated | None:
    """Return the moment in UTC that ``text`` states, and how exact it is; None for what is none.

    A time without a zone gives its day: it may be off by half a day either way. What lies after
    ``fetched_at`` by more than a day, or before every archive, is a fault of the source and none.
    """
    text = text.strip()[:_LONGEST]
    found = _iso(text) or _partial(text) or _rfc_822(text) or written_dates.find(text)
    return found if found and is_plausible(found[0], fetched_at) else None


def is_plausible(moment: datetime, fetched_at: datetime | None = None) -> bool:
    """Return whether a text that was fetched then can be of this moment."""
    if moment.year < _FIRST_YEAR or moment == _EPOCH:
        return False
    return fetched_at is None or moment <= fetched_at + AHEAD


def _iso(text: str) -> Dated | None:
    if ":" not in text:
        return None
    try:
        return _exact(datetime.fromisoformat(text))
    except ValueError:
        return None


def _partial(text: str) -> Dated | None:
    try:
        return partial_dates.parse_instant(text)
    except ValueError:
        return None


def _rfc_822(text: str) -> Dated | None:
    if _NO_YEAR.search(text) or _HALF_OF_A_DAY.search(text):
        return None
    try:
        moment = parsedate_to_datetime(_MONTH.sub(_in_english, text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _exact(moment) if ":" in text else _day(moment)


def _exact(moment: datetime) -> Dated | None:
    if moment.tzinfo is None:
        return _day(moment)
    try:
        return moment.astimezone(UTC), "minute"
    except OverflowError:
        return None


def _day(moment: datetime) -> Dated:
    return datetime(moment.year, moment.month, moment.day, tzinfo=UTC), "day"


def _in_english(month: re.Match[str]) -> str:
    return _MONTHS[month.group()[:3].lower()]
