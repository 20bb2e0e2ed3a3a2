"""Vocabularies and event types."""

from typing import Any

from rest_framework import serializers

from tracker.api.subscriptions import change_serializers


class CodeSerializer(serializers.Serializer[Any]):
    """A code of a vocabulary and the words that explain it."""

    code = serializers.CharField()
    label = serializers.DictField(child=serializers.CharField())  # type: ignore[assignment]
    explanation = serializers.DictField(child=serializers.CharField())
    order = serializers.IntegerField()
    is_terminal = serializers.BooleanField()


class VocabularySerializer(serializers.Serializer[Any]):
    """A closed set of codes."""

    name = serializers.CharField()
    codes = CodeSerializer(many=True)


class EventTypeSerializer(serializers.Serializer[Any]):
    """What a change or a delivery may be called."""

    code = serializers.CharField()
    label = serializers.DictField(child=serializers.CharField())  # type: ignore[assignment]
    explanation = serializers.DictField(child=serializers.CharField())
    record_type = serializers.CharField(allow_null=True, help_text="Of a kind of development")
    relation = serializers.CharField(allow_null=True)
    example = change_serializers.ExampleSerializer(
        help_text="About nobody, as an endpoint may have it sent"
    )


class VocabulariesSerializer(serializers.Serializer[Any]):
    """Every vocabulary."""

    results = VocabularySerializer(many=True)


class EventTypesSerializer(serializers.Serializer[Any]):
    """Every public event type."""

    results = EventTypeSerializer(many=True)
