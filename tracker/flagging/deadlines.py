"""What the calendar alone shows is stored: each record is looked at when its next day has come."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import structlog

from tracker import editing, models, recording, summaries
from tracker.flagging import clock, silence

MOST_LOOKS: Final = 100
"""Of each type of record at most so many are looked at at a bell; the others at the next."""
_RETRY_AFTER: Final = timedelta(minutes=10)

Rules = tuple[clock.Rule[Any], ...]

log = structlog.get_logger(__name__)


def flag_calendar(now: datetime) -> int:
    """Record what the calendar alone shows at ``now``, and return how many were not known."""
    made = 0
    for model, rules in rules_of(now).items():
        for key in _due(model, now):
            made += _look(model, key, rules, now)
    return made


def rules_of(now: datetime) -> Mapping[type[Any], Rules]:
    """Return by which rules each type of record is looked at."""
    silent = silence.Silent(silence.Reading(now))
    return {
        models.Commitment: (clock.DueSoon(), clock.Overdue(), silent),
        models.Meeting: (clock.Unreported(),),
        models.Agreement: (clock.Expiring(), clock.PublicationOverdue()),
    }


def _due(model: type[Any], now: datetime) -> list[int]:
    """Return the keys of the records to be looked at, those first that wait for longest."""
    waiting = model._default_manager.public().filter(clock_at__lte=now)
    return list(waiting.order_by("clock_at").values_list("pk", flat=True)[:MOST_LOOKS])


def _look(model: type[Any], key: int, rules: Rules, now: datetime) -> int:
    """Look at a record, and return how much was told of it that was not known."""
    try:
        with recording.change(clock.CODE, "the calendar", is_machine=True) as change:
            # Whom another worker looks at, or someone changes now, is left to them.
            free = model._default_manager.select_for_update(
                of=("self",), no_key=True, skip_locked=True
            )
            rows = free.select_related("identity").prefetch_related(*model.HOME_OF)
            row = rows.filter(pk=key, clock_at__lte=now).first()
            return _tell(change, row, rules, now) if row is not None else 0
    except Exception:
        # Others are looked at all the same, and this one is soon again.
        log.exception("flagging.look_failed", type=model.__name__, key=key)
        later = now + _RETRY_AFTER
        model._default_manager.filter(pk=key, clock_at__lt=later).update(clock_at=later)
        return 0


def _tell(change: recording.Change, row: Any, rules: Rules, now: datetime) -> int:
    """Bring the row's schedule up to date, tell what is new, and note when to look again."""
    if isinstance(row, models.Commitment) and row.compute_axes(now):
        change.touch(row)
    look = clock.Look(row, now, rules)
    type(row)._default_manager.filter(pk=row.pk).update(clock_at=look.next_at)
    quotes = row.own_citations
    # Explain or keep quiet: without the words by which it is known nothing is told of it.
    reminders: Iterable[clock.Reminder] = look.reminders() if quotes else ()
    told = [_store(change, reminder, now) for reminder in reminders]
    for development in told:
        first = quotes[0]
        editing.cite(development.identity, first.snapshot, first.start, first.end)
    return len(told)


def _store(change: recording.Change, reminder: clock.Reminder, now: datetime) -> models.Development:
    kind, record = reminder.kind, reminder.record
    development = models.Development(
        kind=kind,
        subject=record.identity,
        title=summaries.headline(summaries.summarise(kind, record)),
        summary=summaries.remind(kind, record, reminder.facts),
        occurred_date=reminder.occurred,
        occurred_precision="day",
        detected_at=now,
        detector=clock.CODE,
        detector_version=clock.VERSION,
        explanation={"rule": kind, **reminder.facts},
        is_backfill=reminder.is_late,
        key=reminder.key,
    )
    return editing.raise_development(change, development)
