"""A web server that runs one CGI program for each message, as RFC 3875 has it."""

import http.server
import os
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.receivers import programs

LONGEST_SECONDS = 20


@contextmanager
def listening(program: Path, port: int, environment: Mapping[str, str]) -> Iterator[programs.Heard]:
    """Run the program for each message that comes to ``port`` while the block lasts."""
    heard = programs.Heard()

    class Handler(http.server.BaseHTTPRequestHandler):
        """One request."""

        def do_POST(self) -> None:
            """Hand the message to the program, and its answer back."""
            length = self.headers.get("Content-Length", "0")
            given = {
                f"HTTP_{name.upper().replace('-', '_')}": value
                for name, value in self.headers.items()
            }
            done = subprocess.run(
                ["/bin/sh", str(program)],
                env={**os.environ, **environment, **given, "CONTENT_LENGTH": length},
                input=self.rfile.read(int(length)),
                capture_output=True,
                check=False,
                timeout=LONGEST_SECONDS,
            )
            heard.lines += done.stderr.decode().splitlines()
            status = done.stdout.decode().partition("Status: ")[2][:3]
            self.send_response(int(status) if done.returncode == 0 else 500)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Stay silent."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield heard
        finally:
            server.shutdown()
            thread.join()
