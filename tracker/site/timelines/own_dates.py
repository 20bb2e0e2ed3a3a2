"""The days that a record itself names: when it was said or signed, when it is due or ends."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from tracker import partial_dates
from tracker.site import tags
from tracker.site.timeline_chart import Lane
from tracker.site.timelines.rows import Row, cut

Body = dict[str, Any]

_DATES: Final = {
    "commitment": (
        ("stated_date", Lane.FOR, _("First said")),
        ("due_date", Lane.DEADLINE, _("Due")),
    ),
    "agreement": (
        ("signed_date", Lane.ACTION, _("Signed")),
        ("in_force_date", Lane.ACTION, _("In force")),
        ("expiry_date", Lane.DEADLINE, _("Expires")),
        ("publication_due_date", Lane.DEADLINE, _("Text to be published")),
    ),
}
"""Of each type of record: the field of a day, its lane, and what takes place on it."""
_PLANNED: Final = {"tentative", "confirmed"}


def rows_of(record_type: str, body: Body, today: date, shown: list[Row]) -> Iterator[Row]:
    """Yield the rows of a record's own days, but for what ``shown`` tells already."""
    told = {(row.lane, row.date) for row in shown if row.record is None}
    for field, lane, what in _DATES.get(record_type, ()):
        day = body[field]
        if day and (lane, day) not in told:
            quote = next(iter(body["citations"]), None) if field == "stated_date" else None
            yield Row(
                lane, day, str(what), str(what), quote=quote, is_planned=_is_ahead(day, today)
            )
    if record_type == "meeting" and body["starts_at"]:
        yield _meeting(body)


def _meeting(body: Body) -> Row:
    status = tags.label(body["status"], "meeting_status")
    return Row(
        Lane.DEED,
        cut(body["starts_at"]),
        f"{tags.label(body['kind'], 'meeting_kind')} · {status}",
        status,
        until=cut(body["ends_at"]),
        text=body["place"] or "",
        quote=next(iter(body["citations"]), None),
        is_planned=body["status"] in _PLANNED,
    )


def _is_ahead(day: str, today: date) -> bool:
    return partial_dates.last_day(*partial_dates.parse_date(day)) >= today
