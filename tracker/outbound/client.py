"""Sending and fetching over HTTP, within a policy and limits; every failure is a ``Failure``.

No time tells a blocked destination from a refused one: whatever kept a connection from coming
about (a refusal of ours or theirs, a name unknown) is reported no sooner than
``Limits.refusal_seconds`` after that hop began, and ``duration_ms`` is measured after the wait.
"""

import asyncio
import math
import ssl
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar

import aiohttp
from aiohttp import http_exceptions
from aiohttp.abc import AbstractResolver
from multidict import CIMultiDict

from tracker.outbound import address, cookies, decoding, errors, resolvers
from tracker.outbound.answer import (
    FETCH_LIMITS,
    SEND_LIMITS,
    Answer,
    Failure,
    Limits,
    Outcome,
)

__all__ = ["Answer", "Client", "Failure", "Limits", "Outcome", "check", "fetch", "send"]

Result = TypeVar("Result")

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT_REDIRECTS = frozenset({301, 308})
PIECE_BYTES = 64 * 1024
# What belongs to one origin is not carried to another.
ORIGIN_BOUND = ("Authorization", "Cookie", "Proxy-Authorization")
# ValueError: what aiohttp says of headers and lines that cannot be sent or read.
EXPECTED = (
    aiohttp.ClientError,
    http_exceptions.HttpProcessingError,
    address.DestinationNotAllowed,
    decoding.UndecodableError,
    Failure,
    OSError,
    ValueError,
)


class Client:
    """One session for one event loop, to be entered before use.

    ``ssl_context`` replaces the system's certificate authorities and must verify; ``resolver``
    replaces the system's look-up and is checked like it.
    """

    def __init__(
        self,
        *,
        ssl_context: ssl.SSLContext | None = None,
        resolver: AbstractResolver | None = None,
    ) -> None:
        if ssl_context is not None and not (
            ssl_context.check_hostname and ssl_context.verify_mode == ssl.CERT_REQUIRED
        ):
            raise ValueError("the TLS context must verify the certificate and the name")
        self._ssl = ssl_context or True
        self._inner_resolver = resolver

    async def __aenter__(self) -> Self:
        self.resolver = resolvers.CheckedResolver(
            self._inner_resolver or resolvers.SystemResolver()
        )
        tracing = aiohttp.TraceConfig()
        tracing.on_connection_create_end.append(_mark_connected)
        self.session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                ssl=self._ssl,
                resolver=self.resolver,
                use_dns_cache=False,
                socket_factory=resolvers.open_socket,
                # Each request dials anew, so the address in its log is the one it was sent to.
                force_close=True,
                # How many run at once is the caller's to say; a queue here would eat their time.
                limit=0,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,
            skip_auto_headers=["Accept-Encoding"],
            trace_configs=[tracing],
        )
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.session.close()
        await self.resolver.close()


async def send(  # noqa: PLR0913 - a request has that many parts
    client: Client,
    method: str,
    url: str,
    *,
    headers: Mapping[str, str],
    body: bytes | None,
    policy: address.Policy,
    limits: Limits = SEND_LIMITS,
) -> Answer:
    """Return the answer to one request, its body raw; a 3xx is a Failure and never followed."""

    async def exchange(attempt: _Attempt) -> Answer:
        target = address.check_url(url, policy)
        response = await _request(client, method, target, headers, attempt, body)
        try:
            attempt.status = response.status
            if 300 <= response.status < 400:  # noqa: PLR2004 - the class of redirects
                raise Failure("redirect", "the destination redirects elsewhere")
            decoder = decoding.Decoder("identity", limits.answer_bytes)
            return await _read(response, decoder, attempt, target)
        finally:
            response.close()

    return await _within(limits, policy, exchange)


