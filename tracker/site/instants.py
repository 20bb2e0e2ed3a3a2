"""As of when a page is shown: the instant, or the end of the day, that its address names."""

from collections.abc import Mapping
from datetime import datetime

from tracker import models, partial_dates

KNOWN_AT = "known_at"


def read(query: Mapping[str, str]) -> datetime | None:
    """Return the instant that ``known_at`` names; None without it, or for a day to come."""
    given = query.get(KNOWN_AT, "")
    if not given:
        return None
    try:
        moment = partial_dates.last_moment(*partial_dates.parse_instant(given))
    except ValueError:
        return None
    clock = models.LedgerHead.objects.clock()
    if clock.began_at is None or moment < clock.began_at:
        return clock.began_at
    return moment if moment <= clock.now else None
