"""Receivers that misbehave, and events of any size, through the whole of the sender."""

import asyncio
import gzip
import threading
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from datetime import timedelta

import orjson
import pytest

from tests import factories
from tests.outbound import loopback
from tests.webhooks import subscribing
from tracker import models
from tracker.webhooks import delivery, endpoints, receiver

pytestmark = pytest.mark.django_db(transaction=True)

BOMB = gzip.compress(bytes(64 * 1024 * 1024))
HEAD = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
# What each does, how the attempt ends, and whether the message counts as received.
RECEIVERS = {
    "hangs": (loopback.hang, "timeout_read", False),
    "drips its answer": (loopback.drip, "deadline", False),
    "drips its headers": (loopback.drip_headers, "timeout_read", False),
    "resets": (loopback.reset, "protocol", False),
    "answers without end": (loopback.pour, "delivered", True),
    "answers a gzip bomb": (loopback.saying(HEAD % len(BOMB) + BOMB), "delivered", True),
    "redirects to metadata": (
        loopback.redirecting("http://169.254.169.254/latest/meta-data/"), "redirect", False,
    ),
    "speaks another protocol": (loopback.saying(b"220 smtp.example ready\r\n"), "protocol", False),
}  # fmt: skip
LONGEST = timedelta(seconds=22)


@contextmanager
def served() -> Iterator[dict[str, str]]:
    """Give the addresses of all receivers, which run on a loop of their own."""
    found: dict[str, str] = {}
    are_up, loop = threading.Event(), asyncio.new_event_loop()
    end = asyncio.Event()

    async def serve() -> None:
        async with AsyncExitStack() as stack:
            for name, (behave, _, _) in RECEIVERS.items():
                server = await stack.enter_async_context(loopback.serving(behave))
                found[name] = server.url
            are_up.set()
            await end.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert are_up.wait(10)
        yield found
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join()
        loop.close()


def test_whatever_receivers_do_ends_in_time_and_is_told_apart(inbox: receiver.Receiver) -> None:
    revision = subscribing.published()
    well = subscribing.waiting(subscribing.subscriber(inbox), revision)
    sent: dict[str, models.Delivery] = {}
    with served() as addresses:
        for name, url in addresses.items():
            endpoint = factories.WebhookEndpointFactory.create(url=url)
            endpoints.add_secret(endpoint, factories.NOW)
            sent[name] = subscribing.waiting(endpoint, revision)

        # Those that fail at once are tried again while others hang.
        assert delivery.send_due() > len(RECEIVERS)

    assert subscribing.stored(well).state == subscribing.DELIVERED
    for name, (_, outcome, is_received) in RECEIVERS.items():
        attempt = sent[name].attempts.get(number=1)
        assert (name, attempt.outcome) == (name, outcome)
        assert timedelta(milliseconds=attempt.duration_ms) < LONGEST
        assert len(attempt.answer.encode()) <= 4096
        state = subscribing.DELIVERED if is_received else subscribing.WAITING
        assert (name, subscribing.stored(sent[name]).state) == (name, state)


def test_what_is_too_large_to_send_arrives_as_its_address(inbox: receiver.Receiver) -> None:
    revision = subscribing.published(summary={"en": "Held. " * 50_000, "es": "Se mantuvo."})
    subscribing.waiting(subscribing.subscriber(inbox), revision)

    delivery.send_due()

    (received,) = inbox.received
    assert received.verified
    assert received.body == bytes(revision.envelope)
    assert len(received.body) < 4096
    data = orjson.loads(received.body)["data"]
    assert data["truncated"] is True
    assert data["object"]["url"].endswith(f"/v1/developments/{revision.record.slug}")
