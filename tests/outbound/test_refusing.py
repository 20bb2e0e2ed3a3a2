"""What is never dialled: literals, names with one bad address, rebinding; TLS by the name."""

import asyncio
import ssl
from pathlib import Path

import pytest

from tests.outbound.loopback import (
    LOOPBACK,
    POLICY,
    Resolver,
    Server,
    certify,
    closed_port,
    saying,
    serving,
)
from tracker.outbound import address, client, resolvers

OK = saying(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
QUICK = client.Limits(connect_seconds=2, total_seconds=3, refusal_seconds=0.05)
DENYING = address.Policy(allowed_ports=None, allow_http=True)


async def post(
    url: str,
    *,
    resolver: Resolver | None = None,
    tls: ssl.SSLContext | None = None,
    policy: address.Policy = POLICY,
    limits: client.Limits = QUICK,
) -> client.Answer:
    async with client.Client(resolver=resolver, ssl_context=tls) as outbound:
        return await client.send(
            outbound, "POST", url, headers={}, body=b"{}", policy=policy, limits=limits
        )


async def failing(
    url: str,
    *,
    resolver: Resolver | None = None,
    tls: ssl.SSLContext | None = None,
    policy: address.Policy = POLICY,
    limits: client.Limits = QUICK,
) -> client.Failure:
    with pytest.raises(client.Failure) as raised:
        await post(url, resolver=resolver, tls=tls, policy=policy, limits=limits)
    return raised.value


def told(failure: client.Failure) -> tuple[str, str, str | None, int | None]:
    return failure.outcome, failure.detail, failure.resolved_address, failure.status


BLOCKED = ("blocked_address", "destination not allowed", None, None)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"])
def test_a_denied_host_is_not_dialled(host: str) -> None:
    async def scene() -> tuple[Server, client.Failure]:
        async with serving(OK) as server:
            return server, await failing(f"http://{host}:{server.port}/", policy=DENYING)

    server, failure = asyncio.run(scene())

    assert told(failure) == BLOCKED
    assert server.connections == 0


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1", "10.0.0.1"],
        ["10.0.0.1", "127.0.0.1"],
        ["127.0.0.1", "::1"],
        ["127.0.0.1", "fe80::1%1"],
        ["::ffff:10.0.0.1"],
        ["not an address"],
    ],
)
def test_one_bad_address_among_those_of_a_name_refuses_them_all(answers: list[str]) -> None:
    async def scene() -> tuple[Server, client.Failure]:
        async with serving(OK) as server:
            url = f"http://name.example:{server.port}/"
            return server, await failing(url, resolver=Resolver(answers))

    server, failure = asyncio.run(scene())

    assert told(failure) == BLOCKED
    assert failure.reason != ""
    assert server.connections == 0


def test_a_name_that_changes_its_address_is_checked_at_each_attempt() -> None:
    async def scene() -> tuple[Server, client.Answer, client.Failure]:
        resolver = Resolver(["127.0.0.1"], ["169.254.169.254"])
        async with (
            serving(OK) as server,
            client.Client(resolver=resolver) as outbound,
        ):
            url = f"http://name.example:{server.port}/"

            async def attempt() -> client.Answer:
                return await client.send(
                    outbound, "POST", url, headers={}, body=b"", policy=POLICY, limits=QUICK
                )

            first = await attempt()
            with pytest.raises(client.Failure) as raised:
                await attempt()
            assert resolver.lookups == 2
            return server, first, raised.value

    server, first, second = asyncio.run(scene())

    assert (first.status, first.resolved_address) == (200, "127.0.0.1")
    assert told(second) == BLOCKED
    assert server.connections == 1


def test_a_name_is_resolved_once_for_an_attempt() -> None:
    async def scene() -> Resolver:
        resolver = Resolver(["127.0.0.1"], ["10.0.0.1"])
        async with serving(OK) as server:
            await post(f"http://name.example:{server.port}/", resolver=resolver)
        return resolver

    assert asyncio.run(scene()).lookups == 1


def test_a_name_without_addresses_is_told_as_dns() -> None:
    failure = asyncio.run(failing("http://name.example/", resolver=Resolver([])))

    assert failure.outcome == "dns"


def test_the_second_of_two_good_addresses_is_dialled_and_told() -> None:
    async def scene() -> client.Answer:
        async with serving(OK) as server:
            resolver = Resolver(["127.0.0.2", "127.0.0.1"])
            return await post(f"http://name.example:{server.port}/", resolver=resolver)

    assert asyncio.run(scene()).resolved_address == "127.0.0.1"


def test_the_socket_refuses_what_was_never_checked() -> None:
    async def scene() -> Server:
        async with serving(OK) as server, client.Client() as outbound:
            for host in ("127.0.0.1", "localhost"):
                with pytest.raises((OSError, address.DestinationNotAllowed)):
                    await outbound.session.get(f"http://{host}:{server.port}/")
            return server

    assert asyncio.run(scene()).connections == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "[::ffff:127.0.0.1]"])
