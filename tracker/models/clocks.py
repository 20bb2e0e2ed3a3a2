"""What the clock goes by: the days of a record where it is at home, and when it is looked at next.

A day has come, or is over, when it has in the last of the record's time zones.
"""

from datetime import UTC, date, datetime, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.db import models

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""When a record is looked at that was not looked at since it was entered or changed."""


class Clocked(models.Model):
    """A record of which the calendar tells something; the column is no part of its body."""

    HOME_OF: ClassVar[tuple[str, ...]] = ()
    """The relations to the parties in whose time zones its days are counted."""

    clock_at = models.DateTimeField(
        default=AT_ONCE,
        db_default=AT_ONCE,
        editable=False,
        help_text="When the clock looks at it next",
    )

    class Meta:
        abstract = True

    @property
    def zones(self) -> list[str]:
        """The time zones in which its days are counted."""
        return [party.time_zone for name in self.HOME_OF for party in getattr(self, name).all()]

    def day_at(self, now: datetime) -> date:
        """Return which day it is where it is at home."""
        return min(now.astimezone(ZoneInfo(zone)).date() for zone in self.zones or ["UTC"])

    def beginning_of(self, day: date) -> datetime:
        """Return the moment from which it is ``day`` where it is at home."""
        zones = self.zones or ["UTC"]
        return max(datetime.combine(day, time(), ZoneInfo(zone)) for zone in zones).astimezone(UTC)


def index(record_type: str) -> models.Index:
    """Return the index of the rows that the clock looks at next."""
    return models.Index(
        fields=["clock_at"],
        name=f"{record_type}_by_clock",
        condition=models.Q(is_public=True),
    )


def look_again(rows: "models.QuerySet[Any, Any]") -> int:
    """Have the clock look at ``rows`` at once, and return how many are."""
    return rows.exclude(clock_at=AT_ONCE).update(clock_at=AT_ONCE)
