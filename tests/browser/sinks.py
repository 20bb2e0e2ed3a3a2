"""Where a reader is told: a server that takes mails, and a channel of chat that takes messages."""

import email
import email.policy
import json
import threading
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller


class Mails:
    """A mail server on loopback that keeps what it is handed."""

    def __init__(self, port: int) -> None:
        self.taken: list[EmailMessage] = []
        self._controller = Controller(self, hostname="127.0.0.1", port=port)
        self._controller.start()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep a mail."""
        parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.taken.append(parsed)
        return "250 taken"

    def texts(self) -> list[str]:
        """Return the plain text of each mail, the first one first."""
        bodies = (message.get_body(("plain",)) for message in self.taken)
        return [body.get_content() for body in bodies if body is not None]

    def close(self) -> None:
        """Take no more mails."""
        self._controller.stop()


class Channel:
    """A channel of chat on loopback that keeps what is posted, and answers as it is told to."""

    def __init__(self, port: int) -> None:
        self.posted: list[Any] = []
        self.status = 200
        channel = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                channel.posted.append(json.loads(body))
                self.send_response(channel.status)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.url = f"http://127.0.0.1:{port}/services/T/B/x"
        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Take no more messages."""
        self._server.shutdown()
