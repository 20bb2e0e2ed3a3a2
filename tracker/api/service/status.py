"""How the work goes, for people: how fresh each source is, what waits, and the last day."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import measuring, models, recording, serializers
from tracker.api.http import base
from tracker.api.service import serializers as service_shapes
from tracker.volatile import heartbeats, store


class Status(base.View):
    """The state of the work."""

    @extend_schema(operation_id="status_retrieve", responses=service_shapes.StatusSerializer)
    def get(self, request: Request) -> Response:
        """Return how fresh each source is, what waits since when, and the last day as a funnel."""
        del request
        return Response(_shown(timezone.now()))


def _shown(now: datetime) -> dict[str, Any]:
    aside = measuring.set_aside()
    beats = heartbeats.latest(store.at(settings.REDIS_URL))
    return {
        "at": serializers.show_moment(now),
        "sources": [
            {
                "slug": source.slug,
                "name": source.name,
                "documents": source.documents,
                "duplicates": source.duplicates,
                "last_snapshot_at": serializers.show_moment(source.last_snapshot_at),
                "polling": _polling(source.polling, now) if source.polling else None,
            }
            for source in measuring.sources()
        ],
        "queues": [
            {
                "name": queue.name,
                "waiting": queue.waiting,
                "oldest_seconds": round(queue.age_seconds(now), 3),
            }
            for queue in measuring.queues()
        ],
        "set_aside": {"count": aside.count, "documents": aside.documents},
        "to_withhold": models.Development.objects.to_withhold().count(),
        "to_rerender": [*recording.outdated()],
        "beats": [
            {"stage": stage, "seconds_ago": round((now - noted).total_seconds(), 3)}
            for stage, noted in beats.items()
        ],
        "last_day": measuring.funnel(now),
    }


def _polling(polling: models.Polling, now: datetime) -> dict[str, Any]:
    silence = polling.silence(now)
    is_paused = polling.paused_at is not None
    return {
        "last_success_at": serializers.show_moment(polling.last_success_at),
        "next_check_at": None if is_paused else serializers.show_moment(polling.next_poll_at),
        "failures": polling.failures,
        "trouble": polling.trouble,
        "is_paused": is_paused,
        "last_new_at": serializers.show_moment(polling.last_new_at),
        "silent_seconds": None if silence is None else round(silence.total_seconds()),
    }
