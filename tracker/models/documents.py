"""Documents, every version of their texts, and the bytes that these were extracted from."""

import hashlib
import zlib
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tracker import vocabularies
from tracker.models import base, leases
from tracker.models.sources import Source
from tracker.readers import found

MOST_READINGS = 3
"""After so many attempts at reading it for developments, a snapshot is set aside."""
MOST_LATER_READINGS = 40
"""After so many attempts, in about a week, a snapshot is no longer read again by the model."""
_ORDERED_BY = ("published_at", "modified_at", "first_seen_at")
"""The dates by which lists can be ordered."""


class Document(base.Record):
    """An article, communiqué or page; its texts are its snapshots."""

    RECORD_TYPE = vocabularies.RecordType.DOCUMENT
    ORDERED_BY = _ORDERED_BY

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="documents")
    outlet = models.CharField(max_length=300, help_text="As the reader knows it")
    url = models.URLField(max_length=2000, blank=True)
    canonical_url = models.CharField(max_length=2000, blank=True)
    title = models.CharField(max_length=500, blank=True)
    author = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_precision = base.code_field(vocabularies.DatePrecision, blank=True, default="")
    published_from = base.code_field(vocabularies.DateOrigin, blank=True, default="")
    modified_at = models.DateTimeField(
        null=True, blank=True, help_text="When the publisher says that it last changed"
    )
    modified_precision = base.code_field(vocabularies.DatePrecision, blank=True, default="")
    modified_from = base.code_field(vocabularies.DateOrigin, blank=True, default="")
    first_seen_at = models.DateTimeField(
        null=True, editable=False, help_text="When we first knew of it, whatever its own dates say"
    )
    language = models.CharField(max_length=8)
    text_kind = base.code_field(vocabularies.TextKind, default=vocabularies.TextKind.FULL)
    is_available = models.BooleanField(
        default=True, editable=False, help_text="Whether its page was there when last looked for"
    )
    story = models.BigIntegerField(
        null=True, blank=True, help_text="Documents with the same number are near-duplicates"
    )

    objects = base.RecordQuerySet["Document"].as_manager()

    class Meta:
        indexes = [
            *base.listing_indexes("document"),
            *base.ordering_indexes("document", _ORDERED_BY),
            models.Index(fields=["story", "identity"], name="document_in_story"),
            models.Index(
                fields=["source", "identity"],
                name="document_of_source",
                include=["story", "language", "is_public"],
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["canonical_url"],
                condition=~Q(canonical_url=""),
                name="document_address_is_read_once",
            ),
            base.codes_check(
                "document_codes_are_known",
                blank={"published_from", "modified_from"},
                text_kind=vocabularies.TextKind,
                published_precision=vocabularies.DatePrecision,
                published_from=vocabularies.DateOrigin,
                modified_precision=vocabularies.DatePrecision,
                modified_from=vocabularies.DateOrigin,
            ),
        ]

    @property
    def heading(self) -> str:
        """The title, or failing that outlet and address."""
        return self.title or f"{self.outlet}: {self.url}".removesuffix(": ")

    @property
    def is_text_public(self) -> bool:
        """Whether its whole text may be shown, and not only what is quoted of it."""
        is_ours = self.text_kind == vocabularies.TextKind.SUMMARY
        return self.source.is_text_public or is_ours

    def latest_snapshot(self) -> "Snapshot | None":
        """Return the latest version of its text; None of a document that was never read."""
        return self.snapshots.order_by("-number").first()


