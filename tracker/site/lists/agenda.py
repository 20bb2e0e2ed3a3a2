"""What falls due and what is to take place, by day: deadlines, meetings, ends of agreements."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

import orjson
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker import models, vocabularies


@dataclass(frozen=True)
class Entry:
    """A day on which something falls due or is to take place, as its record has it.

    ``date`` is as far as it is known: 2026, 2026-01 or 2026-01-25.
    """

    day: date
    date: str
    body: dict[str, Any]
    label: str
    is_overdue: bool = False


_DAYS: Final = (
    ("commitment", "due_date", gettext_lazy("Due")),
    ("agreement", "expiry_date", gettext_lazy("Expires")),
    ("agreement", "publication_due_date", gettext_lazy("Text to be published")),
)


def between(first: date, last: date, most: int) -> list[Entry]:
    """Return what falls on these days, the earliest first: at most ``most`` of each sort."""
    found = [
        entry
        for record_type, field, label in _DAYS
        for entry in _entries(_rows(record_type), field, (first, last), str(label), most)
    ]
    starts = (
        datetime.combine(first, time.min, UTC),
        datetime.combine(last, time.max, UTC),
    )
    meetings = _rows("meeting").exclude(status=vocabularies.MeetingStatus.CANCELLED)
    found += _entries(meetings, "starts_at", starts, _("Meeting"), most)
    return sorted(found, key=lambda entry: (entry.day, entry.body["slug"]))


def overdue(most: int) -> list[Entry]:
    """Return the commitments whose deadline has passed unmet, the latest first."""
    rows = models.Commitment.objects.public().overdue().order_by("-due_date", "-pk")
    found = rows.values_list("due_date", "body")[:most]
    return [_entry(day, body, "due_date", _("Overdue"), is_overdue=True) for day, body in found]


def _rows(record_type: str) -> QuerySet[Any, Any]:
    return models.records_of(record_type).public()


def _entries(
    rows: QuerySet[Any, Any], field: str, days: tuple[object, object], label: str, most: int
) -> list[Entry]:
    found = rows.filter(**{f"{field}__range": days}).order_by(field, "pk")
    return [
        _entry(day, body, field, label) for day, body in found.values_list(field, "body")[:most]
    ]


def _entry(day: Any, body: Any, field: str, label: str, *, is_overdue: bool = False) -> Entry:
    parsed = orjson.loads(bytes(body))
    whole = day.date() if isinstance(day, datetime) else day
    return Entry(whole, parsed[field], parsed, label, is_overdue)
