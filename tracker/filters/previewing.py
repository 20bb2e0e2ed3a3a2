"""How often a subscription would have been told something, had it been there already."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet

from tracker import kinds, models
from tracker.filters.base import LedgerContext, UnknownValue
from tracker.filters.conditions import Asked, ledger_condition
from tracker.filters.tables import PARAMETERS

MOST_SHOWN = 5
MOST_COUNTED = 99
_NEWEST = 3_000
"""Among so many of the newest events it is looked first for what is told often."""


@dataclass(frozen=True)
class Preview:
    """How many events of each type there were, and the latest of them."""

    counts: dict[str, int]
    latest: list[models.Revision]

    @property
    def count(self) -> int:
        """How many events there were."""
        return sum(self.counts.values())


def preview(wanted: dict[str, Any], since: datetime) -> Preview:
    """Return what was published at ``since`` or later that ``wanted`` asks for.

    ``wanted`` are columns of a subscription that its rules have accepted. Corrections of what
    it would have been told are not among it unless it asks for them.
    """
    found = _found(wanted, since)
    counted = found.order_by("event_type").values_list("event_type").annotate(Count("pk"))
    latest = found.select_related("record").defer("body", "envelope").order_by("-sequence")
    return Preview(dict(counted), list(latest[:MOST_SHOWN]))


def moments(wanted: dict[str, Any], since: datetime) -> list[datetime]:
    """Return when the events that ``preview`` would count were published, the newest first.

    There are at most one more than MOST_COUNTED. What is frequent has as many among the newest
    events, which are gone through; what is rare is looked up by its facets.
    """
    found = _found(wanted, since).order_by("-sequence").values_list("published_at", flat=True)
    head = models.LedgerHead.objects.sequence()
    with _in_order():
        newest = list(found.filter(sequence__gt=head - _NEWEST)[: MOST_COUNTED + 1])
    return newest if len(newest) > MOST_COUNTED else list(found[: MOST_COUNTED + 1])


@contextmanager
def _in_order() -> Iterator[None]:
    """Have rows gone through in their order, however many the planner expects to be asked for."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('enable_bitmapscan', 'off', true)")
        yield


def _found(wanted: dict[str, Any], since: datetime) -> "QuerySet[models.Revision, models.Revision]":
    codes = [
        code
        for code in kinds.EVENT_TYPES
        if any(kinds.matches(pattern, code) for pattern in wanted["event_types"])
    ]
    found = models.Revision.objects.filter(
        _condition(wanted.get("filters", {})), event_type__in=codes, published_at__gte=since
    )
    if not wanted.get("has_backfill", False):
        found = found.exclude(facets__contains={"is_backfill": ["true"]})
    return found


def _condition(asked: Asked) -> Q:
    """Return the condition on revisions of all types of record of which this can be asked."""
    condition = Q(pk__in=())
    for record_type, parameters in PARAMETERS.items():
        if asked.keys() - parameters.keys():
            continue
        try:
            held = ledger_condition(record_type, asked, LedgerContext())
        except UnknownValue:
            # One parameter may take other values for another type of record: kind=summit.
            continue
        condition |= Q(type=record_type) & held
    return condition
