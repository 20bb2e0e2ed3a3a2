"""The ledger: every public version of every record, numbered without gaps in commit order."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from tracker import kinds, vocabularies
from tracker.models import base, leases


@dataclass(frozen=True)
class LedgerClock:
    """What time it is for the ledger: now, when it began, and when it was last written.

    ``sequence`` is the last number given out.
    """

    sequence: int
    now: datetime
    began_at: datetime | None
    published_at: datetime | None


class LedgerHeadQuerySet(models.QuerySet["LedgerHead"]):
    """What is done with the one head."""

    def clock(self) -> LedgerClock:
        """Return the times of the ledger, by the database's clock, in one statement."""
        first = Revision.objects.order_by("sequence").values("published_at")[:1]
        times = self.annotate(now=Now(), began_at=models.Subquery(first))
        return LedgerClock(**times.values("sequence", "now", "began_at", "published_at").get())

    def sequence(self) -> int:
        """Return the last number given out."""
        return self.values_list("sequence", flat=True).get()

    def advance(self, count: int) -> tuple[int, datetime]:
        """Return the first of ``count`` numbers and their time; holds the head to the end.

        Each time is later than the one before it, even where the clock runs backwards, and later
        than the moment at which the head was free.
        """
        # By itself the UPDATE would tell the time before it waits for the head's holder.
        self.hold()
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE tracker_ledgerhead SET sequence = sequence + %s, published_at = "
                "GREATEST(clock_timestamp(), published_at + interval '1 microsecond') "
                "RETURNING sequence - %s + 1, published_at",
                [count, count],
            )
            first, published_at = cursor.fetchone()
        return first, published_at

    def hold(self) -> None:
        """Hold the head to the end of the transaction: nothing is published meanwhile."""
        list(self.select_for_update(no_key=True))

    def wait(self, milliseconds: int) -> None:
        """Wait until nobody holds the head: what is published from then on has a later time.

        Raises OperationalError where it is held for longer, InternalError where the database
        can only be read.
        """
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{milliseconds}ms"])
            cursor.execute("SELECT FROM tracker_ledgerhead FOR SHARE")


class LedgerHead(models.Model):
    """The last number given out: one row, whose lock puts all public changes in order."""

    sequence = models.BigIntegerField(default=0)
    published_at = models.DateTimeField(null=True)

    objects = LedgerHeadQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="ledger_has_one_head", condition=Q(pk=1))]

    def __str__(self) -> str:
        return str(self.sequence)


CORRECTIONS = tuple(sorted({*kinds.FOLLOW_UPS, "record.merged"}))
"""The events by which something that was published is taken back or said otherwise."""

