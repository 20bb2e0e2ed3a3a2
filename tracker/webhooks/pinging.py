"""The challenge: an endpoint is sent events only after it answered one message of ours."""

import asyncio
import uuid
from datetime import datetime

import orjson
from django.db.models import Prefetch, prefetch_related_objects
from django.db.models.functions import Now

from tracker import models, outgoing, serializers, vocabularies
from tracker.outbound import client
from tracker.serializers import webhooks
from tracker.webhooks import attempts, composing, endpoints

PING = composing.PING


def challenge(endpoint: models.WebhookEndpoint, now: datetime) -> models.Delivery:
    """Have a sender ping ``endpoint`` soon, and return the delivery.

    A pending endpoint that answers with a 2xx status is enabled, unless it is an address's
    channel, which waits for the code that is posted there. One that does not is pinged
    again for ten minutes, in which its owner may give it the secret; a new ping ends the former.
    """
    models.Delivery.objects.at_rest().filter(
        endpoint=endpoint, sample_type=PING, attempts_made__gt=0
    ).update(state=vocabularies.DeliveryState.CANCELLED)
    return models.Delivery.objects.create(
        endpoint=endpoint,
        sample_type=PING,
        sample=_body(endpoint, now),
        next_attempt_at=Now(),
        created_at=Now(),
    )


def ping(endpoint: models.WebhookEndpoint, now: datetime) -> attempts.Result:
    """Ping ``endpoint`` here and now, enable it if it is pending and answers 2xx, and tell how.

    Raises encryption.UnreadableSecret.
    """
    body = _body(endpoint, now)
    prefetch_related_objects([endpoint], Prefetch("secrets", models.WebhookSecret.objects.live()))
    message = composing.message(endpoint, body, PING, number=1)
    result = asyncio.run(_send(message, now))
    if result.is_success:
        endpoints.answered(endpoint, now)
        endpoint.refresh_from_db()
    return result


def _body(endpoint: models.WebhookEndpoint, now: datetime) -> bytes:
    return orjson.dumps(
        {
            "id": f"evt_{uuid.uuid4().hex}",
            "type": PING,
            "timestamp": serializers.show_moment(now),
            "api_version": webhooks.API_VERSION,
            "data": {"object": {"type": "webhook_endpoint", "slug": endpoint.slug}},
        }
    )


async def _send(message: attempts.Message, now: datetime) -> attempts.Result:
    async with client.Client() as http:
        return await attempts.attempt(http, message, outgoing.policy(), now)
