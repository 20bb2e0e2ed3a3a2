"""Sources: whom articles and pages are from, and how they are read."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import ExpressionWrapper, F, Q, Value
from django.db.models.functions import Greatest

from tracker import readers, vocabularies
from tracker.models import base
from tracker.models.parties import Party

SILENT_GAPS = 4
SHORTEST_SILENCE = timedelta(days=1)
"""A source is silent when nothing new came for so many times the usual, and so long at least."""
FAILING_POLLS = 3
"""So is one of which so many polls failed in a row, where none went well for that long."""


class SourceQuerySet(base.RecordQuerySet["Source"]):
    """Queries over sources by how they are read."""

    def polled(self) -> "SourceQuerySet":
        """Return those that are to be polled: not withdrawn, of such a type, with an address."""
        types = [code for code, reader in readers.READERS.items() if reader.is_polled]
        return self.standing().filter(type__in=types).exclude(url="")

    def silent(self, now: datetime) -> "SourceQuerySet":
        """Return those that brought nothing for far longer than usual, or whose polls fail.

        What somebody paused is not among them.
        """
        usual = ExpressionWrapper(
            F("polling__usual_gap_seconds") * Value(timedelta(seconds=SILENT_GAPS)),
            output_field=models.DurationField(),
        )
        longest = Greatest(usual, Value(SHORTEST_SILENCE))
        until = ExpressionWrapper(Value(now) - longest, output_field=models.DateTimeField())
        is_unread = Q(polling__last_success_at=None) | Q(
            polling__last_success_at__lt=now - SHORTEST_SILENCE
        )
        is_quiet = Q(polling__usual_gap_seconds__isnull=False, polling__last_new_at__lt=until)
        is_failing = Q(polling__failures__gte=FAILING_POLLS) & is_unread
        return self.polled().filter(is_quiet | is_failing, polling__paused_at=None)


class Source(base.Record):
    """Where documents come from: a feed, a page, or an outlet whose articles are handed in."""

    RECORD_TYPE = vocabularies.RecordType.SOURCE
    HEADED_BY = "name"

    name = models.CharField(max_length=300)
    url = models.URLField(max_length=2000, blank=True)
    type = models.CharField(max_length=40, choices=readers.choices, default="push")
    language = models.CharField(max_length=8, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    publisher = models.CharField(max_length=300, blank=True)
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sources",
        help_text="Which party's own words its texts are: of an official source",
    )
    tier = base.code_field(vocabularies.SourceTier)
    is_text_public = models.BooleanField(
        default=False, help_text="Whether whole texts may be shown, beyond the quotes"
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        indexes = base.listing_indexes("source")
        constraints = [
            base.codes_check("source_tier_is_known", tier=vocabularies.SourceTier),
            base.country_check("source"),
        ]
