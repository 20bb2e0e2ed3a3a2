"""Adding a source: what stands at an address, and what would be read from it."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from tracker import models, outgoing
from tracker.ingest import fetch_failures, fetching
from tracker.outbound import client
from tracker.readers import base, discover, pdf, robots, sandbox

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

    ``reader`` names the type to read it as instead. A PDF is a text to be watched. Raises
    NothingToFollowError.
    """
    visitor = _Visitor()
    page = visitor.fetch(_whole(url))
    if reader:
        return Found(page.url, reader, _read(reader, page))
    if page.body.lstrip().startswith(pdf.MAGIC):
        return Found(page.url, "watch", _read("watch", page))
    # Where feeds commonly stand, it is the site's: the page itself counts more, unless it is the
    # front page.
    candidates = discover.discover(page)[:MOST_TRIED]
    is_front = urlsplit(page.url).path in {"", "/"}
    likely = [one for one in candidates if one.is_announced or is_front]
    found = visitor.first_feed(likely, page)
    if found is not None:
        return found
    try:
        return Found(page.url, "page", _read("page", page))
    except NothingToFollowError as error:
        found = visitor.first_feed([one for one in candidates if one not in likely], page)
        if found is not None:
            return found
        hint = "If it is itself the text to be read, follow it as the type watch."
        raise NothingToFollowError(f"{error} {hint}") from error


def _whole(url: str) -> str:
    """Return an address as it is fetched; raises NothingToFollowError for what is none.

    People leave out how a page is fetched, and mean the web.
    """
    said = url.strip()
    whole = said if "://" in said else f"https://{said}"
    known_as = base.absolute(whole, "")
    if not known_as or (whole != said and "." not in (urlsplit(known_as).hostname or "")):
        raise NothingToFollowError(
            f"{url} is no address of the web: give one that begins with https:// or http://."
        )
    return whole


class _Visitor:
    """Fetches one page after the other as politely as polling does."""

    def __init__(self) -> None:
        self._rules: dict[str, robots.Rules] = {}

    def first_feed(
        self, candidates: Iterable[discover.Candidate], page: base.Fetched
    ) -> Found | None:
        """Return the first of ``candidates`` that is a feed; ``page`` is fetched already."""
        for candidate in candidates:
            try:
                fetched = page if candidate.url == page.url else self.fetch(candidate.url)
                return Found(fetched.url, "feed", _read("feed", fetched))
            except NothingToFollowError:
                continue
        return None

    def fetch(self, url: str) -> base.Fetched:
        """Return what stands at ``url``; raises NothingToFollowError with the true reason."""
        host = models.host_name(url)
        if host not in self._rules:
            self._rules[host] = self._ask_rules(host)
        if not self._rules[host].allows(url, outgoing.AGENT):
            raise NothingToFollowError(f"The robots.txt of {host} does not let us read {url}.")
        outcome = self._ask(url)
        now = timezone.now()
        trouble = fetch_failures.of(outcome, now)
        if isinstance(outcome, client.Answer) and trouble is None:
            return fetching.fetched(outcome, now)
        raise NothingToFollowError(f"{url}: {_cause(outcome, trouble)}")

    def _ask_rules(self, host: str) -> robots.Rules:
        outcome = self._ask(f"{host}/robots.txt")
        rules = fetching.rules(outcome)
        trouble = fetch_failures.of(outcome, timezone.now())
        if rules.is_unreachable and trouble is not None:
            # Of a host that cannot be had, that is the reason, and not what it might forbid.
            what = "" if isinstance(outcome, client.Failure) else "Its robots.txt cannot be had. "
            raise NothingToFollowError(f"{host}: {what}{_cause(outcome, trouble)}")
        return rules

    def _ask(self, url: str) -> fetching.Outcome:
        if self._rules:
            time.sleep(settings.FETCH_SPACING_SECONDS)
        return fetching.fetch(fetching.Request(url), fetching.limits())


def _cause(outcome: fetching.Outcome, trouble: fetch_failures.Trouble | None) -> str:
    """Return the true cause of a failure: sources are examined so for the operator alone."""
    if isinstance(outcome, client.Failure):
        return f"{outcome.outcome}: {outcome.reason or outcome.detail}"
    return trouble.words if trouble else "no answer"


def _read(reader: str, fetched: base.Fetched) -> base.Listing:
    try:
        return sandbox.listing(reader, fetched)
    except base.Unreadable as unreadable:
        raise NothingToFollowError(f"{fetched.url}: {unreadable}") from unreadable
