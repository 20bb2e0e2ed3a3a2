"""Faults that only a real server meets: malformed requests, slow ones, and a database that is away.

What the server lets through and the bundled proxy holds is said in ``config/proxy/Caddyfile``.
"""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import orjson
import psycopg
import pytest
from django.db import connection
from psycopg import sql

from tests import serving

NAME = "faults"
TIMEOUT_MS = 400
HALF_OPEN = 8
GOOD_SECONDS = 2.0
HOST = b"Host: 127.0.0.1\r\n"
LAST = b"Connection: close\r\n"
POST = b"POST /v1/documents HTTP/1.1\r\n" + HOST
GET = b"GET /livez HTTP/1.1\r\n" + HOST
SHOW_LIMIT = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SHOW statement_timeout")
    print(cursor.fetchone()[0])
"""


@pytest.fixture(scope="module")
def service(django_db_setup: None) -> Iterator[serving.Service]:
    """Yield a server as the Procfile starts it, whose statements may take 0.4 s."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WEB_STATEMENT_TIMEOUT_MS", str(TIMEOUT_MS))
        migrated = connection.settings_dict["TEST"]["TEMPLATE"]
        with serving.running(NAME, {"editor": "editor"}, migrated) as running:
            yield running


def database_url() -> str:
    server = os.environ["DATABASE_URL"]
    name = f"{urlsplit(server).path.lstrip('/')}_{NAME}"
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def connected(service: serving.Service) -> socket.socket:
    where = urlsplit(service.url)
    return socket.create_connection((where.hostname, where.port), timeout=5)


def raw(service: serving.Service, request: bytes) -> tuple[int, bytes]:
    """Return how many answers come to these bytes before the server closes, and all of them."""
    received = b""
    with connected(service) as client:
        try:
            client.sendall(request)
            while part := client.recv(65536):
                received += part
        except ConnectionError:
            pass  # refused before all was sent
    return len(re.findall(rb"(?m)^HTTP/1\.[01] ", received)), received


