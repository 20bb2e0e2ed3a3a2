"""Hosts: what their robots.txt allows, and how long they are left alone."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Now

from tracker import models, outgoing
from tracker.ingest import fetch_failures, scheduling
from tracker.outbound import client
from tracker.readers import robots

ROBOTS_HOLD = timedelta(hours=24)
LONGEST_CRAWL_DELAY = 3600.0
_NO_ANSWER = 503


@dataclass(frozen=True)
class RobotsFetch:
    """The fetch that comes before all others from a host: its robots.txt."""

    host: models.Host
    headers: Mapping[str, str]

    @property
    def url(self) -> str:
        """Where every host has it."""
        return f"{self.host.name}/robots.txt"

    def answered(self, answer: client.Answer, now: datetime) -> None:
        """Keep the rules for a day."""
        self._keep(answer.body[: robots.LARGEST], answer.status)

    def failed(self, trouble: fetch_failures.Trouble, now: datetime) -> None:
        """Keep for a day that there are no rules; while there is no saying, allow nothing.

        Then nothing else is asked of the host until it can say, and its sources show why.
        """
        if trouble.status is not None and not robots.rules(b"", trouble.status).is_unreachable:
            self._keep(b"", trouble.status)
            return
        words = f"Its robots.txt cannot be had. {trouble.words}"[: fetch_failures.LONGEST_WORDS]
        models.Polling.objects.filter(host=self.host).update(
            failures=F("failures") + 1, last_polled_at=Now(), trouble=words
        )
        waiting = models.Submission.objects.due().filter(host=self.host)
        if trouble.severity is fetch_failures.Severity.TEMPORARY:
            waiting.update(attempts=F("attempts") + 1, detail=words)
        else:
            waiting.give_up(words)

    def broke(self, trouble: fetch_failures.Trouble, now: datetime) -> None:
        """Let nothing be asked of the host until its rules can be kept."""
        self.failed(trouble, now)

    def _keep(self, body: bytes, status: int) -> None:
        self.host.robots, self.host.robots_status = body, status
        models.Host.objects.filter(pk=self.host.pk).update(
            robots=body,
            robots_status=status,
            robots_until=Now() + ROBOTS_HOLD,
            next_allowed_at=Now() + spacing(self.host),
        )


def has_rules(host: models.Host, now: datetime) -> bool:
    """Return whether the host's rules are known, and not so old that they should be asked for."""
    return host.robots_until is not None and host.robots_until > now


def rules(host: models.Host) -> robots.Rules:
    """Return what the host allows, by its robots.txt as last read."""
    return _parsed(bytes(host.robots), host.robots_status or _NO_ANSWER)


def leave_alone(host: models.Host, trouble: fetch_failures.Trouble | None) -> None:
    """Give the host back, to be asked again only after a pause: longer where it is in trouble."""
    pause, failures = spacing(host), 0
    if trouble is not None and trouble.is_of_host:
        failures = host.failures + 1
        rest = scheduling.until_retry(trouble.severity, failures, trouble.retry_after)
        pause = max(pause, rest)
    host.release(next_allowed_at=Now() + pause, failures=failures)


def spacing(host: models.Host) -> timedelta:
    """Return how long after one request the host may be asked for something else."""
    delay = rules(host).crawl_delay(outgoing.AGENT) or 0.0
    return timedelta(seconds=max(settings.FETCH_SPACING_SECONDS, min(delay, LONGEST_CRAWL_DELAY)))


@functools.lru_cache(maxsize=256)
def _parsed(body: bytes, status: int) -> robots.Rules:
    return robots.rules(body, status)
