"""What is kept for endpoints that are not sent to is given up after 14 days."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from tests.webhooks import subscribing
from tracker import models
from tracker.webhooks import receiver, resending

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "days", "after"),
    [
        ("paused", 15, subscribing.CANCELLED),
        ("disabled", 15, subscribing.CANCELLED),
        ("paused", 13, subscribing.WAITING),
        ("enabled", 15, subscribing.WAITING),
    ],
)
def test_what_waits_for_a_resting_endpoint_is_kept_for_14_days(
    inbox: receiver.Receiver, state: str, days: int, after: str
) -> None:
    endpoint = subscribing.subscriber(inbox)
    row = subscribing.waiting(endpoint, subscribing.published())
    models.WebhookEndpoint.objects.update(state=state)
    models.Delivery.objects.update(created_at=Now() - timedelta(days=days))

    resending.retire()

    assert subscribing.stored(row).state == after
