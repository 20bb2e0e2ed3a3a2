"""Statements: who said what, as given; and how words and deeds relate to commitments."""

from django.db import models
from django.db.models import Q

from tracker import vocabularies
from tracker.models import axes, base
from tracker.models.agreements import Agreement
from tracker.models.commitments import Commitment
from tracker.models.events import Event
from tracker.models.meetings import Meeting
from tracker.models.officials import Official
from tracker.models.parties import Party, Topic

SAID_IN = "said-in-"
"""What the slug of a statement begins with that was made of a development; then its slug."""
_ORDERED_BY = ("stated_date",)
"""The dates by which lists can be ordered."""


class Statement(base.Record):
    """Words attributed to someone, quoted or reported."""

    RECORD_TYPE = vocabularies.RecordType.STATEMENT
    ORDERED_BY = _ORDERED_BY
    CITED_WHEN = ("is_direct_quote", True)

    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    role_as_reported = models.CharField(max_length=300, blank=True)
    attributed_as = models.CharField(max_length=300, blank=True)
    attribution = base.code_field(vocabularies.Attribution)
    on_behalf_of = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="spoken_for"
    )
    stance = base.code_field(vocabularies.Stance)
    text = models.TextField(help_text="As given by the source")
    is_direct_quote = models.BooleanField(default=False)
    language = models.CharField(max_length=8)
    stated_date = models.DateField(null=True, blank=True)
    stated_precision = base.code_field(vocabularies.DatePrecision, blank=True, default="")
    medium = models.CharField(max_length=200, blank=True)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    agreements = models.ManyToManyField(Agreement, blank=True, related_name="statements")
    topics = models.ManyToManyField(Topic, blank=True, related_name="statements")

    objects = base.RecordQuerySet["Statement"].as_manager()

    class Meta:
        indexes = [
            *base.listing_indexes("statement"),
            *base.ordering_indexes("statement", _ORDERED_BY),
        ]
        constraints = [
            base.codes_check(
                "statement_codes_are_known",
                "stated",
                attribution=vocabularies.Attribution,
                stance=vocabularies.Stance,
            ),
            models.CheckConstraint(
                name="statement_is_someones",
                condition=Q(official__isnull=False) | Q(party__isnull=False) | ~Q(attributed_as=""),
            ),
        ]

    @property
    def heading(self) -> str:
        """The first words of the statement."""
        words = self.text.split()
        return " ".join(words[:12]) + (" …" if len(words) > 12 else "")  # noqa: PLR2004


_REVIEWED = frozenset({vocabularies.ReviewState.CONFIRMED, vocabularies.ReviewState.CORRECTED})


class RelationQuerySet(models.QuerySet["Relation"]):
    """Queries over relations by who has looked at them."""

    def confirmed(self) -> "RelationQuerySet":
        """Return those that a person stands behind."""
        return self.filter(
            review_state__in=_REVIEWED,
            statement__identity__deleted_at=None,
            event__identity__deleted_at=None,
        )

    def evidence_on(self, commitment: int | models.Expression) -> "RelationQuerySet":
        """Return those that speak for a commitment or against it, of what anyone may see."""
        is_shown = Q(statement__is_public=True) | Q(event__is_public=True)
        return self.confirmed().filter(
            is_shown, commitment=commitment, relation__in=axes.FOR | axes.AGAINST
        )


class Relation(models.Model):
    """How a statement or an event bears on a commitment."""

    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, null=True, blank=True, related_name="relations"
    )
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, null=True, blank=True, related_name="relations"
    )
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="relations")
    relation = base.code_field(vocabularies.RelationKind)
    side = base.code_field(vocabularies.Side)
    confidence = models.FloatField(null=True, blank=True)
    method = models.CharField(
        max_length=60, default="person", help_text="A person, or the detector and its version"
    )
    review_state = base.code_field(
        vocabularies.ReviewState, default=vocabularies.ReviewState.CONFIRMED
    )

    objects = RelationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="relation_is_of_a_statement_or_an_event",
                condition=Q(statement__isnull=False, event__isnull=True)
                | Q(statement__isnull=True, event__isnull=False),
            ),
            models.CheckConstraint(
                name="relation_confidence_is_a_share",
                condition=Q(confidence__isnull=True) | Q(confidence__range=(0, 1)),
            ),
            models.UniqueConstraint(
                fields=["statement", "commitment"], name="relation_of_a_statement_is_one"
            ),
            models.UniqueConstraint(
                fields=["event", "commitment"], name="relation_of_an_event_is_one"
            ),
            base.codes_check(
                "relation_codes_are_known",
                relation=vocabularies.RelationKind,
                side=vocabularies.Side,
                review_state=vocabularies.ReviewState,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.relation} {self.commitment}"

    @property
    def by(self) -> "Statement | Event":
        """The statement or event that bears on the commitment."""
        found = self.statement or self.event
        assert found is not None, "the database holds that it is of one of them"  # noqa: S101
        return found

    def take_over(self, other: "Relation") -> None:
        """Say what ``other`` says where a person stands behind that and not behind this."""
        if other.review_state not in _REVIEWED or self.review_state in _REVIEWED:
            return
        said = ("relation", "side", "confidence", "method", "review_state")
        for name in said:
            setattr(self, name, getattr(other, name))
        self.save(update_fields=said)

    @property
    def is_confirmed(self) -> bool:
        """Whether a person stands behind it, and what it is of is not withdrawn."""
        return self.review_state in _REVIEWED and self.by.identity.deleted_at is None
