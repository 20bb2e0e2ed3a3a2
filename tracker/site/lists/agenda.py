"""What falls due and what is to take place, by day: deadlines, meetings, ends of agreements."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any, Final

import orjson
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker import models, partial_dates, vocabularies


@dataclass(frozen=True)
class Entry:
    """A day on which something falls due or is to take place, as its record has it.

    ``date`` is as far as it is known, 2026, 2026-01 or 2026-01-25, and ``day`` the last day that
    it may mean: until then nothing is late.
    """

    day: date
    date: str
    body: dict[str, Any]
    label: str
    is_overdue: bool = False


@dataclass(frozen=True)
class _Sort:
    """A sort of days: of which type of record, in which columns, and what they are called."""

    record_type: str
    column: str
    precision: str
    label: str | Promise


_DUE: Final = _Sort("commitment", "due_date", "due_precision", gettext_lazy("Due"))
_SORTS: Final = (
    _DUE,
    _Sort("agreement", "expiry_date", "expiry_precision", gettext_lazy("Expires")),
    _Sort(
        "agreement",
        "publication_due_date",
        "publication_due_precision",
        gettext_lazy("Text to be published"),
    ),
    _Sort("meeting", "starts_at", "starts_precision", gettext_lazy("Meeting")),
)


def between(first: date, last: date, most: int) -> list[Entry]:
    """Return what falls on these days, the earliest first: at most ``most`` of each sort."""
    found = [entry for sort in _SORTS for entry in _entries(sort, first, last, most)]
    return sorted(found, key=lambda entry: (entry.day, entry.body["slug"]))


def overdue(most: int) -> list[Entry]:
    """Return the commitments whose deadline has passed unmet, the latest first."""
    rows = models.Commitment.objects.public().overdue().order_by("-due_date", "-pk")
    found = rows.values_list(_DUE.column, _DUE.precision, "body")[:most]
    return [replace(_entry(_DUE, *row), label=_("Overdue"), is_overdue=True) for row in found]


def _entries(sort: _Sort, first: date, last: date, most: int) -> list[Entry]:
    rows = models.records_of(sort.record_type).public()
    if sort.record_type == "meeting":
        rows = rows.exclude(status=vocabularies.MeetingStatus.CANCELLED)
    found = rows.filter(_may_end_in(sort, first, last)).order_by(sort.column, "pk")
    dated = found.values_list(sort.column, sort.precision, "body")[:most]
    entries = (_entry(sort, *row) for row in dated)
    return [entry for entry in entries if first <= entry.day <= last]


def _may_end_in(sort: _Sort, first: date, last: date) -> Q:
    """Return the condition for dates whose last day may be one of these."""
    begins = {"year": first.replace(month=1, day=1), "month": first.replace(day=1)}
    wanted = Q(**{f"{sort.column}__range": _bounds(sort, first, last)})
    for precision, begin in begins.items():
        days = {f"{sort.column}__range": _bounds(sort, begin, last)}
        wanted |= Q(**days, **{sort.precision: precision})
    return wanted


def _bounds(sort: _Sort, first: date, last: date) -> tuple[date, date]:
    """Return the days as the column has them: those of moments from midnight to midnight."""
    if not sort.column.endswith("_at"):
        return first, last
    return datetime.combine(first, time.min, UTC), datetime.combine(last, time.max, UTC)


def _entry(sort: _Sort, day: Any, precision: str, body: Any) -> Entry:
    parsed = orjson.loads(bytes(body))
    whole = day.date() if isinstance(day, datetime) else day
    last = partial_dates.last_day(whole, precision)
    return Entry(last, parsed[sort.column], parsed, str(sort.label))
