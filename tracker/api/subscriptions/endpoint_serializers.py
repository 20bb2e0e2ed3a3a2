"""Webhook endpoints as their owners enter and see them; what is secret is shown once or never."""

from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker import filters, models, partial_dates, vocabularies
from tracker.serializers import bounded, fields

TYPE = "webhook_endpoint"
_DAYS = 24 * 60 * 60
LONGEST_GRACE_SECONDS = 7 * _DAYS
_MOST_HEADERS = 5
_NAMES = sorted({name for parameters in filters.PARAMETERS.values() for name in parameters})


def endpoint_address(slug: str) -> str:
    """Return the relative address of an endpoint."""
    return f"/v1/webhook-endpoints/{slug}"


@extend_schema_field(
    {
        "type": "object",
        "properties": {
            name: {
                "type": "array",
                "items": {"type": "string", "minLength": 1},
                "minItems": 1,
                "maxItems": filters.MOST_VALUES,
            }
            for name in _NAMES
        },
        "additionalProperties": False,
    }
)
class FiltersField(bounded.DictField):
    """Parameters as on the API's lists: {parameter: [value, …]}."""

    default_error_messages = {"not_a_dict": 'Give values by parameter: {{"party": ["ecuador"]}}.'}

    child = bounded.ListField(
        child=serializers.CharField(max_length=2000, trim_whitespace=False),
        allow_empty=False,
        max_length=filters.MOST_VALUES,
    )


@extend_schema_field(
    {
        "type": "object",
        "additionalProperties": {"type": "string", "minLength": 1, "maxLength": 1000},
        "maxProperties": _MOST_HEADERS,
    }
)
class HeadersField(bounded.DictField):
    """Headers to be sent with each delivery: {name: value}."""

    default_error_messages = {"not_a_dict": 'Give values by name: {{"X-Team": "…"}}.'}

    child = serializers.CharField(max_length=1000, trim_whitespace=False)


@extend_schema_field(dict(partial_dates.INSTANT_SCHEMA))
class MomentField(serializers.Field[datetime, str, str, Any]):
    """A moment, or the first one of a day: ``2026-01-25T15:00:00Z``, ``2026-01-25``."""

    def to_internal_value(self, data: Any) -> datetime:
        """Return the moment."""
        try:
            return partial_dates.parse_instant(data if isinstance(data, str) else "")[0]
        except ValueError as error:
            raise serializers.ValidationError(str(error), code="invalid") from error

    def to_representation(self, value: datetime) -> str:
        """Return the moment as text."""
        return str(fields.show_moment(value))


@extend_schema_field(
    {
        "type": "array",
        "items": {"type": "string", "pattern": r"^(\*|[a-z]+\.(\*|[a-z_]+))$", "maxLength": 60},
        "minItems": 1,
        "maxItems": filters.MOST_EVENT_TYPES,
    }
)
class EventTypesField(bounded.ListField):
    """Event types, each exact or with a wildcard."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            child=serializers.CharField(max_length=60),
            allow_empty=False,
            max_length=filters.MOST_EVENT_TYPES,
            help_text="Codes, with wildcards: commitment.*, or * for all but record.refreshed",
            **options,
        )


class EndpointSerializer(fields.StrictSerializer):
    """An address that a subscriber wants events sent to."""

    type = serializers.SerializerMethodField()
    slug = serializers.CharField(read_only=True)
    url = serializers.SerializerMethodField(help_text="Relative to this service")
    external_url = serializers.CharField(
        source="url", max_length=2000, help_text="Where events are sent: https, with a public name"
    )
    description = fields.TextField(max_length=300, required=False, allow_blank=True)
    state = serializers.ChoiceField(choices=vocabularies.EndpointState.choices(), read_only=True)
    event_types = EventTypesField()
    filters = FiltersField(
        required=False,
        help_text="What an event has to satisfy besides: parameters as on the API's lists",
    )
    has_backfill = serializers.BooleanField(
        required=False, help_text="Whether old happenings, found on reading again, are sent"
    )
    has_public_key = serializers.BooleanField(
        required=False, help_text="Whether an ed25519 key signs too (v1a)"
    )
    public_keys = serializers.SerializerMethodField(help_text="They verify v1a signatures")
    headers = HeadersField(
        required=False,
        write_only=True,
        help_text="Sent with each delivery; kept encrypted and never shown",
    )
    header_names = serializers.ListField(child=serializers.CharField(), read_only=True)
    most_per_minute = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=6000,
        help_text="Deliveries sent in a minute at most; null: as they come",
    )
    answered_at = serializers.SerializerMethodField(
        help_text="When it last answered a challenge; once it has, its events are kept"
    )
    created_at = serializers.SerializerMethodField()

    @extend_schema_field({"type": "string", "enum": [TYPE]})
    def get_type(self, endpoint: models.WebhookEndpoint) -> str:
        """Return what this is."""
        del endpoint
        return TYPE

    def get_url(self, endpoint: models.WebhookEndpoint) -> str:
        """Return the relative address."""
        return endpoint_address(endpoint.slug)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_public_keys(self, endpoint: models.WebhookEndpoint) -> list[str]:
        """Return the keys that sign at present, the newest first."""
        live = endpoint.secrets.live().exclude(public_key="")
        return list(live.values_list("public_key", flat=True))

    @extend_schema_field({"type": ["string", "null"], "format": "date-time"})
    def get_answered_at(self, endpoint: models.WebhookEndpoint) -> str | None:
        """Return when it last answered a challenge."""
        return fields.show_moment(endpoint.answered_at)

    @extend_schema_field({"type": "string", "format": "date-time"})
    def get_created_at(self, endpoint: models.WebhookEndpoint) -> str | None:
        """Return when it was created."""
        return fields.show_moment(endpoint.created_at)


class CreatedEndpointSerializer(EndpointSerializer):
    """An endpoint just created, with its secret."""

    secret = serializers.CharField(read_only=True, help_text="Shown this once: verifies v1")


class EndpointsSerializer(serializers.Serializer[Any]):
    """The webhook endpoints of an account."""

    results = EndpointSerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text="Null: they are few")
    previous = serializers.URLField(allow_null=True)


class RotationSerializer(fields.StrictSerializer):
    """For how long the secrets that are replaced go on signing."""

    grace_seconds = serializers.IntegerField(
        required=False, min_value=0, max_value=LONGEST_GRACE_SECONDS, default=_DAYS
    )


class RotatedSerializer(serializers.Serializer[Any]):
    """What replaces the secrets of an endpoint."""

    secret = serializers.CharField(help_text="Shown this once")
    public_key = serializers.CharField(allow_null=True, help_text="With has_public_key")
    former_until = serializers.DateTimeField(help_text="When the former ones stop signing")
