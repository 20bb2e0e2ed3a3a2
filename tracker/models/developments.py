"""Developments: what was flagged on a record, by which words, and what people made of it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from tracker import kinds, vocabularies
from tracker.models import axes, base
from tracker.models.officials import Official
from tracker.models.parties import Party

SAME_HAPPENING_DAYS = 3
PROSE_DETECTOR = "prose"
"""What finds developments in articles."""
READINGS_DISAGREE = "readings_disagree"
"""Says in the explanation of a report why a later reading does not bear it out."""
_ASKED = (
    *("kind", "subject", "occurred_date", "detected_at", "confidence", "speaker_official"),
    *("speaker_party", "review_state", "is_backfill"),
)
"""The columns that lists are filtered by."""
# That there is a report goes without saying, and has the few that have one read by their index.
_OF_REPORT = Q(report=models.OuterRef("pk"), report__isnull=False)
_ORDERED_BY = ("occurred_date", "detected_at", "confidence", "reviewed_at")
"""The dates by which lists can be ordered, and how sure a machine is."""
_AROUND = ("subject", "speaker_official", "speaker_party")
"""Whom or what a development is about, and who speaks in it."""


class DevelopmentQuerySet(base.RecordQuerySet["Development"]):
    """Queries over developments by what they report."""

    def standing(self) -> "DevelopmentQuerySet":
        """Return those that are public or may become so: neither dismissed nor never told."""
        told = [kind.code for kind in kinds.KINDS.values() if kind.is_public]
        dismissed = vocabularies.ReviewState.DISMISSED
        return super().standing().filter(kind__in=told).exclude(review_state=dismissed)

    def of(self, identity: base.Identity, kind: str) -> "DevelopmentQuerySet":
        """Return the developments of this kind on a record, or flagged as such and corrected."""
        was_flagged_so = Q(key__startswith=f"{kind}:{identity.slug}:")
        return self.filter(Q(subject=identity, kind=kind) | was_flagged_so)

    def to_withhold(self) -> "DevelopmentQuerySet":
        """Return what is public, though as the settings are now it would wait for a person."""
        flagged = vocabularies.ReviewState.FLAGGED
        unreviewed = self.public().filter(review_state=flagged)
        if flagged not in settings.PUBLIC_REVIEW_STATES:
            return unreviewed
        return unreviewed.filter(_waiting())

    def reports(self) -> "DevelopmentQuerySet":
        """Return those that stand and tell what was reported on a commitment, or what it means."""
        said = [kind.code for kind in kinds.KINDS.values() if kind.is_meaning]
        return self.standing().filter(kind__in=[kinds.REPORTED, *said])

    def became_of(
        self, meeting: int, first_day: date, planned_at: datetime
    ) -> "DevelopmentQuerySet":
        """Return what tells that a meeting was held, put off from ``first_day``, or cancelled.

        ``planned_at`` is when it was given its days: what was told before that it was put off
        may be why.
        """
        around = first_day - timedelta(days=SAME_HAPPENING_DAYS)
        held = Q(occurred_date=None) | Q(occurred_date__gte=around)
        answers = (
            Q(kind="meeting.cancelled")
            | (Q(kind="meeting.held") & held)
            | Q(kind="meeting.postponed", detected_at__gte=planned_at)
        )
        return self.standing().filter(answers, subject=meeting)

    def decided(self) -> "DevelopmentQuerySet":
        """Return what was flagged in articles and confirmed, corrected or dismissed by a person."""
        flagged = vocabularies.ReviewState.FLAGGED
        found = self.filter(detector=PROSE_DETECTOR, identity__redacted_at=None)
        return found.exclude(review_state=flagged)

    def flagged(self) -> "DevelopmentQuerySet":
        """Return those as a machine flagged them, on which nobody has decided."""
        return self.filter(review_state=vocabularies.ReviewState.FLAGGED)

    def undecided(self) -> "DevelopmentQuerySet":
        """Return what waits for a person, and of which no decision is held."""
        held = Q(held_decision__refusal="", held_decision__isnull=False)
        return self.flagged().exclude(held).filter(identity__deleted_at=None)

    def unjudged(self) -> "DevelopmentQuerySet":
        """Return the public reports of which neither a machine nor a person said the meaning."""
        judged = self.model._default_manager.filter(_OF_REPORT).filter(
            Q(is_public=True) | ~Q(review_state=vocabularies.ReviewState.FLAGGED)
        )
        return self.public().filter(~models.Exists(judged), kind=kinds.REPORTED)

    def evidence_on(self, commitment: int | models.Expression) -> "DevelopmentQuerySet":
        """Return what is reported on a commitment, for it or against it, as far as it is public.

        A report is there until it is public what it means.
        """
        meant = self.public().filter(_OF_REPORT)
        told = Q(kind=kinds.REPORTED) & ~models.Exists(meant)
        on_it = self.public().filter(subject=commitment)
        return on_it.filter(Q(relation__in=axes.FOR | axes.AGAINST) | told)

    def around(self, day: date) -> "DevelopmentQuerySet":
        """Return those that first happened within three days of ``day``."""
        reach = timedelta(days=SAME_HAPPENING_DAYS)
        return self.filter(occurred_date__range=(day - reach, day + reach))


class Development(base.Record):
    """One happening on one record, however many outlets report it."""

    RECORD_TYPE = vocabularies.RecordType.DEVELOPMENT
    ORDERED_BY = _ORDERED_BY

    kind = models.CharField(max_length=60, choices=kinds.choices)
    subject = models.ForeignKey(
        base.Identity,
        on_delete=models.PROTECT,
        related_name="developments",
        db_index=False,  # development_of_subject begins with it
    )
    title = models.CharField(max_length=500)
    summary = models.JSONField(help_text="{en, es}: our words, made from a template; not for print")
    occurred_date = models.DateField(null=True, blank=True)
    occurred_precision = base.code_field(vocabularies.DatePrecision, blank=True, default="")
    detected_at = models.DateTimeField()
    confidence = models.FloatField(null=True, blank=True, help_text="Of a machine's flag, 0 to 1")
    relation = base.code_field(vocabularies.RelationKind, blank=True, default="")
    side = base.code_field(vocabularies.Side, blank=True, default="")
    speaker_name = models.CharField(max_length=300, blank=True)
    speaker_official = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="spoken_in"
    )
    speaker_party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="spoken_in"
    )
    speaker_role = models.CharField(max_length=300, blank=True)
    attributed_as = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=300, blank=True)
    detector = models.CharField(max_length=60)
    detector_version = models.CharField(max_length=20)
    explanation = models.JSONField(default=dict, blank=True)
    review_state = base.code_field(
        vocabularies.ReviewState, default=vocabularies.ReviewState.FLAGGED
    )
    review_reason = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    is_backfill = models.BooleanField(
        default=False, help_text="Old when it was found, on reading again or by the calendar"
    )
    report = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meanings",
        help_text="Of what a report means for a commitment: the report in which it was found",
    )
    is_doubtful = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text="Its reading was repaired or cut, or its text gives instructions",
    )
    has_cleared_bar = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text="What found it was measured here to be right often enough, so sure, of its kind",
    )
    key = models.CharField(
        max_length=300, unique=True, help_text="Kind, record, speaker and first date"
    )

    objects = DevelopmentQuerySet.as_manager()

    class Meta:
        indexes = [
            # For whoever asks whether anything is public that the settings withhold.
            models.Index(
                fields=["kind", "confidence"],
                name="development_unreviewed",
                condition=Q(is_public=True, review_state=vocabularies.ReviewState.FLAGGED),
            ),
            # For the queue of review.
            models.Index(
                fields=["kind", "is_public", "detected_at"],
                name="development_undecided",
                condition=Q(review_state=vocabularies.ReviewState.FLAGGED),
            ),
            models.Index(
                fields=["detected_at"],
                name="development_disagreed_on",
                condition=Q(
                    review_state=vocabularies.ReviewState.FLAGGED,
                    explanation__has_key=READINGS_DISAGREE,
                ),
            ),
            # For figures on what people decided.
            models.Index(
                fields=["kind", "review_state"],
                name="development_decided",
                condition=~Q(review_state=vocabularies.ReviewState.FLAGGED),
            ),
            *base.listing_indexes("development", _ASKED),
            *base.ordering_indexes("development", _ORDERED_BY, _ASKED),
            models.Index(
                fields=["subject", "kind"],
                name="development_of_subject",
                include=[
                    *("identity", "occurred_date", "occurred_precision", "relation", "is_public"),
                ],
            ),
            # For the newest around a record: those without a day come last.
            *(
                models.Index(
                    F(column),
                    Coalesce("occurred_date", date.min),
                    F("identity"),
                    name=f"development_around_{column.removeprefix('speaker_')}",
                    condition=Q(is_public=True, **{f"{column}__isnull": False}),
                    include=["occurred_date", "occurred_precision", "kind", "relation"],
                )
                for column in _AROUND
            ),
            models.Index(
                fields=["detected_at"],
                name="development_by_detection",
                include=["review_state", "is_public"],
            ),
        ]
        constraints = [
            base.codes_check(
                "development_codes_are_known",
                blank=("relation", "side"),
                occurred_precision=vocabularies.DatePrecision,
                relation=vocabularies.RelationKind,
                side=vocabularies.Side,
                review_state=vocabularies.ReviewState,
            ),
            models.CheckConstraint(
                name="development_confidence_is_a_share",
                condition=Q(confidence__isnull=True) | Q(confidence__range=(0, 1)),
            ),
            models.CheckConstraint(
                name="development_dismissal_has_a_reason",
                condition=~Q(review_state=vocabularies.ReviewState.DISMISSED)
                | ~Q(review_reason=""),
            ),
        ]

    @property
    def is_withdrawn(self) -> bool:
        """Whether a person dismissed it, or it was deleted."""
        dismissed = self.review_state == vocabularies.ReviewState.DISMISSED
        return dismissed or super().is_withdrawn

    @property
    def shown_with(self) -> Iterable["Development"]:
        """The report of a meaning, and the meanings of a report: each body lists what is public."""
        if self.report is not None:
            return (self.report,)
        # Nothing else has meanings, and every touched development asks this.
        return self.meanings.select_related("identity") if self.kind == kinds.REPORTED else ()

    @property
    def is_uncertain(self) -> bool:
        """Whether what found it is not sure enough of it to publish it without a person.

        A meaning has to clear the bar that was measured for its kind, all else the setting.
        """
        if kinds.get(self.kind).is_meaning:
            return not self.has_cleared_bar
        return self.confidence is not None and self.confidence < settings.PUBLIC_FROM_CONFIDENCE

    @property
    def is_left_to_people(self) -> bool:
        """Whether a person has to decide on it before it is public."""
        is_left = kinds.get(self.kind).is_left_to_people
        is_withheld = self.kind in settings.WITHHELD_UNTIL_CONFIRMED
        return is_left or is_withheld or self.is_doubtful or self.is_uncertain

    @property
    def is_cleared(self) -> bool:
        """Whether this deployment shows such a kind, so certain, in its present state of review."""
        if not kinds.get(self.kind).is_public:
            return False
        if self.is_left_to_people:
            return self.review_state in {
                vocabularies.ReviewState.CONFIRMED,
                vocabularies.ReviewState.CORRECTED,
            }
        return self.review_state in settings.PUBLIC_REVIEW_STATES

    @property
    def is_publishable(self) -> bool:
        """Whether the public may see it, once the change at hand is recorded."""
        return self.is_cleared and not self.is_withdrawn


def _waiting() -> Q:
    """Return the condition of ``Development.is_left_to_people``, in the database."""
    every = kinds.KINDS.values()
    meanings = [kind.code for kind in every if kind.is_meaning]
    left = [kind.code for kind in every if kind.is_left_to_people]
    uncertain = ~Q(kind__in=meanings) & Q(confidence__lt=settings.PUBLIC_FROM_CONFIDENCE)
    unmeasured = Q(kind__in=meanings, has_cleared_bar=False)
    withheld = Q(kind__in=[*left, *settings.WITHHELD_UNTIL_CONFIRMED])
    return uncertain | unmeasured | withheld | Q(is_doubtful=True)
