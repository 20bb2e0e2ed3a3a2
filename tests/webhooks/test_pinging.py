"""The first ping is repeated, so that a receiver can be given its secret meanwhile."""

import pytest

from tests import factories
from tests.webhooks import subscribing
from tracker import models
from tracker.webhooks import delivery, endpoints, pinging, receiver

pytestmark = pytest.mark.django_db(transaction=True)


def pending(to: receiver.Receiver) -> models.WebhookEndpoint:
    """Return an endpoint just created, whose secret the receiver does not know yet."""
    endpoint = factories.WebhookEndpointFactory.create(
        url=to.url, state="pending", answered_at=None
    )
    endpoints.add_secret(endpoint, factories.NOW)
    return endpoint


def verifying(to: receiver.Receiver) -> receiver.Reply:
    return receiver.Reply(204 if to.secrets else 401)


def test_a_verifying_receiver_is_enabled_once_it_has_its_secret() -> None:
    with receiver.Receiver(reply=lambda _: verifying(to)) as to:
        endpoint = pending(to)
        ping = pinging.challenge(endpoint, factories.NOW)
        delivery.send_due()
        assert subscribing.stored(ping).endpoint.state == "pending"
        assert 3 < subscribing.wait_left(ping).total_seconds() <= 6
        to.secrets.extend(endpoints.decrypted(endpoint.secrets.live()))
        subscribing.make_due(ping)

        delivery.send_due()

    done = subscribing.stored(ping)
    assert (done.state, done.endpoint.state) == (subscribing.DELIVERED, "enabled")
    assert subscribing.outcomes(ping) == ["http_error", "delivered"]
    first, second = to.received
    assert first.body == second.body
    assert second.verified


def test_after_ten_pings_in_vain_there_is_no_other() -> None:
    with receiver.Receiver(reply=lambda _: receiver.Reply(401)) as to:
        ping = pinging.challenge(pending(to), factories.NOW)
        for _ in range(12):
            delivery.send_due()
            subscribing.make_due(ping)

    done = subscribing.stored(ping)
    assert (done.state, done.attempts_made) == (subscribing.FAILED, 10)
    assert done.endpoint.failures == 0


@pytest.mark.parametrize("state", ["enabled", "paused", "disabled"])
def test_another_endpoint_than_a_pending_one_is_pinged_once(state: str) -> None:
    with receiver.Receiver(reply=lambda _: receiver.Reply(401)) as to:
        ping = pinging.challenge(subscribing.subscriber(to, state=state), factories.NOW)
        delivery.send_due()

    assert subscribing.stored(ping).state == subscribing.FAILED


def test_an_address_that_is_gone_is_not_pinged_again() -> None:
    with receiver.Receiver(reply=lambda _: receiver.Reply(410)) as to:
        ping = pinging.challenge(pending(to), factories.NOW)
        delivery.send_due()

    assert subscribing.stored(ping).state == subscribing.FAILED


def test_a_new_ping_ends_the_former() -> None:
    with receiver.Receiver(reply=lambda _: receiver.Reply(401)) as to:
        endpoint = pending(to)
        first = pinging.challenge(endpoint, factories.NOW)
        delivery.send_due()
        second = pinging.challenge(endpoint, factories.NOW)

    states = [subscribing.stored(ping).state for ping in (first, second)]
    assert states == [subscribing.CANCELLED, subscribing.WAITING]
