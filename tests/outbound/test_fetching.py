"""Fetching for readers: redirects checked at each hop, and bodies decoded within bounds."""

import asyncio
import gzip
import tracemalloc
import zlib
from dataclasses import replace

import pytest

from tests.outbound.loopback import POLICY, Behaviour, Server, drip, redirecting, saying, serving
from tracker.outbound import client, decoding

LIMITS = client.Limits(
    connect_seconds=0.5,
    total_seconds=1,
    answer_bytes=100_000,
    redirects=5,
    refusal_seconds=0.05,
)
TEXT = "Se comprometió a plantar un millón de árboles. ".encode() * 100
# Without the time of day, by which processes would name their tests differently.
_TWICE = gzip.compress(gzip.compress(TEXT, mtime=0), mtime=0)


def answering(body: bytes, headers: str = "", status: str = "200 OK") -> Behaviour:
    head = f"HTTP/1.1 {status}\r\n{headers}Content-Length: {len(body)}\r\n\r\n"
    return saying(head.encode() + body)


async def fetch(
    url: str, limits: client.Limits = LIMITS, headers: dict[str, str] | None = None
) -> client.Answer:
    async with client.Client() as outbound:
        return await client.fetch(
            outbound, url, headers=headers or {}, policy=POLICY, limits=limits
        )


async def fetched(behave: Behaviour, limits: client.Limits = LIMITS) -> client.Answer:
    async with serving(behave) as server:
        return await fetch(server.url, limits)


async def failing(behave: Behaviour, limits: client.Limits = LIMITS) -> client.Failure:
    with pytest.raises(client.Failure) as raised:
        await fetched(behave, limits)
    return raised.value


def deflated(text: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return compressor.compress(text) + compressor.flush()


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT, mtime=0)),
        ("X-GZIP", gzip.compress(TEXT, mtime=0)),
        ("gzip", gzip.compress(TEXT[:1000], mtime=0) + gzip.compress(TEXT[1000:], mtime=0)),
        ("gzip", gzip.compress(TEXT, mtime=0) + bytes(512)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", deflated(TEXT)),
    ],
)
def test_a_body_is_decoded(encoding: str, body: bytes) -> None:
    answer = asyncio.run(fetched(answering(body, f"Content-Encoding: {encoding}\r\n")))

    assert (answer.status, answer.body, answer.is_truncated) == (200, TEXT, False)


def test_a_body_that_arrives_byte_by_byte_is_decoded_alike() -> None:
    decoder = decoding.Decoder("gzip", 100)

    for byte in gzip.compress(b"one") + gzip.compress(b"two"):
        decoder.feed(bytes([byte]))

    assert (decoder.finish(), decoder.is_full) == (b"onetwo", False)


@pytest.mark.parametrize(
    ("encoding", "body", "detail"),
    [
        ("gzip", gzip.compress(TEXT, mtime=0)[:-20], "the compressed body breaks off"),
        ("gzip", TEXT, "the body does not decompress"),
        ("deflate", zlib.compress(TEXT)[:40], "the compressed body breaks off"),
        ("br", TEXT, "the content encoding is unknown"),
        ("gzip, gzip", _TWICE, "the content encoding is unknown"),
    ],
)
def test_a_body_that_is_not_what_it_says_is_a_protocol_failure(
    encoding: str, body: bytes, detail: str
) -> None:
    failure = asyncio.run(failing(answering(body, f"Content-Encoding: {encoding}\r\n")))

    assert (failure.outcome, failure.detail, failure.status) == ("protocol", detail, 200)


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [
        ("gzip", gzip.compress(bytes(100_000_000), compresslevel=1, mtime=0)),
        ("deflate", zlib.compress(bytes(100_000_000), level=1)),
    ],
)
def test_a_bomb_costs_no_more_than_a_long_page(encoding: str, bomb: bytes) -> None:
    behave = answering(bomb, f"Content-Encoding: {encoding}\r\n")
    tracemalloc.start()
    try:
        answer = asyncio.run(fetched(behave))
        _current, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert (answer.body, answer.is_truncated) == (bytes(100_000), True)
    assert peak < 5_000_000


