"""Pages, fetched through the guarded client: many hosts at once, each of them once."""

import asyncio
import dataclasses
import queue
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from yarl import URL

from tracker import outgoing
from tracker.outbound import answer, client
from tracker.readers import base, robots

Outcome = client.Answer | client.Failure
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_NO_ANSWER = 503
_FAILED = client.Failure("protocol", "the request could not be made")


@dataclass(frozen=True, eq=False)
class Request:
    """What to ask for, and which headers to send besides those that all requests have.

    ``pause`` is how long the host is left alone between two requests, redirects included. Where
    it ``is_polite``, hosts that redirects lead to are asked for their rules before.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: timedelta = timedelta()
    is_polite: bool = False


def limits() -> client.Limits:
    """Return what one fetch may cost."""
    seconds = settings.FETCH_TIMEOUT_SECONDS
    return client.Limits(
        connect_seconds=min(answer.FETCH_LIMITS.connect_seconds, seconds),
        total_seconds=seconds,
        answer_bytes=answer.FETCH_LIMITS.answer_bytes,
        redirects=answer.FETCH_LIMITS.redirects,
    )


class Fetcher:
    """Fetches pages in a thread of its own, so that its caller may use the database.

    To be entered before use; the thread begins with the first page, and leaving ends what is still
    under way.
    """

    def __init__(self, within: client.Limits) -> None:
        self._within = within
        self._finished: queue.SimpleQueue[tuple[Request, Outcome]] = queue.SimpleQueue()
        self._is_ready = threading.Event()
        self._running: tuple[asyncio.AbstractEventLoop, client.Client, asyncio.Event] | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        if self._running is not None:
            loop, _, is_over = self._running
            loop.call_soon_threadsafe(is_over.set)
            self._thread.join()

    def start(self, request: Request) -> None:
        """Have a page fetched, from now on."""
        if not self._is_ready.is_set():
            self._thread.start()
            self._is_ready.wait()
        if self._running is None:
            self._finished.put((request, _FAILED))
            return
        loop, session, _ = self._running
        asyncio.run_coroutine_threadsafe(self._fetch(session, request), loop)

    def take(self, seconds: float | None = None) -> tuple[Request, Outcome] | None:
        """Return the request that is done first, and its outcome; None if none is in time."""
        try:
            return self._finished.get(timeout=seconds)
        except queue.Empty:
            return None

    async def _serve(self) -> None:
        try:
            async with client.Client() as session:
                is_over = asyncio.Event()
                self._running = asyncio.get_running_loop(), session, is_over
                self._is_ready.set()
                await is_over.wait()
        finally:
            self._is_ready.set()

    async def _fetch(self, session: client.Client, request: Request) -> None:
        common = {"User-Agent": outgoing.user_agent(), "Accept": ACCEPT}
        outcome: Outcome = _FAILED
        paced = dataclasses.replace(self._within, hop_seconds=request.pause.total_seconds())
        try:
            outcome = await client.fetch(
                session,
                request.url,
                headers={**common, **request.headers},
                policy=outgoing.policy(),
                limits=paced,
                enter=_Gate(session, common, paced).enter if request.is_polite else None,
            )
        except client.Failure as failure:
            outcome = failure
        finally:
            # Whatever happens, nobody waits for it for ever.
            self._finished.put((request, outcome))


def fetch(request: Request, within: client.Limits) -> Outcome:
    """Return the outcome of one request."""
    with Fetcher(within) as fetcher:
        fetcher.start(request)
        done = fetcher.take()
    return _FAILED if done is None else done[1]


def fetched(answered: client.Answer, now: datetime) -> base.Fetched:
    """Return an answer as readers take it."""
    headers = {name.lower(): value for name, value in answered.headers.items()}
    return base.Fetched(answered.url, answered.status, headers, answered.body, now)


def rules(outcome: Outcome) -> robots.Rules:
    """Return what a host allows, by the outcome of asking for its robots.txt."""
    body = outcome.body if isinstance(outcome, client.Answer) else b""
    return robots.rules(body, outcome.status or _NO_ANSWER)


@dataclass(frozen=True)
class _Gate:
    """Asks hosts that a redirect leads to whether they let us in."""

    session: client.Client
    headers: Mapping[str, str]
    limits: client.Limits

    async def enter(self, url: str) -> None:
        """Raise client.Failure where the host's robots.txt forbids ``url``, or cannot be had."""
        allowed = await self._rules(f"{URL(url).origin()}/robots.txt")
        await asyncio.sleep(self.limits.hop_seconds)
        if not allowed.allows(url, outgoing.AGENT):
            raise client.Failure("redirect", "robots.txt of where it leads does not let us read it")

    async def _rules(self, url: str) -> robots.Rules:
        try:
            return rules(
                await client.fetch(
                    self.session,
                    url,
                    headers=self.headers,
                    policy=outgoing.policy(),
                    limits=self.limits,
                )
            )
        except client.Failure as failure:
            return rules(failure)
