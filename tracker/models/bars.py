"""The bars that this deployment adopted: from which confidence on which analyser needs nobody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from tracker import bars, kinds, vocabularies
from tracker.models.developments import Development


@dataclass(frozen=True)
class Analyser:
    """What reads articles: its name, and the model and prompt, or else the version, it reads with.

    What is measured of one says nothing of another.
    """

    name: str
    model: str = ""
    prompt: str = ""

    @classmethod
    def of(cls, explanation: Mapping[str, Any]) -> Self:
        """Return what read a text, as the explanation of a development says."""
        told = explanation.get("analyser")
        said: Mapping[str, Any] = told if isinstance(told, Mapping) else {}
        prompt = said.get("prompt") or said.get("version") or ""
        return cls(str(said.get("name", "")), str(said.get("model") or ""), str(prompt))


class BarQuerySet(models.QuerySet["Bar"]):
    """Queries over bars by the analyser of which they were measured."""

    def of(self, analyser: Analyser) -> "BarQuerySet":
        """Return what was measured of an analyser."""
        return self.filter(
            analyser=analyser.name, model=analyser.model, prompt=analyser.prompt
        ).order_by("kind")

    def is_cleared(self, analyser: Analyser, kind: str, confidence: float) -> bool:
        """Tell whether what an analyser finds of a kind, so sure, is right often enough."""
        return self.of(analyser).filter(kind=kind, threshold__lte=confidence).exists()

    def adopt(
        self,
        analyser: Analyser,
        measured: Iterable[bars.Measured],
        measured_at: datetime,
        now: datetime,
    ) -> list["Bar"]:
        """Put bars in the place of those adopted of an analyser before, and return them.

        What waits clears them or no longer does; `manage.py apply_visibility` shows and withholds
        accordingly.
        """
        rows = [
            Bar(
                analyser=analyser.name,
                model=analyser.model,
                prompt=analyser.prompt,
                kind=each.kind,
                threshold=each.threshold,
                precision=each.precision,
                lower_bound=each.lower_bound,
                findings=each.findings,
                measured_at=measured_at,
                adopted_at=now,
            )
            for each in measured
        ]
        with transaction.atomic():
            self.of(analyser).delete()
            made = self.bulk_create(rows)
            _judge_again(analyser)
        return made


class Bar(models.Model):
    """How right an analyser was measured to be with a kind, from which confidence on."""

    analyser = models.CharField(max_length=40, help_text="rules or llm")
    model = models.CharField(max_length=200, blank=True)
    prompt = models.CharField(
        max_length=40, blank=True, help_text="The version of the prompt, or of the rules"
    )
    kind = models.CharField(max_length=60, choices=kinds.choices)
    threshold = models.FloatField(
        null=True, help_text="The least confidence; none where no confidence is enough"
    )
    precision = models.FloatField(help_text="The share that is right from there on")
    lower_bound = models.FloatField(help_text="Wilson's, one-sided at 90 %")
    findings = models.PositiveIntegerField(help_text="How many were measured")
    measured_at = models.DateTimeField()
    adopted_at = models.DateTimeField()

    objects = BarQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["analyser", "model", "prompt", "kind"], name="bar_is_adopted_once"
            ),
            models.CheckConstraint(
                name="bar_is_reached_by_what_was_measured",
                condition=Q(threshold__isnull=True)
                | Q(
                    threshold__range=(0, 1),
                    precision__gte=bars.LEAST_PRECISION,
                    lower_bound__gte=bars.LEAST_LOWER_BOUND,
                    findings__gte=bars.FEWEST_FINDINGS,
                ),
            ),
        ]

    def __str__(self) -> str:
        by = " ".join(filter(None, (self.analyser, self.model, self.prompt)))
        return f"{self.kind} by {by}"


def _judge_again(analyser: Analyser) -> None:
    """Note of what an analyser flagged, and nobody decided on, whether it clears its bar now."""
    said = {"name": analyser.name}
    if analyser.model:
        said |= {"model": analyser.model, "prompt": analyser.prompt}
    else:
        said |= {"version": analyser.prompt}
    meanings = [kind.code for kind in kinds.KINDS.values() if kind.is_meaning]
    found = Development.objects.filter(
        kind__in=meanings,
        review_state=vocabularies.ReviewState.FLAGGED,
        explanation__analyser__contains=said,
    )
    reached = Bar.objects.of(analyser).filter(
        kind=OuterRef("kind"), threshold__lte=OuterRef("confidence")
    )
    cleared = found.filter(Exists(reached), report__is_public=True).values("pk")
    found.filter(has_cleared_bar=True).exclude(pk__in=cleared).update(has_cleared_bar=False)
    found.filter(pk__in=cleared).update(has_cleared_bar=True)
