"""Copies of pages that a public archive is asked to keep."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from tracker.models import leases
from tracker.models.citations import Citation
from tracker.models.documents import RawContent, Snapshot

RECENT = timedelta(days=1)


class CopyQuerySet(leases.LeaseQuerySet["ArchiveCopy"]):
    """Queries over copies."""

    def due(self) -> "CopyQuerySet":
        """Return those to be asked for now, the longest waiting first."""
        return self.filter(next_attempt_at__lte=Now()).order_by("next_attempt_at", "pk")

    def ask_for(self, limit: int) -> int:
        """Have copies asked for of pages that are cited; return of how many that is new.

        An archive keeps what a page shows now, so only a version read within a day counts.
        """
        wanted = (
            Snapshot.objects.newest()
            .filter(
                Exists(Citation.objects.filter(snapshot=OuterRef("pk"))),
                Exists(RawContent.objects.filter(snapshot=OuterRef("pk"))),
                archive_copy=None,
                fetched_at__gt=Now() - RECENT,
                document__identity__deleted_at=None,
                document__is_available=True,
            )
            .exclude(document__url="")
        )
        rows = [self.model(snapshot=snapshot) for snapshot in wanted.order_by("pk")[:limit]]
        self.bulk_create(rows, ignore_conflicts=True)
        return len(rows)


class ArchiveCopy(leases.Attempted):
    """A version of a text of which an archive is asked to keep the page."""

    snapshot = models.OneToOneField(
        Snapshot, on_delete=models.PROTECT, primary_key=True, related_name="archive_copy"
    )
    detail = models.CharField(max_length=500, blank=True, help_text="What failed last")
    next_attempt_at = models.DateTimeField(
        db_default=Now(), null=True, help_text="None when it is kept, or given up"
    )

    objects = CopyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                name="archive_copy_waiting",
                condition=Q(next_attempt_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Copy of {self.snapshot}"
