"""A chat server on loopback that behaves as told, as one that speaks as OpenAI's does."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

import orjson

#: From a request's JSON to the answer: status, headers and pieces of the body.
Reply = tuple[int, dict[str, str], Iterator[bytes]]
Behaviour = Callable[[dict[str, Any]], Reply]


class Server(ThreadingHTTPServer):
    """Keeps what it was asked; ``reply`` says what it answers."""

    daemon_threads = True
    reply: Behaviour

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []

    @property
    def url(self) -> str:
        """Return what ``LLM_URL`` would be."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        """Answer as the server was told to."""
        server = cast("Server", self.server)
        body = orjson.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.asked.append(body)
        server.headers.append(dict(self.headers))
        server.paths.append(self.path)
        status, headers, pieces = server.reply(body)
        with contextlib.suppress(ConnectionError):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            for piece in pieces:
                self.wfile.write(piece)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as it is called
        """Say nothing."""


@contextlib.contextmanager
def serving(reply: Behaviour) -> Iterator[Server]:
    """Run a server that answers with ``reply``."""
    server = Server()
    server.reply = reply
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def body(data: bytes, status: int = 200) -> Behaviour:
    """Return a behaviour that answers with ``data``."""
    return lambda asked: (status, {"Content-Length": str(len(data))}, iter([data]))


def saying(*texts: str, finish_reason: str = "stop") -> Behaviour:
    """Return a behaviour that answers with these messages, one after the other, the last again."""
    left = list(texts)

    def reply(asked: dict[str, Any]) -> Reply:
        text = left.pop(0) if len(left) > 1 else left[0]
        message = {"role": "assistant", "content": text}
        choice = {"message": message, "finish_reason": finish_reason}
        return body(orjson.dumps({"choices": [choice], "usage": {"total_tokens": 7}}))(asked)

    return reply


def knowing_no_format(behaviour: Behaviour, status: int = 400) -> Behaviour:
    """Return a behaviour that refuses every request with a ``response_format``."""

    def reply(asked: dict[str, Any]) -> Reply:
        refused = body(b'{"error": "unknown field response_format"}', status)
        return (refused if "response_format" in asked else behaviour)(asked)

    return reply
