"""Review at the desk: decisions that can still be taken back, and who looks at which flag."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, Self

from django.db import models
from django.db.models import Q

from tracker import vocabularies
from tracker.models import base
from tracker.models.accounts import User
from tracker.models.developments import Development

LOOKING: Final = timedelta(minutes=5)
"""So long after a page of a flag was opened somebody is taken to look at it."""


class HeldDecisionQuerySet(models.QuerySet["HeldDecision"]):
    """Queries over held decisions by how they stand."""

    def pending(self) -> Self:
        """Return those that are still to be carried out."""
        return self.filter(refusal="")

    def due(self, now: datetime) -> Self:
        """Return those to be carried out at ``now``, the first that was given first."""
        return self.pending().filter(due_at__lte=now).order_by("due_at", "pk")

    def of(self, actor: User) -> Self:
        """Return those of a person, the latest first, with what they are on."""
        rows = self.filter(actor=actor).select_related("development__identity")
        return rows.order_by("-decided_at", "-pk")


class HeldDecision(models.Model):
    """A decision on a development that enters the ledger when it is due, unless it is undone."""

    development = models.OneToOneField(
        Development, on_delete=models.CASCADE, related_name="held_decision"
    )
    decision = base.code_field(vocabularies.Decision)
    fields = models.JSONField(default=dict, help_text="What is corrected, as the API takes it")
    reason = models.TextField(blank=True)
    actor = models.ForeignKey(User, on_delete=models.CASCADE, related_name="held_decisions")
    batch = models.UUIDField(help_text="Those decided at once are undone at once")
    seen_state = base.code_field(
        vocabularies.ReviewState, help_text="How far the development was reviewed before"
    )
    seen_reviewed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField()
    due_at = models.DateTimeField()
    refusal = models.TextField(
        blank=True, help_text="Why it could not be carried out; the flag waits for another one"
    )

    objects = HeldDecisionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="held_decision_due", condition=Q(refusal=""))
        ]
        constraints = [
            base.codes_check(
                "held_decision_codes_are_known",
                decision=vocabularies.Decision,
                seen_state=vocabularies.ReviewState,
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision} {self.development}"


class LookQuerySet(models.QuerySet["Look"]):
    """Queries over who looks at what."""

    def note(self, account: User, development: Development, now: datetime) -> None:
        """Have ``account`` look at ``development``, and at nothing else."""
        seen = {"development": development, "at": now}
        if not self.filter(account=account).update(**seen):
            self.get_or_create(account=account, defaults=seen)

    def of_others(self, account: User, now: datetime) -> Iterable["Look"]:
        """Return what others look at."""
        recent = self.filter(at__gt=now - LOOKING).exclude(account=account)
        return recent.select_related("account").order_by("at")


class Look(models.Model):
    """That a person has the page of a flag open, so that no other unknowingly decides it too."""

    account = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="look"
    )
    development = models.ForeignKey(Development, on_delete=models.CASCADE, related_name="looks")
    at = models.DateTimeField()

    objects = LookQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.account}: {self.development}"
