"""Polling: the sources that are due are asked what they list, and what is new waits to be read."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from tracker import models, recording
from tracker.ingest import crawl, fetch_failures, fetching, listing, scheduling
from tracker.outbound import cache_headers, client
from tracker.readers import base, sandbox

log = structlog.get_logger(__name__)

ACTOR = "polling"
# How much the latest gap between new articles weighs in what is usual.
_LATEST_WEIGHS = 0.2
_LONGEST_REASON = 300

# Sources, or their keys.
Sources = QuerySet[Any, Any]


def poll_sources(limit: int, seconds: float = 0) -> int:
    """Poll sources, on ``limit`` hosts at once, as long as some are due or for so many seconds.

    Returns how many hosts were visited.
    """
    take_up()
    return crawl.crawl_due(Polls(), limit, seconds)


def take_up() -> None:
    """Have every source polled that is to be, from the address that it has now."""
    new = models.polled().filter(Q(polling=None) | ~Q(polling__url=F("url")))
    for source in new.order_by("pk"):
        models.Polling.objects.update_or_create(source=source, defaults=afresh(source.url))


def afresh(url: str) -> dict[str, Any]:
    """Return the columns of a source that is asked at ``url`` as if it never had been."""
    return {
        "host": models.Host.objects.of(url),
        "url": url,
        "next_poll_at": Now(),
        "further": [],
        "etag": "",
        "last_modified": "",
        "body_sha256": "",
        "failures": 0,
        "trouble": "",
    }


def pause(sources: Sources, because: str, now: datetime) -> int:
    """Stop polling ``sources`` until somebody resumes it, and return how many were polled."""
    going = models.Polling.objects.filter(source__in=sources, paused_at=None)
    return going.update(paused_at=now, paused_because=because[:_LONGEST_REASON])


def resume(sources: Sources) -> int:
    """Poll paused ``sources`` again, from now on, and return how many were paused."""
    paused = models.Polling.objects.filter(source__in=sources).exclude(paused_at=None)
    resumed = paused.update(paused_at=None, paused_because="", next_poll_at=Now())
    check_now(sources)
    return resumed


def check_now(sources: Sources) -> int:
    """Have ``sources`` polled at once, though their hosts rest, and return how many are polled.

    What failed before counts no more. Paused ones stay so.
    """
    take_up()
    going = models.Polling.objects.filter(source__in=sources, paused_at=None)
    resting = models.Host.objects.filter(pk__in=going.values("host"))
    resting.update(next_allowed_at=Now(), failures=0)
    return going.update(failures=0, next_poll_at=Now())


class Polls:
    """The sources that are due."""

    def hosts(self) -> QuerySet[Any, Any]:
        """Return the hosts of sources that are due."""
        return models.Polling.objects.due().free().order_by().values("host")

    def take(self, host: models.Host) -> "Poll | None":
        """Claim the source on ``host`` that is due for longest."""
        due = models.Polling.objects.due().filter(host=host)
        return next((Poll(polling) for polling in due.claim(1, crawl.FETCH_SECONDS)), None)


@dataclass(frozen=True)
class Poll:
    """One source, asked once."""

    polling: models.Polling

    @property
    def url(self) -> str:
        """The source's address, or where the rest of its listing stands."""
        return self.polling.next_url

    @property
    def headers(self) -> Mapping[str, str]:
        """What we have already, so that nothing is sent twice; now and then nothing of that."""
        polling = self.polling
        if polling.further or (polling.polls + 1) % scheduling.WHOLE_EVERY == 0:
            return {}
        known = {"If-None-Match": polling.etag, "If-Modified-Since": polling.last_modified}
        return {name: value for name, value in known.items() if value}

    def answered(self, answer: client.Answer, now: datetime) -> None:
        """Take up what is listed, and settle when to ask again."""
        fetched = fetching.fetched(answer, now)
        digest = hashlib.sha256(answer.body).hexdigest()
        is_known = digest == self.polling.body_sha256 and not self.polling.further
        if answer.status == fetch_failures.NOT_MODIFIED or is_known:
            self._succeeded(fetched, base.Listing(), answer.moved_to)
            return
        source = self.polling.source
        try:
            listed = sandbox.listing(source.type, fetched)
        except base.Unreadable as unreadable:
            self.failed(fetch_failures.unreadable(unreadable), now)
        else:
            self._succeeded(fetched, listed, answer.moved_to, digest)

    def failed(self, trouble: fetch_failures.Trouble, now: datetime) -> None:
        """Note the failure, and when to try again; what is gone for good is paused."""
        failures = self.polling.failures + 1
        wait = scheduling.until_retry(trouble.severity, failures, trouble.retry_after)
        columns: dict[str, Any] = {}
        if trouble.severity is fetch_failures.Severity.GONE:
            columns = {"paused_at": now, "paused_because": trouble.words}
        self.polling.release(
            polls=F("polls") + 1,
            failures=failures,
            trouble=trouble.words[: fetch_failures.LONGEST_WORDS],
            last_polled_at=now,
            # A part of a listing that fails is left out; the whole comes round again.
            further=[],
            next_poll_at=Now() + wait,
            **columns,
        )

    def broke(self, trouble: fetch_failures.Trouble, now: datetime) -> None:
        """Note when to try again what could not be taken up."""
        self.failed(trouble, now)

    def _succeeded(
        self,
        fetched: base.Fetched,
        listed: base.Listing,
        moved_to: str | None,
        digest: str = "",
    ) -> None:
        """Commit the articles together with the fact that they were listed, or neither."""
        polling = self.polling
        with recording.change(ACTOR, "moved permanently", is_machine=True) as change:
            if not polling.still_held():
                return
            new, left = listing.take_up(polling.source, listed, fetched.fetched_at)
            columns = self._after(fetched, listed, new)
            if digest:
                columns |= self._seen(fetched, digest, left)
                before = polling.skipped if polling.further else 0
                columns["skipped"] = before + listed.skipped + left
            if moved_to and not polling.further:
                columns |= _move(change, polling.source, moved_to)
            polling.release(**columns)
        log.info("ingest.polled", source=polling.source.slug, listed=len(listed.entries), new=new)

    def _seen(self, fetched: base.Fetched, digest: str, left: int) -> dict[str, Any]:
        """Return by what the listing is known when it comes again; not if some of it is left."""
        if left:
            return {"body_sha256": "", "etag": "", "last_modified": ""}
        if self.polling.further:
            return {}
        return {
            "body_sha256": digest,
            "etag": fetched.headers.get("etag", "")[:1000],
            "last_modified": fetched.headers.get("last-modified", "")[:100],
        }

    def _after(self, fetched: base.Fetched, listed: base.Listing, new: int) -> dict[str, Any]:
        polling, now = self.polling, fetched.fetched_at
        further = [*polling.further[1:], *listed.further]
        is_first = polling.last_success_at is None
        interval = timedelta(seconds=polling.interval_seconds)
        if not polling.further and not is_first:
            interval = scheduling.interval(interval, len(listed.entries), new)
        stays_fresh = cache_headers.freshness(fetched.headers, now)
        wait = scheduling.until_next(interval, listed.ttl or cache_headers.NONE, stays_fresh)
        return {
            "polls": F("polls") + 1,
            "failures": 0,
            "trouble": "",
            "last_polled_at": now,
            "last_success_at": now,
            "further": further[: listing.MOST_FURTHER],
            "interval_seconds": round(interval.total_seconds()),
            "next_poll_at": Now() + (cache_headers.NONE if further else wait),
            **(self._novelty(now) if new else {}),
        }

    def _novelty(self, now: datetime) -> dict[str, Any]:
        before, usual = self.polling.last_new_at, self.polling.usual_gap_seconds
        if before is None:
            return {"last_new_at": now}
        gap = (now - before).total_seconds()
        usual = gap if usual is None else usual + _LATEST_WEIGHS * (gap - usual)
        return {"last_new_at": now, "usual_gap_seconds": usual}


def _move(change: recording.Change, source: models.Source, url: str) -> dict[str, Any]:
    """Give the source the address to which it says it has moved for good.

    Even where a person entered the former one: no opinion of a machine's, but its owner's word.
    """
    models.Source.objects.filter(pk=source.pk).update(url=url)
    change.touch(source)
    return {"url": url, "host": models.Host.objects.of(url)}
