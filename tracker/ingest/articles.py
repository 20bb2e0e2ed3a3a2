"""Articles that sources list: fetched politely, read, and stored together with their row's end."""

import contextlib
import dataclasses
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.db.models import QuerySet
from django.db.models.functions import Now
from rest_framework.exceptions import ValidationError

from tracker import models, recording, vocabularies
from tracker.ingest import (
    crawl,
    fetch_failures,
    fetching,
    listing,
    near_duplicates,
    scheduling,
    storing,
)
from tracker.outbound import client
from tracker.readers import base, canonical, sandbox
from tracker.readers.found import Found

log = structlog.get_logger(__name__)

ACTOR = "reading"
# A site that is down for a weekend loses nothing; a page that is not there is not asked for ever.
MOST_ATTEMPTS = {
    fetch_failures.Severity.TEMPORARY: 50,
    fetch_failures.Severity.SOFT: 5,
    fetch_failures.Severity.HARD: 1,
    fetch_failures.Severity.GONE: 1,
}
UNDETERMINED = "und"
_LONGEST_TITLE, _LONGEST_NAME = 500, 300
# What an article without a title is called by: its first words.
_LONGEST_HEADLINE = 100


class ArticleQueue:
    """The articles that are due."""

    def hosts(self) -> QuerySet[Any, Any]:
        """Return the hosts of articles that are due."""
        return models.ListedArticle.objects.due().free().order_by().values("host")

    def take(self, host: models.Host) -> "ArticleFetch | None":
        """Claim the article on ``host`` that is due for longest; being taken up counts."""
        due = models.ListedArticle.objects.due().filter(host=host)
        claimed = due.claim(1, crawl.FETCH_SECONDS)
        return next((ArticleFetch(article, {}) for article in claimed), None)


