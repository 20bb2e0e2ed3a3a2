"""Channels in chat: the same sender, messages that people read, and how they end."""

import re
from typing import Any

import orjson
import pytest
from django.core import mail
from django.utils import timezone

from tests import factories
from tests.webhooks import subscribing
from tracker import models, reviewing
from tracker.representations import chat
from tracker.webhooks import channels, delivery, endpoints, fanout, notices, pinging, receiver

pytestmark = pytest.mark.django_db(transaction=True)

SERVICES = ["slack", "teams", "discord", "mattermost"]
CODE = re.compile(r"[A-Z2-7]{4}\\{0,2}-[A-Z2-7]{4}")


def channel(to: receiver.Receiver, service: str = "slack", **fields: Any) -> models.WebhookEndpoint:
    """Return an enabled channel of a follower."""
    follower = factories.FollowerFactory.create(email="ana@courier.example")
    return subscribing.subscriber(to, owner=None, follower=follower, format=service, **fields)


def answering(status: int, body: bytes = b"") -> receiver.Receiver:
    return receiver.Receiver(reply=lambda _: receiver.Reply(status, body=body))


@pytest.mark.parametrize("service", SERVICES)
def test_an_event_is_posted_as_the_service_takes_it_and_signed_by_nothing(
    inbox: receiver.Receiver, service: str
) -> None:
    revision = subscribing.published()
    waiting = subscribing.waiting(channel(inbox, service, language="es"), revision)

    assert delivery.send_due() == 1

    (received,) = inbox.received
    assert received.body == chat.event(bytes(revision.envelope), service, "es")
    assert "Nueva información sobre" in received.body.decode()
    assert "webhook-signature" not in received.headers
    assert received.headers["content-type"] == "application/json"
    assert subscribing.stored(waiting).state == subscribing.DELIVERED


def test_a_retry_posts_the_same_bytes_of_which_none_is_stored() -> None:
    replies = iter([receiver.Reply(500), receiver.Reply(200, body=b"ok")])
    with receiver.Receiver(reply=lambda _: next(replies)) as to:
        waiting = subscribing.waiting(channel(to), subscribing.published())
        delivery.send_due()
        subscribing.make_due(waiting)

        delivery.send_due()

    first, second = to.received
    assert first.body == second.body
    assert bytes(subscribing.stored(waiting).sample) == b""
    assert subscribing.outcomes(waiting) == ["http_error", "delivered"]


@pytest.mark.parametrize("service", SERVICES)
def test_a_code_is_posted_and_only_entering_it_opens_an_addresss_channel(
    inbox: receiver.Receiver, service: str
) -> None:
    endpoint = channel(inbox, service, state="pending")
    ping = pinging.challenge(endpoint, factories.NOW)

    delivery.send_due()

    (received,) = inbox.received
    code = channels.code(endpoint)
    assert [found.replace("\\", "") for found in CODE.findall(received.body.decode())] == [code]
    assert code.encode() not in bytes(subscribing.stored(ping).sample)
    assert subscribing.stored(ping).endpoint.state == "pending"
    assert not channels.open_by(endpoint, "AAAA-AAAA", factories.NOW)
    assert not channels.open_by(endpoint, "", factories.NOW)
    assert channels.open_by(endpoint, f" {code.lower().replace('-', ' ')}", factories.NOW)
    assert subscribing.stored(ping).endpoint.state == "enabled"


def test_an_accounts_channel_is_enabled_by_its_answer(inbox: receiver.Receiver) -> None:
    endpoint = subscribing.subscriber(inbox, format="slack", state="pending")
    pinging.challenge(endpoint, factories.NOW)

    delivery.send_due()

    endpoint.refresh_from_db()
    assert endpoint.state == "enabled"
    assert CODE.findall(inbox.received[0].body.decode()) == []
    assert pinging.ping(endpoint, factories.NOW).is_success


@pytest.mark.parametrize(
    ("status", "body", "state"),
    [
        (404, b"", "disabled"),
        (410, b"", "disabled"),
        (403, b"action_prohibited", "disabled"),
        (400, b"no_service\n", "disabled"),
        (403, b"Forbidden", "enabled"),
        (400, b"invalid_payload", "enabled"),
        (500, b"", "enabled"),
        (200, b"no_service", "enabled"),
    ],
)
def test_what_a_service_says_is_gone_ends_the_channel(status: int, body: bytes, state: str) -> None:
    with answering(status, body) as to:
        endpoint = channel(to)
        subscribing.waiting(endpoint, subscribing.published())

        delivery.send_due()

    endpoint.refresh_from_db()
    assert endpoint.state == state


def test_to_a_standard_endpoint_a_404_is_a_failure_like_others() -> None:
    with answering(404, b"no_service") as to:
        endpoint = subscribing.subscriber(to)
        subscribing.waiting(endpoint, subscribing.published())

        delivery.send_due()

    endpoint.refresh_from_db()
    assert endpoint.state == "enabled"


def test_its_address_is_told_of_the_end_in_its_language_with_the_managing_link() -> None:
    with answering(410) as to:
        endpoint = channel(to, language="es")
        subscribing.waiting(endpoint, subscribing.published())
        delivery.send_due()

    assert notices.send_waiting(10, timezone.now()) == 1

    (message,) = mail.outbox
    assert (message.to, message.subject) == (
        ["ana@courier.example"],
        "Slack · localhost: desactivado",
    )
    assert "No se publica nada más en su canal de Slack" in str(message.body)
    assert endpoint.follower is not None
    assert endpoint.follower.managing_url in str(message.body)


def test_an_answer_that_repeats_the_channels_address_is_stored_without_it() -> None:
    with answering(500, b"POST /services/T0/B0/xyz failed") as to:
        endpoint = channel(to)
        endpoint.url += "services/T0/B0/xyz"
        endpoint.save()
        waiting = subscribing.waiting(endpoint, subscribing.published())

        delivery.send_due()

    assert waiting.attempts.get().answer == "POST [hidden] failed"
    assert str(endpoint) == "http://127.0.0.1/…"


def test_an_address_has_at_most_five_channels(inbox: receiver.Receiver) -> None:
    follower = factories.FollowerFactory.create()
    wanted = {"url": inbox.url, "format": "slack", "event_types": ["commitment.*"]}
    for _ in range(5):
        endpoints.add(follower, wanted, factories.NOW)

    with pytest.raises(endpoints.TooManyError):
        endpoints.add(follower, wanted, factories.NOW)


def test_a_withdrawal_follows_what_was_posted(inbox: receiver.Receiver) -> None:
    channel(inbox, event_types=["commitment.reported"])
    development = factories.development()
    fanout.fan_out(100)
    delivery.send_due()

    reviewing.dismiss(development, "editor", "It was last year's speech.", factories.NOW)
    fanout.fan_out(100)
    delivery.send_due()

    told, withdrawn = (orjson.loads(received.body) for received in inbox.received)
    assert told["text"] == "New report on No foreign bases"
    assert withdrawn["text"] == "We withdrew: New report on No foreign bases"
    assert withdrawn["blocks"][1]["text"]["text"] == "Because: It was last year's speech."
