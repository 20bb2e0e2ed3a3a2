"""Subscribers, what they wait for, and the clock of their deliveries moved on."""

from datetime import timedelta
from typing import Any

from django.db.models import F
from django.db.models.functions import Now

from tests import factories
from tracker import models, vocabularies
from tracker.webhooks import endpoints, receiver


def subscriber(to: receiver.Receiver, **fields: Any) -> models.WebhookEndpoint:
    """Return an enabled endpoint whose secret the receiver knows."""
    endpoint = factories.WebhookEndpointFactory.create(url=to.url, **fields)
    to.secrets.append(endpoints.add_secret(endpoint, factories.NOW))
    return endpoint


def published(**fields: Any) -> models.Revision:
    """Return the revision of a development just flagged."""
    row = factories.development(**fields)
    return models.Revision.objects.filter(record=row.pk).latest("sequence")


def waiting(
    endpoint: models.WebhookEndpoint, revision: models.Revision, **fields: Any
) -> models.Delivery:
    """Return a delivery that is due."""
    return factories.DeliveryFactory.create(endpoint=endpoint, revision=revision, **fields)


def stored(delivery: models.Delivery) -> models.Delivery:
    """Return the delivery as it is now."""
    return models.Delivery.objects.select_related("endpoint").get(pk=delivery.pk)


def outcomes(delivery: models.Delivery) -> list[str]:
    """Return how each attempt ended, the first one first."""
    return list(delivery.attempts.values_list("outcome", flat=True))


def wait_left(delivery: models.Delivery) -> timedelta:
    """Return how long after its last attempt ended the next one is due, by the database's clock."""
    left: timedelta = (
        models.Delivery.objects.filter(pk=delivery.pk)
        .values_list(F("next_attempt_at") - Now(), flat=True)
        .get()
    )
    return left


def let_lapse(delivery: models.Delivery) -> None:
    """Move the end of the delivery's lease into the past."""
    models.Delivery.objects.filter(pk=delivery.pk).update(leased_until=Now() - timedelta(seconds=1))


def make_due(delivery: models.Delivery) -> None:
    """Have the next attempt be due."""
    models.Delivery.objects.filter(pk=delivery.pk).update(next_attempt_at=Now())


def claim(limit: int = 64, per_endpoint: int = 2) -> list[models.Delivery]:
    """Lease what can start, as a sender does."""
    return models.Delivery.objects.startable(per_endpoint).claim(limit, 90.0)


LONG_AGO = factories.NOW
DELIVERED = vocabularies.DeliveryState.DELIVERED.value
WAITING = vocabularies.DeliveryState.WAITING.value
FAILED = vocabularies.DeliveryState.FAILED.value
CANCELLED = vocabularies.DeliveryState.CANCELLED.value
