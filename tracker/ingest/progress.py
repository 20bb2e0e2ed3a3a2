"""How far the reading of some sources has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Min
from django.db.models.functions import Greatest

from tracker import models, vocabularies


@dataclass(frozen=True)
class Progress:
    """Since a moment: how many sources were polled, and what became of the articles they list."""

    sources: int
    polled: int
    failing: int
    read: int
    failed: int
    waiting: int


def progress_since(moment: datetime, sources: Iterable[models.Source]) -> Progress:
    """Return how far the reading of ``sources`` has come since ``moment``."""
    pollings = models.Polling.objects.filter(source__in=sources, paused_at=None)
    articles = models.ListedArticle.objects.filter(source__in=sources)
    settled = articles.filter(settled_at__gte=moment)
    return Progress(
        sources=pollings.count(),
        polled=pollings.filter(last_polled_at__gte=moment).count(),
        failing=pollings.filter(failures__gt=0).count(),
        read=settled.filter(state=vocabularies.SubmissionState.READ).count(),
        failed=settled.filter(state=vocabularies.SubmissionState.FAILED).count(),
        waiting=articles.waiting().count(),
    )


def idle_until(sources: Iterable[models.Source]) -> datetime | None:
    """Return when there is next something to fetch of ``sources``; None where there is nothing."""
    pollings = models.Polling.objects.filter(source__in=sources, paused_at=None)
    articles = models.ListedArticle.objects.filter(source__in=sources).waiting()
    times = [
        rows.order_by().aggregate(next=Min(Greatest(F(due), F("host__next_allowed_at"))))["next"]
        for rows, due in ((pollings, "next_poll_at"), (articles, "next_attempt_at"))
    ]
    return min((time for time in times if time is not None), default=None)
