"""What receivers do to a sender, and what is written down of it."""

import contextlib
import gzip
import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests import factories
from tests.webhooks import subscribing
from tracker.webhooks import delivery, endpoints, receiver, secrecy, signing

pytestmark = pytest.mark.django_db(transaction=True)

MARGIN = timedelta(seconds=20)
OK = b"HTTP/1.1 200 OK\r\n"
METADATA = b"HTTP/1.1 307 Temporary Redirect\r\nLocation: http://169.254.169.254/latest/\r\n\r\n"
BOMB = gzip.compress(bytes(10_000_000))

Behaviour = Callable[[socket.socket], None]


@contextmanager
def misbehaving(behave: Behaviour) -> Iterator[str]:
    """Give the address of a server that does ``behave`` once it has read a request."""

    class Handler(socketserver.BaseRequestHandler):
        """One connection."""

        def handle(self) -> None:
            """Read what came, and behave."""
            self.request.recv(65536)
            with contextlib.suppress(ConnectionError):
                behave(self.request)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def redirect(connection: socket.socket) -> None:
    connection.sendall(METADATA)


def go_on_for_ever(connection: socket.socket) -> None:
    connection.sendall(OK + b"Content-Length: 10000000000\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def explode(connection: socket.socket) -> None:
    length = b"Content-Length: %d\r\n\r\n" % len(BOMB)
    connection.sendall(OK + b"Content-Encoding: gzip\r\n" + length + BOMB)


def babble(connection: socket.socket) -> None:
    connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")


@pytest.mark.parametrize(
    ("behave", "scheme", "outcome", "state", "most"),
    [
        (reset, "http", "protocol", "waiting", 100),
        (babble, "http", "protocol", "waiting", 100),
        (redirect, "http", "redirect", "waiting", 100),
        (babble, "https", "tls", "waiting", 100),
        (go_on_for_ever, "http", "delivered", "delivered", 4096),
        (explode, "http", "delivered", "delivered", 4096),
    ],
    ids=["reset", "no HTTP", "to metadata", "bad TLS", "10 GB", "gzip bomb"],
)
def test_whatever_a_receiver_does_is_one_attempt(
    behave: Behaviour, scheme: str, outcome: str, state: str, most: int
) -> None:
    with misbehaving(behave) as url:
        endpoint = factories.WebhookEndpointFactory.create(url=url.replace("http", scheme, 1))
        endpoints.add_secret(endpoint, factories.NOW)
        row = subscribing.waiting(endpoint, subscribing.published())

        assert delivery.send_due() == 1

    (attempt,) = row.attempts.all()
    assert attempt.outcome == outcome
    assert len(attempt.answer.encode()) <= most
    assert subscribing.stored(row).state == state


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(7200, timedelta(hours=2)), (200_000, timedelta(hours=24)), (-60, timedelta(seconds=5))],
    ids=["in two hours", "in two days", "a minute ago"],
)
@pytest.mark.parametrize("form", ["seconds", "date", "asctime"])
def test_every_form_of_retry_after_moves_the_next_attempt(
    form: str, seconds: int, expected: timedelta
) -> None:
    moment = datetime.now(UTC) + timedelta(seconds=seconds)
    value = {
        "seconds": str(max(seconds, 0)),
        "date": format_datetime(moment, usegmt=True),
        "asctime": moment.strftime("%a %b %d %H:%M:%S %Y"),
    }[form]
    reply = receiver.Reply(500, headers=(("Retry-After", value),))
    with receiver.Receiver(reply=lambda _: reply) as busy:
        row = subscribing.waiting(subscribing.subscriber(busy), subscribing.published())
        delivery.send_due()

    left = subscribing.wait_left(row)
    assert expected - MARGIN < left <= expected + timedelta(seconds=2)


def test_a_secret_rotated_between_attempts_signs_the_next_one_beside_the_old() -> None:
    statuses = iter([500, 500, 204])
    with receiver.Receiver(reply=lambda _: receiver.Reply(next(statuses))) as to:
        endpoint = subscribing.subscriber(to)
        row = subscribing.waiting(endpoint, subscribing.published())
        (old,) = to.secrets
        graces = [timedelta(hours=1), timedelta(0)]
        secrets = [old]
        delivery.send_due()
        for grace in graces:
            secrets.append(secrecy.rotate(endpoint, grace, datetime.now(UTC)).secret)
            subscribing.make_due(row)
            delivery.send_due()

    accepted = [[_signs(secret, one) for secret in secrets] for one in to.received]
    assert accepted == [[True, False, False], [True, True, False], [False, False, True]]
    assert len({one.headers["webhook-id"] for one in to.received}) == 1
    assert subscribing.outcomes(row) == ["http_error", "http_error", "delivered"]


def _signs(secret: str, message: receiver.Received) -> bool:
    sent_at = int(message.headers["webhook-timestamp"])
    try:
        signing.verify(secret, message.headers, message.body, sent_at)
    except signing.InvalidSignature:
        return False
    return True
