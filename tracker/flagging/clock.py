"""What no article says: the calendar alone shows that a deadline is near or has passed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from tracker import models, partial_dates
from tracker.vocabularies import Schedule

CODE = "clock"
VERSION = "1"

_OVER = "commitment.overdue"
_KINDS = {Schedule.OVERDUE: _OVER, Schedule.DUE_SOON: "commitment.due_soon"}


@dataclass(frozen=True)
class Deadline:
    """A commitment to look at now; ``kind`` is what the calendar says of it, if anything new.

    ``occurred`` is the day since when that holds, ``key`` the one development that it makes.
    """

    commitment: models.Commitment
    kind: str
    occurred: date
    key: str


def deadlines(now: datetime) -> Iterator[Deadline]:
    """Yield the commitments whose schedule is out of date, or of which a deadline is to be told."""
    horizon = now.date() + timedelta(days=models.DUE_SOON_DAYS + 1)
    rows = models.Commitment.objects.public().with_deadline().filter(due_date__lte=horizon)
    in_view = rows.exclude(Q(schedule=Schedule.OVERDUE) & Exists(_told(_OVER)))
    for commitment in in_view.select_related("identity").prefetch_related("holders", "assessments"):
        schedule = commitment.schedule_at(now)
        kind = _KINDS.get(schedule, "")
        key = f"{kind}:{commitment.slug}:{commitment.due_date}"
        if kind and not models.Development.objects.filter(key=key).exists():
            yield Deadline(commitment, kind, _since(commitment, schedule, now), key)
        elif schedule != commitment.schedule:
            yield Deadline(commitment, "", now.date(), "")


def _told(kind: str) -> QuerySet[models.Development]:
    """Return what was told of a commitment's present deadline under ``kind``."""
    return models.Development.objects.filter(
        subject=OuterRef("identity"),
        kind=kind,
        key__endswith=Cast(OuterRef("due_date"), CharField()),
    )


def _since(commitment: models.Commitment, schedule: Schedule, now: datetime) -> date:
    if schedule is Schedule.DUE_SOON or commitment.due_date is None:
        return now.date()
    last = partial_dates.last_day(commitment.due_date, commitment.due_precision)
    return partial_dates.next_day(last)
