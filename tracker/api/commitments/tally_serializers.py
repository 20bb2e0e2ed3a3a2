"""How counts are described in the OpenAPI document."""

from typing import Any

from rest_framework import serializers as framework


class CountSerializer(framework.Serializer[Any]):
    """How many commitments have these values; of what is counted by, the others are absent."""

    count = framework.IntegerField()
    holder = framework.CharField(required=False, allow_null=True)
    towards = framework.CharField(required=False, allow_null=True, help_text="Null: the public")
    form = framework.CharField(required=False)
    strength = framework.CharField(required=False)
    verdict = framework.CharField(required=False)
    schedule = framework.CharField(required=False)
    consistency = framework.CharField(required=False)
    evidence_for = framework.CharField(required=False)
    evidence_against = framework.CharField(required=False)
    topic = framework.CharField(required=False, allow_null=True)
    country = framework.CharField(required=False, allow_null=True)


class TallySerializer(framework.Serializer[Any]):
    """Counts, the largest first."""

    results = CountSerializer(many=True)
    total = framework.IntegerField(help_text="Each commitment once")
    known_at = framework.DateTimeField(required=False)
    valid_at = framework.DateField(required=False)
