"""When the page of a document is read again, and a change of it that one fetch alone has seen."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tracker import vocabularies
from tracker.models import leases
from tracker.models.citations import Citation
from tracker.models.documents import Document, Snapshot, text_digest
from tracker.models.polling import Host

DAILY = timedelta(days=1)
FIRST = timedelta(minutes=15)
APART = timedelta(minutes=10)


class RecheckQuerySet(leases.LeaseQuerySet["Recheck"]):
    """Queries over what is to be read again."""

    def due(self) -> "RecheckQuerySet":
        """Return those to be read again now, the longest waiting first."""
        due = self.filter(next_check_at__lte=Now(), document__identity__deleted_at=None)
        return due.order_by("next_check_at", "pk")

    def begin(self, document: Document, now: datetime) -> None:
        """Have the page of ``document`` read again, if it is not already."""
        host = Host.objects.of(document.url)
        begun = {"host": host, "first_read_at": now, "next_check_at": now + FIRST}
        self.get_or_create(document=document, defaults={**begun, "last_checked_at": now})

    def note(self, document: Document, before: Snapshot, text: str, now: datetime) -> bool:
        """Note that a text was fetched from a page that is read again; return if it has to wait.

        So it is where it differs from the latest version ``before``: then the page is read again
        soon. False too where the page is not one that is read again.
        """
        rows, digest = self.filter(document=document), text_digest(text)
        if before.text_sha256 == digest and before.drift != vocabularies.Drift.UNAVAILABLE:
            rows.update(last_checked_at=now)
            return False
        seen = rows.exclude(pending=digest)
        seen.update(pending=digest, pending_text=text, pending_since=now, next_check_at=now + APART)
        return rows.exists()

    def watch_cited(self) -> int:
        """Have pages that commitments cite read again daily; return for how many that is new."""
        cited = Citation.objects.filter(record__type=vocabularies.RecordType.COMMITMENT)
        late = Q(next_check_at=None) | Q(next_check_at__gt=Now() + DAILY)
        rows = self.filter(late, document__in=cited.values("snapshot__document"))
        return rows.update(next_check_at=Now())


class Recheck(leases.Leased):
    """The page of one document, read again from time to time in order to see what is edited."""

    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, primary_key=True, related_name="recheck"
    )
    host = models.ForeignKey(Host, on_delete=models.PROTECT, related_name="rechecks")
    first_read_at = models.DateTimeField()
    next_check_at = models.DateTimeField(
        null=True, blank=True, help_text="None when it is read no more"
    )
    last_checked_at = models.DateTimeField(
        null=True, blank=True, help_text="When the page was last had, changed or not"
    )
    failures = models.PositiveIntegerField(default=0, help_text="In a row")
    detail = models.CharField(max_length=500, blank=True, help_text="What failed last")
    pending = models.CharField(
        max_length=64, blank=True, help_text="The hash of a text seen once so far, or 'gone'"
    )
    pending_text = models.TextField(
        blank=True,
        db_default="",
        default="",
        help_text="The text that was seen once so far, to compare the next one with",
    )
    pending_since = models.DateTimeField(null=True, blank=True)
    disagreements = models.PositiveIntegerField(
        default=0, help_text="How many fetches in a row each saw something else"
    )

    objects = RecheckQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["host", "next_check_at"],
                name="recheck_waiting",
                condition=Q(next_check_at__isnull=False),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="recheck_pending_has_a_time",
                condition=Q(pending="", pending_since=None)
                | (~Q(pending="") & Q(pending_since__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"Recheck of {self.document}"
