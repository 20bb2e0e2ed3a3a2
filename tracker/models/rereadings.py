"""Reading stored articles again, after terms or detectors have changed: how far that has come."""

import secrets
from datetime import UTC, date, datetime, time

from django.db import models
from django.db.models import F, Max, Q
from django.db.models.functions import Now

from tracker.models import leases
from tracker.models.commitments import Commitment
from tracker.models.documents import Snapshot, SnapshotQuerySet

_RANDOM_BYTES = 6
BACKFILL_AFTER_DAYS = 7
"""What is found on reading again, and happened longer ago than this, is no news."""


class RereadingQuerySet(leases.LeaseQuerySet["Rereading"]):
    """Queries over rereadings by what is left of them."""

    def unfinished(self) -> "RereadingQuerySet":
        """Return those with articles left, oldest first."""
        return self.filter(finished_at__isnull=True).order_by("pk")

    def request(self, actor: str, since: date | None, commitment: Commitment | None) -> "Rereading":
        """Return the rereading of articles since a day, for one commitment or for all.

        One that is under way for the same goes on; it reads what was stored when it was begun.
        """
        last = Snapshot.objects.aggregate(last=Max("pk"))["last"] or 0
        draft = Rereading(commitment=commitment, since=since, until_key=last)
        row, _ = self.get_or_create(
            commitment=commitment,
            since=since,
            finished_at=None,
            defaults={
                "slug": secrets.token_hex(_RANDOM_BYTES),
                "until_key": last,
                "documents": draft.left().count(),
                "actor": actor,
                "requested_at": Now(),
            },
        )
        row.refresh_from_db()
        return row


class Rereading(leases.Attempted):
    """Stored articles that are to be read again, each document in its latest version."""

    slug = models.CharField(max_length=40, unique=True)
    commitment = models.ForeignKey(
        Commitment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rereadings",
        help_text="For which alone findings are stored; empty: for all that is tracked",
    )
    since = models.DateField(
        null=True, blank=True, help_text="Articles published since this day; empty: all"
    )
    until_key = models.BigIntegerField(help_text="The last snapshot that is read again")
    last_key = models.BigIntegerField(default=0, help_text="The last snapshot read again so far")
    documents = models.PositiveIntegerField(default=0, help_text="How many are to be read")
    documents_read = models.PositiveIntegerField(default=0)
    documents_failed = models.PositiveIntegerField(
        default=0, db_default=0, help_text="How many of them could not be read"
    )
    developments = models.PositiveIntegerField(default=0, help_text="How many were not known")
    actor = models.CharField(max_length=150)
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = RereadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["since", "commitment"],
                condition=Q(finished_at__isnull=True),
                nulls_distinct=False,
                name="rereading_of_the_same_is_under_way_once",
            ),
            models.CheckConstraint(
                name="rereading_ends_after_it_starts",
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("requested_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"rereading for {self.commitment or 'all that is tracked'}"

    def left(self) -> SnapshotQuerySet:
        """Return the snapshots that are still to be read again, in order.

        What was never read is left to the ordinary stage, and so is what is read no longer.
        """
        rows = Snapshot.objects.current().filter(
            pk__gt=self.last_key, pk__lte=self.until_key, flagged_at__isnull=False
        )
        if self.since is not None:
            rows = rows.published_since(datetime.combine(self.since, time.min, tzinfo=UTC))
        return rows.order_by("pk")
