"""Commitments: what was promised, by whom, to whom, until when, and how it is judged."""

from datetime import date, datetime
from itertools import takewhile
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from tracker import partial_dates, vocabularies
from tracker.models import axes, base, clocks
from tracker.models.agreements import Agreement
from tracker.models.meetings import Meeting
from tracker.models.officials import Official
from tracker.models.parties import Party, Topic

DUE_SOON_DAYS = 30
_ORDERED_BY = ("stated_date", "due_date")
"""The dates by which lists can be ordered."""


class CommitmentQuerySet(base.RecordQuerySet["Commitment"]):
    """Queries over commitments by their deadlines."""

    def overdue(self) -> Self:
        """Return those whose deadline passed unmet, as last computed."""
        return self.filter(schedule=vocabularies.Schedule.OVERDUE)


_COMPUTED = ("schedule", "consistency", "evidence_for", "evidence_against")
_COMPUTED_FROM = ("verdict", "due_date", "due_precision", "strength", "criteria")


class Commitment(clocks.Clocked, base.Record):
    """Something that a party said it would do, reach, keep so, or not do."""

    RECORD_TYPE = vocabularies.RecordType.COMMITMENT
    ORDERED_BY = _ORDERED_BY
    HEADED_BY = "short_title"
    HOME_OF = ("holders",)
    CITED_WHEN = ("wording", vocabularies.Wording.VERBATIM)

    text = models.TextField(help_text="The commitment itself, in the words of 'wording'")
    short_title = models.CharField(max_length=200)
    language = models.CharField(max_length=8, help_text="Of the text: a BCP 47 tag")
    wording = base.code_field(
        vocabularies.Wording, help_text="Whether the text is quoted or ours; ours is not for print"
    )
    holders = models.ManyToManyField(
        Party, related_name="commitments", help_text="Who is bound, whoever spoke"
    )
    towards = models.ManyToManyField(
        Party,
        blank=True,
        related_name="commitments_owed",
        help_text="To whom it is owed; empty: the public",
    )
    form = base.code_field(vocabularies.Form)
    strength = base.code_field(vocabularies.Strength)
    agreements = models.ManyToManyField(Agreement, blank=True, related_name="commitments")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    origin_statement = models.ForeignKey(
        "Statement", on_delete=models.PROTECT, null=True, blank=True, related_name="originated"
    )
    stated_date = models.DateField(null=True, blank=True)
    stated_precision = base.code_field(vocabularies.DatePrecision, blank=True, default="")
    due_date = models.DateField(null=True, blank=True)
    due_precision = base.code_field(vocabularies.DatePrecision, blank=True, default="")
    target_value = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    target_unit = models.CharField(max_length=60, blank=True)
    criteria = models.JSONField(default=list, blank=True, help_text="[{kind, text}]")
    places = models.JSONField(default=list, blank=True, help_text="[place name]")
    topics = models.ManyToManyField(Topic, blank=True, related_name="commitments")
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supersedes"
    )
    watch = models.JSONField(
        default=dict, blank=True, help_text="What detection looks for: terms, exclusions …"
    )
    verdict = base.code_field(
        vocabularies.Verdict,
        default=vocabularies.Verdict.NOT_YET_RATED,
        help_text="A person's judgement; no deadline and no report changes it",
    )
    schedule = base.code_field(
        vocabularies.Schedule, default=vocabularies.Schedule.NO_DEADLINE, editable=False
    )
    consistency = base.code_field(
        vocabularies.Consistency,
        default=vocabularies.Consistency.SINGLE_STATEMENT,
        editable=False,
    )
    evidence_for = base.code_field(
        vocabularies.Evidence, default=vocabularies.Evidence.NONE_FOUND, editable=False
    )
    evidence_against = base.code_field(
        vocabularies.Evidence, default=vocabularies.Evidence.NONE_FOUND, editable=False
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        indexes = [
            *base.listing_indexes("commitment"),
            *base.ordering_indexes("commitment", _ORDERED_BY),
            clocks.index("commitment"),
            models.Index(fields=["due_date"], name="commitment_by_deadline"),
        ]
        constraints = [
            base.codes_check(
                "commitment_codes_are_known",
                "stated",
                "due",
                wording=vocabularies.Wording,
                form=vocabularies.Form,
                strength=vocabularies.Strength,
                verdict=vocabularies.Verdict,
                schedule=vocabularies.Schedule,
                consistency=vocabularies.Consistency,
                evidence_for=vocabularies.Evidence,
                evidence_against=vocabularies.Evidence,
            ),
            models.CheckConstraint(
                name="commitment_upheld_so_far_is_for_maintain_and_refrain",
                condition=~Q(verdict=vocabularies.Verdict.UPHELD_SO_FAR)
                | Q(form__in=[vocabularies.Form.MAINTAIN, vocabularies.Form.REFRAIN]),
            ),
            models.CheckConstraint(
                name="commitment_target_has_value_and_unit",
                condition=Q(target_value__isnull=True, target_unit="")
                | (Q(target_value__isnull=False) & ~Q(target_unit="")),
            ),
            models.CheckConstraint(
                name="commitment_does_not_supersede_itself",
                condition=~Q(superseded_by=F("identity")),
            ),
        ]

    @property
    def can_be_overdue(self) -> bool:
        """Whether a passed deadline says anything: not for a mere intention without criteria."""
        return self.strength != vocabularies.Strength.STATED_INTENTION or any(
            criterion["kind"] == vocabularies.CriterionKind.SUCCESS for criterion in self.criteria
        )

    @property
    def is_unfinished(self) -> bool:
        """Whether its verdict is not final, so that something is still to come of it."""
        return not vocabularies.Verdict(self.verdict).is_terminal

    @property
    def is_watched(self) -> bool:
        """Whether people said by which words it is looked for."""
        own = (self.watch.get("terms"), *self.watch.get("language_terms", {}).values())
        return any(own)

    @property
    def last_day(self) -> date | None:
        """The last day that its deadline may mean; None where it has none."""
        if self.due_date is None:
            return None
        return partial_dates.last_day(self.due_date, self.due_precision)

    def schedule_at(self, now: datetime) -> vocabularies.Schedule:
        """Return where the commitment stands against its deadline at ``now``.

        A partial date is over after its last day, and a day is over when it is over
        for the last of the holders. A final verdict stops the clock, on the day on which it
        took effect.
        """
        schedule, due = vocabularies.Schedule, self.last_day
        if due is None:
            return schedule.NO_DEADLINE
        since = None if self.is_unfinished else self._judged_since()
        if self.verdict == vocabularies.Verdict.KEPT:
            return schedule.MET_ON_TIME if (since or due) <= due else schedule.MET_LATE
        days_left = (due - (since or self.day_at(now))).days
        if days_left < 0:
            return schedule.OVERDUE if self.can_be_overdue else schedule.PENDING
        return schedule.DUE_SOON if days_left <= DUE_SOON_DAYS else schedule.PENDING

    def standing_assessments(self) -> list[Any]:
        """Return the verdicts that no later line corrects, in the order in which they hold."""
        lines = list(self.assessments.all())
        corrected = {line.corrects_id for line in lines}
        return [line for line in lines if line.pk not in corrected]

    def _judged_since(self) -> date | None:
        """Return the day since when the verdict holds without a break; None where nobody gave it.

        The same verdict given anew, or said to have held earlier, begins no new time.
        """
        history = sorted(
            self.standing_assessments(),
            key=lambda given: (given.effective_date, given.pk),
            reverse=True,
        )
        latest = list(takewhile(lambda given: given.verdict == self.verdict, history))
        return latest[-1].effective_date if latest else None

    def compute_axes(self, now: datetime) -> bool:
        """Bring schedule, consistency and evidence up to date; return whether any changed.

        The row is locked to the end of the transaction and read anew: of two who change what
        bears on it the later counts what the earlier has changed.
        """
        locked = type(self)._default_manager.select_for_update(no_key=True)
        self.refresh_from_db(fields=[*_COMPUTED, *_COMPUTED_FROM], from_queryset=locked)
        confirmed = list(self.relations.confirmed().select_related("statement", "event"))
        evidence_for, evidence_against = axes.evidence(confirmed)
        found = (self.schedule_at(now), axes.consistency(confirmed), evidence_for, evidence_against)
        computed: dict[str, Any] = dict(zip(_COMPUTED, found, strict=True))
        changed = {name: code for name, code in computed.items() if getattr(self, name) != code}
        for name, code in changed.items():
            setattr(self, name, code)
        if changed:
            self.save(update_fields=changed)
        return bool(changed)


class Speaker(models.Model):
    """Who uttered a commitment, in what capacity, as the report has it."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="made_by")
    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments_made"
    )
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments_made"
    )
    role_as_reported = models.CharField(max_length=300, blank=True)
    attributed_as = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="speaker_is_someone",
                condition=Q(official__isnull=False) | Q(party__isnull=False) | ~Q(attributed_as=""),
            )
        ]

    def __str__(self) -> str:
        return str(self.official or self.party or self.attributed_as)


class Observation(models.Model):
    """A measured value on the way to a commitment's target."""

    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="observations"
    )
    value = models.DecimalField(max_digits=24, decimal_places=6)
    observed_date = models.DateField()
    observed_precision = base.code_field(vocabularies.DatePrecision)

    class Meta:
        ordering = ["observed_date", "pk"]
        constraints = [base.codes_check("observation_precision_is_known", "observed")]

    def __str__(self) -> str:
        return f"{self.value} {self.commitment.target_unit}"
