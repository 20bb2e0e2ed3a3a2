"""Serving over HTTP: the same answers, for our own hosts, without a session, within limits."""

import http.client
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from mcp.shared.exceptions import MCPError

from tests.model_context import asking
from tests.model_context.asking import Call, told
from tracker.model_context import server, serving

BASES = "ecuador-no-foreign-bases"
JSON = "application/json"
ACCEPTED = f"{JSON}, text/event-stream"


def asked(
    address: str, method: str, content: bytes, headers: Mapping[str, str]
) -> tuple[int, bytes]:
    """Return status and content of what is answered at the server's one address."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    try:
        connection.request(method, "/mcp", content, {"Accept": ACCEPTED, **headers})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def post(
    address: str, content: bytes, headers: Mapping[str, str] | None = None
) -> tuple[int, bytes]:
    """Return the same of bytes that are posted."""
    return asked(address, "POST", content, {"Content-Type": JSON, **(headers or {})})


def called(tool: str, arguments: Mapping[str, Any]) -> bytes:
    """Return a call of a tool as it is sent, whoever sends it."""
    message = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": tool, "arguments": arguments},
    }
    return json.dumps(message).encode()


def test_over_http_the_same_is_answered(call: Call, remote: Call) -> None:
    for tool, arguments in (
        ("commitment", {"slug": BASES}),
        ("search", {"q": "bases militares"}),
        ("changes_since", {"after": 85}),
    ):
        assert told(remote(tool, **arguments)) == told(call(tool, **arguments))


def test_older_clients_are_answered_too(address: str, environment: dict[str, str]) -> None:
    for where in (f"{address}/mcp", asking.over_stdio(environment)):
        with asking.client(where, mode="legacy") as client:
            answer = told(client("call_tool", "commitment", {"slug": BASES}))
            assert answer["title"] == "No foreign military bases in Ecuador"


def test_a_call_needs_no_session(address: str) -> None:
    status, content = post(address, called("list_commitments", {"schedule": "overdue"}))

    answer = json.loads(content)["result"]["structuredContent"]
    assert status == 200
    assert [each["slug"] for each in answer["results"]] == ["ecuador-joint-operations-march-2026"]


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Host": "evil.example"}, 400, "unknown_host"),
        ({"Host": ""}, 400, "unknown_host"),
        ({"Origin": "https://evil.example"}, 403, "foreign_origin"),
        ({"Origin": "null"}, 403, "foreign_origin"),
    ],
)
def test_other_hosts_and_their_pages_are_refused(
    address: str, headers: dict[str, str], status: int, code: str
) -> None:
    answered, content = post(address, called("commitment", {"slug": BASES}), headers)

    assert (answered, json.loads(content)["code"]) == (status, code)


def test_pages_of_our_own_host_may_ask(address: str) -> None:
    status, _ = post(address, called("commitment", {"slug": BASES}), {"Origin": address})

    assert status == 200


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"[" * 60_000,
        b'{"jsonrpc": "2.0", "id": 1, "method": "nothing"}',
        b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": 7}',
        rb'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "search",'
        rb' "arguments": {"q": "\ud800"}}}',
        b"\xff\xfe",
        b"a" * (serving.MOST_BYTES + 1),
    ],
    ids=["empty", "cut", "list", "deep", "method", "parameters", "surrogate", "bytes", "long"],
)
def test_hostile_bytes_are_refused_and_harm_nothing(address: str, content: bytes) -> None:
    status, answer = post(address, content)

    refusal: Any = json.loads(answer) if answer.startswith(b"{") else {"error": answer}
    assert status < 500
    assert "error" in refusal or refusal["result"]["isError"]
    assert b"Traceback" not in answer
    assert post(address, called("commitment", {"slug": BASES}))[0] == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "PUT", "OPTIONS"])
def test_what_is_no_question_is_refused(address: str, method: str) -> None:
    status, _ = asked(address, method, b"", {})

    assert status == 405


def test_whoever_asks_too_often_is_told_when_to_come_back(
    environment: dict[str, str], tmp_path: Path
) -> None:
    limited = {**environment, "HAS_RATE_LIMITS": "true", "RATE_LIMIT_ANONYMOUS": "5"}

    with (
        asking.over_http({**limited, "REDIS_URL": _own(environment)}, tmp_path / "log") as address,
        asking.client(f"{address}/mcp") as client,
    ):
        # Besides these it was asked what it is, and what its tools are.
        for _ in range(3):
            told(client("call_tool", "commitment", {"slug": BASES}))
        with pytest.raises(MCPError, match=r"too_many_requests: At most 5 requests") as refused:
            client("call_tool", "commitment", {"slug": BASES})

    assert refused.value.error.code == server.TOO_MANY
    assert 0 < refused.value.error.data["retry_after"] <= 60


def _own(environment: Mapping[str, str]) -> str:
    """Return the address of a part of Redis where nobody has been counted."""
    return environment["REDIS_URL"].rpartition("/")[0] + "/15"
