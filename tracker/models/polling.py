"""What reading goes by: hosts that are asked politely, sources when due, the articles they list.

None of it is public: bodies hold no operational time. Whether something is due is decided by the
database's clock.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tracker import vocabularies
from tracker.models import base, leases
from tracker.models.documents import Document
from tracker.models.sources import FAILING_POLLS, SHORTEST_SILENCE, SILENT_GAPS, Source
from tracker.readers import auto, canonical

FIRST_INTERVAL_SECONDS = 15 * 60


class HostQuerySet(leases.LeaseQuerySet["Host"]):
    """Queries over hosts."""

    def of(self, url: str) -> "Host":
        """Return the row of the host that ``url`` is on."""
        return self.named([host_name(url)])[host_name(url)]

    def named(self, names: Iterable[str]) -> dict[str, "Host"]:
        """Return the rows with these names, made where they are missing."""
        # In one order, so that two who make the same ones do not wait for each other in a ring.
        rows = [self.model(name=name) for name in sorted(set(names))]
        self.bulk_create(rows, ignore_conflicts=True)
        return {host.name: host for host in self.filter(name__in=[row.name for row in rows])}

    def allowed(self) -> "HostQuerySet":
        """Return those that may be asked now, first who has been left alone for longest."""
        return self.filter(next_allowed_at__lte=Now()).order_by("next_allowed_at", "pk")


class Host(leases.Leased):
    """A server, asked by one worker at a time and no more often than it bears."""

    name = models.CharField(max_length=300, unique=True, help_text="Scheme, host and port")
    next_allowed_at = models.DateTimeField(db_default=Now())
    failures = models.PositiveIntegerField(default=0, help_text="In a row, of whatever was asked")
    robots = models.BinaryField(default=b"", help_text="Its robots.txt")
    robots_status = models.PositiveIntegerField(
        null=True, help_text="That of the answer; none where there was no answer"
    )
    robots_until = models.DateTimeField(null=True, help_text="When robots.txt is asked for again")

    objects = HostQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


def host_name(url: str) -> str:
    """Return the host of ``url`` as its row is named."""
    try:
        parts = urlsplit(canonical.canonical_url(url))
    except ValueError:
        # A port beyond all ports: nobody is dialled there, but the source shows why.
        parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


class PollingQuerySet(leases.LeaseQuerySet["Polling"]):
    """Queries over sources that are polled."""

    def due(self) -> "PollingQuerySet":
        """Return those to be polled now, the longest waiting first."""
        return (
            self.filter(paused_at=None, next_poll_at__lte=Now())
            .filter(source__in=polled().values("pk"))
            .order_by("next_poll_at", "pk")
        )

    def to_examine(self) -> "PollingQuerySet":
        """Return those whose source is to be examined now, the longest waiting first."""
        return self.filter(
            paused_at=None, next_poll_at__lte=Now(), source__in=examined().values("pk")
        ).order_by("next_poll_at", "pk")


class Polling(leases.Leased):
    """When a source is polled, and how it has gone so far."""

    source = models.OneToOneField(
        Source, on_delete=models.PROTECT, primary_key=True, related_name="polling"
    )
    host = models.ForeignKey(Host, on_delete=models.PROTECT, related_name="pollings")
    url = models.CharField(max_length=2000, help_text="The source's address, as it was taken up")
    further = models.JSONField(
        default=list, help_text="Where the rest of the listing stands that is being read"
    )
    next_poll_at = models.DateTimeField(db_default=Now())
    interval_seconds = models.PositiveIntegerField(default=FIRST_INTERVAL_SECONDS)
    polls = models.PositiveIntegerField(default=0)
    etag = models.CharField(max_length=1000, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    body_sha256 = models.CharField(max_length=64, blank=True)
    last_polled_at = models.DateTimeField(null=True)
    last_success_at = models.DateTimeField(null=True)
    last_new_at = models.DateTimeField(null=True, help_text="When it last listed an article")
    usual_gap_seconds = models.FloatField(
        null=True, help_text="How long it usually takes until it lists articles again"
    )
    failures = models.PositiveIntegerField(default=0, help_text="In a row")
    trouble = models.CharField(max_length=500, blank=True, help_text="What failed last")
    skipped = models.PositiveIntegerField(
        default=0,
        db_default=0,
        help_text="Entries of the last listing that have no address, or wait their turn",
    )
    paused_at = models.DateTimeField(null=True)
    paused_because = models.CharField(max_length=300, blank=True)

    objects = PollingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_poll_at"], name="polling_due", condition=Q(paused_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return str(self.source)

    @property
    def next_url(self) -> str:
        """The address to be asked next: the first of the further ones, or the source's own."""
        return str(self.further[0]) if self.further else self.url

    @property
    def is_paused(self) -> bool:
        """Whether it is not polled until someone resumes it."""
        return self.paused_at is not None

    @property
    def next_check_at(self) -> datetime | None:
        """When it is polled next; None while it is paused."""
        return None if self.is_paused else self.next_poll_at

    def silence(self, now: datetime) -> timedelta | None:
        """Return for how long nothing new came, where that is longer than usual; else None.

        Of one whose polls fail that is since when it was last read.
        """
        if self.is_paused:
            return None
        if self.last_new_at is not None and self.usual_gap_seconds is not None:
            lasting = now - self.last_new_at
            usual = timedelta(seconds=self.usual_gap_seconds)
            if lasting > max(SILENT_GAPS * usual, SHORTEST_SILENCE):
                return lasting
        if self.failures < FAILING_POLLS or self.last_success_at is None:
            return None
        unread = now - self.last_success_at
        return unread if unread > SHORTEST_SILENCE else None


