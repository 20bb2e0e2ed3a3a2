"""Changes as the feed and deliveries hold them."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers


class ChangeDataSerializer(serializers.Serializer[Any]):
    """What a change is about; above 256 kB only its identity, ``truncated``."""

    object = serializers.DictField(child=serializers.JSONField())
    previous = serializers.DictField(child=serializers.JSONField(), required=False)
    truncated = serializers.BooleanField(required=False)


class ChangeSerializer(serializers.Serializer[Any]):
    """A change, byte for byte as webhooks deliver it."""

    id = serializers.CharField()
    type = serializers.CharField()
    timestamp = serializers.DateTimeField()
    sequence = serializers.IntegerField()
    api_version = serializers.CharField()
    subject = serializers.URLField()
    data = ChangeDataSerializer()  # type: ignore[assignment]


class ExampleSerializer(ChangeSerializer):
    """A message of an event that never was."""

    example = serializers.BooleanField()


@extend_schema_serializer(many=False)
class ChangesSerializer(serializers.Serializer[Any]):
    """Part of the ledger, gap-free and in order."""

    results = ChangeSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    last_sequence = serializers.IntegerField(help_text="To be given as ``after`` next time")
