"""Subscribers with a token, and what was sent to them."""

from typing import Any

from django.test import Client

from tests import factories
from tests.webhooks import subscribing
from tracker import models

HOME = "/v1/webhook-endpoints"


def owned(client: Client, **fields: Any) -> models.WebhookEndpoint:
    """Return an enabled endpoint of the account whose token ``client`` has."""
    owner = models.User.objects.get(username=client.get("/v1/me").json()["account"])
    return factories.WebhookEndpointFactory.create(owner=owner, **fields)


def sent(endpoint: models.WebhookEndpoint, **fields: Any) -> models.Delivery:
    """Return a delivery of an event just published."""
    return subscribing.waiting(endpoint, subscribing.published(), **fields)
