"""Events: deeds that bear on commitments, such as a vote, a law, a deployment, a delivery."""

from django.db import models

from tracker import vocabularies
from tracker.models import base
from tracker.models.parties import Party, Topic

_ORDERED_BY = ("start_date", "end_date")
"""The dates by which lists can be ordered."""


class Event(base.Record):
    """Something that was done or decided."""

    RECORD_TYPE = vocabularies.RecordType.EVENT
    ORDERED_BY = _ORDERED_BY

    kind = base.code_field(vocabularies.EventKind)
    title = models.CharField(max_length=500)
    start_date = models.DateField(null=True, blank=True)
    start_precision = base.code_field(vocabularies.DatePrecision, blank=True, default="")
    end_date = models.DateField(null=True, blank=True)
    end_precision = base.code_field(vocabularies.DatePrecision, blank=True, default="")
    place = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    parties = models.ManyToManyField(Party, blank=True, related_name="events")
    result = models.TextField(blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="events")

    objects = base.RecordQuerySet["Event"].as_manager()

    class Meta:
        indexes = [*base.listing_indexes("event"), *base.ordering_indexes("event", _ORDERED_BY)]
        constraints = [
            base.codes_check("event_codes_are_known", "start", "end", kind=vocabularies.EventKind),
            base.country_check("event"),
        ]
