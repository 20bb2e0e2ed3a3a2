"""The challenge: an endpoint is sent events only after it answered one message of ours."""

import asyncio
import uuid
from datetime import datetime

import orjson

from tracker import models, outgoing, vocabularies
from tracker.outbound import client
from tracker.webhooks import attempts, endpoints

PING = "endpoint.ping"


def ping(endpoint: models.WebhookEndpoint, now: datetime) -> attempts.Result:
    """Send a signed ``endpoint.ping``, enable a pending endpoint that answers 2xx, and tell how.

    Raises sealing.UnreadableSecret.
    """
    webhook_id = f"evt_{uuid.uuid4().hex}"
    body = {
        "id": webhook_id,
        "type": PING,
        "timestamp": now.isoformat().replace("+00:00", "Z"),
        "api_version": "v1",
        "data": {"object": {"type": "webhook_endpoint", "slug": endpoint.slug}},
    }
    message = attempts.Message(
        url=endpoint.url,
        webhook_id=webhook_id,
        event_type=PING,
        number=1,
        body=orjson.dumps(body),
        secrets=endpoints.readable(endpoint.secrets.live()),
    )
    result = asyncio.run(_send(message, now))
    if result.is_success and endpoint.state == vocabularies.EndpointState.PENDING:
        endpoints.activate(endpoint)
    return result


async def _send(message: attempts.Message, now: datetime) -> attempts.Result:
    async with client.Client() as http:
        return await attempts.attempt(http, message, outgoing.policy(), now)