_IS_CORRECTION = (
    Q(event_type__in=CORRECTIONS)
    | (Q(event_type="record.updated", is_by_machine=False) & ~Q(reason=""))
    # A development whose kind was corrected is told under the new kind.
    | Q(type=vocabularies.RecordType.DEVELOPMENT.value, changed__has_key="kind")
)


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Queries over the ledger."""

    def after(self, sequence: int) -> Self:
        """Return what was published later, in order."""
        return self.filter(sequence__gt=sequence).order_by("sequence")

    def known_at(self, moment: datetime) -> Self:
        """Return the version of each record that was shown at ``moment``."""
        # No body changed after it was published: a bound for the index by time of change.
        earlier = self.filter(published_at__lte=moment, changed_at__lte=moment)
        shown = earlier.filter(is_withdrawal=False)
        return shown.filter(Q(superseded_at__isnull=True) | Q(superseded_at__gt=moment))

    def current(self) -> Self:
        """Return the version of each record that is shown now."""
        return self.filter(superseded_at__isnull=True, is_withdrawal=False)

    def corrections(self) -> Self:
        """Return what changed or withdrew something after publication, with a person's reason."""
        return self.filter(_IS_CORRECTION)

    def last_changed_at(self, record: int, *fields: str) -> datetime:
        """Return when one of ``fields`` of a public record was published last as it is now."""
        versions = self.filter(record=record).order_by("sequence")
        changed = versions.filter(changed__has_any_keys=fields)
        last = changed.last() or versions.first()
        assert last is not None, "what is public was published"  # noqa: S101
        return last.published_at

    def not_fanned_out(self) -> Self:
        """Return what no webhook delivery was made of yet, in order."""
        return self.filter(fanned_out_at__isnull=True).order_by("sequence")

    def store_facets(self, revisions: Iterable["Revision"]) -> None:
        """Write the facets that ``revisions`` have onto them, in one round trip."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE tracker_revision SET facets = %s::jsonb WHERE sequence = %s",
                [(json.dumps(revision.facets), revision.pk) for revision in revisions],
            )


class Revision(models.Model):
    """One public version of one record. Append-only, which a trigger in the database sees to.

    Its facets are no part of what was published: they follow what the code's filters ask about.
    """

    sequence = models.BigIntegerField(primary_key=True)
    event_type = models.CharField(max_length=60)
    record = models.ForeignKey(base.Identity, on_delete=models.PROTECT, related_name="revisions")
    type = base.code_field(vocabularies.RecordType)
    version = models.PositiveIntegerField()
    body = models.BinaryField(help_text="The record's public JSON")
    envelope = models.BinaryField(help_text="The event as webhooks and the change feed send it")
    changed = models.JSONField(default=dict, help_text="{field: previous value}")
    facets = models.JSONField(default=dict, help_text="What filters ask about, flat")
    content_hash = models.CharField(max_length=64)
    changed_at = models.DateTimeField(help_text="As the body has it: a refresh changes nothing")
    published_at = models.DateTimeField()
    superseded_at = models.DateTimeField(
        null=True, blank=True, help_text="When the record's next version was published"
    )
    is_withdrawal = models.BooleanField(
        default=False, help_text="Whether from here on the record is no longer shown"
    )
    actor = models.CharField(max_length=150)
    is_by_machine = models.BooleanField(default=False, help_text="Whether no person decided it")
    reason = models.TextField(blank=True)
    fanned_out_at = models.DateTimeField(null=True, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["sequence"]
        indexes = [
            GinIndex(fields=["facets"], name="revision_facets", opclasses=["jsonb_path_ops"]),
            models.Index(fields=["record", "-sequence"], name="revision_by_record"),
            models.Index(fields=["published_at"], name="revision_by_time"),
            models.Index(fields=["event_type", "-sequence"], name="revision_by_event"),
            models.Index(
                fields=["type", "-changed_at", "-record"],
                name="revision_listing",
                condition=Q(is_withdrawal=False),
            ),
            models.Index(
                fields=["-sequence"],
                name="revision_of_corrections",
                condition=_IS_CORRECTION,
            ),
            models.Index(
                fields=["record"],
                name="revision_current",
                condition=Q(superseded_at__isnull=True),
            ),
            models.Index(
                fields=["sequence"],
                name="revision_to_fan_out",
                condition=Q(fanned_out_at__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "version"], name="revision_version_is_used_once"
            ),
            base.codes_check("revision_type_is_known", type=vocabularies.RecordType),
            models.CheckConstraint(
                name="revision_sequence_is_positive", condition=Q(sequence__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.event_type}"


class RefreshQuerySet(leases.LeaseQuerySet["Refresh"]):
    """Queries over what is still to be rendered anew."""

    def unfinished(self) -> "RefreshQuerySet":
        """Return the jobs with work left, oldest first."""
        return self.filter(finished_at__isnull=True).order_by("pk")

    def request(self, identity: base.Identity) -> None:
        """Ask for the bodies that embed ``identity`` to be rendered anew."""
        self.create(record=identity, requested_at=Now())


class Refresh(leases.Attempted):
    """Work to be done: the bodies that embed ``record`` still show its former title."""

    record = models.ForeignKey(base.Identity, on_delete=models.PROTECT, related_name="refreshes")
    record_type = models.CharField(
        max_length=40, blank=True, db_column="noun", help_text="The type of record in work"
    )
    last_key = models.BigIntegerField(default=0, help_text="The last record of it done")
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = RefreshQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "refreshes"
        constraints = [
            models.CheckConstraint(
                name="refresh_ends_after_it_starts",
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("requested_at")),
            )
        ]

    def __str__(self) -> str:
        return f"refresh of what embeds {self.record}"
