"""A chat server on loopback that behaves as told, and articles for it to judge."""

import contextlib
import functools
import secrets
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

import orjson
from django.conf import settings

from tests.analysis import costaguana
from tracker.analysis import base, reading
from tracker.analysis.judges import endpoint, llm
from tracker.redis_store import answers, store

#: The rules see a mention: nothing in it decides.
SILENT = "Costaguana and the foreign bases were the talk of the town."
#: The rules see a denial by the holder.
DENIED = "Costaguana will host no foreign bases, Foreign Minister Ana Ruiz said."

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
        """Return what ``JUDGE_URL`` would be."""
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


def saying(text: str) -> Behaviour:
    """Return a behaviour that answers with a chat message."""
    return body(orjson.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}))


def judging(*judgements: tuple[str, str, str]) -> Behaviour:
    """Return a behaviour that answers with (commitment, relation, evidence)."""
    names = ("commitment", "relation", "evidence")
    told = [dict(zip(names, judgement, strict=True)) for judgement in judgements]
    return saying(orjson.dumps({"judgements": told}).decode())


def judge(url: str, seconds: float = 5.0, key: str = "") -> llm.Llm:
    """Return a judge that asks the server at ``url`` and remembers for itself alone."""
    asked = endpoint.Endpoint(url, "test-model", key, seconds)
    memory = answers.Answers(store.at(settings.REDIS_URL), f"test-{secrets.token_hex(8)}", 60)
    return llm.Llm("test-model", url, memory, functools.partial(endpoint.ask, asked))


def read(text: str, by: llm.Llm) -> list[base.Finding]:
    """Return what an English article of that day tells, judged by ``by``, as ``telling`` has it."""
    article = base.Article(text, "en", costaguana.TUESDAY)
    return costaguana.telling(reading.read(article, costaguana.TRACKED, judge=by))


def told(finding: base.Finding) -> tuple[str, object, object]:
    """Return a finding's kind, the backend that judged, and what it notes."""
    by = cast("dict[str, str]", finding.explanation["judge"])
    return finding.kind, by["backend"], by.get("note", "")
