"""The one way to claim work: a lease by the database's clock, and a token to fence off the slow."""

import operator
from datetime import timedelta
from typing import Any, Self, TypeVar

from django.db import connection, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

L = TypeVar("L", bound="Leased")

PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)


class LeaseQuerySet(models.QuerySet[L]):
    """Queries that claim rows and write results only while the claim holds."""

    def free(self) -> "LeaseQuerySet[L]":
        """Return the rows that nobody holds, or whose holder let the lease run out."""
        return self.filter(Q(leased_until__isnull=True) | Q(leased_until__lt=Now()))

    @transaction.atomic
    def claim(self, limit: int, seconds: float) -> list[L]:
        """Lease up to ``limit`` free rows for ``seconds`` and return them, in this order.

        Rows that another transaction is claiming are passed over. Each claim raises the row's
        ``lease_token``, so that a holder whose lease ran out can no longer write its result, and
        counts as one of its ``attempts`` where these are counted.
        """
        due, parameters = (
            self.free()
            .select_for_update(skip_locked=True)[:limit]
            .values("pk")
            .query.sql_with_params()
        )
        table = connection.ops.quote_name(self.model._meta.db_table)
        key = connection.ops.quote_name(str(self.model._meta.pk.column))
        rows = self.model._default_manager.raw(
            f"WITH due (key) AS MATERIALIZED ({due}), "  # noqa: S608 - names come from the model
            "ranked AS (SELECT key, row_number() OVER () AS rank FROM due) "
            f"UPDATE {table} SET lease_token = lease_token + 1, {self.model.COUNTED}"
            "leased_until = clock_timestamp() + make_interval(secs => %s) "
            f"FROM ranked WHERE {key} = key RETURNING {table}.*, rank",
            [*parameters, seconds],
        )
        return sorted(rows, key=operator.attrgetter("rank"))

    def held_by(self, row: L) -> "LeaseQuerySet[L]":
        """Return ``row`` alone, and only while the claim under which it was read still stands."""
        return self.filter(pk=row.pk, lease_token=row.lease_token, leased_until__isnull=False)


class Leased(models.Model):
    """A row that one worker at a time works on."""

    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    lease_token = models.BigIntegerField(default=0, editable=False)

    COUNTED = ""

    class Meta:
        abstract = True

    def still_held(self) -> bool:
        """Lock the row to the end of the transaction; return whether its claim still stands."""
        return self._held.select_for_update(no_key=True).exists()

    def release(self, **columns: Any) -> bool:
        """Write ``columns`` and give the row back if it is still held; return whether it was."""
        return bool(self._held.update(leased_until=None, **columns))

    def put_off(self, wait: timedelta, **columns: Any) -> None:
        """Have nobody take the row up before ``wait`` is over, if it is still held."""
        self._held.update(leased_until=Now() + wait, lease_token=F("lease_token") + 1, **columns)

    @property
    def _held(self) -> LeaseQuerySet[Self]:
        rows: LeaseQuerySet[Self] = LeaseQuerySet(type(self))
        return rows.held_by(self)


class Attempted(Leased):
    """A row of which the attempts are counted, each before it is made: a kill cannot hide one."""

    attempts = models.PositiveIntegerField(default=0, db_default=0)

    COUNTED = "attempts = attempts + 1, "

    class Meta:
        abstract = True

    @property
    def pause(self) -> timedelta:
        """How long to wait after so many attempts: longer each time."""
        return min(PAUSE * self.attempts**2, LONGEST_PAUSE)