def test_the_socket_asks_the_policy_even_of_literal_addresses(host: str) -> None:
    async def scene() -> tuple[Server, resolvers.Dial]:
        dial = resolvers.Dial(DENYING)
        resolvers.current.set(dial)
        async with serving(OK) as server, client.Client() as outbound:
            with pytest.raises(OSError, match="destination not allowed"):
                await outbound.session.get(f"http://{host}:{server.port}/")
            return server, dial

    server, dial = asyncio.run(scene())

    assert isinstance(dial.blocked, address.DestinationNotAllowed)
    assert dial.sockets == []
    assert server.connections == 0


def test_a_port_beyond_the_setting_is_not_dialled() -> None:
    async def scene() -> tuple[Server, client.Failure]:
        policy = address.Policy((LOOPBACK,), frozenset({443}), allow_http=True)
        async with serving(OK) as server:
            return server, await failing(server.url, policy=policy)

    server, failure = asyncio.run(scene())

    assert told(failure) == ("blocked_port", "destination not allowed", None, None)
    assert server.connections == 0


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1/",
        "http://name.example/",
        "http://127.0.0.1:1\\@x/",
        "gopher://127.0.0.1/",
        "http://127.0.0.1:{closed}/",
    ],
)
def test_blocked_and_refused_take_the_same_time(url: str) -> None:
    limits = client.Limits(refusal_seconds=0.3)

    failure = asyncio.run(
        failing(url.format(closed=closed_port()), resolver=Resolver(["10.0.0.1"]), limits=limits)
    )

    assert failure.outcome in {"blocked_address", "refused"}
    assert 300 <= failure.duration_ms < 1500


def test_a_destination_can_be_checked_without_being_dialled() -> None:
    async def scene() -> Server:
        resolver = Resolver(["127.0.0.1"], ["10.0.0.1"], [])
        async with serving(OK) as server, client.Client(resolver=resolver) as outbound:
            url = f"http://name.example:{server.port}/"
            await client.check(outbound, url, policy=POLICY, limits=QUICK)
            await client.check(outbound, server.url, policy=POLICY, limits=QUICK)
            outcomes = []
            for _lookup in range(2):
                with pytest.raises(client.Failure) as raised:
                    await client.check(outbound, url, policy=POLICY, limits=QUICK)
                outcomes.append(raised.value.outcome)
            assert outcomes == ["blocked_address", "dns"]
            return server

    assert asyncio.run(scene()).connections == 0


def test_a_certificate_for_the_name_is_accepted(tmp_path: Path) -> None:
    async def scene() -> client.Answer:
        served, trusting = certify(tmp_path, "hooks.example")
        async with serving(OK, served) as server:
            url = f"https://hooks.example:{server.port}/"
            return await post(url, resolver=Resolver(["127.0.0.1"]), tls=trusting)

    answer = asyncio.run(scene())

    assert (answer.status, answer.resolved_address) == (200, "127.0.0.1")


@pytest.mark.parametrize("host", ["other.example", "127.0.0.1"])
def test_a_certificate_for_another_name_is_a_tls_failure(tmp_path: Path, host: str) -> None:
    async def scene() -> tuple[Server, client.Failure]:
        served, trusting = certify(tmp_path, "hooks.example")
        async with serving(OK, served) as server:
            url = f"https://{host}:{server.port}/"
            return server, await failing(url, resolver=Resolver(["127.0.0.1"]), tls=trusting)

    server, failure = asyncio.run(scene())

    assert failure.outcome == "tls"
    assert "mismatch" in failure.detail
    assert server.requests == []


def test_a_certificate_that_nobody_signed_is_a_tls_failure(tmp_path: Path) -> None:
    async def scene() -> tuple[Server, client.Failure]:
        served, _trusting = certify(tmp_path, "hooks.example")
        async with serving(OK, served) as server:
            url = f"https://hooks.example:{server.port}/"
            return server, await failing(url, resolver=Resolver(["127.0.0.1"]))

    server, failure = asyncio.run(scene())

    assert (failure.outcome, failure.detail) == (
        "tls",
        "the certificate was not accepted: self-signed certificate",
    )
    assert server.requests == []


def test_a_plain_server_at_an_https_address_is_a_tls_failure() -> None:
    async def scene() -> client.Failure:
        async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            writer.close()

        listening = await asyncio.start_server(greet, "127.0.0.1", 0)
        async with listening:
            port = listening.sockets[0].getsockname()[1]
            return await failing(f"https://127.0.0.1:{port}/")

    assert asyncio.run(scene()).outcome == "tls"


def test_a_context_that_does_not_verify_is_not_taken() -> None:
    blind = ssl.create_default_context()
    blind.check_hostname = False

    with pytest.raises(ValueError, match="must verify"):
        client.Client(ssl_context=blind)
