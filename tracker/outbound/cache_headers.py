"""How long an answer's headers ask us to wait: Retry-After, Cache-Control."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email import utils

_SECONDS = re.compile(r"[0-9]{1,10}", re.ASCII)
_MAX_AGE = re.compile(r'(?:^|[\s,;])max-age\s*=\s*"?([0-9]{1,10})"?', re.ASCII | re.IGNORECASE)
_UNKEPT = re.compile(r"\bno-(?:cache|store)\b", re.IGNORECASE)
NONE = timedelta(0)


def retry_after(value: str, now: datetime) -> timedelta | None:
    """Return how long a ``Retry-After`` header of seconds or a date asks to wait from ``now``.

    What is neither is None; a date gone by is no wait at all.
    """
    text = value.strip()
    if _SECONDS.fullmatch(text):
        return timedelta(seconds=int(text))
    moment = _moment(text)
    return None if moment is None else max(moment - now, NONE)


def freshness(headers: Mapping[str, str], now: datetime) -> timedelta:
    """Return for how long an answer of ``now`` stays fresh: by max-age, else by Expires.

    The names of ``headers`` are in lower case. What says nothing, or nonsense, is stale at once.
    """
    control = headers.get("cache-control", "")
    if _UNKEPT.search(control):
        return NONE
    if found := _MAX_AGE.search(control):
        age = headers.get("age", "").strip()
        spent = int(age) if _SECONDS.fullmatch(age) else 0
        return max(timedelta(seconds=int(found[1]) - spent), NONE)
    expires = _moment(headers.get("expires", ""))
    # Counted by the server's own clock, which may be off.
    sent = _moment(headers.get("date", "")) or now
    return NONE if expires is None else max(expires - sent, NONE)


def _moment(text: str) -> datetime | None:
    try:
        moment = utils.parsedate_to_datetime(text.strip())
    except (ValueError, OverflowError):
        return None
    # The old form of asctime names no zone; HTTP means UTC.
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
