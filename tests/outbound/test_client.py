"""Sending: time, bytes, redirects and failures, against raw servers on loopback."""

import asyncio
import gzip
import time

import pytest

from tests.outbound.loopback import (
    POLICY,
    Behaviour,
    Server,
    closed_port,
    drip,
    drip_headers,
    full_backlog,
    hang,
    pour,
    redirecting,
    reset,
    saying,
    serving,
)
from tracker.outbound import client

OK = b"HTTP/1.1 200 OK\r\nX-Kind: good\r\nContent-Length: 5\r\n\r\nfine!"
SHORT = client.Limits(connect_seconds=0.3, total_seconds=0.6, refusal_seconds=0.05)


async def post(
    url: str, limits: client.Limits = SHORT, headers: dict[str, str] | None = None
) -> client.Answer:
    async with client.Client() as outbound:
        return await client.send(
            outbound,
            "POST",
            url,
            headers=headers or {"Content-Type": "application/json"},
            body=b'{"a": 1}',
            policy=POLICY,
            limits=limits,
        )


async def failing(url: str, limits: client.Limits = SHORT) -> client.Failure:
    with pytest.raises(client.Failure) as raised:
        await post(url, limits)
    return raised.value


def test_a_request_arrives_as_it_was_given_and_the_answer_is_told_whole() -> None:
    async def scene() -> tuple[Server, client.Answer]:
        async with serving(saying(OK)) as server:
            return server, await post(server.url + "hook?a=1", headers={"User-Agent": "OnRecord"})

    server, answer = asyncio.run(scene())

    head, body = server.requests[0].split(b"\r\n\r\n")
    assert head.startswith(b"POST /hook?a=1 HTTP/1.1\r\nHost: 127.0.0.1:")
    assert b"User-Agent: OnRecord" in head
    assert b"Accept-Encoding" not in head
    assert body == b'{"a": 1}'
    assert (answer.status, answer.body, answer.is_truncated) == (200, b"fine!", False)
    assert answer.headers["x-kind"] == "good"
    assert answer.resolved_address == "127.0.0.1"
    assert answer.url == server.url + "hook?a=1"
    assert 0 <= answer.duration_ms < 600


@pytest.mark.parametrize("status", [201, 204, 400, 410, 429, 500, 503])
def test_any_status_but_a_redirect_is_an_answer(status: int) -> None:
    async def scene() -> client.Answer:
        said = f"HTTP/1.1 {status} Said\r\nContent-Length: 0\r\nRetry-After: 7\r\n\r\n"
        async with serving(saying(said.encode())) as server:
            return await post(server.url)

    answer = asyncio.run(scene())

    assert (answer.status, answer.headers["retry-after"]) == (status, "7")


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 307, 308])
def test_a_redirect_is_a_failure_and_is_not_followed(status: int) -> None:
    async def scene() -> tuple[Server, client.Failure]:
        async with (
            serving(saying(OK)) as elsewhere,
            serving(redirecting(elsewhere.url, status)) as server,
        ):
            return elsewhere, await failing(server.url)

    elsewhere, failure = asyncio.run(scene())

    assert (failure.outcome, failure.status) == ("redirect", status)
    assert elsewhere.connections == 0


@pytest.mark.parametrize(
    ("behave", "outcome", "status"),
    [
        (hang, "timeout_read", None),
        (drip_headers, "timeout_read", None),
        (drip, "deadline", 200),
    ],
)
def test_a_receiver_that_takes_its_time_is_cut_off_at_the_deadline(
    behave: Behaviour, outcome: str, status: int | None
) -> None:
    async def scene() -> client.Failure:
        async with serving(behave) as server:
            return await failing(server.url)

    failure = asyncio.run(scene())

    assert (failure.outcome, failure.status) == (outcome, status)
    assert failure.resolved_address == "127.0.0.1"
    assert 600 <= failure.duration_ms < 2000


def test_a_receiver_that_accepts_no_connection_times_out_as_such() -> None:
    with full_backlog() as port:
        failure = asyncio.run(failing(f"http://127.0.0.1:{port}/"))

    assert failure.outcome == "timeout_connect"
    assert failure.resolved_address == "127.0.0.1"
    assert 300 <= failure.duration_ms < 1500


def test_a_receiver_that_never_shakes_hands_times_out_while_connecting() -> None:
    async def scene() -> client.Failure:
        async with serving(hang) as server:
            return await failing(f"https://127.0.0.1:{server.port}/")

    failure = asyncio.run(scene())

    assert failure.outcome == "timeout_connect"
    assert 300 <= failure.duration_ms < 1500


