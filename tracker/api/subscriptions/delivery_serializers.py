"""How deliveries, attempts and what is asked of an endpoint are described and shown."""

from typing import Any

import orjson
from rest_framework import serializers

from tracker import kinds, models, vocabularies
from tracker import serializers as bodies
from tracker.api.subscriptions import endpoint_serializers
from tracker.serializers import choices, fields, webhooks
from tracker.webhooks import previewing, reckoning

COLUMNS = (
    "public_id",
    "endpoint__slug",
    "revision__event_type",
    "sample_type",
    "revision_id",
    "state",
    "attempts_made",
    "created_at",
    "last_attempt_at",
    "next_attempt_at",
    "delivered_at",
    "beginning",
)
"""What is shown of a delivery; ``beginning`` is that of its message."""


def delivery_address(public_id: Any) -> str:
    """Return the relative address of a delivery."""
    return f"/v1/deliveries/{public_id}"


def shown_delivery(row: tuple[Any, ...]) -> dict[str, Any]:
    """Return a delivery as it is shown, from its ``COLUMNS``."""
    column = dict(zip(COLUMNS, row, strict=True))
    slug = column["endpoint__slug"]
    is_waiting = column["state"] == vocabularies.DeliveryState.WAITING
    return {
        "type": "delivery",
        "id": str(column["public_id"]),
        "url": delivery_address(column["public_id"]),
        "endpoint": {"slug": slug, "url": endpoint_serializers.endpoint_address(slug)},
        "webhook_id": webhooks.id_of(bytes(column["beginning"])),
        "event_type": column["sample_type"] or column["revision__event_type"],
        "sequence": column["revision_id"],
        "is_sample": bool(column["sample_type"]),
        "state": column["state"],
        "attempts_made": column["attempts_made"],
        "created_at": bodies.show_moment(column["created_at"]),
        "last_attempt_at": bodies.show_moment(column["last_attempt_at"]),
        "next_attempt_at": bodies.show_moment(column["next_attempt_at"]) if is_waiting else None,
        "delivered_at": bodies.show_moment(column["delivered_at"]),
    }


def shown_replay(endpoint: models.WebhookEndpoint, replay: models.Replay) -> dict[str, Any]:
    """Return how far a replay has come."""
    home = endpoint_serializers.endpoint_address(endpoint.slug)
    return {
        "id": str(replay.public_id),
        "url": f"{home}/replays/{replay.public_id}",
        "after": replay.after,
        "until": replay.until,
        "last_sequence": replay.last_sequence,
        "deliveries": replay.deliveries,
        "requested_at": bodies.show_moment(replay.requested_at),
        "finished_at": bodies.show_moment(replay.finished_at),
    }


def shown_preview(preview: previewing.Preview, days: int) -> dict[str, Any]:
    """Return how often a subscription would have been told something."""
    return {
        "days": days,
        "count": sum(preview.counts.values()),
        "by_event_type": preview.counts,
        "latest": [
            {
                "sequence": revision.sequence,
                "event_type": revision.event_type,
                "published_at": bodies.show_moment(revision.published_at),
                "url": bodies.address(revision.type, revision.record.slug),
            }
            for revision in preview.latest
        ],
    }


def shown_reckoning(
    endpoint: models.WebhookEndpoint, found: reckoning.Reckoning, days: int
) -> bytes:
    """Return how an endpoint has been doing."""
    return orjson.dumps(
        {
            "days": days,
            "state": endpoint.state,
            "failures": endpoint.failures,
            "failing_since": bodies.show_moment(endpoint.failing_since),
            "waiting": found.waiting,
            "under_way": found.under_way,
            "oldest_waiting_at": bodies.show_moment(found.oldest_waiting_at),
            "deliveries": found.deliveries,
            "attempts": found.attempts,
            "duration_ms": {"median": found.median_ms, "slowest_twentieth": found.slow_ms},
        }
    )


class EndpointReferenceSerializer(serializers.Serializer[Any]):
    """Which endpoint it is."""

    slug = serializers.CharField()
    url = serializers.CharField()


class DeliverySerializer(serializers.Serializer[Any]):
    """An event or sample on its way to one endpoint."""

    type = serializers.CharField()
    id = serializers.UUIDField()
    url = serializers.CharField(help_text="Relative to this service")
    endpoint = EndpointReferenceSerializer()
    webhook_id = serializers.CharField(help_text="As the receiver sees it, at every attempt")
    event_type = serializers.CharField()
    sequence = serializers.IntegerField(allow_null=True, help_text="Null for a sample")
    is_sample = serializers.BooleanField(help_text="Whether it is a ping or an example")
    state = serializers.ChoiceField(choices=vocabularies.DeliveryState.choices())
    attempts_made = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    last_attempt_at = serializers.DateTimeField(allow_null=True)
    next_attempt_at = serializers.DateTimeField(allow_null=True, help_text="While it is waiting")
    delivered_at = serializers.DateTimeField(allow_null=True)