@dataclass(frozen=True)
class ArticleFetch:
    """One article, read once."""

    article: models.ListedArticle
    headers: Mapping[str, str]

    @property
    def url(self) -> str:
        """The article's address."""
        return self.article.url

    def answered(self, answer: client.Answer, now: datetime) -> None:
        """Store the article, or note that there is none on the page."""
        try:
            entry = self._read(answer, now)
        except base.NothingToReadError as error:
            self._do_without(fetch_failures.unreadable(error), now)
        except base.Unreadable as error:
            self.failed(fetch_failures.unreadable(error), now)
        else:
            self._weigh(entry, now)

    def failed(self, trouble: fetch_failures.Trouble, now: datetime) -> None:
        """Note when to try again; in the end, what the listing gave of the article has to do."""
        if self._put_off(trouble):
            return
        entry = self._as_listed(now)
        if entry is None:
            self._give_up(trouble.words)
        else:
            self._store(entry, now, trouble.words)

    def broke(self, trouble: fetch_failures.Trouble, now: datetime) -> None:
        """Note when to try again what could not be stored; in the end, that it never could."""
        if not self._put_off(trouble):
            self._give_up(trouble.words)

    def _put_off(self, trouble: fetch_failures.Trouble) -> bool:
        """Note when to try again; False where it was tried often enough."""
        article = self.article
        if article.attempts >= MOST_ATTEMPTS[trouble.severity]:
            return False
        wait = scheduling.until_retry(trouble.severity, article.attempts, trouble.retry_after)
        article.release(
            next_attempt_at=Now() + wait, detail=trouble.words[: fetch_failures.LONGEST_WORDS]
        )
        return True

    def _weigh(self, entry: storing.Entry, now: datetime) -> None:
        """Store the article, unless its page shows what another article's page shows."""
        title = self.article.said.get("title") or entry.details.get("title", "")
        twin = near_duplicates.twin(entry.text, entry.url, title)
        if twin is None:
            self._store(entry, now)
        else:
            words = f"The page shows the text of another: {twin.url}"
            self._do_without(fetch_failures.Trouble(fetch_failures.Severity.SOFT, words), now)

    def _do_without(self, trouble: fetch_failures.Trouble, now: datetime) -> None:
        """Store the whole article as the listing carries it, or else fail.

        A page without the article in it would hardly show more the next time.
        """
        said = listing.entry(self.article)
        entry = self._as_listed(now) if said.text or said.html else None
        if entry is None or entry.details.get("text_kind") != vocabularies.TextKind.FULL:
            self.failed(trouble, now)
        else:
            self._store(entry, now, trouble.words)

    def _store(self, entry: storing.Entry, now: datetime, detail: str = "") -> None:
        """Commit the document together with the row's end, or neither."""
        try:
            with recording.change(ACTOR, "listed by its source", is_machine=True) as change:
                if not self.article.still_held():
                    return
                snapshot = storing.store(change, entry, now)
                state = vocabularies.SubmissionState.READ
                self._settle(state, detail, document=snapshot.document)
        except (storing.UnreadableError, ValidationError) as error:
            self._give_up(storing.in_words(error))

    def _give_up(self, words: str) -> None:
        log.info("ingest.gave_up", url=self.url, why=words)
        self._settle(vocabularies.SubmissionState.FAILED, words)

    def _settle(self, state: vocabularies.SubmissionState, words: str, **columns: Any) -> None:
        self.article.release(
            state=state,
            detail=words[: fetch_failures.LONGEST_WORDS],
            settled_at=Now(),
            said={},
            **columns,
        )

    def _read(self, answer: client.Answer, now: datetime) -> storing.Entry:
        """Return the article on the page; raises base.Unreadable."""
        if _is_front_page(answer.url) and not _is_front_page(self.url):
            raise base.Unreadable("It leads to the front page, as sites do with what is gone.")
        fetched = fetching.fetched(answer, now)
        found = sandbox.article(fetched, listing.entry(self.article), is_new=True)
        # Only what moved for good, or says itself that it stands there, is known by its new
        # address: a page that all are sent to for a while, to log in, is not the article.
        is_itself = bool(found.address) and _is_same(found.address, answer.url)
        url = answer.moved_to or (answer.url if is_itself else self.url)
        return self._entry(found, url, raw=answer.body, raw_type=fetched.content_type)

    def _as_listed(self, now: datetime) -> storing.Entry | None:
        """Return the article as far as the listing carries it."""
        entry = listing.entry(self.article)
        page = f"<html><body><article>{entry.html}</article></body></html>"
        whole = (entry.text, "text/plain") if entry.text else (page, "text/html")
        excerpt = (entry.excerpt, "text/plain")
        for (body, form), is_excerpt in ((whole, False), (excerpt, True)):
            headers = {"content-type": f"{form}; charset=utf-8"}
            carried = base.Fetched(self.url, fetch_failures.OK, headers, body.encode(), now)
            with contextlib.suppress(base.Unreadable):
                found = sandbox.article(carried, entry)
                title = found.title or textwrap.shorten(
                    found.text, _LONGEST_HEADLINE, placeholder=" …"
                )
                found = dataclasses.replace(found, title=title, is_excerpt=is_excerpt)
                return self._entry(found, self.url)
        return None

    def _entry(self, found: Found, url: str, **raw: Any) -> storing.Entry:
        return storing.Entry(
            source=self.article.source.slug,
            text=found.text,
            url=url,
            details=details(found, url, self.article.source),
            extractor=found.extractor,
            first_seen_at=self.article.first_seen_at,
            pages=found.pages,
            **raw,
        )


def read_articles(limit: int, seconds: float = 0) -> int:
    """Read listed articles, of ``limit`` hosts at once, as long as some are due or so many seconds.

    Returns how many hosts were visited.
    """
    return crawl.crawl_due(ArticleQueue(), limit, seconds)


def _is_same(one: str, other: str) -> bool:
    return canonical.canonical_url(one) == canonical.canonical_url(other)


def _is_front_page(url: str) -> bool:
    return urlsplit(url).path in {"", "/"}


def details(found: Found, url: str, source: models.Source) -> dict[str, str]:
    """Return what is known of an article, as documents name it; its source fills the gaps."""
    stated = storing.particulars(found)
    # A page that does not name its outlet is only known to be of a host.
    if stated.get("outlet", "").lower() in urlsplit(url).netloc.lower():
        stated["outlet"] = source.publisher or source.name
    language = stated.get("language") or source.language or UNDETERMINED
    longest = {"title": _LONGEST_TITLE, "author": _LONGEST_NAME, "outlet": _LONGEST_NAME}
    cut = {name: value[: longest.get(name)] for name, value in stated.items()}
    return {**cut, "language": language}
