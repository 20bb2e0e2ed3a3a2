"""What one change touches, and the lock that tells changes from withdrawals and redactions."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db import connection

from tracker import models
from tracker.models import locks
from tracker.recording.versions import REFRESHED


@dataclass
class Change:
    """What one change touches, its reason and its actor; made by ``change`` only."""

    actor: str
    reason: str
    is_machine: bool = False
    is_withdrawing: bool = False
    written: int = 0
    """How many rows were rendered otherwise than they were stored, once the change has ended."""
    _rerendered: set[int] = field(default_factory=set)
    _touched: dict[str, dict[int, str]] = field(default_factory=dict)

    @cached_property
    def now(self) -> datetime:
        """When the change began, by the database's clock."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT statement_timestamp()")
            moment: datetime = cursor.fetchone()[0]
        return moment

    def touch(self, record: models.Record, event_type: str = "") -> None:
        """Have ``record`` rendered when the change ends, and published where it differs.

        So is what shows it only while it is public. ``event_type`` names the event where it is
        another than creation or update.
        """
        self._note(record, event_type)
        for other in record.shown_with:
            self._note(other, event_type if event_type == REFRESHED else "")

    def rerender(self, record: models.Record) -> None:
        """Have ``record`` alone rendered when the change ends, as a refresh, for its form changed.

        Nothing that shows it is refreshed: a rerendering comes to that by itself.
        """
        self._rerendered.add(record.pk)
        self._note(record, REFRESHED)

    def is_rerendered(self, record: models.Record) -> bool:
        """Return whether ``record`` is rendered because its form changed."""
        return record.pk in self._rerendered

    def _note(self, record: models.Record, event_type: str) -> None:
        touched = self._touched.setdefault(record.RECORD_TYPE.value, {})
        touched[record.pk] = event_type or touched.get(record.pk, "")

    def touched(self) -> Iterator[tuple[str, dict[int, str]]]:
        """Yield (type of record, {key: event type}) in the one order in which rows are locked."""
        for record_type in models.RECORDS:
            if record_type in self._touched:
                yield record_type, dict(sorted(self._touched[record_type].items()))


def keep_references() -> None:
    """Let no record be withdrawn to the end of the transaction.

    Each change begins with it. Who locks rows before their change calls it before that, so that
    nobody waits in a ring.
    """
    locks.share(locks.Purpose.CHANGING)
