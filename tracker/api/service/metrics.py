"""The same numbers for Prometheus, computed when it asks."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from prometheus_client import exposition, registry
from prometheus_client.core import GaugeMetricFamily, Metric
from rest_framework import renderers
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import flagging, measuring, models
from tracker.api.http import base
from tracker.redis_store import heartbeats, store


class TextRenderer(renderers.BaseRenderer):
    """Text that is bytes already."""

    media_type = "text/plain"
    format = "txt"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Return the bytes."""
        return bytes(data or b"")


class Metrics(base.View):
    """Measurements, in Prometheus' text format."""

    authentication_classes = ()
    renderer_classes = (TextRenderer,)
    is_limited = False

    @extend_schema(operation_id="metrics_retrieve", responses={(200, "text/plain"): str})
    def get(self, request: Request) -> Response:
        """Return the ledger's head, what waits since when, and when each stage last ran."""
        gathered = registry.CollectorRegistry(auto_describe=False)
        gathered.register(_Collector(timezone.now()))
        return Response(
            exposition.generate_latest(gathered),
            content_type=exposition.CONTENT_TYPE_PLAIN_0_0_4,
            headers={"Cache-Control": "no-store"},
        )


class _Collector(registry.Collector):
    """Every measurement of one moment."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def collect(self) -> Iterator[Metric]:
        """Yield the measurements."""
        head = models.LedgerHead.objects.sequence()
        yield GaugeMetricFamily("on_record_ledger_head", "The last sequence given out", head)
        yield from self._queues()
        aside = measuring.set_aside().count
        yield GaugeMetricFamily(
            "on_record_snapshots_set_aside", "That could not be read for developments", aside
        )
        silent = models.Source.objects.silent(self._now).count()
        yield GaugeMetricFamily(
            "on_record_sources_silent",
            "That brought nothing for far longer than usual, or whose polls fail",
            silent,
        )
        yield GaugeMetricFamily(
            "on_record_llm_requests",
            "That were made to the language model since the day's first",
            flagging.requests_of_the_day(),
        )
        due = measuring.deliveries_due(self._now)
        yield GaugeMetricFamily(
            "on_record_deliveries_due",
            "That could be made at once, to endpoints that are sent to",
            due,
        )
        yield _labelled(
            "on_record_developments",
            "Of those that anyone may see, by their state of review",
            "state",
            measuring.developments_by_state(),
        )
        beats = heartbeats.latest(store.at(settings.REDIS_URL))
        yield _labelled(
            "on_record_beat_age_seconds",
            "Since a stage last ran to its end",
            "stage",
            {stage: (self._now - noted).total_seconds() for stage, noted in beats.items()},
        )

    def _queues(self) -> Iterator[Metric]:
        queues = measuring.queues()
        yield _labelled(
            "on_record_queue_waiting",
            "What waits for a stage",
            "queue",
            {queue.name: queue.waiting for queue in queues},
        )
        yield _labelled(
            "on_record_queue_oldest_seconds",
            "For how long the oldest of it waits",
            "queue",
            {queue.name: queue.age_seconds(self._now) for queue in queues},
        )


def _labelled(name: str, about: str, label: str, values: Mapping[str, float]) -> Metric:
    metric = GaugeMetricFamily(name, about, labels=[label])
    for value, number in values.items():
        metric.add_metric([value], number)
    return metric
