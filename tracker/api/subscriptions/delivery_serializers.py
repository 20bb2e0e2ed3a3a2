"""Deliveries, the attempts at them, and replays, as the owners of endpoints see them."""

from typing import Any, ClassVar

import orjson
from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Substr
from rest_framework import serializers

from tracker import models, vocabularies
from tracker.serializers import absent, fields, webhooks

_BEGINNING_BYTES = 64


class ConstantField(serializers.CharField):
    """A word that is the same in every body."""

    def __init__(self, word: str) -> None:
        super().__init__(source="*")
        self.word = word

    def to_representation(self, value: Any) -> str:
        return self.word


class WebhookIdField(serializers.CharField):
    """The id of a message, from the bytes with which it begins."""

    def to_representation(self, value: Any) -> str:
        return webhooks.id_of(bytes(value))


class MessageField(serializers.DictField):
    """A message, byte for byte."""

    child = serializers.JSONField()

    def to_representation(self, value: Any) -> Any:
        return orjson.Fragment(value)


class EndpointReferenceSerializer(serializers.Serializer[Any]):
    """Which endpoint it is."""

    slug = serializers.CharField()
    url = fields.AddressField("/v1/webhook-endpoints/{row.slug}", help_text="")


class DeliverySerializer(serializers.Serializer[Any]):
    """An event or sample on its way to one endpoint."""

    columns: ClassVar[tuple[str, ...]] = (
        *("public_id", "endpoint__slug", "revision__event_type", "sample_type", "state"),
        *("attempts_made", "created_at", "last_attempt_at", "next_attempt_at", "delivered_at"),
    )

    type = ConstantField("delivery")
    id = serializers.UUIDField(source="public_id")
    url = fields.AddressField("/v1/deliveries/{row.public_id}")
    endpoint = EndpointReferenceSerializer()
    webhook_id = WebhookIdField(
        source="beginning", help_text="As the receiver sees it, at every attempt"
    )
    event_type = serializers.CharField()
    sequence = serializers.IntegerField(
        source="revision_id", allow_null=True, help_text="Null for a sample"
    )
    is_sample = serializers.BooleanField(help_text="Whether it is a ping or an example")
    state = serializers.ChoiceField(choices=vocabularies.DeliveryState.choices())
    attempts_made = serializers.IntegerField()
    created_at = fields.MomentField()
    last_attempt_at = fields.MomentField(allow_null=True)
    next_attempt_at = fields.MomentField(allow_null=True, help_text="While it is waiting")
    delivered_at = fields.MomentField(allow_null=True)

    @classmethod
    def fetched(cls, rows: QuerySet[models.Delivery]) -> QuerySet[Any, Any]:
        """Return ``rows`` with all that is shown of them, in one query."""
        message = Coalesce("revision__envelope", "sample")
        chosen = rows.select_related("endpoint", "revision").only(
            "endpoint", "revision", *cls.columns
        )
        return chosen.annotate(beginning=Substr(message, 1, _BEGINNING_BYTES))

    def to_representation(self, instance: models.Delivery) -> dict[str, Any]:
        shown = super().to_representation(instance)
        if instance.state != vocabularies.DeliveryState.WAITING:
            shown["next_attempt_at"] = None
        return shown


class WholeDeliverySerializer(DeliverySerializer):
    """A delivery with the message itself."""

    columns = (*DeliverySerializer.columns, "sample", "revision__envelope")

    message = MessageField(help_text="What is sent, as it was before it was bytes")


class AttemptSerializer(serializers.Serializer[Any]):
    """One try at a delivery."""

    number = serializers.IntegerField()
    attempted_at = fields.MomentField()
    duration_ms = serializers.IntegerField()
    resolved_address = absent.CharField(allow_null=True, help_text="Null where none was dialled")
    outcome = serializers.ChoiceField(choices=vocabularies.AttemptOutcome.choices())
    status = serializers.IntegerField(allow_null=True)
    answer = absent.CharField(allow_null=True, help_text="Its first 4 kB, or what went wrong")


class ReplaySerializer(serializers.Serializer[Any]):
    """A request to be sent everything anew, and how far it has come."""

    id = serializers.UUIDField(source="public_id")
    url = fields.AddressField("/v1/webhook-endpoints/{row.endpoint.slug}/replays/{row.public_id}")
    after = serializers.IntegerField()
    until = serializers.IntegerField(help_text="The last sequence when it was requested")
    last_sequence = serializers.IntegerField(help_text="How far it has come")
    deliveries = serializers.IntegerField(help_text="How many are sent anew for it")
    requested_at = fields.MomentField()
    finished_at = fields.MomentField(
        allow_null=True, help_text="When all are on their way; each then arrives by itself"
    )