def test_a_stream_of_nothing_ends_at_the_limit_too() -> None:
    async def behave(request: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
        while True:
            writer.write(gzip.compress(b"") * 1000)
            await writer.drain()

    answer = asyncio.run(fetched(behave))

    assert (answer.body, answer.is_truncated) == (b"", True)


def test_a_page_over_the_limit_is_marked_as_cut() -> None:
    answer = asyncio.run(fetched(answering(b"x" * 100_001)))

    assert (len(answer.body), answer.is_truncated) == (100_000, True)


def test_a_page_that_drips_ends_at_the_deadline() -> None:
    failure = asyncio.run(failing(drip))

    assert (failure.outcome, failure.status) == ("deadline", 200)
    assert 1000 <= failure.duration_ms < 3000


def test_a_page_that_is_not_modified_is_an_answer() -> None:
    async def scene() -> tuple[Server, client.Answer]:
        said = saying(b'HTTP/1.1 304 Not Modified\r\nContent-Encoding: gzip\r\nETag: "a"\r\n\r\n')
        async with serving(said) as server:
            return server, await fetch(server.url, headers={"If-None-Match": '"a"'})

    server, answer = asyncio.run(scene())

    assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", '"a"')
    assert b'If-None-Match: "a"' in server.requests[0]
    assert b"Accept-Encoding: gzip, deflate" in server.requests[0]


@pytest.mark.parametrize(
    ("statuses", "is_moved"),
    [((301,), True), ((308, 301), True), ((302,), False), ((302, 301), False), ((307, 303), False)],
)
def test_redirects_are_followed_and_only_lasting_ones_move_a_page(
    statuses: tuple[int, ...], is_moved: bool
) -> None:
    async def behave(request: bytes, writer: asyncio.StreamWriter) -> None:
        hop = int(request.split(b" ")[1].strip(b"/") or b"0")
        if hop == len(statuses):
            await answering(TEXT)(request, writer)
        else:
            await redirecting(f"/{hop + 1}", statuses[hop])(request, writer)

    async def scene() -> tuple[Server, client.Answer]:
        async with serving(behave) as server:
            return server, await fetch(server.url)

    server, answer = asyncio.run(scene())

    last = f"{server.url}{len(statuses)}"
    assert (answer.body, answer.url) == (TEXT, last)
    assert answer.moved_to == (last if is_moved else None)


def test_a_page_that_moved_for_good_and_redirects_for_now_has_moved_to_the_first() -> None:
    async def behave(request: bytes, writer: asyncio.StreamWriter) -> None:
        steps = {b"/": ("/new", 301), b"/new": ("/today", 302)}
        path = request.split(b" ")[1]
        act = redirecting(*steps[path]) if path in steps else answering(TEXT)
        await act(request, writer)

    async def scene() -> tuple[Server, client.Answer]:
        async with serving(behave) as server:
            return server, await fetch(server.url)

    server, answer = asyncio.run(scene())

    assert (answer.moved_to, answer.url) == (f"{server.url}new", f"{server.url}today")


def test_a_redirect_loop_ends_after_five_hops() -> None:
    async def scene() -> tuple[Server, client.Failure]:
        async with serving(redirecting("/")) as server:
            with pytest.raises(client.Failure) as raised:
                await fetch(server.url)
            return server, raised.value

    server, failure = asyncio.run(scene())

    assert (failure.outcome, failure.detail) == ("redirect", "more than 5 redirects")
    assert server.connections == 6


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:169.254.169.254]/",
        "//2852039166/",
        "//10.0.0.1/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "http://user@127.0.0.1/",
        "/\\10.0.0.1",
    ],
)
def test_a_redirect_to_where_nothing_may_go_is_refused(location: str) -> None:
    failure = asyncio.run(failing(redirecting(location)))

    assert (failure.outcome, failure.detail) == ("blocked_address", "destination not allowed")
    assert (failure.resolved_address, failure.status) == (None, None)
    assert failure.duration_ms >= 50


def test_a_refused_hop_takes_its_time_however_long_the_one_before_took() -> None:
    async def behave(request: bytes, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.2)
        await redirecting("http://10.0.0.1/")(request, writer)

    failure = asyncio.run(failing(behave, replace(LIMITS, refusal_seconds=0.2)))

    assert failure.outcome == "blocked_address"
    assert failure.duration_ms >= 400


def test_a_redirect_that_leads_nowhere_is_a_redirect_failure() -> None:
    failure = asyncio.run(failing(answering(b"", status="302 Found")))

    assert (failure.outcome, failure.status) == ("redirect", 302)


def test_credentials_stay_with_the_origin_they_are_for() -> None:
    async def scene() -> tuple[Server, Server]:
        async with (
            serving(answering(TEXT)) as other,
            serving(redirecting(other.url)) as first,
        ):
            await fetch(first.url, headers={"Authorization": "Bearer x", "Accept": "text/html"})
            return first, other

    first, other = asyncio.run(scene())

    assert b"Authorization: Bearer x" in first.requests[0]
    assert b"Authorization" not in other.requests[0]
    assert b"Accept: text/html" in other.requests[0]


def test_a_cookie_that_a_site_sets_and_asks_for_is_given_back_to_it_alone() -> None:
    asked: list[bytes] = []

    async def behave(request: bytes, writer: asyncio.StreamWriter) -> None:
        asked.append(request)
        if b"Cookie: seen=yes" in request:
            await answering(TEXT)(request, writer)
        else:
            head = "Set-Cookie: seen=yes; Path=/; HttpOnly\r\nLocation: /\r\n"
            await answering(b"", head, "302 Found")(request, writer)

    async def other(request: bytes, writer: asyncio.StreamWriter) -> None:
        asked.append(request)
        await answering(TEXT)(request, writer)

    async def elsewhere() -> client.Answer:
        async with serving(other) as there:
            head = f"Set-Cookie: seen=yes\r\nLocation: {there.url}\r\n"
            return await fetched(answering(b"", head, "302 Found"))

    assert asyncio.run(fetched(behave)).body == TEXT
    assert len(asked) == 2
    asyncio.run(elsewhere())
    assert b"Cookie" not in asked[2]
