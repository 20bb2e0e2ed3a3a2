"""Saved searches: what somebody wants mailed, and what was mailed of it."""

import zoneinfo
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tracker import vocabularies
from tracker.models import base, followers, leases

BETWEEN_IMMEDIATE = timedelta(minutes=1)
_DAY = timedelta(days=1)


class SavedSearchQuerySet(leases.LeaseQuerySet["SavedSearch"]):
    """Queries over saved searches by what is to be mailed."""

    def due(self) -> "SavedSearchQuerySet":
        """Return those to look at now, by the database's clock, the longest due first."""
        return self.filter(state=vocabularies.SearchState.ACTIVE, due_at__lte=Now()).order_by(
            "due_at", "pk"
        )

    def unasked(self) -> "SavedSearchQuerySet":
        """Return those whose confirmation has to be asked for by mail."""
        return self.filter(
            state=vocabularies.SearchState.PENDING, asked_at__isnull=True, due_at__lte=Now()
        ).order_by("due_at", "pk")


class SavedSearch(leases.Leased):
    """Events that somebody wants mailed to an address, as a webhook would be sent them."""

    slug = models.CharField(max_length=40, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="saved_searches",
        null=True,
        blank=True,
    )
    follower = models.ForeignKey(
        followers.Follower,
        on_delete=models.CASCADE,
        related_name="saved_searches",
        null=True,
        blank=True,
        help_text="Whose it is where it is no account's",
    )
    title = models.CharField(max_length=200)
    email = models.EmailField()
    language = base.code_field(vocabularies.MailLanguage, default=vocabularies.MailLanguage.EN)
    frequency = base.code_field(
        vocabularies.MailFrequency, default=vocabularies.MailFrequency.DAILY
    )
    hour = models.PositiveSmallIntegerField(default=7, help_text="At which daily mails are sent")
    time_zone = models.CharField(max_length=64, default="UTC", help_text="IANA, of that hour")
    event_types = ArrayField(models.CharField(max_length=60), size=50)
    filters = models.JSONField(default=dict, blank=True)
    has_backfill = models.BooleanField(default=False)
    state = base.code_field(vocabularies.SearchState, default=vocabularies.SearchState.PENDING)
    asked_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When the confirmation was asked for"
    )
    confirmed_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When its address last confirmed it"
    )
    last_sequence = models.BigIntegerField(
        default=0, editable=False, help_text="Up to which event of the ledger it was mailed"
    )
    due_at = models.DateTimeField(editable=False, help_text="When it is looked at next")
    failures = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField()

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "saved searches"
        ordering = ["pk"]
        indexes = [models.Index(fields=["due_at", "id"], name="saved_search_due")]
        constraints = [
            followers.has_one_owner("saved_search_has_one_owner"),
            base.codes_check(
                "saved_search_codes_are_known",
                language=vocabularies.MailLanguage,
                frequency=vocabularies.MailFrequency,
                state=vocabularies.SearchState,
            ),
            models.CheckConstraint(
                name="saved_search_hour_is_one_of_the_day", condition=Q(hour__range=(0, 23))
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def next_due(self, now: datetime) -> datetime:
        """Return when it is to be looked at after ``now``."""
        if self.frequency == vocabularies.MailFrequency.IMMEDIATE:
            return now + BETWEEN_IMMEDIATE
        local = now.astimezone(zoneinfo.ZoneInfo(self.time_zone))
        due = local.replace(hour=self.hour, minute=0, second=0, microsecond=0)
        return (due if due > local else due + _DAY).astimezone(UTC)


class SearchMail(models.Model):
    """A mail that was sent of a saved search, and of which records it told."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="mails")
    message_id = models.CharField(max_length=200)
    last_sequence = models.BigIntegerField(help_text="Of the last event that it told of")
    records = ArrayField(models.BigIntegerField())
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [GinIndex(fields=["records"], name="search_mail_records")]

    def __str__(self) -> str:
        return self.message_id
