"""Sketches of documents' latest texts, by which copies of one story find each other."""

from collections.abc import Sequence

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func, Value

from tracker.comparison import duplicates
from tracker.models.documents import Document


class SketchQuerySet(models.QuerySet["Sketch"]):
    """Queries over sketches by what they share."""

    def sharing(self, bands: Sequence[int], limit: int) -> "SketchQuerySet":
        """Return the sketches that share a band with these, those that share most bands first."""
        wanted = Value(list(bands), output_field=ArrayField(models.BigIntegerField()))
        shared = Func(
            "bands",
            wanted,
            template="cardinality(ARRAY(SELECT unnest(%(expressions)s)))",
            arg_joiner=") INTERSECT SELECT unnest(",
            output_field=models.IntegerField(),
        )
        found = self.filter(bands__overlap=bands).annotate(shared=shared)
        return found.order_by("-shared", "document")[:limit]


class Sketch(models.Model):
    """What is kept of a document's latest text in order to know its copies."""

    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, primary_key=True, related_name="sketch"
    )
    values = ArrayField(
        models.BigIntegerField(), help_text="The least hashes of its runs of five words, ascending"
    )
    bands = ArrayField(
        models.BigIntegerField(), help_text="Those of them under which copies are looked for"
    )
    count = models.PositiveIntegerField(help_text="How many runs of five words it has")

    objects = SketchQuerySet.as_manager()

    class Meta:
        # Looked at with each document: what waits to be sorted in would be read through each time.
        indexes = [GinIndex(fields=["bands"], name="sketch_by_band", fastupdate=False)]

    def __str__(self) -> str:
        return f"Sketch of {self.document}"

    @property
    def plain(self) -> duplicates.Sketch:
        """The sketch as it is compared."""
        return duplicates.Sketch(tuple(self.values), self.count)
