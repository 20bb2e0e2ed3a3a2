"""The crawl loop: one request per host at a time, robots.txt and spacing respected.

Each queue says what is fetched and stores it; whether and when a host may be asked is decided
here for all queues.
"""

import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from django.db.models import QuerySet
from django.utils import timezone

from tracker import models, outgoing
from tracker.ingest import fetch_failures, fetching, hosts
from tracker.outbound import client

log = structlog.get_logger(__name__)

LEASE_SECONDS = 120
"""How long a host is held."""
FETCH_SECONDS = 180
"""How long what is fetched from it, or was handed in, is held until it is stored."""
AFTER_FAILURE = timedelta(minutes=10)
# How soon hosts that were left alone are looked for again while others keep us waiting.
LOOK_AGAIN_SECONDS = 0.5
FORBIDDEN = fetch_failures.Trouble(fetch_failures.Severity.HARD, "Its robots.txt forbids it.")


class Fetch(Protocol):
    """One thing to fetch, claimed already by the worker that fetches it."""

    @property
    def url(self) -> str:
        """The address to fetch."""

    @property
    def headers(self) -> Mapping[str, str]:
        """What to send besides what every request says."""

    def answered(self, answer: client.Answer, now: datetime) -> None:
        """Store what an answer holds, 200 or 304."""

    def failed(self, trouble: fetch_failures.Trouble, now: datetime) -> None:
        """Note that nothing could be fetched, and when to try again."""

    def broke(self, trouble: fetch_failures.Trouble, now: datetime) -> None:
        """Note that an error of ours kept its answer from being stored, and when to try again."""


class FetchQueue(Protocol):
    """What is due to be fetched, and from which hosts."""

    def hosts(self) -> QuerySet[Any, Any]:
        """Return the keys of the hosts from which something is due."""

    def take(self, host: models.Host) -> Fetch | None:
        """Claim what is due from ``host`` for longest; None where another worker was faster."""


def crawl_due(queue: FetchQueue, limit: int, seconds: float) -> int:
    """Fetch until nothing is due or ``seconds`` are over; return how many hosts were visited.

    ``limit`` hosts are asked at once; the next is visited as soon as one is done, and for as long
    as one that was visited in time keeps us waiting. A visit that has begun is not cut short.
    """
    deadline = time.monotonic() + seconds
    under_way: dict[fetching.Request, tuple[models.Host, Fetch]] = {}
    in_time: set[fetching.Request] = set()
    visited, is_first = 0, True
    with fetching.Fetcher(fetching.limits()) as fetcher:
        while is_first or under_way:
            is_in_time = is_first or time.monotonic() < deadline
            may_begin = is_in_time or (seconds > 0 and not in_time.isdisjoint(under_way))
            if may_begin:
                begun, forbidden = _begin(queue, limit - len(under_way), fetcher)
                under_way |= begun
                in_time |= begun.keys() if is_in_time else set()
                visited += len(begun) + forbidden
                is_first = bool(forbidden) and not under_way and time.monotonic() < deadline
            done = fetcher.take(LOOK_AGAIN_SECONDS if may_begin else None) if under_way else None
            if done is not None:
                _finish(*under_way.pop(done[0]), done[1])
    return visited


def _begin(
    queue: FetchQueue, limit: int, fetcher: fetching.Fetcher
) -> tuple[dict[fetching.Request, tuple[models.Host, Fetch]], int]:
    """Ask up to ``limit`` hosts; return what is under way, and how much was forbidden."""
    begun: dict[fetching.Request, tuple[models.Host, Fetch]] = {}
    forbidden = 0
    due = models.Host.objects.allowed().filter(pk__in=queue.hosts())
    for host in due.claim(limit, LEASE_SECONDS):
        try:
            fetch, is_forbidden = _taken(queue, host)
            if fetch is not None:
                is_polite = not isinstance(fetch, hosts.RobotsFetch)
                spacing = hosts.spacing(host)
                asked = fetching.Request(fetch.url, fetch.headers, spacing, is_polite)
                fetcher.start(asked)
                begun[asked] = (host, fetch)
            forbidden += is_forbidden
        except Exception:
            log.exception("ingest.host_failed", host=host.name)
            host.put_off(AFTER_FAILURE)
    return begun, forbidden


def _taken(queue: FetchQueue, host: models.Host) -> tuple[Fetch | None, bool]:
    """Return what the host is asked for, if it is; and whether its rules forbid that."""
    now = timezone.now()
    if not hosts.has_rules(host, now):
        return hosts.RobotsFetch(host, {}), False
    fetch = queue.take(host)
    if fetch is not None and hosts.rules(host).allows(fetch.url, outgoing.AGENT):
        return fetch, False
    host.release()
    if fetch is None:
        return None, False
    log.info("ingest.forbidden", url=fetch.url)
    _note(fetch, None, FORBIDDEN, now)
    return None, True


def _finish(host: models.Host, fetch: Fetch, outcome: fetching.Outcome) -> None:
    now = timezone.now()
    trouble = fetch_failures.of(outcome, now)
    if isinstance(fetch, hosts.RobotsFetch):
        # The next fetch from the host has to know what it allows.
        _note(fetch, outcome, trouble, now)
        hosts.leave_alone(host, trouble)
    else:
        # Others may ask the host while this worker is busy with what it said.
        hosts.leave_alone(host, trouble)
        _note(fetch, outcome, trouble, now)


def _note(
    fetch: Fetch,
    outcome: fetching.Outcome | None,
    trouble: fetch_failures.Trouble | None,
    now: datetime,
) -> None:
    """Hand a fetch its outcome; one that breaks does not end the others."""
    try:
        if trouble is not None:
            reason = getattr(outcome, "reason", "")
            log.info("ingest.fetch_failed", url=fetch.url, trouble=trouble.words, reason=reason)
            fetch.failed(trouble, now)
        elif isinstance(outcome, client.Answer):
            fetch.answered(outcome, now)
    except Exception as error:
        log.exception("ingest.fetch_broke", url=fetch.url)
        fetch.broke(fetch_failures.broken(error), now)