class WholeDeliverySerializer(DeliverySerializer):
    """A delivery with the message itself."""

    message = serializers.DictField(
        child=serializers.JSONField(), help_text="What is sent, as it was before it was bytes"
    )


class AttemptSerializer(serializers.Serializer[Any]):
    """One try at a delivery."""

    number = serializers.IntegerField()
    attempted_at = serializers.DateTimeField()
    duration_ms = serializers.IntegerField()
    resolved_address = serializers.CharField(help_text="Empty where none was dialled")
    outcome = serializers.ChoiceField(choices=vocabularies.AttemptOutcome.choices())
    status = serializers.IntegerField(allow_null=True)
    answer = serializers.CharField(help_text="Its first 4 kB, or what went wrong")


class WantedExampleSerializer(fields.StrictSerializer):
    """Of what an example is to be sent."""

    event_type = choices.ChoiceField(
        choices=[
            code for code, known in kinds.EVENT_TYPES.items() if getattr(known, "is_public", True)
        ]
    )


class WantedReplaySerializer(fields.StrictSerializer):
    """From where on everything is to be sent anew."""

    after = serializers.IntegerField(
        min_value=0, help_text="The last sequence that you are sure of"
    )


class ReplaySerializer(serializers.Serializer[Any]):
    """A request to be sent everything anew, and how far it has come."""

    id = serializers.UUIDField()
    url = serializers.CharField(help_text="Relative to this service")
    after = serializers.IntegerField()
    until = serializers.IntegerField(help_text="The last sequence when it was requested")
    last_sequence = serializers.IntegerField(help_text="How far it has come")
    deliveries = serializers.IntegerField(help_text="How many are sent anew for it")
    requested_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(
        allow_null=True, help_text="When all are on their way; each then arrives by itself"
    )


class RecoverySerializer(fields.StrictSerializer):
    """Since when what failed is to be sent anew."""

    since = endpoint_serializers.MomentField(help_text="At most 14 days ago")


class RecoveredSerializer(serializers.Serializer[Any]):
    """How many deliveries are on their way again."""

    recovered = serializers.IntegerField(help_text="All of them")
    failed = serializers.IntegerField(help_text="Of them those that had failed for good")
    waited = serializers.IntegerField(help_text="Of them those that waited to be tried again")


class WishSerializer(fields.StrictSerializer):
    """What an endpoint might ask for."""

    event_types = endpoint_serializers.EventTypesField()
    filters = endpoint_serializers.FiltersField(required=False)
    has_backfill = serializers.BooleanField(required=False)


class HappeningSerializer(serializers.Serializer[Any]):
    """An event that there was."""

    sequence = serializers.IntegerField()
    event_type = serializers.CharField()
    published_at = serializers.DateTimeField()
    url = serializers.CharField(help_text="Of the record")


class PreviewSerializer(serializers.Serializer[Any]):
    """How often it would have been told something in the last ``days``."""

    days = serializers.IntegerField()
    count = serializers.IntegerField()
    by_event_type = serializers.DictField(child=serializers.IntegerField())
    latest = HappeningSerializer(many=True)


class DurationSerializer(serializers.Serializer[Any]):
    """How long attempts took."""

    median = serializers.FloatField(allow_null=True)
    slowest_twentieth = serializers.FloatField(allow_null=True, help_text="Or longer")


class StatsSerializer(serializers.Serializer[Any]):
    """How an endpoint has been doing; pings and examples do not count."""

    days = serializers.IntegerField()
    state = serializers.ChoiceField(choices=vocabularies.EndpointState.choices())
    failures = serializers.IntegerField(help_text="Attempts that failed since the last success")
    failing_since = serializers.DateTimeField(allow_null=True)
    waiting = serializers.IntegerField()
    under_way = serializers.IntegerField(help_text="Of these, being sent just now")
    oldest_waiting_at = serializers.DateTimeField(allow_null=True)
    deliveries = serializers.DictField(
        child=serializers.IntegerField(), help_text="Of these days, by state"
    )
    attempts = serializers.DictField(
        child=serializers.IntegerField(), help_text="Of these days, by outcome"
    )
    duration_ms = DurationSerializer()
