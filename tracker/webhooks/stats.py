"""Statistics of an endpoint: how its deliveries and attempts ended, and how fast."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Aggregate, Count, FloatField, Min, Q

from tracker import models, vocabularies


class Percentile(Aggregate):
    """The value below which a share of the values lies, interpolated."""

    function = "percentile_cont"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression: str, share: float) -> None:
        super().__init__(expression, share=float(share))


@dataclass(frozen=True)
class EndpointStats:
    """Counts since a time; ``waiting`` and what follows it are of the present."""

    deliveries: dict[str, int]
    attempts: dict[str, int]
    median_ms: float | None
    slow_ms: float | None
    waiting: int
    under_way: int
    oldest_waiting_at: datetime | None


def compute(endpoint: models.WebhookEndpoint, since: datetime) -> EndpointStats:
    """Return how ``endpoint`` has been doing since a time; samples do not count."""
    events = models.Delivery.objects.filter(endpoint=endpoint, sample_type="")
    made = models.Attempt.objects.filter(
        delivery__endpoint=endpoint, delivery__sample_type="", attempted_at__gte=since
    )
    times = made.aggregate(
        median=Percentile("duration_ms", 0.5), slow=Percentile("duration_ms", 0.95)
    )
    present = events.filter(state=vocabularies.DeliveryState.WAITING).aggregate(
        waiting=Count("pk"),
        under_way=Count("pk", filter=Q(leased_until__isnull=False)),
        oldest=Min("created_at"),
    )
    return EndpointStats(
        deliveries=_counted(events.filter(created_at__gte=since), "state"),
        attempts=_counted(made, "outcome"),
        median_ms=times["median"],
        slow_ms=times["slow"],
        waiting=present["waiting"],
        under_way=present["under_way"],
        oldest_waiting_at=present["oldest"],
    )


def _counted(rows: Any, column: str) -> dict[str, int]:
    return dict(rows.order_by(column).values_list(column).annotate(Count("pk")))
