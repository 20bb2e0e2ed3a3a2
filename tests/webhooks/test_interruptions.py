"""Senders that are killed or told to stop, as processes of their own."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import databases
from tests.webhooks import subscribing
from tracker import models
from tracker.webhooks import delivery, receiver

pytestmark = pytest.mark.django_db(transaction=True)

CODE = Path(__file__).resolve().parents[2]
PATIENCE = 30.0
SENDER = """
import django
django.setup()
from tracker.webhooks import delivery
delivery.send_due()
"""


class Receiver(receiver.Receiver):
    """A receiver that answers nobody until it is told to."""

    def __init__(self) -> None:
        self.may_answer = threading.Event()
        super().__init__(reply=self.answer)

    def answer(self, _: receiver.Received) -> receiver.Reply:
        """Wait, then accept."""
        assert self.may_answer.wait(PATIENCE)
        return receiver.Reply()


@pytest.fixture
def slow() -> Iterator[Receiver]:
    """Give a receiver that answers late."""
    with Receiver() as running:
        yield running


@pytest.fixture
def sender() -> Iterator[subprocess.Popen[bytes]]:
    """Give a process that sends what is due in the tests' database."""
    variables = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": databases.address(),
        "OUTBOUND_ALLOWED_ADDRESSES": "127.0.0.0/8",
        "OUTBOUND_ALLOWED_PORTS": "*",
        "OUTBOUND_ALLOW_HTTP": "true",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", SENDER], cwd=CODE, env={**os.environ, **variables}
    )
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def three_due(slow: Receiver) -> list[models.Delivery]:
    """Give three deliveries for one endpoint, of which two can be under way."""
    endpoint = subscribing.subscriber(slow)
    return [subscribing.waiting(endpoint, subscribing.published()) for _ in range(3)]


def test_what_a_killed_sender_had_under_way_is_delivered_again(
    three_due: list[models.Delivery], slow: Receiver, sender: subprocess.Popen[bytes]
) -> None:
    assert slow.wait_for(2, PATIENCE)
    sender.kill()
    assert sender.wait(PATIENCE) == -signal.SIGKILL
    slow.may_answer.set()
    for row in three_due[:2]:
        assert subscribing.stored(row).state == subscribing.WAITING
        subscribing.let_lapse(row)

    assert delivery.send_due() == 3

    assert [subscribing.outcomes(row) for row in three_due] == [
        ["lost", "delivered"],
        ["lost", "delivered"],
        ["delivered"],
    ]
    ids = [received.headers["webhook-id"] for received in slow.received]
    assert set(ids[:2]) < set(ids[2:])
    assert all(received.verified for received in slow.received)


def test_a_sender_told_to_stop_finishes_what_is_under_way_and_starts_nothing(
    three_due: list[models.Delivery], slow: Receiver, sender: subprocess.Popen[bytes]
) -> None:
    assert slow.wait_for(2, PATIENCE)
    sender.send_signal(signal.SIGTERM)
    slow.may_answer.set()

    assert sender.wait(PATIENCE) == -signal.SIGTERM

    rows = [subscribing.stored(row) for row in three_due]
    assert [(row.state, row.leased_until) for row in rows] == [
        (subscribing.DELIVERED, None),
        (subscribing.DELIVERED, None),
        (subscribing.WAITING, None),
    ]