def get(
    service: serving.Service, path: str, header: str = "Accept: */*"
) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body as a well-behaved client sees them."""
    name, _, value = header.partition(": ")
    asked = urllib.request.Request(service.url + path, headers={name: value})  # noqa: S310
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, dict(answer.headers), answer.read()


@pytest.mark.parametrize(
    "request_bytes",
    [
        pytest.param(GET + b"Host: evil.example\r\n" + LAST + b"\r\n", id="two hosts"),
        pytest.param(b"GET /livez HTTP/1.1\r\n" + LAST + b"\r\n", id="no host"),
        pytest.param(
            b"GET /livez HTTP/1.1\r\nHost: a@127.0.0.1\r\n" + LAST + b"\r\n", id="host with user"
        ),
        pytest.param(
            POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
            id="length and chunks",
        ),
        pytest.param(
            POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
            id="two transfer encodings",
        ),
        pytest.param(POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", id="no such encoding"),
        pytest.param(
            POST + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde", id="two lengths"
        ),
        pytest.param(POST + b"Content-Length: +4\r\n\r\nabcd", id="length with a sign"),
        pytest.param(POST + b"Content-Length: -1\r\n\r\n", id="negative length"),
        pytest.param(GET + b"Content-Length : 4\r\n" + LAST + b"\r\nabcd", id="blank before colon"),
        pytest.param(GET + b"X-A: b\r\n c\r\n" + LAST + b"\r\n", id="folded header"),
        pytest.param(
            GET + b"X-A: a\rTransfer-Encoding: chunked\r\n" + LAST + b"\r\n", id="bare CR"
        ),
        pytest.param(GET + b"X-A: a\0b\r\n" + LAST + b"\r\n", id="NUL in a header"),
        pytest.param(b"GET /livez\0 HTTP/1.1\r\n" + HOST + LAST + b"\r\n", id="NUL in the address"),
        pytest.param(
            GET + b"X-A: " + b"a" * 1_000_000 + b"\r\n" + LAST + b"\r\n", id="1 MB header"
        ),
        pytest.param(
            GET + b"".join(b"X-%d: a\r\n" % number for number in range(5000)) + LAST + b"\r\n",
            id="5000 headers",
        ),
        pytest.param(
            b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n" + HOST + LAST + b"\r\n", id="long address"
        ),
        pytest.param(b"GET /livez HTTP/2.0\r\n" + HOST + b"\r\n", id="another version"),
        pytest.param(b"\x16\x03\x01\x02\x00" + b"\0" * 60 + b"\r\n\r\n", id="TLS to a plain port"),
        pytest.param(
            b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n" + LAST + b"\r\n",
            id="CONNECT",
        ),
    ],
)
def test_a_malformed_request_is_refused_once(
    service: serving.Service, request_bytes: bytes
) -> None:
    count, received = raw(service, request_bytes)

    assert count == 1
    assert re.match(rb"HTTP/1\.[01] 4\d\d ", received), received[:200]


def test_a_giant_token_is_a_401(service: serving.Service) -> None:
    header = b"Authorization: Bearer " + b"a" * 100_000 + b"\r\n"

    _, received = raw(service, b"GET /v1/topics HTTP/1.1\r\n" + HOST + header + LAST + b"\r\n")

    assert received.startswith(b"HTTP/1.1 401 ")
    assert b"application/problem+json" in received


@pytest.mark.parametrize(
    "half",
    [
        pytest.param(GET + b"X-A: ", id="headers"),
        pytest.param(
            POST + b"Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{", id="body"
        ),
        pytest.param(POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{", id="chunks"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_half_open_requests_do_not_stop_a_good_client(
    service: serving.Service, half: bytes
) -> None:
    waiting = [connected(service) for _ in range(HALF_OPEN)]
    for client in waiting:
        client.sendall(half)
    started = time.monotonic()

    statuses = [get(service, "/v1/topics?page_size=1")[0] for _ in range(5)]

    assert statuses == [200] * 5
    assert time.monotonic() - started < GOOD_SECONDS
    for client in waiting:
        client.close()


@pytest.mark.parametrize(
    "held",
    ["request_header -Forwarded", "request_header -X-Forwarded-*", "request_header -*_*"],
)
def test_what_only_the_proxy_can_tell_apart_it_drops(held: str) -> None:
    proxy = (Path(__file__).parents[3] / "config/proxy/Caddyfile").read_text()

    assert held in [line.strip() for line in proxy.splitlines()]


@pytest.mark.parametrize("held", ["request_buffers unlimited", "read_header 10s", "read_body 30s"])
def test_a_body_that_never_ends_is_kept_from_the_threads_by_the_proxy(held: str) -> None:
    proxy = (Path(__file__).parents[3] / "config/proxy/Caddyfile").read_text()

    assert held in [line.strip() for line in proxy.splitlines()]


def test_an_answer_that_takes_too_long_is_a_503(service: serving.Service) -> None:
    with psycopg.connect(database_url()) as locking:
        locking.execute("LOCK TABLE tracker_topic IN ACCESS EXCLUSIVE MODE")
        started = time.monotonic()
        status, headers, body = get(service, "/v1/topics")

    assert (status, orjson.loads(body)["code"]) == (503, "timeout")
    assert headers["retry-after"] == "5"
    assert TIMEOUT_MS / 1000 <= time.monotonic() - started < 5
    assert get(service, "/v1/topics")[0] == 200


def test_after_the_database_restarts_at_most_one_request_fails(service: serving.Service) -> None:
    for _ in range(8):
        get(service, "/v1/topics")
    _end_connections()

    statuses = [get(service, "/v1/topics")[0] for _ in range(12)]

    assert statuses.count(200) >= 11
    assert set(statuses) <= {200, 503}


@pytest.mark.parametrize(
    ("path", "header"),
    [
        ("/v1/topics", "Accept: */*"),
        ("/v1/topics/foreign-bases", "Accept: */*"),
        ("/v1/changes", "Accept: */*"),
        ("/v1/status", "Accept: */*"),
        ("/v1/me", "Authorization: Bearer orec_guessed"),
        ("/readyz", "Accept: */*"),
        ("/metrics", "Accept: */*"),
        ("/admin/", "Cookie: sessionid=abcdefghijklmnopqrstuvwxyz012345"),
    ],
)
def test_without_a_database_the_answer_is_a_503(
    service: serving.Service, path: str, header: str
) -> None:
    _allow_connections(allowed=False)
    try:
        status, headers, body = get(service, path, header)
        alive = get(service, "/livez")[0]
    finally:
        _allow_connections(allowed=True)

    assert (status, alive) == (503, 200)
    assert orjson.loads(body)["status"] == 503
    assert headers["retry-after"] == "5"
    assert get(service, "/v1/topics")[0] == 200


def test_only_the_web_process_limits_its_statements() -> None:
    environment = {**os.environ, "WEB_STATEMENT_TIMEOUT_MS": "1234", "SECRET_KEY": "x"}

    def limit(process: str) -> str:
        code = f"import django\n{process}\n{SHOW_LIMIT}"
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=serving.PROJECT,
            env={**environment, "DJANGO_SETTINGS_MODULE": "config.settings"},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.split()[-1]

    assert limit("from config import wsgi") == "1234ms"
    assert limit("from config import celery\ndjango.setup()") == "0"


def _end_connections() -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [urlsplit(database_url()).path.lstrip("/")],
        )


def _allow_connections(*, allowed: bool) -> None:
    name = sql.Identifier(urlsplit(database_url()).path.lstrip("/"))
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(
            sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}").format(name, sql.Literal(allowed))
        )
    if not allowed:
        _end_connections()
