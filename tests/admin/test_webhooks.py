"""Subscriptions at the desk: looked at, stopped and sent anew, without a secret anywhere."""

import pytest
from django.test import Client

from tests import factories
from tests.admin.conftest import notes
from tests.webhooks import subscribing
from tracker import models
from tracker.webhooks import credentials, endpoints

pytestmark = pytest.mark.django_db

HOME = "/admin/tracker/"


@pytest.fixture
def delivery() -> models.Delivery:
    """Give a delivery that failed, at an endpoint with all that is secret."""
    endpoint = factories.WebhookEndpointFactory.create(
        headers=credentials.encrypt_headers({"X-Team": "open_sesame"}), header_names=["X-Team"]
    )
    endpoints.add_secret(endpoint, factories.NOW)
    row = subscribing.waiting(endpoint, subscribing.published(), state="failed", attempts_made=10)
    factories.AttemptFactory.create(delivery=row, outcome="http_error", status=500, answer="later")
    return row


def act(desk: Client, sort: str, action: str, row: models.Delivery) -> list[str]:
    key = row.pk if sort == "delivery" else row.endpoint_id
    chosen = {"action": action, "_selected_action": [key]}
    return notes(desk.post(f"{HOME}{sort}/", chosen, follow=True))


def test_an_endpoint_is_paused_resumed_disabled_and_pinged(
    desk: Client, delivery: models.Delivery
) -> None:
    states = []
    for action in ("pause", "resume", "disable", "pause"):
        said = act(desk, "webhookendpoint", action, delivery)
        states.append((subscribing.stored(delivery).endpoint.state, said))

    key = delivery.endpoint_id
    assert states == [
        ("paused", ["Paused: 1."]),
        ("enabled", ["Resumed: 1."]),
        ("disabled", ["Disabled: 1."]),
        ("disabled", [f"{key}: It is disabled: nothing is sent to it.", "Paused: 0."]),
    ]
    assert act(desk, "webhookendpoint", "ping", delivery) == ["To be pinged: 1."]
    assert models.Delivery.objects.filter(sample_type="endpoint.ping").count() == 1


def test_a_delivery_is_sent_anew(desk: Client, delivery: models.Delivery) -> None:
    assert act(desk, "delivery", "redeliver", delivery) == ["To be sent anew: 1."]

    again = subscribing.stored(delivery)
    assert (again.state, again.earlier_attempts) == ("waiting", 10)


def test_pages_show_what_was_sent_and_answered_and_no_secret(
    desk: Client, delivery: models.Delivery
) -> None:
    (secret,) = endpoints.decrypted(delivery.endpoint.secrets.all())
    pages = {
        address: desk.get(HOME + address).content.decode()
        for address in (
            "webhookendpoint/",
            f"webhookendpoint/{delivery.endpoint_id}/change/",
            "delivery/?state__exact=failed",
            f"delivery/{delivery.pk}/change/",
            "attempt/?outcome__exact=http_error",
            "replay/",
        )
    }

    for page in pages.values():
        assert secret not in page
        assert "open_sesame" not in page
    assert "X-Team" in pages[f"webhookendpoint/{delivery.endpoint_id}/change/"]
    shown = pages[f"delivery/{delivery.pk}/change/"]
    assert "later" in shown
    assert "commitment.reported" in shown


def test_whoever_may_only_look_is_offered_no_action(
    client: Client, delivery: models.Delivery
) -> None:
    client.force_login(factories.UserFactory.create(role="reviewer"))

    assert act(client, "delivery", "redeliver", delivery) != ["To be sent anew: 1."]

    assert subscribing.stored(delivery).state == "failed"
