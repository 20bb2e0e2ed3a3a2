"""Adding a source: what stands at an address, and what would be read from it."""

import time
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from tracker import models, outgoing
from tracker.ingest import fetching, troubles
from tracker.outbound import client
from tracker.readers import base, bounded, discover, robots

MOST_TRIED = 8


class NothingToFollowError(ValueError):
    """Nothing at the address can be followed; the message says why."""


@dataclass(frozen=True)
class Found:
    """Where a listing stands, how it is read, and what it lists now."""

    url: str
    reader: str
    listed: base.Listing


def examine(url: str, reader: str = "") -> Found:
    """Return what to follow for ``url``: the page's feed if it has one, else the page itself.

    ``reader`` names the type to read it as instead. Raises NothingToFollowError.
    """
    visitor = _Visitor()
    page = visitor.fetch(url)
    if reader:
        return Found(page.url, reader, _read(reader, page))
    for candidate in discover.discover(page)[:MOST_TRIED]:
        try:
            fetched = page if candidate.url == page.url else visitor.fetch(candidate.url)
            return Found(fetched.url, "feed", _read("feed", fetched))
        except NothingToFollowError:
            continue
    return Found(page.url, "page", _read("page", page))


class _Visitor:
    """Fetches one page after the other as politely as polling does."""

    def __init__(self) -> None:
        self._rules: dict[str, robots.Rules] = {}

    def fetch(self, url: str) -> base.Fetched:
        host = models.host_name(url)
        if host not in self._rules:
            self._rules[host] = fetching.rules(self._ask(f"{host}/robots.txt"))
        if not self._rules[host].allows(url, outgoing.AGENT):
            raise NothingToFollowError(f"The robots.txt of {host} does not let us read {url}.")
        outcome = self._ask(url)
        now = timezone.now()
        trouble = troubles.of(outcome, now)
        if isinstance(outcome, client.Answer) and trouble is None:
            return fetching.fetched(outcome, now)
        raise NothingToFollowError(f"{url}: {trouble.words if trouble else 'no answer'}")

    def _ask(self, url: str) -> fetching.Outcome:
        if self._rules:
            time.sleep(settings.FETCH_SPACING_SECONDS)
        [(_, outcome)] = fetching.fetch_each([fetching.Request(url)], fetching.limits())
        return outcome


def _read(reader: str, fetched: base.Fetched) -> base.Listing:
    try:
        return bounded.listing(reader, fetched)
    except base.Unreadable as unreadable:
        raise NothingToFollowError(f"{fetched.url}: {unreadable}") from unreadable
