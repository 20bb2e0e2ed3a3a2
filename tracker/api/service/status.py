"""How the work goes, for people: how fresh each source is, what waits, and the last day."""

from django.conf import settings
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import measuring, models, recording
from tracker.api.http import base
from tracker.api.service import serializers
from tracker.redis_store import heartbeats, store


class Status(base.View):
    """The state of the work."""

    @extend_schema(responses=serializers.StatusSerializer)
    def get(self, request: Request) -> Response:
        """Return how fresh each source is, what waits since when, and the last day as a funnel."""
        now = timezone.now()
        beats = heartbeats.latest(store.at(settings.REDIS_URL))
        status = {
            "at": now,
            "sources": measuring.sources(),
            "queues": measuring.queues(),
            "set_aside": measuring.set_aside(),
            "analysis": measuring.analysis(),
            "second_readings": measuring.second_readings(),
            "to_withhold": models.Development.objects.to_withhold().count(),
            "to_rerender": [*recording.outdated()],
            "beats": [{"stage": stage, "at": at} for stage, at in beats.items()],
            "last_day": measuring.funnel(now),
        }
        return Response(serializers.StatusSerializer(status, context={"now": now}).data)