def test_a_reset_connection_is_a_protocol_failure() -> None:
    async def scene() -> tuple[Server, client.Failure]:
        async with serving(reset) as server:
            return server, await failing(server.url)

    server, failure = asyncio.run(scene())

    assert failure.outcome == "protocol"
    assert server.connections == 1


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 banana\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\nA: " + b"x" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 10_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nA\x00: b\r\n\r\n",
    ],
)
def test_what_is_no_http_is_a_protocol_failure(said: bytes) -> None:
    async def scene() -> client.Failure:
        async with serving(saying(said)) as server:
            return await failing(server.url)

    failure = asyncio.run(scene())

    assert failure.outcome == "protocol"
    assert "127.0.0.1" not in failure.detail


def test_an_endless_answer_is_read_up_to_the_limit() -> None:
    async def scene() -> client.Answer:
        async with serving(pour) as server:
            return await post(server.url)

    answer = asyncio.run(scene())

    assert (len(answer.body), answer.is_truncated) == (4096, True)


def test_an_answer_of_just_the_limit_is_whole() -> None:
    async def scene() -> client.Answer:
        said = b"HTTP/1.1 200 OK\r\nContent-Length: 4096\r\n\r\n" + b"x" * 4096
        async with serving(saying(said)) as server:
            return await post(server.url)

    answer = asyncio.run(scene())

    assert (len(answer.body), answer.is_truncated) == (4096, False)


def test_a_gzip_bomb_is_kept_raw() -> None:
    bomb = gzip.compress(bytes(50_000_000))

    async def scene() -> client.Answer:
        head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\n\r\n"
        async with serving(saying(head.encode() + bomb)) as server:
            return await post(server.url)

    answer = asyncio.run(scene())

    assert (answer.body, answer.is_truncated) == (bomb[:4096], True)


def test_cookies_are_neither_kept_nor_sent() -> None:
    async def scene() -> Server:
        said = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Path=/\r\nContent-Length: 0\r\n\r\n"
        async with serving(saying(said)) as server, client.Client() as outbound:
            for _time in range(2):
                await client.send(
                    outbound, "POST", server.url, headers={}, body=b"", policy=POLICY, limits=SHORT
                )
            return server

    server = asyncio.run(scene())

    assert len(server.requests) == 2
    assert b"cookie" not in server.requests[1].lower()


def test_a_proxy_in_the_environment_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene() -> tuple[Server, Server]:
        async with serving(saying(OK)) as proxy, serving(saying(OK)) as server:
            monkeypatch.setenv("http_proxy", proxy.url)
            await post(server.url)
            return proxy, server

    proxy, server = asyncio.run(scene())

    assert (proxy.connections, server.connections) == (0, 1)


def test_a_header_that_cannot_be_sent_is_a_protocol_failure() -> None:
    async def scene() -> Server:
        async with serving(saying(OK)) as server:
            with pytest.raises(client.Failure) as raised:
                await post(server.url, headers={"X-Custom": "a\r\nX-Injected: b"})
            assert raised.value.outcome == "protocol"
            return server

    assert asyncio.run(scene()).requests == []


def test_a_refused_port_is_told_as_refused() -> None:
    failure = asyncio.run(failing(f"http://127.0.0.1:{closed_port()}/"))

    assert (failure.outcome, failure.resolved_address) == ("refused", "127.0.0.1")
    assert failure.duration_ms >= 50


def test_an_unknown_name_is_told_as_dns() -> None:
    patient = client.Limits(connect_seconds=5, total_seconds=8, refusal_seconds=0.05)

    failure = asyncio.run(failing("http://nobody.invalid/", patient))

    assert (failure.outcome, failure.resolved_address) == ("dns", None)


def test_slow_receivers_do_not_hold_up_a_quick_one() -> None:
    async def scene() -> float:
        arrived = asyncio.Semaphore(0)

        async def count_and_hang(request: bytes, writer: asyncio.StreamWriter) -> None:
            arrived.release()
            await asyncio.Event().wait()

        async with (
            serving(count_and_hang) as slow,
            serving(saying(OK)) as quick,
            client.Client() as outbound,
        ):
            patient = client.Limits(total_seconds=3)

            async def ask(url: str) -> client.Answer:
                return await client.send(
                    outbound, "POST", url, headers={}, body=b"", policy=POLICY, limits=patient
                )

            hanging = [asyncio.ensure_future(ask(slow.url)) for _each in range(150)]
            async with asyncio.timeout(2.5):
                for _each in hanging:
                    await arrived.acquire()
            started = time.monotonic()
            await ask(quick.url)
            elapsed = time.monotonic() - started
            failures = await asyncio.gather(*hanging, return_exceptions=True)
            assert {str(failure) for failure in failures} == {"no answer in time"}
            return elapsed

    assert asyncio.run(scene()) < 1
