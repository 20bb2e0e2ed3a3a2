"""Endpoints of subscribers: creation, signing secrets, and where anything may be sent."""

import asyncio
import secrets as random
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from tracker import filters, kinds, models, outgoing, vocabularies
from tracker.outbound import client
from tracker.webhooks import sealing, signing

MOST_ENDPOINTS = 10
MOST_EVENT_TYPES = 50
_SLUG_BYTES = 8


class InvalidEndpoint(ValueError):  # noqa: N818 - the name states the finding
    """What an endpoint cannot be; ``field`` names the part that is wrong."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def create_endpoint(  # noqa: PLR0913, PLR0917 - an endpoint has that many parts
    owner: models.User,
    url: str,
    event_types: Sequence[str],
    asked: filters.Asked,
    now: datetime,
    description: str = "",
) -> tuple[models.WebhookEndpoint, str]:
    """Create a pending endpoint and return it with its secret, which is shown this once.

    ``asked`` are filters as on the API's lists. Raises InvalidEndpoint.
    """
    _check_event_types(event_types)
    _check_filters(asked)
    _check_destination(url)
    with transaction.atomic():
        models.User.objects.select_for_update().get(pk=owner.pk)
        if owner.webhook_endpoints.count() >= MOST_ENDPOINTS:
            raise InvalidEndpoint("owner", f"An account has at most {MOST_ENDPOINTS} endpoints.")
        endpoint = models.WebhookEndpoint.objects.create(
            slug=random.token_hex(_SLUG_BYTES),
            owner=owner,
            url=url,
            description=description,
            event_types=list(event_types),
            filters={name: list(values) for name, values in asked.items()},
            created_at=now,
        )
        return endpoint, add_secret(endpoint, now)


def add_secret(endpoint: models.WebhookEndpoint, now: datetime) -> str:
    """Create a further secret that signs from now on, and return it."""
    secret = signing.new_secret()
    endpoint.secrets.create(ciphertext=sealing.seal(secret), created_at=now)
    return secret


def readable(secrets: Iterable[models.WebhookSecret]) -> tuple[str, ...]:
    """Return the secrets in plain, in this order; raises sealing.UnreadableSecret."""
    return tuple(sealing.unseal(bytes(secret.ciphertext)) for secret in secrets)


def activate(endpoint: models.WebhookEndpoint) -> None:
    """Have events sent to ``endpoint`` from now on, as it has shown that it answers."""
    endpoint.state = vocabularies.EndpointState.ENABLED
    endpoint.failures, endpoint.failing_since = 0, None
    endpoint.save(update_fields=["state", "failures", "failing_since"])


def _check_event_types(event_types: Sequence[str]) -> None:
    if not 0 < len(event_types) <= MOST_EVENT_TYPES:
        raise InvalidEndpoint("event_types", f"Give 1 to {MOST_EVENT_TYPES} event types.")
    for pattern in event_types:
        if not kinds.is_pattern(pattern):
            raise InvalidEndpoint("event_types", f"No event type matches {pattern!r}.")


def _check_filters(asked: filters.Asked) -> None:
    """Raise InvalidEndpoint unless the events of some one type of record can satisfy all."""
    problems: list[str] = []
    for parameters in filters.PARAMETERS.values():
        try:
            for name, values in asked.items():
                parameters[name].checked(values)
        except KeyError as unknown:
            problems.append(f"No record of one type has all of these filters: {unknown}.")
        except filters.UnknownValue as unknown:
            problems.insert(0, str(unknown))
        else:
            return
    raise InvalidEndpoint("filters", problems[0])


def _check_destination(url: str) -> None:
    """Raise InvalidEndpoint, always in the same words, so that nobody maps a network by them."""
    try:
        asyncio.run(_check_url(url))
    except client.Failure:
        raise InvalidEndpoint("url", "destination not allowed") from None


async def _check_url(url: str) -> None:
    async with client.Client() as http:
        await client.check(http, url, policy=outgoing.policy())
