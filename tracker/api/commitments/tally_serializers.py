"""How corrections are described in the OpenAPI document."""

from typing import Any

from rest_framework import serializers as framework


class CorrectedRecordSerializer(framework.Serializer[Any]):
    """Which record."""

    type = framework.CharField()
    slug = framework.CharField()
    url = framework.CharField()


class CorrectionSerializer(framework.Serializer[Any]):
    """What was changed or withdrawn after publication, and why."""

    sequence = framework.IntegerField()
    event_type = framework.CharField()
    record = CorrectedRecordSerializer()
    version = framework.IntegerField()
    published_at = framework.DateTimeField()
    reason = framework.CharField()
    previous = framework.DictField(
        child=framework.JSONField(), help_text="{field: what it said before}"
    )