class SnapshotQuerySet(leases.LeaseQuerySet["Snapshot"]):
    """Queries over snapshots by what has been done with them."""

    def unflagged(self) -> "SnapshotQuerySet":
        """Return those to be read for developments, oldest first."""
        waiting = self.filter(flagged_at__isnull=True, attempts__lt=MOST_READINGS)
        return waiting.order_by("fetched_at", "pk")

    def set_aside(self) -> "SnapshotQuerySet":
        """Return those that could not be read for developments however often it was tried."""
        tried = self.filter(flagged_at__isnull=True, attempts__gte=MOST_READINGS)
        return tried.free().order_by("fetched_at", "pk")  # type: ignore[return-value]

    def try_again(self) -> int:
        """Have those that were set aside be read, and return how many they are."""
        again = {"attempts": 0, "trouble": "", "leased_until": None}
        return self.set_aside().order_by().update(**again)

    def awaiting_model(self) -> "SnapshotQuerySet":
        """Return those that are read again once the language model answers, oldest first."""
        waiting = self.filter(is_awaiting_model=True, attempts__lt=MOST_LATER_READINGS)
        return waiting.order_by("fetched_at", "pk")

    def current(self) -> "SnapshotQuerySet":
        """Return the latest version of each public document."""
        return self.newest().filter(document__is_public=True).select_related("document__identity")

    def newest(self) -> "SnapshotQuerySet":
        """Return those after which none of their document has come."""
        later = Snapshot.objects.filter(
            document=models.OuterRef("document"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(later))

    def published_since(self, moment: datetime) -> "SnapshotQuerySet":
        """Return those of articles published since then; undated ones by when they came."""
        undated = Q(document__published_at__isnull=True, fetched_at__gte=moment)
        return self.filter(Q(document__published_at__gte=moment) | undated)


class Snapshot(leases.Attempted):
    """A document's text as it stood when it was read; kept for ever."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField()
    fetched_at = models.DateTimeField()
    text = models.TextField(help_text="As extracted; offsets of quotes count its code points")
    text_sha256 = models.CharField(max_length=64)
    extractor_version = models.CharField(max_length=60)
    drift = base.code_field(vocabularies.Drift)
    significance = models.FloatField(
        default=0, help_text="The share of sentences that differ from the version before"
    )
    modified_at = models.DateTimeField(
        null=True, blank=True, help_text="When the page says that it was last changed"
    )
    archive_url = models.CharField(
        max_length=2000, blank=True, help_text="Where a public archive keeps the page"
    )
    pages = ArrayField(
        models.PositiveIntegerField(),
        default=list,
        db_default=[],
        blank=True,
        help_text="Where in the text each page begins; none for what is not paged",
    )
    flagged_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text="Why it could not be read for developments, or what of it was not",
    )

    is_awaiting_model = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text="Whether it was read offline as the language model was away, and is read again",
    )

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["document", "number"]
        indexes = [
            models.Index(
                fields=["fetched_at", "id"],
                name="snapshot_awaiting_model",
                condition=Q(is_awaiting_model=True),
            ),
            models.Index(
                fields=["fetched_at", "id"],
                name="snapshot_waiting",
                condition=Q(flagged_at__isnull=True),
            ),
            models.Index(fields=["flagged_at"], name="snapshot_by_reading", include=["document"]),
            models.Index(
                fields=["fetched_at"], name="snapshot_by_fetch", include=["document", "number"]
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="snapshot_number_is_used_once"
            ),
            models.CheckConstraint(name="snapshot_has_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="snapshot_significance_is_a_share", condition=Q(significance__range=(0, 1))
            ),
            base.codes_check("snapshot_drift_is_known", drift=vocabularies.Drift),
        ]

    def __str__(self) -> str:
        return f"{self.document} #{self.number}"

    def page_at(self, offset: int) -> int | None:
        """Return the number of the page on which ``offset`` stands; None for what is not paged."""
        return found.page_at(self.pages, offset)

    @property
    def why_unread(self) -> str:
        """Why it could not be read for developments, or what of it was not; '' where all was."""
        is_tried = self.flagged_at is None and self.attempts >= MOST_READINGS
        return self.trouble or ("The process that read it ended." if is_tried else "")

    @property
    def is_news(self) -> bool:
        """Whether its text is to be read for developments: not what was only read better."""
        quiet = {vocabularies.Drift.PARSER_UPGRADE, vocabularies.Drift.UNAVAILABLE}
        return self.drift not in quiet


def text_digest(text: str) -> str:
    """Return the hexadecimal SHA-256 of a text, by which versions are compared."""
    return hashlib.sha256(text.encode()).hexdigest()


class RawContent(models.Model):
    """The bytes that a snapshot was extracted from, compressed."""

    snapshot = models.OneToOneField(
        Snapshot, on_delete=models.PROTECT, primary_key=True, related_name="raw"
    )
    compressed = models.BinaryField(help_text="By zlib")
    content_type = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.content_type} of {self.snapshot}"

    @property
    def content(self) -> bytes:
        """The bytes as they were fetched."""
        return zlib.decompress(self.compressed)

    @classmethod
    def keep(cls, snapshot: Snapshot, content: bytes, content_type: str) -> "RawContent":
        """Keep the bytes that ``snapshot`` was extracted from, and return their row."""
        return cls._default_manager.create(
            snapshot=snapshot, compressed=zlib.compress(content), content_type=content_type
        )
