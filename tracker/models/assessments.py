"""Verdicts on commitments: the lines of their history, and those that wait for a second reader."""

from typing import Self

from django.db import models
from django.db.models import Q

from tracker import vocabularies
from tracker.models import base
from tracker.models.commitments import Commitment


class Assessment(models.Model):
    """A verdict with its reason: a line of the verdict's history, never changed afterwards."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="assessments")
    verdict = base.code_field(vocabularies.Verdict)
    effective_date = models.DateField(help_text="The day from which the verdict holds")
    recorded_at = models.DateTimeField(help_text="When it was entered")
    reason = models.TextField()
    reason_code = base.code_field(vocabularies.ReasonCode, blank=True, default="")
    rubric_version = models.CharField(max_length=20)
    assessor = models.CharField(max_length=150, help_text="As named in the ledger")
    development = models.ForeignKey(
        "Development", on_delete=models.PROTECT, null=True, blank=True, related_name="assessments"
    )
    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="correction",
        help_text="The earlier line in whose place this one stands",
    )

    class Meta:
        ordering = ["effective_date", "pk"]
        constraints = [
            base.codes_check(
                "assessment_codes_are_known",
                blank=("reason_code",),
                verdict=vocabularies.Verdict,
                reason_code=vocabularies.ReasonCode,
            ),
            models.CheckConstraint(name="assessment_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.verdict}"


class ProposedVerdictQuerySet(models.QuerySet["ProposedVerdict"]):
    """Queries over verdicts that wait for another reader, and over pairs of readers."""

    def open(self) -> Self:
        """Return the first verdicts on which nothing is settled, the longest waiting first."""
        firsts = self.filter(first=None, settled_at=None)
        return firsts.select_related("second").order_by("proposed_at", "pk")

    def pairs(self) -> Self:
        """Return the second verdicts, each of which makes a pair with its first."""
        return self.filter(first__isnull=False)


class ProposedVerdict(models.Model):
    """A verdict that is not public until a second person, blind to it, has given theirs.

    The second one names the ``first``; where they differ, a third person settles it.
    """

    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="proposed_verdicts"
    )
    first = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="second"
    )
    verdict = base.code_field(vocabularies.Verdict)
    effective_date = models.DateField(help_text="The day from which the verdict holds")
    reason = models.TextField()
    reason_code = base.code_field(vocabularies.ReasonCode, blank=True, default="")
    rubric_version = models.CharField(max_length=20)
    assessor = models.CharField(max_length=150)
    corrects = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    quotes = models.JSONField(default=list, blank=True, help_text="[{snapshot, start, end …}]")
    proposed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    assessment = models.ForeignKey(
        Assessment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        help_text="The line of the history that it led to",
    )

    objects = ProposedVerdictQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            base.codes_check(
                "proposed_verdict_codes_are_known",
                blank=("reason_code",),
                verdict=vocabularies.Verdict,
                reason_code=vocabularies.ReasonCode,
            ),
            models.CheckConstraint(name="proposed_verdict_has_a_reason", condition=~Q(reason="")),
            models.UniqueConstraint(
                name="one_verdict_at_a_time_waits_for_a_second_reader",
                fields=["commitment"],
                condition=Q(first=None, settled_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment}: proposed verdict"

    @property
    def answer(self) -> "ProposedVerdict | None":
        """What the second reader said, if anything yet."""
        return getattr(self, "second", None)

    @property
    def readers(self) -> set[str]:
        """The names of those who have given their verdict."""
        answer = self.answer
        return {self.assessor} | ({answer.assessor} if answer else set())