async def fetch(  # noqa: PLR0913 - a request has that many parts
    client: Client,
    url: str,
    *,
    headers: Mapping[str, str],
    policy: address.Policy,
    limits: Limits = FETCH_LIMITS,
    enter: Callable[[str], Awaitable[None]] | None = None,
) -> Answer:
    """Return what ``url`` holds, decoded, after following redirects that are each checked.

    A body that ``is_truncated`` is not the whole text, and must not be taken for it. Before a
    redirect is followed to another origin ``enter`` is called with its address, and may raise
    Failure.
    """

    async def exchange(attempt: _Attempt) -> Answer:
        target = address.check_url(url, policy)
        sent = CIMultiDict({"Accept-Encoding": "gzip, deflate"})
        sent.update(headers)
        is_moved, moved_to, kept = True, None, cookies.Cookies()
        for _hop in range(limits.redirects + 1):
            response = await _request(client, "GET", target, sent, attempt)
            try:
                attempt.status = response.status
                if response.status not in REDIRECTS:
                    decoder = decoding.Decoder(
                        response.headers.get("Content-Encoding", ""), limits.answer_bytes
                    )
                    return await _read(response, decoder, attempt, target, moved_to)
                location = response.headers.get("Location")
                kept.keep(target.url.origin(), response.cookies)
            finally:
                response.close()
            if location is None:
                raise Failure("redirect", "the redirect does not say where to")
            await asyncio.sleep(limits.hop_seconds)
            attempt.begin_hop()
            previous, target = target, address.check_redirect(target, location, policy)
            is_moved = is_moved and response.status in PERMANENT_REDIRECTS
            moved_to = str(target.url) if is_moved else moved_to
            if target.url.origin() != previous.url.origin():
                for name in ORIGIN_BOUND:
                    sent.popall(name, None)
                if enter is not None:
                    await enter(str(target.url))
            kept.give_back(target.url.origin(), sent)
        raise Failure("redirect", f"more than {limits.redirects} redirects")

    return await _within(limits, policy, exchange)


async def check(
    client: Client, url: str, *, policy: address.Policy, limits: Limits = SEND_LIMITS
) -> None:
    """Raise Failure unless ``url`` and every address its host has may be dialled; dial none."""

    async def resolve(attempt: _Attempt) -> None:
        target = address.check_url(url, policy)
        if not target.is_literal:
            attempt.dial.is_resolving = True
            async with asyncio.timeout(limits.connect_seconds):
                await client.resolver.resolve(target.host, target.port)

    await _within(limits, policy, resolve)


@dataclass
class _Attempt:
    """What is known of a request while it runs."""

    limits: Limits
    dial: resolvers.Dial
    started: float
    hop_started: float
    status: int | None = None

    def begin_hop(self) -> None:
        """Start the clock and the dial of the next hop, before it is checked."""
        self.dial = resolvers.Dial(self.dial.policy)
        resolvers.current.set(self.dial)
        self.hop_started = time.monotonic()
        self.status = None

    @property
    def duration_ms(self) -> int:
        return round((time.monotonic() - self.started) * 1000)


async def _within(
    limits: Limits, policy: address.Policy, work: Callable[[_Attempt], Awaitable[Result]]
) -> Result:
    """Return what ``work`` gives within the limits; raises Failure for all that may go wrong."""
    started = time.monotonic()
    attempt = _Attempt(limits, resolvers.Dial(policy), started, started)
    token = resolvers.current.set(attempt.dial)
    try:
        async with asyncio.timeout(limits.total_seconds):
            return await work(attempt)
    except EXPECTED as error:
        failure = errors.classify(error, attempt.dial, attempt.status)
        if failure.outcome in errors.UNCONNECTED:
            end = min(attempt.hop_started + limits.refusal_seconds, started + limits.total_seconds)
            await asyncio.sleep(end - time.monotonic())
        failure.duration_ms = attempt.duration_ms
        raise failure from error
    finally:
        resolvers.current.reset(token)


async def _request(  # noqa: PLR0913, PLR0917 - a request has that many parts
    client: Client,
    method: str,
    target: address.Target,
    headers: Mapping[str, str],
    attempt: _Attempt,
    body: bytes | None = None,
) -> aiohttp.ClientResponse:
    # aiohttp would round longer times up to whole seconds.
    timeout = aiohttp.ClientTimeout(
        total=None, connect=attempt.limits.connect_seconds, ceil_threshold=math.inf
    )
    return await client.session.request(
        method, target.url, headers=headers, data=body, allow_redirects=False, timeout=timeout
    )


async def _read(
    response: aiohttp.ClientResponse,
    decoder: decoding.Decoder,
    attempt: _Attempt,
    target: address.Target,
    moved_to: str | None = None,
) -> Answer:
    while not decoder.is_full and (piece := await response.content.read(PIECE_BYTES)):
        decoder.feed(piece)
    return Answer(
        status=response.status,
        headers=response.headers,
        body=decoder.finish(),
        is_truncated=decoder.is_full,
        resolved_address=attempt.dial.resolved_address or "",
        duration_ms=attempt.duration_ms,
        url=str(target.url),
        moved_to=moved_to,
    )


async def _mark_connected(
    session: aiohttp.ClientSession,
    context: object,
    params: aiohttp.TraceConnectionCreateEndParams,
) -> None:
    resolvers.mark_connected()
