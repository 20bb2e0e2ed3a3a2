"""What is sent of a delivery: the stored bytes, signed, or a message in chat made of them."""

from django.conf import settings

from tracker import models
from tracker.representations import chat
from tracker.serializers import webhooks
from tracker.webhooks import attempts, channels, credentials

PING = "endpoint.ping"


def message(
    endpoint: models.WebhookEndpoint, body: bytes, event_type: str, number: int
) -> attempts.Message:
    """Return the message that carries ``body``, the same at each attempt but for its number.

    What goes to a channel in chat is rendered of the stored bytes each time, and is signed by
    nothing, since no such service verifies it. Raises encryption.UnreadableSecret.
    """
    if endpoint.is_chat:
        return attempts.Message(
            url=endpoint.url,
            webhook_id=webhooks.id_of(body),
            event_type=event_type,
            number=number,
            body=_posted(endpoint, body, event_type),
            secrets=(),
            headers=credentials.headers_of(endpoint),
            is_chat=True,
        )
    return attempts.Message(
        url=endpoint.url,
        webhook_id=webhooks.id_of(body),
        event_type=event_type,
        number=number,
        body=body,
        secrets=credentials.decrypted(endpoint.secrets.all()),
        headers=credentials.headers_of(endpoint),
    )


def _posted(endpoint: models.WebhookEndpoint, body: bytes, event_type: str) -> bytes:
    if event_type == PING:
        code = channels.code(endpoint) if endpoint.follower_id else ""
        return chat.challenge(code, settings.PUBLIC_URL, endpoint.format, endpoint.language)
    return chat.event(body, endpoint.format, endpoint.language)
