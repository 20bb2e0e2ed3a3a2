"""A receiver on loopback that verifies what it is sent: for demonstrations and tests."""

import http.server
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from tracker.webhooks import signatures

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Received:
    """A request as it came; ``verified`` says whether a known secret signed it."""

    headers: Mapping[str, str]
    body: bytes
    verified: bool


@dataclass(frozen=True)
class Reply:
    """What a sender is answered."""

    status: int = 204
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


class Receiver:
    """A server in a thread of its own while it is entered; what came is in ``received``.

    ``secrets`` may be added to at any time. ``reply`` chooses the answer, and may wait.
    """

    def __init__(
        self,
        *secrets: str,
        reply: Callable[[Received], Reply] = lambda _: Reply(),
        port: int = 0,
    ) -> None:
        self.secrets = list(secrets)
        self.received: list[Received] = []
        self._reply = reply
        self._arrival = threading.Condition()
        self._server = http.server.ThreadingHTTPServer((HOST, port), self._handler())
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{HOST}:{self._server.server_address[1]}/"

    def __enter__(self) -> Self:
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        # Closing would wait for the senders that are still kept waiting.
        self._server.block_on_close = False
        self._server.server_close()

    def wait_for(self, count: int, seconds: float) -> bool:
        """Return True as soon as ``count`` requests have come, False after ``seconds``."""
        with self._arrival:
            return self._arrival.wait_for(lambda: len(self.received) >= count, seconds)

    def take(self, headers: Mapping[str, str], body: bytes) -> Reply:
        """Keep a request and return the answer to it."""
        received = Received(headers, body, self._is_signed(headers, body))
        with self._arrival:
            self.received.append(received)
            self._arrival.notify_all()
        return self._reply(received)

    def _is_signed(self, headers: Mapping[str, str], body: bytes) -> bool:
        for secret in self.secrets:
            try:
                signatures.verify(secret, headers, body, time.time())
            except signatures.InvalidSignature:
                continue
            return True
        return False

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            """One request."""

            def do_POST(self) -> None:
                """Take the message and answer."""
                length = int(self.headers.get("Content-Length", "0"))
                headers = {name.lower(): value for name, value in self.headers.items()}
                reply = receiver.take(headers, self.rfile.read(length))
                self.send_response(reply.status)
                for name, value in (*reply.headers, ("Content-Length", str(len(reply.body)))):
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Log nothing: the test that runs the receiver shows what came."""

        return Handler
