"""What no article says: of which day the calendar has something to tell, kind by kind.

Each rule says on which days its kind holds of a record. That is all plain dates: what of it is
told, and when a record is looked at again, is the same for all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Final, Generic, TypeVar

from django.db.models import Q

from tracker import models, partial_dates
from tracker.vocabularies import MeetingStatus, TextStatus

CODE: Final = "clock"
VERSION: Final = "2"
LATE_AFTER_DAYS: Final = 31
"""What began to hold longer ago than this, and was not told then, is no news."""
LOOK_AFTER: Final = timedelta(days=7)
"""So long after a look at the latest a record is looked at again, whatever its days say."""

R = TypeVar("R", bound=Any)
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Window:
    """The days on which something holds of a record: from ``first`` to ``last``, or for good.

    ``of`` is the day that it is about, for which it is told once.
    """

    first: date
    of: date
    last: date | None = None

    def has(self, day: date) -> bool:
        """Return whether it holds on ``day``."""
        return self.first <= day and (self.last is None or day <= self.last)

    @property
    def edges(self) -> Iterator[date]:
        """The days with which it begins and is over."""
        yield self.first
        if self.last is not None:
            yield partial_dates.next_day(self.last)


class Rule(Generic[R]):
    """When a kind of development holds of a record by the calendar alone."""

    kind: ClassVar[str]

    def window(self, record: R) -> Window | None:
        """Return the days on which it holds; None where it never does as the record is now."""
        raise NotImplementedError

    def facts(self, record: R, window: Window, now: datetime) -> Facts | None:
        """Return what is told besides, in days and numbers; None where it is not so after all."""
        raise NotImplementedError


@dataclass(frozen=True)
class Reminder:
    """What the calendar has to tell of a record that was not told before.

    ``occurred`` is the day since when that holds, ``key`` the one development that it makes.
    """

    record: Any
    kind: str
    occurred: date
    key: str
    facts: Facts
    is_late: bool


class DueSoon(Rule[models.Commitment]):
    """The deadline of a commitment is near."""

    kind = "commitment.due_soon"

    def window(self, record: models.Commitment) -> Window | None:
        if record.due_date is None or record.last_day is None or not record.is_unfinished:
            return None
        near = record.last_day - timedelta(days=models.DUE_SOON_DAYS)
        return Window(near, record.due_date, record.last_day)

    def facts(self, record: models.Commitment, window: Window, now: datetime) -> Facts:
        return {"due": str(record.due_date)}


class Overdue(DueSoon):
    """The deadline of a commitment has passed, and nobody has judged it for good."""

    kind = "commitment.overdue"

    def window(self, record: models.Commitment) -> Window | None:
        near = super().window(record)
        if near is None or near.last is None or not record.can_be_overdue:
            return None
        return Window(partial_dates.next_day(near.last), near.of)


class Unreported(Rule[models.Meeting]):
    """The planned days of a meeting have gone by, and no report tells what became of it."""

    kind = "meeting.unreported"
    _PLANNED = frozenset({MeetingStatus.TENTATIVE, MeetingStatus.CONFIRMED})

    def window(self, record: models.Meeting) -> Window | None:
        if record.status not in self._PLANNED or record.last_day is None:
            return None
        grace = timedelta(days=models.UNREPORTED_AFTER_DAYS + 1)
        return Window(record.last_day + grace, record.last_day)

    def facts(self, record: models.Meeting, window: Window, now: datetime) -> Facts | None:
        first = record.first_day or window.of
        quoted = models.Document.objects.filter(
            snapshots__citations__record=record.pk, published_at__date__gte=first
        )
        planned_at = models.Revision.objects.last_changed_at(record.pk, "starts_at", "ends_at")
        told = models.Development.objects.became_of(record.pk, first, planned_at)
        is_reported = quoted.exists() or told.exists()
        return None if is_reported else {"planned": str(window.of)}


class Expiring(Rule[models.Agreement]):
    """The day on which an agreement expires is near."""

    kind = "agreement.expiring"

    def window(self, record: models.Agreement) -> Window | None:
        if record.expiry_date is None or record.is_over:
            return None
        last = partial_dates.last_day(record.expiry_date, record.expiry_precision)
        return Window(last - timedelta(days=models.EXPIRING_DAYS), record.expiry_date, last)

    def facts(self, record: models.Agreement, window: Window, now: datetime) -> Facts:
        return {"expires": partial_dates.show_date(record.expiry_date, record.expiry_precision)}


class PublicationOverdue(Rule[models.Agreement]):
    """The text of an agreement was not seen published by the day by which it was to be."""

    kind = "agreement.publication_overdue"

    def window(self, record: models.Agreement) -> Window | None:
        due = record.publication_due
        if due is None or record.is_over or record.text_status == TextStatus.PUBLISHED:
            return None
        return Window(partial_dates.next_day(partial_dates.last_day(*due)), due[0])

    def facts(self, record: models.Agreement, window: Window, now: datetime) -> Facts | None:
        due = record.publication_due
        rule = {} if record.publication_due_date else {"by": models.PUBLICATION_LAW}
        return due and {"publication_due": partial_dates.show_date(*due), **rule}


@dataclass
class Look:
    """One look at a record: what the calendar tells of it at ``now``, and when it may tell more."""

    record: Any
    now: datetime
    rules: tuple[Rule[Any], ...]
    today: date = field(init=False)
    _windows: list[tuple[Rule[Any], Window]] = field(init=False)

    def __post_init__(self) -> None:
        self.today = self.record.day_at(self.now)
        windows = ((rule, rule.window(self.record)) for rule in self.rules)
        self._windows = [(rule, window) for rule, window in windows if window is not None]

    @property
    def next_at(self) -> datetime:
        """When to look again: at the next day with which something begins or is over."""
        edges = (day for _, window in self._windows for day in window.edges if day > self.today)
        beginnings: Iterator[datetime] = map(self.record.beginning_of, edges)
        return min([self.now + LOOK_AFTER, *beginnings])

    def reminders(self) -> Iterator[Reminder]:
        """Yield what holds today and was not told before."""
        for rule, window in self._windows:
            if window.has(self.today) and not self._is_told(rule.kind, window):
                facts = rule.facts(self.record, window, self.now)
                if facts is not None:
                    yield self._reminder(rule.kind, window, facts)

    def _reminder(self, kind: str, window: Window, facts: Facts) -> Reminder:
        # Of what is near it only counts that it is so today.
        occurred = window.first if window.last is None else self.today
        is_late = (self.today - occurred).days > LATE_AFTER_DAYS
        return Reminder(self.record, kind, occurred, self._key(kind, window), facts, is_late)

    def _key(self, kind: str, window: Window) -> str:
        return f"{kind}:{self.record.slug}:{window.of}"

    def _is_told(self, kind: str, window: Window) -> bool:
        """Return whether it was told, of this record or of one that was merged into it."""
        on_it = Q(subject=self.record.pk, kind=kind, key__endswith=f":{window.of}")
        known = models.Development.objects.filter(on_it | Q(key=self._key(kind, window)))
        return known.exists()
