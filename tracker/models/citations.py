"""Quotes: the exact words that support a fact, each at its place in one version of a text."""

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from tracker import vocabularies
from tracker.models import base
from tracker.models.agreements import Action
from tracker.models.assessments import Assessment
from tracker.models.commitments import Observation
from tracker.models.documents import Snapshot
from tracker.models.officials import Tenure
from tracker.models.statements import Relation

_SUPPORTED = ("tenure", "action", "relation", "observation", "assessment")


class CitationQuerySet(models.QuerySet["Citation"]):
    """Queries over citations by what they support."""

    def of_the_record(self) -> "CitationQuerySet":
        """Return those that support the record itself, and not one of its parts."""
        return self.filter(**dict.fromkeys(_SUPPORTED))


class Citation(models.Model):
    """The exact words that support a fact, and where they stand in which version of which text."""

    record = models.ForeignKey(base.Identity, on_delete=models.PROTECT, related_name="citations")
    tenure = models.ForeignKey(
        Tenure, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    action = models.ForeignKey(
        Action, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    relation = models.ForeignKey(
        Relation, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    observation = models.ForeignKey(
        Observation, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, null=True, blank=True, related_name="citations"
    )
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="citations")
    exact = models.TextField()
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    start = models.PositiveIntegerField(help_text="Code points from the start of the text")
    end = models.PositiveIntegerField()
    page = models.PositiveIntegerField(null=True, blank=True)
    supports = models.CharField(max_length=60, blank=True, help_text="The field it is evidence for")
    weight = base.code_field(
        vocabularies.CitationWeight, default=vocabularies.CitationWeight.ANNOUNCEMENT
    )
    quote_state = base.code_field(
        vocabularies.QuoteState, default=vocabularies.QuoteState.FOUND, editable=False
    )
    is_context_public = models.BooleanField(
        default=True,
        db_default=True,
        editable=False,
        help_text="Whether the words around it are shown to everyone",
    )

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="citation_offsets_span_its_words",
                condition=Q(end=F("start") + Length("exact")) & Q(end__gt=F("start")),
            ),
            models.CheckConstraint(
                name="citation_supports_one_thing",
                condition=LessThanOrEqual(
                    Func(*_SUPPORTED, function="num_nonnulls", output_field=models.IntegerField()),
                    Value(1),
                ),
            ),
            base.codes_check(
                "citation_codes_are_known",
                weight=vocabularies.CitationWeight,
                quote_state=vocabularies.QuoteState,
            ),
        ]

    def __str__(self) -> str:
        return self.exact

    @property
    def shown_prefix(self) -> str:
        """The words before it, where everyone may see them."""
        return self.prefix if self.is_context_public else ""

    @property
    def shown_suffix(self) -> str:
        """The words after it, where everyone may see them."""
        return self.suffix if self.is_context_public else ""

    @property
    def is_of_the_record(self) -> bool:
        """Whether the quote supports the record itself, and not one of its parts."""
        return all(getattr(self, f"{part}_id") is None for part in _SUPPORTED)
