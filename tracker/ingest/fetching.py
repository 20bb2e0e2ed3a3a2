"""Pages, fetched through the guarded client: many hosts at once, each of them once."""

import asyncio
import dataclasses
import queue
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

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


def fetch_each(
    requests: Sequence[Request], within: client.Limits
) -> Iterator[tuple[Request, Outcome]]:
    """Give what came of each request as soon as it came, so that none waits for the slowest.

    They run in a thread: whoever iterates may use the database.
    """
    if not requests:
        return
    finished: queue.SimpleQueue[tuple[Request, Outcome]] = queue.SimpleQueue()
    running = threading.Thread(
        target=lambda: asyncio.run(_fetch_all(requests, within, finished)), daemon=True
    )
    running.start()
    for _ in requests:
        yield finished.get()
    running.join()


def fetched(answered: client.Answer, now: datetime) -> base.Fetched:
    """Return an answer as readers take it."""
    headers = {name.lower(): value for name, value in answered.headers.items()}
    return base.Fetched(answered.url, answered.status, headers, answered.body, now)


def rules(outcome: Outcome) -> robots.Rules:
    """Return what a host allows, by what came of asking for its robots.txt."""
    body = outcome.body if isinstance(outcome, client.Answer) else b""
    return robots.rules(body, outcome.status or _NO_ANSWER)


async def _fetch_all(
    requests: Sequence[Request],
    within: client.Limits,
    finished: "queue.SimpleQueue[tuple[Request, Outcome]]",
) -> None:
    common = {"User-Agent": outgoing.user_agent(), "Accept": ACCEPT}

    async def fetch(session: client.Client, request: Request) -> None:
        outcome: Outcome = _FAILED
        paced = dataclasses.replace(within, hop_seconds=request.pause.total_seconds())
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
            finished.put((request, outcome))

    async with client.Client() as session:
        await asyncio.gather(*(fetch(session, request) for request in requests))


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