def polled() -> "base.RecordQuerySet[Source]":
    """Return the sources that are to be polled."""
    return Source.objects.polled()


def examined() -> "base.RecordQuerySet[Source]":
    """Return the sources of which it is to be found out how they are read."""
    return Source.objects.filter(type=auto.CODE, identity__deleted_at=None).exclude(url="")


def following(url: str) -> "base.RecordQuerySet[Source]":
    """Return the sources that are read, or to be examined, at ``url``, however it is written."""
    followed = polled() | examined()
    same_host = followed.filter(url__istartswith=host_name(url)).values_list("pk", "url")
    known_as = _known_as(url)
    same = [key for key, address in same_host if _known_as(address) == known_as]
    return Source.objects.filter(pk__in=same).select_related("identity").order_by("pk")


def _known_as(url: str) -> str:
    """Return an address as all its spellings have it, with or without a slash at its end."""
    try:
        return canonical.canonical_url(url).rstrip("/")
    except ValueError:
        return url


class ListedQuerySet(leases.LeaseQuerySet["ListedArticle"]):
    """Queries over listed articles."""

    def waiting(self) -> "ListedQuerySet":
        """Return those not read yet."""
        return self.filter(state=vocabularies.SubmissionState.WAITING)

    def due(self) -> "ListedQuerySet":
        """Return those to be read now, the longest waiting first."""
        return self.waiting().filter(next_attempt_at__lte=Now()).order_by("next_attempt_at", "pk")

    def try_again(self) -> int:
        """Have those that were given up be fetched anew, and return how many they are."""
        failed = self.filter(state=vocabularies.SubmissionState.FAILED)
        waiting = vocabularies.SubmissionState.WAITING
        return failed.update(
            state=waiting, attempts=0, detail="", next_attempt_at=Now(), settled_at=None
        )


class ListedArticle(leases.Attempted):
    """An article that a source listed: read once, however many sources list it."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="listed")
    host = models.ForeignKey(Host, on_delete=models.PROTECT, related_name="listed")
    url = models.CharField(max_length=2000)
    digest = models.CharField(max_length=64, unique=True, help_text="Of the canonical address")
    said: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        default=dict, help_text="What the listing says of it"
    )
    state = base.code_field(
        vocabularies.SubmissionState, default=vocabularies.SubmissionState.WAITING
    )
    detail = models.CharField(max_length=500, blank=True, help_text="Why it could not be read")
    first_seen_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(db_default=Now())
    settled_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was read, or given up"
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="listed"
    )

    objects = ListedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["host", "next_attempt_at"],
                name="listed_waiting",
                condition=Q(state=vocabularies.SubmissionState.WAITING),
            ),
            models.Index(fields=["source", "-first_seen_at"], name="listed_by_source"),
        ]
        constraints = [
            base.codes_check("listed_state_is_known", state=vocabularies.SubmissionState)
        ]

    def __str__(self) -> str:
        return self.url
