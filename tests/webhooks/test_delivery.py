"""Sending against a real database and receivers on loopback."""

import threading
from collections import Counter

import orjson
import pytest
import pytest_django
from django.db import connection

from tests import factories
from tests.webhooks import subscribing
from tracker import models
from tracker.webhooks import delivery, endpoints, receiver, signatures

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 10.0


def test_a_delivery_carries_the_stored_bytes_signed(inbox: receiver.Receiver) -> None:
    revision = subscribing.published()
    waiting = subscribing.waiting(subscribing.subscriber(inbox), revision)

    assert delivery.send_due() == 1

    (received,) = inbox.received
    assert received.verified
    assert received.body == bytes(revision.envelope)
    told = {name: received.headers[name] for name in received.headers if name != "host"}
    timestamp, signature = told.pop("webhook-timestamp"), told.pop("webhook-signature")
    assert told == {
        "webhook-id": orjson.loads(received.body)["id"],
        "webhook-attempt": "1",
        "webhook-event-type": "commitment.reported",
        "user-agent": "OnRecord-Webhooks/1",
        "content-type": "application/json",
        "content-length": str(len(received.body)),
        "accept": "*/*",
        "connection": "close",
    }
    (attempt,) = waiting.attempts.all()
    assert timestamp == str(int(attempt.attempted_at.timestamp()))
    assert signature.startswith("v1,")


def test_an_arrival_is_written_down(inbox: receiver.Receiver) -> None:
    waiting = subscribing.waiting(subscribing.subscriber(inbox), subscribing.published())

    delivery.send_due()

    done = subscribing.stored(waiting)
    assert (done.state, done.attempts_made) == (subscribing.DELIVERED, 1)
    assert done.leased_until is None
    assert done.delivered_at is not None
    (attempt,) = done.attempts.all()
    assert (attempt.number, attempt.outcome, attempt.status) == (1, "delivered", 204)
    assert attempt.resolved_address == "127.0.0.1"


def test_nothing_is_sent_twice_or_when_nothing_is_due(inbox: receiver.Receiver) -> None:
    subscribing.waiting(subscribing.subscriber(inbox), subscribing.published())

    assert (delivery.send_due(), delivery.send_due()) == (1, 0)


@pytest.mark.parametrize("state", ["pending", "paused", "disabled"])
def test_an_endpoint_that_is_not_enabled_is_sent_nothing(
    inbox: receiver.Receiver, state: str
) -> None:
    endpoint = subscribing.subscriber(inbox, state=state)
    waiting = subscribing.waiting(endpoint, subscribing.published())

    assert delivery.send_due() == 0
    assert subscribing.stored(waiting).state == subscribing.WAITING


def test_while_a_secret_is_being_rotated_both_sign(inbox: receiver.Receiver) -> None:
    endpoint = subscribing.subscriber(inbox)
    endpoints.add_secret(endpoint, factories.NOW)
    subscribing.waiting(endpoint, subscribing.published())
    new, old = endpoints.decrypted(endpoint.secrets.live())

    delivery.send_due()

    (received,) = inbox.received
    headers = received.headers
    assert headers["webhook-signature"] == signatures.sign(
        [new, old], headers["webhook-id"], int(headers["webhook-timestamp"]), received.body
    )


def test_an_expired_secret_no_longer_signs(inbox: receiver.Receiver) -> None:
    endpoint = subscribing.subscriber(inbox)
    endpoint.secrets.update(expires_at=factories.NOW)
    fresh = endpoints.add_secret(endpoint, factories.NOW)
    subscribing.waiting(endpoint, subscribing.published())

    delivery.send_due()

    (received,) = inbox.received
    assert not received.verified
    assert endpoints.decrypted(endpoint.secrets.live()) == (fresh,)


def test_an_unreadable_secret_disables_its_endpoint_and_nobody_else(
    inbox: receiver.Receiver,
) -> None:
    broken = factories.WebhookSecretFactory.create().endpoint
    revision = subscribing.published()
    stuck = subscribing.waiting(broken, revision)
    subscribing.waiting(subscribing.subscriber(inbox), revision)

    assert delivery.send_due() == 1

    stuck = subscribing.stored(stuck)
    assert (stuck.state, stuck.leased_until, stuck.attempts_made) == (subscribing.WAITING, None, 0)
    assert stuck.endpoint.state == "disabled"


def test_a_hanging_receiver_does_not_hold_up_another_endpoint() -> None:
    other_was_served = threading.Event()
    patience: list[bool] = []

    def hang(_: receiver.Received) -> receiver.Reply:
        patience.append(other_was_served.wait(PATIENCE))
        return receiver.Reply()

    def serve(_: receiver.Received) -> receiver.Reply:
        if len(quick.received) == 3:
            other_was_served.set()
        return receiver.Reply()

    with receiver.Receiver(reply=hang) as slow, receiver.Receiver(reply=serve) as quick:
        revisions = [subscribing.published() for _ in range(3)]
        for endpoint in (subscribing.subscriber(slow), subscribing.subscriber(quick)):
            for revision in revisions:
                subscribing.waiting(endpoint, revision)

        assert delivery.send_due() == 6

    assert patience == [True, True, True]


def test_no_endpoint_has_more_than_two_under_way() -> None:
    meeting = threading.Barrier(2)
    lock = threading.Lock()
    at_once: Counter[str] = Counter()
    most = 0

    def reply(_: receiver.Received) -> receiver.Reply:
        nonlocal most
        with lock:
            at_once["now"] += 1
            most = max(most, at_once["now"])
        meeting.wait(PATIENCE)
        with lock:
            at_once["now"] -= 1
        return receiver.Reply()

    with receiver.Receiver(reply=reply) as busy:
        endpoint = subscribing.subscriber(busy)
        for _ in range(4):
            subscribing.waiting(endpoint, subscribing.published())

        assert delivery.send_due() == 4

    assert most == 2


def test_a_failing_endpoint_keeps_nothing_from_another(inbox: receiver.Receiver) -> None:
    with receiver.Receiver(reply=lambda _: receiver.Reply(500)) as failing:
        revision = subscribing.published()
        first = subscribing.waiting(subscribing.subscriber(failing), revision)
        second = subscribing.waiting(subscribing.subscriber(inbox), revision)

        assert delivery.send_due() == 2

    assert subscribing.stored(first).state == subscribing.WAITING
    assert subscribing.stored(second).state == subscribing.DELIVERED


def test_a_refused_destination_is_an_attempt_that_says_no_more(
    inbox: receiver.Receiver, settings: pytest_django.Settings
) -> None:
    settings.OUTBOUND_ALLOWED_ADDRESSES = []
    waiting = subscribing.waiting(subscribing.subscriber(inbox), subscribing.published())

    delivery.send_due()

    (attempt,) = models.Attempt.objects.filter(delivery=waiting)
    assert (attempt.outcome, attempt.answer) == ("blocked_address", "destination not allowed")
    assert (attempt.status, attempt.resolved_address, inbox.received) == (None, "", [])


def test_a_result_outlives_the_connection_to_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (ours,) = cursor.fetchone()

    def hang_up(_: receiver.Received) -> receiver.Reply:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid <> %s "
                "AND datname = current_database() AND pid <> pg_backend_pid()",
                [ours],
            )
        connection.close()
        return receiver.Reply()

    with receiver.Receiver(reply=hang_up) as to:
        waiting = subscribing.waiting(subscribing.subscriber(to), subscribing.published())

        assert delivery.send_due() == 1

    assert subscribing.outcomes(waiting) == ["delivered"]
    assert len(to.received) == 1
