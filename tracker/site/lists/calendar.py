"""The calendar: what falls due and what is to take place, month by month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from tracker import partial_dates
from tracker.site import pages
from tracker.site.lists import agenda

_MOST: Final = 300
_AHEAD: Final = timedelta(days=366)
_OVERDUE: Final = 20


@dataclass(frozen=True)
class Month:
    """A month, as ``2026-01``, or a year, and what falls on its days."""

    month: str
    entries: list[agenda.Entry]


class Calendar(pages.Page):
    """The months to come, or the one that ``month`` names."""

    template_name = "tracker/site/calendar.html"
    has_past = False
    has_json = False

    def context(self, **_named: Any) -> dict[str, Any]:
        asked = self.request.GET.get("month", "")
        if not asked:
            today = timezone.now().date()
            ahead = agenda.between(today, today + _AHEAD, _MOST)
            overdue = agenda.overdue(_OVERDUE)
            return {**_around(today), "months": _months(ahead), "overdue": overdue}
        first = _first_day(asked)
        last = partial_dates.last_day(first, "month")
        return {
            **_around(first),
            "asked": first.isoformat()[:7],
            "months": [Month(first.isoformat()[:7], agenda.between(first, last, _MOST))],
        }


def _first_day(asked: str) -> date:
    """Return the first day of the month that is asked for."""
    try:
        day, precision = partial_dates.parse_date(asked)
    except ValueError as error:
        raise pages.PageError(400, _("This is no month"), str(error)) from error
    if precision == "year":
        raise pages.PageError(400, _("This is no month"), _("Give a year and a month: 2026-03."))
    return day.replace(day=1)


def _around(day: date) -> dict[str, str]:
    """Return the months before and after that of ``day``."""
    first = day.replace(day=1)
    before, after = first - timedelta(days=1), first + timedelta(days=31)
    return {"before": before.isoformat()[:7], "after": after.isoformat()[:7]}


def _months(entries: Iterable[agenda.Entry]) -> list[Month]:
    # What is known to the year alone stands under its year, at its end.
    grouped = groupby(entries, key=lambda entry: entry.date[:7])
    return [Month(month, list(found)) for month, found in grouped]
