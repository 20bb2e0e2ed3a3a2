"""Proposals: what texts tell of that no record tells of yet, until a person takes it up or not."""

from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from tracker import kinds, vocabularies
from tracker.models import base
from tracker.models.citations import Citation
from tracker.models.developments import SAME_HAPPENING_DAYS, Development
from tracker.models.documents import Snapshot
from tracker.models.officials import Official
from tracker.models.parties import Party

_STATES = [
    vocabularies.ReviewState.FLAGGED,
    vocabularies.ReviewState.CONFIRMED,
    vocabularies.ReviewState.DISMISSED,
]

_OF_ONE_DECISION = ("review_state", "reviewed_at", "reviewer", "record")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Queries over proposals by what they tell of and by what people decided."""

    def waiting(self) -> "ProposalQuerySet":
        """Return those that nobody has decided on."""
        return self.filter(review_state=vocabularies.ReviewState.FLAGGED)

    def decided_with(self, row: "Proposal") -> "ProposalQuerySet":
        """Return ``row`` and those that were decided together with it."""
        of_one = {name: getattr(row, name) for name in _OF_ONE_DECISION}
        return self.filter(Q(pk=row.pk) | Q(**of_one, reviewed_at__isnull=False))

    def about(self, kind: str, day: date | None) -> "ProposalQuerySet":
        """Return those of this kind of about that day, and those of no known day."""
        if day is None:
            return self.filter(kind=kind)
        reach = timedelta(days=SAME_HAPPENING_DAYS)
        near = Q(occurred_date__range=(day - reach, day + reach)) | Q(occurred_date=None)
        return self.filter(near, kind=kind)


class Proposal(models.Model):
    """A record that a text gives reason to make, and the development that would begin it."""

    slug = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=60, choices=kinds.choices)
    title = models.CharField(max_length=500)
    draft = models.JSONField(help_text="The record's fields, as an editor would enter them")
    marks = ArrayField(
        models.CharField(max_length=120),
        help_text="Folded words by which another report of the same is known",
    )
    suggested = models.ForeignKey(
        base.Identity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="A record that it may be about",
    )
    occurred_date = models.DateField(null=True, blank=True)
    occurred_precision = base.code_field(vocabularies.DatePrecision, blank=True, default="")
    confidence = models.FloatField(help_text="0 to 1")
    side = base.code_field(vocabularies.Side, blank=True, default="")
    place = models.CharField(max_length=300, blank=True)
    participants = models.JSONField(default=list, help_text="[{name, official}], as reported")
    speaker_name = models.CharField(max_length=300, blank=True)
    speaker_official = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    speaker_party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    speaker_role = models.CharField(max_length=300, blank=True)
    attributed_as = models.CharField(max_length=300, blank=True)
    detector = models.CharField(max_length=60)
    detector_version = models.CharField(max_length=20)
    explanation = models.JSONField(default=dict)
    proposed_at = models.DateTimeField()
    review_state = base.code_field(
        vocabularies.ReviewState, default=vocabularies.ReviewState.FLAGGED
    )
    review_reason = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewer = models.CharField(max_length=150, blank=True)
    record = models.ForeignKey(
        base.Identity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        help_text="What was made of it",
    )
    development = models.ForeignKey(
        Development, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    is_duplicate = models.BooleanField(
        default=False, db_default=False, help_text="Of a record that was there before"
    )
    added = models.ManyToManyField(
        Citation,
        blank=True,
        related_name="+",
        help_text="The quotes that taking it up added, which go where that is taken back",
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-proposed_at", "-id"], name="proposal_listing"),
            models.Index(fields=["kind", "occurred_date"], name="proposal_by_kind_and_day"),
        ]
        constraints = [
            base.codes_check(
                "proposal_codes_are_known",
                blank=("side",),
                occurred_precision=vocabularies.DatePrecision,
                side=vocabularies.Side,
            ),
            models.CheckConstraint(
                name="proposal_state_is_known",
                condition=Q(review_state__in=[state.value for state in _STATES]),
            ),
            models.CheckConstraint(
                name="proposal_confidence_is_a_share", condition=Q(confidence__range=(0, 1))
            ),
            models.CheckConstraint(
                name="proposal_that_is_confirmed_became_something",
                condition=~Q(review_state=vocabularies.ReviewState.CONFIRMED)
                | Q(record__isnull=False, development__isnull=False),
            ),
            models.CheckConstraint(
                name="proposal_dismissal_has_a_reason",
                condition=~Q(review_state=vocabularies.ReviewState.DISMISSED)
                | ~Q(review_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def record_type(self) -> str:
        """The type of record that it would be."""
        return kinds.get(self.kind).record_type


class ProposalQuote(models.Model):
    """The words of one document that give reason for a proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="quotes")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    exact = models.TextField()
    start = models.PositiveIntegerField(help_text="Code points from the start of the text")
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="proposal_quote_offsets_span_its_words",
                condition=Q(end=F("start") + Length("exact")) & Q(end__gt=F("start")),
            ),
            models.UniqueConstraint(
                fields=["proposal", "snapshot", "start"], name="proposal_quote_is_given_once"
            ),
        ]

    def __str__(self) -> str:
        return self.exact
