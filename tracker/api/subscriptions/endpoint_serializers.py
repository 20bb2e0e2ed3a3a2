"""Webhook endpoints as their owners enter and see them; what is secret is shown once or never."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import exceptions, serializers

from tracker import models, vocabularies
from tracker.api.subscriptions import subscription_fields
from tracker.serializers import bounded, choices, fields
from tracker.webhooks import rules

TYPE = "webhook_endpoint"
_FIELDS = {"url": "external_url"}


def refuse_faults(wanted: Mapping[str, Any]) -> None:
    """Raise exceptions.ValidationError unless an endpoint may have these columns."""
    details = {
        _FIELDS.get(fault.field, fault.field): exceptions.ErrorDetail(
            str(fault), "destination_not_allowed" if fault.field == "url" else "constraint"
        )
        for fault in rules.faults(wanted)
    }
    if details:
        raise exceptions.ValidationError(details)


@extend_schema_field(
    {
        "type": "object",
        "additionalProperties": {
            "type": "string",
            "minLength": 1,
            "maxLength": rules.LONGEST_HEADER_VALUE,
        },
        "maxProperties": rules.MOST_HEADERS,
    }
)
class HeadersField(bounded.DictField):
    """Headers to be sent with each delivery: {name: value}."""

    default_error_messages = {"not_a_dict": 'Give values by name: {{"X-Team": "…"}}.'}

    child = serializers.CharField(max_length=rules.LONGEST_HEADER_VALUE, trim_whitespace=False)


class EndpointSerializer(fields.StrictSerializer):
    """An address that a subscriber wants events sent to."""

    type = serializers.SerializerMethodField()
    slug = serializers.CharField(read_only=True)
    url = fields.AddressField("/v1/webhook-endpoints/{row.slug}", read_only=True)
    external_url = serializers.CharField(
        source="url", max_length=2000, help_text="Where events are sent: https, with a public name"
    )
    format = choices.ChoiceField(
        choices=vocabularies.EndpointFormat.choices(),
        required=False,
        help_text="standard, or a service of chat, in whose messages events are told",
    )
    language = choices.ChoiceField(
        choices=vocabularies.MailLanguage.choices(),
        required=False,
        help_text="Of messages in chat",
    )
    description = fields.TextField(max_length=300, required=False, allow_blank=True)
    state = serializers.ChoiceField(choices=vocabularies.EndpointState.choices(), read_only=True)
    event_types = subscription_fields.EventTypesField()
    filters = subscription_fields.FiltersField(
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
        max_value=rules.MOST_PER_MINUTE,
        help_text="Deliveries sent in a minute at most; null: as they come",
    )
    answered_at = fields.MomentField(
        read_only=True,
        allow_null=True,
        help_text="When it last answered a challenge; once it has, its events are kept",
    )
    created_at = fields.MomentField(read_only=True)

    @extend_schema_field({"type": "string", "enum": [TYPE]})
    def get_type(self, endpoint: models.WebhookEndpoint) -> str:
        return TYPE

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_public_keys(self, endpoint: models.WebhookEndpoint) -> list[str]:
        """Return the keys that sign at present, the newest first."""
        live = endpoint.secrets.live().exclude(public_key="")
        return list(live.values_list("public_key", flat=True))

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the columns; the destination's name is resolved to judge it."""
        refuse_faults(attrs)
        return attrs


class CreatedEndpointSerializer(EndpointSerializer):
    """An endpoint just created, with its secret."""

    secret = serializers.SerializerMethodField(help_text="Shown this once: verifies v1")

    def get_secret(self, endpoint: models.WebhookEndpoint) -> str:
        """Return the secret of the context: the row holds it encrypted."""
        return str(self.context["secret"])


@extend_schema_serializer(many=False)
class EndpointsSerializer(serializers.Serializer[Any]):
    """The webhook endpoints of an account."""

    results = EndpointSerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text="Null: they are few")
    previous = serializers.URLField(allow_null=True)
    next_cursor = serializers.CharField(allow_null=True)
    previous_cursor = serializers.CharField(allow_null=True)
