"""Which records a calendar shows: meetings and deadlines that satisfy filters of their lists."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import orjson
from django.conf import settings
from django.db.models import F, Q

from tracker import filters, models, partial_dates
from tracker.representations import calendars, feeds

MOST_OF_A_TYPE = 1000
"""How many records of each type a calendar has at most, those with the latest dates."""
TYPES = ("meeting", "deadline")
_SHARED = ("topic", "party", "official")
RECORD = "record"
# By which filters a calendar is that of a record, whatever its type, besides being its own.
_OF_RECORD: Mapping[str, tuple[str, ...]] = {
    "meeting": ("ids", "topic", "party", "official", "agreement"),
    "commitment": ("ids", "topic", "holder", "official", "agreement", "meeting"),
    "agreement": ("ids", "topic", "party"),
}
# Whose records a calendar shows, and by which of their lists' filters besides the shared ones.
_OWN: Mapping[str, tuple[str, ...]] = {
    "meeting": ("kind", "status", "country", "agreement", "starts_after", "starts_before"),
    "commitment": (
        *("holder", "towards", "made_by", "agreement", "meeting", "form", "strength", "verdict"),
        *("schedule", "due_after", "due_before"),
    ),
    "agreement": ("instrument_type", "binding"),
}
# A party's own deadlines are those of the commitments that it holds.
_ALSO_CALLED = {"commitment": {"party": "holder"}}
# A window narrows what has such a date; any other filter leaves out what cannot be asked of it.
_WINDOWS = frozenset({"starts_after", "starts_before", "due_after", "due_before"})
_DATES = {
    "meeting": ("starts_at",),
    "commitment": ("due_date",),
    "agreement": ("expiry_date", "publication_due_date"),
}
NAMES = sorted({*_SHARED, RECORD, *(name for own in _OWN.values() for name in own)})
"""The filters of a calendar."""

Asked = dict[str, list[str]]


def parameters_of(name: str) -> list[filters.Parameter]:
    """Return the filters of lists that a filter of a calendar is."""
    if name == RECORD:
        return [filters.PARAMETERS["development"][RECORD]]
    found = (_filter(record_type, name) for record_type in _OWN)
    return [parameter for parameter in found if parameter is not None]


def calendar(wanted: list[str], asked: Asked) -> bytes:
    """Return the calendar of the ``wanted`` types that satisfies ``asked``: {filter: values}."""
    meetings = _bodies("meeting", asked) if "meeting" in wanted else iter(())
    bodies = (
        body
        for record_type in ("commitment", "agreement")
        if "deadline" in wanted
        for body in _bodies(record_type, asked)
    )
    due = (
        deadline
        for deadline in calendars.deadlines(bodies)
        if _is_within(deadline.last_day, asked, "due_after", "due_before")
    )
    return calendars.document(settings.PUBLIC_URL, _title(asked), meetings, due)


def _title(asked: Asked) -> str:
    known = {name: parameters_of(name)[0] for name in asked}
    return feeds.title("", asked, known) if asked else feeds.NAME


def _bodies(record_type: str, asked: Asked) -> Iterator[dict[str, Any]]:
    """Yield the public records of this type with a date that satisfy what is asked of them."""
    rows = models.records_of(record_type).public()
    for name, values in asked.items():
        parameter = _filter(record_type, name)
        if name == RECORD:
            rows = rows.filter(_around(record_type, values))
        elif parameter is not None:
            rows = rows.filter(filters.condition(record_type, {parameter.name: values}))
        elif name not in _WINDOWS:
            return
    dates = _DATES[record_type]
    rows = rows.filter(Q(*((f"{field}__isnull", False) for field in dates), _connector=Q.OR))
    latest = [F(field).desc(nulls_last=True) for field in dates]
    for body in rows.order_by(*latest, "-pk").values_list("body", flat=True)[:MOST_OF_A_TYPE]:
        yield orjson.loads(bytes(body))


def _around(record_type: str, slugs: list[str]) -> Q:
    """Return the condition on records of this type that are these, or of these."""
    wanted = Q()
    for name in _OF_RECORD[record_type]:
        wanted |= filters.condition(record_type, {name: slugs})
    return wanted


def _is_within(day: date, asked: Asked, after: str, before: str) -> bool:
    """Return whether a day is not before the one asked for, and earlier than the other."""
    first, end = (
        partial_dates.parse_date(asked[name][0])[0] if name in asked else None
        for name in (after, before)
    )
    return (first is None or day >= first) and (end is None or day < end)


def _filter(record_type: str, name: str) -> filters.Parameter | None:
    """Return the filter of a list that a parameter of the calendar is; None where it has none."""
    if name not in _SHARED and name not in _OWN[record_type]:
        return None
    called = _ALSO_CALLED.get(record_type, {}).get(name, name)
    return filters.PARAMETERS[record_type].get(called)
