"""Errands to hosts: each host is visited by one worker at a time, asked for one thing, and left.

What is fetched and what becomes of it is each kind of errand's own affair; whether and when a
host may be asked is decided here for all of them.
"""

import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from django.db.models import QuerySet
from django.utils import timezone

from tracker import models, outgoing
from tracker.ingest import fetching, hosts, troubles
from tracker.outbound import client

log = structlog.get_logger(__name__)

LEASE_SECONDS = 120
"""How long a host is held."""
ERRAND_SECONDS = 180
"""How long what is fetched from it, or was handed in, is held until it is stored."""
AFTER_FAILURE = timedelta(minutes=10)
# How soon hosts that were left alone are looked for again while others keep us waiting.
LOOK_AGAIN_SECONDS = 0.5
FORBIDDEN = troubles.Trouble(troubles.Severity.HARD, "Its robots.txt forbids it.")


class Errand(Protocol):
    """One thing to be fetched, claimed already by whoever runs the errand."""

    @property
    def url(self) -> str:
        """The address to fetch."""

    @property
    def headers(self) -> Mapping[str, str]:
        """What to send besides what every request says."""

    def answered(self, answer: client.Answer, now: datetime) -> None:
        """Make what is to be made of an answer, 200 or 304."""

    def failed(self, trouble: troubles.Trouble, now: datetime) -> None:
        """Note that nothing could be fetched, and when to try again."""

    def broke(self, trouble: troubles.Trouble, now: datetime) -> None:
        """Note that making something of it failed by an error of ours, and when to try again."""


class Errands(Protocol):
    """A kind of errand: where something is due, and what."""

    def hosts(self) -> QuerySet[Any, Any]:
        """Return the keys of the hosts to which an errand is due."""

    def take(self, host: models.Host) -> Errand | None:
        """Claim the errand to ``host`` that is due for longest; None where others were faster."""


def visit_due(errands: Errands, limit: int, seconds: float) -> int:
    """Run errands until none is due or ``seconds`` are over; return how many hosts were visited.

    ``limit`` hosts are asked at once; the next is visited as soon as one is done, and for as long
    as one that was visited in time keeps us waiting. A visit that has begun is not cut short.
    """
    deadline = time.monotonic() + seconds
    under_way: dict[fetching.Request, tuple[models.Host, Errand]] = {}
    in_time: set[fetching.Request] = set()
    visited, is_first = 0, True
    with fetching.Fetcher(fetching.limits()) as fetcher:
        while is_first or under_way:
            is_in_time = is_first or time.monotonic() < deadline
            may_begin = is_in_time or (seconds > 0 and not in_time.isdisjoint(under_way))
            if may_begin:
                begun, forbidden = _begin(errands, limit - len(under_way), fetcher)
                under_way |= begun
                in_time |= begun.keys() if is_in_time else set()
                visited += len(begun) + forbidden
                is_first = bool(forbidden) and not under_way and time.monotonic() < deadline
            done = fetcher.take(LOOK_AGAIN_SECONDS if may_begin else None) if under_way else None
            if done is not None:
                _finish(*under_way.pop(done[0]), done[1])
    return visited


def _begin(
    errands: Errands, limit: int, fetcher: fetching.Fetcher
) -> tuple[dict[fetching.Request, tuple[models.Host, Errand]], int]:
    """Set out to up to ``limit`` hosts; return what is under way, and how much was forbidden."""
    begun: dict[fetching.Request, tuple[models.Host, Errand]] = {}
    forbidden = 0
    due = models.Host.objects.allowed().filter(pk__in=errands.hosts())
    for host in due.claim(limit, LEASE_SECONDS):
        try:
            errand, is_forbidden = _taken(errands, host)
            if errand is not None:
                is_polite = not isinstance(errand, hosts.RobotsErrand)
                spacing = hosts.spacing(host)
                asked = fetching.Request(errand.url, errand.headers, spacing, is_polite)
                fetcher.start(asked)
                begun[asked] = (host, errand)
            forbidden += is_forbidden
        except Exception:
            log.exception("ingest.host_failed", host=host.name)
            host.put_off(AFTER_FAILURE)
    return begun, forbidden


def _taken(errands: Errands, host: models.Host) -> tuple[Errand | None, bool]:
    """Return what the host is asked for, if it is; and whether its rules forbid that."""
    now = timezone.now()
    if not hosts.has_rules(host, now):
        return hosts.RobotsErrand(host, {}), False
    errand = errands.take(host)
    if errand is not None and hosts.rules(host).allows(errand.url, outgoing.AGENT):
        return errand, False
    host.release()
    if errand is None:
        return None, False
    log.info("ingest.forbidden", url=errand.url)
    _note(errand, None, FORBIDDEN, now)
    return None, True


def _finish(host: models.Host, errand: Errand, outcome: fetching.Outcome) -> None:
    now = timezone.now()
    trouble = troubles.of(outcome, now)
    if isinstance(errand, hosts.RobotsErrand):
        # Whoever asks the host next has to know what it allows.
        _note(errand, outcome, trouble, now)
        hosts.leave_alone(host, trouble)
    else:
        # Others may ask the host while this worker is busy with what it said.
        hosts.leave_alone(host, trouble)
        _note(errand, outcome, trouble, now)


def _note(
    errand: Errand,
    outcome: fetching.Outcome | None,
    trouble: troubles.Trouble | None,
    now: datetime,
) -> None:
    """Have an errand make of it what is to be made; one that breaks does not end the others."""
    try:
        if trouble is not None:
            reason = getattr(outcome, "reason", "")
            log.info("ingest.fetch_failed", url=errand.url, trouble=trouble.words, reason=reason)
            errand.failed(trouble, now)
        elif isinstance(outcome, client.Answer):
            errand.answered(outcome, now)
    except Exception as error:
        log.exception("ingest.errand_broke", url=errand.url)
        errand.broke(troubles.broken(error), now)
