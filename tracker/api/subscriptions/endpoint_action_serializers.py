"""What is asked of an endpoint besides its columns, and what is answered."""

from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker import kinds, partial_dates, vocabularies
from tracker.api.subscriptions import endpoint_serializers, subscription_fields
from tracker.serializers import choices, fields, references

_DAY_SECONDS = 24 * 60 * 60
LONGEST_GRACE_SECONDS = 7 * _DAY_SECONDS


@extend_schema_field(dict(partial_dates.INSTANT_SCHEMA))
class InstantField(serializers.Field[datetime, str, str, Any]):
    """A moment that is entered, or the first one of a day: ``2026-01-25T15:00:00Z``."""

    def to_internal_value(self, data: Any) -> datetime:
        try:
            return partial_dates.parse_instant(data if isinstance(data, str) else "")[0]
        except ValueError as error:
            raise serializers.ValidationError(str(error), code="invalid") from error


class RecordAddressField(serializers.CharField):
    """Where the record of a revision is, relative to this service."""

    def to_representation(self, value: Any) -> str:
        return references.address(value.type, value.record.slug)


class RotationSerializer(fields.StrictSerializer):
    """For how long the secrets that are replaced go on signing."""

    grace_seconds = serializers.IntegerField(
        required=False, min_value=0, max_value=LONGEST_GRACE_SECONDS, default=_DAY_SECONDS
    )


class RotatedSerializer(serializers.Serializer[Any]):
    """What replaces the secrets of an endpoint."""

    secret = serializers.CharField(help_text="Shown this once")
    public_key = serializers.CharField(allow_null=True, help_text="With has_public_key")
    former_until = fields.MomentField(help_text="When the former ones stop signing")


class WantedExampleSerializer(fields.StrictSerializer):
    """Of what an example is to be sent."""

    event_type = choices.ChoiceField(choices=[*kinds.PUBLIC_EVENT_TYPES])


class WantedReplaySerializer(fields.StrictSerializer):
    """From where on everything is to be sent anew."""

    after = serializers.IntegerField(
        min_value=0, help_text="The last sequence that you are sure of"
    )


class RecoverySerializer(fields.StrictSerializer):
    """Since when what failed is to be sent anew."""

    since = InstantField(help_text="At most 14 days ago")


class RecoveredSerializer(serializers.Serializer[Any]):
    """How many deliveries are on their way again."""

    recovered = serializers.IntegerField(help_text="All of them")
    failed = serializers.IntegerField(help_text="Of them those that had failed for good")
    waited = serializers.IntegerField(help_text="Of them those that waited to be tried again")


class WishSerializer(fields.StrictSerializer):
    """What an endpoint might ask for."""

    event_types = subscription_fields.EventTypesField()
    filters = subscription_fields.FiltersField(required=False)
    has_backfill = serializers.BooleanField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        endpoint_serializers.refuse_faults(attrs)
        return attrs


class HappeningSerializer(serializers.Serializer[Any]):
    """An event that there was."""

    sequence = serializers.IntegerField()
    event_type = serializers.CharField()
    published_at = fields.MomentField()
    url = RecordAddressField(source="*", help_text="Of the record")


class PreviewSerializer(serializers.Serializer[Any]):
    """How often it would have been told something in the last ``days``."""

    days = serializers.IntegerField()
    count = serializers.IntegerField(source="preview.count")
    by_event_type = serializers.DictField(source="preview.counts", child=serializers.IntegerField())
    latest = HappeningSerializer(source="preview.latest", many=True)


class DurationSerializer(serializers.Serializer[Any]):
    """How long attempts took."""

    median = serializers.FloatField(source="median_ms", allow_null=True)
    slowest_twentieth = serializers.FloatField(
        source="slow_ms", allow_null=True, help_text="Or longer"
    )


class StatsSerializer(serializers.Serializer[Any]):
    """How an endpoint has been doing; pings and examples do not count."""

    days = serializers.IntegerField()
    state = serializers.ChoiceField(
        source="endpoint.state", choices=vocabularies.EndpointState.choices()
    )
    failures = serializers.IntegerField(
        source="endpoint.failures", help_text="Attempts that failed since the last success"
    )
    failing_since = fields.MomentField(source="endpoint.failing_since", allow_null=True)
    waiting = serializers.IntegerField(source="stats.waiting")
    under_way = serializers.IntegerField(
        source="stats.under_way", help_text="Of these, being sent just now"
    )
    oldest_waiting_at = fields.MomentField(source="stats.oldest_waiting_at", allow_null=True)
    deliveries = serializers.DictField(
        source="stats.deliveries",
        child=serializers.IntegerField(),
        help_text="Of these days, by state",
    )
    attempts = serializers.DictField(
        source="stats.attempts",
        child=serializers.IntegerField(),
        help_text="Of these days, by outcome",
    )
    duration_ms = DurationSerializer(source="stats")
