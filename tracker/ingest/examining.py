"""Examining sources of the type ``auto``: which feed stands at their address, or what else.

The address is fetched first, then one after the other where its feed may stand, as politely as
sources are polled. What is found becomes the source's address and type, in the ledger too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import structlog
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from tracker import models, recording
from tracker.ingest import crawl, fetch_failures, fetching, polling
from tracker.outbound import client
from tracker.readers import base, sandbox
from tracker.readers.auto import CODE as AUTO

ACTOR: Final = "examining"

log = structlog.get_logger(__name__)


def examine_sources(limit: int) -> int:
    """Examine sources, on ``limit`` hosts at once; return how many hosts were visited."""
    take_up()
    return crawl.crawl_due(Examinations(), limit, 0)


def take_up() -> None:
    """Have every source examined whose type is to be found out, from the address it has now."""
    new = models.examined().filter(Q(polling=None) | ~Q(polling__url=F("url")))
    for source in new.order_by("pk"):
        models.Polling.objects.update_or_create(source=source, defaults=polling.afresh(source.url))


class Examinations:
    """The sources that are to be examined."""

    def hosts(self) -> QuerySet[Any, Any]:
        """Return the hosts of sources that are due."""
        return models.Polling.objects.to_examine().free().order_by().values("host")

    def take(self, host: models.Host) -> "Examination | None":
        """Claim the source on ``host`` that is due for longest."""
        due = models.Polling.objects.to_examine().filter(host=host)
        claimed = due.claim(1, crawl.FETCH_SECONDS)
        return next((Examination(each) for each in claimed), None)


@dataclass(frozen=True)
class Examination:
    """One look at a source: at its address, or at where its feed may stand."""

    polling: models.Polling

    @property
    def url(self) -> str:
        """The source's address, or the next at which its feed may stand."""
        return self.polling.next_url

    @property
    def headers(self) -> Mapping[str, str]:
        """Nothing: whatever is there is wanted whole."""
        return {}

    def answered(self, answer: client.Answer, now: datetime) -> None:
        """Follow what is found, or look at the next address."""
        fetched = fetching.fetched(answer, now)
        try:
            if self._is_feed(fetched):
                self._settle("feed", fetched.url)
            elif self.polling.further:
                self._go_on(self.polling.further[1:])
            else:
                self._go_on(sandbox.listing(AUTO, fetched).further)
        except sandbox.TookTooLong as error:
            self.failed(fetch_failures.unreadable(error), now)

    def failed(self, trouble: fetch_failures.Trouble, now: datetime) -> None:
        """Look at the next address; where the source's own fails, note it and try again later."""
        if self.polling.further:
            self._go_on(self.polling.further[1:])
        else:
            polling.Poll(self.polling).failed(trouble, now)

    def broke(self, trouble: fetch_failures.Trouble, now: datetime) -> None:
        """Note that what was found could not be stored, and when to try again."""
        polling.Poll(self.polling).broke(trouble, now)

    def _is_feed(self, fetched: base.Fetched) -> bool:
        try:
            sandbox.listing("feed", fetched)
        except sandbox.TookTooLong:
            raise
        except base.Unreadable:
            return False
        return True

    def _go_on(self, candidates: "tuple[str, ...] | list[str]") -> None:
        """Have the next of ``candidates`` looked at; after the last one the page is followed."""
        if not candidates:
            self._settle("page", self.polling.url)
            return
        self.polling.release(
            further=list(candidates),
            host=models.Host.objects.of(candidates[0]),
            next_poll_at=Now(),
        )

    def _settle(self, reader: str, url: str) -> None:
        """Have the source followed as what it is, unless another source is that already."""
        source = self.polling.source
        with recording.change(ACTOR, f"found to be a {reader}", is_machine=True) as change:
            if not self.polling.still_held():
                return
            other = models.following(url).exclude(pk=source.pk).first()
            if other is not None:
                because = f"{url} is followed already, as {other.slug}."
                self.polling.release(paused_at=Now(), paused_because=because[:300])
                return
            models.Source.objects.filter(pk=source.pk, type=AUTO).update(type=reader, url=url)
            change.touch(source)
            self.polling.release(**polling.afresh(url))
        log.info("ingest.examined", source=source.slug, reader=reader, url=url)
