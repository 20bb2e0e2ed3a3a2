"""Endpoints of subscribers: how they come about, change, are stopped and go."""

import secrets as random
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from tracker import filters, models, vocabularies
from tracker.webhooks import credentials, rules
from tracker.webhooks.credentials import add_secret, decrypted
from tracker.webhooks.rules import InvalidEndpoint

__all__ = [
    "InvalidEndpoint",
    "TooManyError",
    "activate",
    "add",
    "add_secret",
    "answered",
    "change",
    "create_endpoint",
    "decrypted",
    "delete",
    "pause",
    "resume",
]

MOST_ENDPOINTS = 10
MOST_OF_A_FOLLOWER = 5
_SLUG_BYTES = 8


class TooManyError(Exception):
    """The account has as many endpoints as it may have."""


def create_endpoint(
    owner: models.Owner,
    url: str,
    event_types: Sequence[str],
    asked: filters.Asked,
    now: datetime,
) -> tuple[models.WebhookEndpoint, str]:
    """Create a pending endpoint and return it with its secret, which is shown this once.

    ``asked`` are filters as on the API's lists. Raises InvalidEndpoint, TooManyError.
    """
    wanted = {"url": url, "event_types": event_types, "filters": asked}
    rules.check(wanted)
    return add(owner, wanted, now)


def add(
    owner: models.Owner, wanted: Mapping[str, Any], now: datetime
) -> tuple[models.WebhookEndpoint, str]:
    """Create a pending endpoint with these columns, which ``rules.check`` has accepted.

    Raises TooManyError where its owner has as many as an account, or an address, may have.
    """
    most = MOST_OF_A_FOLLOWER if isinstance(owner, models.Follower) else MOST_ENDPOINTS
    with transaction.atomic():
        type(owner)._default_manager.select_for_update().get(pk=owner.pk)
        if owner.webhook_endpoints.count() >= most:
            raise TooManyError(f"An account has at most {most} endpoints.")
        endpoint = models.WebhookEndpoint.objects.create(
            slug=random.token_hex(_SLUG_BYTES),
            created_at=now,
            **models.owned_by(owner),
            **_columns(wanted),
        )
        if endpoint.has_public_key:
            credentials.add_key(endpoint, now)
        return endpoint, add_secret(endpoint, now)


def change(endpoint: models.WebhookEndpoint, wanted: Mapping[str, Any], now: datetime) -> None:
    """Change the columns that are given; ``rules.check`` has accepted them.

    An endpoint at a new address is pending until that has answered a challenge; what happens
    meanwhile is kept for it.
    """
    moves = wanted.get("url", endpoint.url) != endpoint.url
    columns = _columns(wanted)
    if moves:
        columns |= {"state": vocabularies.EndpointState.PENDING, "failures": 0}
        columns |= {"failing_since": None}
    had_key = endpoint.has_public_key
    for name, value in columns.items():
        setattr(endpoint, name, value)
    endpoint.save(update_fields=columns.keys())
    if endpoint.has_public_key and not had_key:
        credentials.add_key(endpoint, now)
    if had_key and not endpoint.has_public_key:
        endpoint.secrets.exclude(public_key="").delete()


def activate(endpoint: models.WebhookEndpoint, now: datetime) -> None:
    """Have events sent to ``endpoint`` from now on, as its address has shown that it answers."""
    models.WebhookEndpoint.objects.filter(
        pk=endpoint.pk, url=endpoint.url, state=vocabularies.EndpointState.PENDING
    ).update(
        state=vocabularies.EndpointState.ENABLED,
        answered_at=now,
        failures=0,
        failing_since=None,
    )


def answered(endpoint: models.WebhookEndpoint, now: datetime) -> None:
    """Activate ``endpoint``, which answered a ping, unless its owner has to enter a code."""
    if endpoint.follower_id is None:
        activate(endpoint, now)


def pause(endpoint: models.WebhookEndpoint) -> None:
    """Send nothing more until it is resumed; what happens is kept.

    Raises models.WrongStateError unless it is enabled or paused.
    """
    if endpoint.state == vocabularies.EndpointState.PENDING:
        detail = "It is pending: nothing is sent to it before it answered a challenge."
        raise models.WrongStateError(detail)
    if endpoint.state == vocabularies.EndpointState.DISABLED:
        raise models.WrongStateError("It is disabled: nothing is sent to it.")
    endpoint.state = vocabularies.EndpointState.PAUSED
    endpoint.save(update_fields=["state"])


def resume(endpoint: models.WebhookEndpoint) -> None:
    """Send again, first what was kept while it was paused or disabled.

    Raises models.WrongStateError where it never answered at its present address.
    """
    if endpoint.state == vocabularies.EndpointState.PENDING:
        raise models.WrongStateError("It is pending: ping it, and answer with a 2xx status.")
    if endpoint.state == vocabularies.EndpointState.ENABLED:
        return
    endpoint.state = vocabularies.EndpointState.ENABLED
    endpoint.failures, endpoint.failing_since = 0, None
    endpoint.save(update_fields=["state", "failures", "failing_since"])


def delete(endpoint: models.WebhookEndpoint) -> None:
    """Delete ``endpoint`` with its secrets and all that was or is to be sent to it."""
    with transaction.atomic():
        # In the order in which senders lock: a result that comes in meanwhile finds nothing.
        models.Delivery.objects.erase(endpoint)
        endpoint.delete()


def _columns(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is wanted as the row holds it."""
    columns = dict(wanted)
    if "headers" in columns:
        headers = columns["headers"]
        columns |= {"headers": credentials.encrypt_headers(headers), "header_names": list(headers)}
    if "event_types" in columns:
        columns["event_types"] = list(columns["event_types"])
    if "filters" in columns:
        columns["filters"] = {name: list(values) for name, values in columns["filters"].items()}
    return columns
