"""Officials: anyone quoted by name, and the offices that they held."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from tracker import partial_dates, vocabularies
from tracker.models import base
from tracker.models.parties import Party


class Official(base.Record):
    """Anyone quoted by name."""

    RECORD_TYPE = vocabularies.RecordType.OFFICIAL
    HEADED_BY = "name"

    name = models.CharField(max_length=300)
    other_names = models.JSONField(default=list, blank=True, help_text="[{name, language, note}]")
    honorific_prefix = models.CharField(max_length=60, blank=True)
    identifiers = models.JSONField(default=list, blank=True, help_text="[{scheme, identifier}]")
    summary = models.TextField(blank=True)

    objects = base.RecordQuerySet["Official"].as_manager()

    class Meta:
        indexes = base.listing_indexes("official")

    def tenure_on(self, day: date | None) -> "Tenure | None":
        """Return the office held on ``day`` (without one, at present), the latest of several."""
        held = [t for t in self.tenures.all() if t.covers(day)]
        return max(held, key=lambda t: (t.start_date or date.min, t.pk), default=None)


class Tenure(models.Model):
    """An office held by an official for a time."""

    official = models.ForeignKey(Official, on_delete=models.CASCADE, related_name="tenures")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="tenures")
    role = models.JSONField(help_text="{language: the office's name}")
    start_date = models.DateField(null=True, blank=True)
    start_precision = base.code_field(vocabularies.DatePrecision, blank=True, default="")
    end_date = models.DateField(null=True, blank=True)
    end_precision = base.code_field(vocabularies.DatePrecision, blank=True, default="")
    is_acting = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="tenure_ends_after_it_starts",
                condition=Q(end_date__isnull=True)
                | Q(start_date__isnull=True)
                | Q(end_date__gte=F("start_date"))
                | Q(end_precision__in=["year", "month"]),
            ),
            base.codes_check("tenure_precisions_are_known", "start", "end"),
        ]

    def __str__(self) -> str:
        return f"{self.official}: {next(iter(self.role.values()), '')}"

    def covers(self, day: date | None) -> bool:
        """Return whether the office was held on ``day``; without one, whether it has no end."""
        if day is None:
            return self.end_date is None
        if self.start_date is not None and day < self.start_date:
            return False
        return self.end_date is None or day <= partial_dates.last_day(
            self.end_date, self.end_precision
        )
