"""Pages of documents, read again in order to see what was edited, taken away or brought back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError

from tracker import models, recording, vocabularies
from tracker.comparison import amendments
from tracker.ingest import (
    articles,
    crawl,
    fetch_failures,
    fetching,
    recheck_policy,
    scheduling,
    storing,
    upgrading,
    versions,
)
from tracker.ingest.recheck_policy import RecheckVerdict
from tracker.models.rechecks import APART
from tracker.outbound import client
from tracker.readers import base, sandbox

log = structlog.get_logger(__name__)

ACTOR = "reading"
MOST_FAILURES = 10
_MISSING = {404, 410}


class Rechecks:
    """The pages that are to be read again."""

    def hosts(self) -> QuerySet[Any, Any]:
        """Return the hosts of pages that are due."""
        return models.Recheck.objects.due().order_by().values("host")

    def take(self, host: models.Host) -> "Look | None":
        """Claim the page on ``host`` that is due for longest."""
        due = models.Recheck.objects.due().filter(host=host)
        for recheck in due.claim(1, crawl.FETCH_SECONDS):
            return Look(recheck, {})
        return None


@dataclass(frozen=True)
class Look:
    """One page, read once more; always whole, since some servers answer 304 whatever changed."""

    recheck: models.Recheck
    headers: Mapping[str, str]

    @property
    def url(self) -> str:
        """The document's address."""
        return self.recheck.document.url

    def answered(self, answer: client.Answer, now: datetime) -> None:
        """Take note of what the page shows."""
        document = self.recheck.document
        fetched = fetching.fetched(answer, now)
        try:
            found = sandbox.article(fetched, base.Entry(self.url))
            text = storing.storable(found.text)
        except (base.Unreadable, storing.UnreadableError) as error:
            self._fail(fetch_failures.Trouble(fetch_failures.Severity.SOFT, str(error)), now)
            return
        before = document.latest_snapshot()
        if before is not None and amendments.is_unlike(before.text, text):
            words = "The page shows something else in its place."
            self._fail(fetch_failures.Trouble(fetch_failures.Severity.SOFT, words), now)
            return
        entry = storing.Entry(
            source=document.source.slug,
            text=text,
            url=document.url,
            details=articles.details(found, document.url, document.source),
            extractor=found.extractor,
            raw=fetched.body,
            raw_type=fetched.content_type,
            pages=found.pages,
        )
        try:
            self._settle(entry, now)
        except ValidationError as error:
            trouble = fetch_failures.Trouble(fetch_failures.Severity.SOFT, storing.in_words(error))
            self._fail(trouble, now)

    def failed(self, trouble: fetch_failures.Trouble, now: datetime) -> None:
        """Take note that the page is gone, or else when to try again."""
        if trouble.status not in _MISSING:
            self._fail(trouble, now)
            return
        with recording.change(ACTOR, "gone from its source", is_machine=True) as change:
            held = _held(self.recheck)
            if held is not None and _weigh(held, "", now) is RecheckVerdict.CONFIRMED:
                versions.note_removal(change, held.document, now)

    def broke(self, trouble: fetch_failures.Trouble, now: datetime) -> None:
        """Note when to try again what could not be stored."""
        self._fail(trouble, now)

    def _settle(self, entry: storing.Entry, now: datetime) -> None:
        """Commit what was seen together with when to look again, or neither."""
        version = versions.TextVersion(entry.text, entry.extractor)
        baseline = upgrading.read_anew(self.recheck.document, version)
        with recording.change(ACTOR, "read again", is_machine=True) as change:
            held = _held(self.recheck)
            if held is None:
                return
            if baseline is not None:
                upgrading.rebase(change, held.document, baseline, now)
            if _weigh(held, version.text, now) is RecheckVerdict.CONFIRMED:
                storing.store(change, entry, now, is_agreed=True)

    def _fail(self, trouble: fetch_failures.Trouble, now: datetime) -> None:
        """Note what failed; what has failed for long, and nobody cites, is asked for no more."""
        recheck = self.recheck
        failures = recheck.failures + 1
        wait = scheduling.until_retry(trouble.severity, failures, trouble.retry_after)
        is_over = failures >= MOST_FAILURES and _regular(recheck, now) is None
        log.info("ingest.recheck_failed", url=self.url, why=trouble.words)
        recheck.release(
            failures=failures,
            detail=trouble.words[: fetch_failures.LONGEST_WORDS],
            next_check_at=None if is_over else now + wait,
        )


def check_pages(limit: int, seconds: float) -> int:
    """Read pages again, ``limit`` hosts at once, until none is due or ``seconds`` are over.

    Returns how many hosts were visited.
    """
    return crawl.crawl_due(Rechecks(), limit, seconds)


def watch_cited() -> int:
    """Have every page that a commitment cites read daily; return for how many that is new."""
    return models.Recheck.objects.watch_cited()


def _held(recheck: models.Recheck) -> models.Recheck | None:
    """Return the row as it is now, locked; None where another worker has taken it over.

    First the page itself, as in storing a text of it: so no two wait for each other.
    """
    storing.hold(recheck.document.canonical_url)
    held = models.Recheck.objects.held_by(recheck).select_for_update(of=("self",), no_key=True)
    return held.select_related("document__identity").first()


def _weigh(recheck: models.Recheck, text: str, now: datetime) -> RecheckVerdict:
    """Note what a page shows, and return what that amounts to against what is known of it.

    ``text`` is '' where the page is gone.
    """
    before = recheck.document.latest_snapshot()
    settled = "" if before is None or not recheck.document.is_available else before.text
    known = recheck_policy.Known(_digest(settled), recheck.pending, recheck.pending_since)
    seen = _digest(text)
    is_agreed = bool(text and recheck.pending_text) and amendments.agree(
        settled, recheck.pending_text, text, recheck.document.language[:2]
    )
    verdict = recheck_policy.judge(known, seen, now, is_agreed=is_agreed)
    next_check_at = _regular(recheck, now)
    pending, since, disagreements = "", None, 0
    if verdict is RecheckVerdict.SUSPECTED:
        is_same = seen == recheck.pending
        pending, since = seen, recheck.pending_since if is_same else now
        disagreements = recheck.disagreements + (not is_same)
        if since is not None and disagreements <= recheck_policy.MOST_DISAGREEMENTS:
            next_check_at = since + APART
    recheck.release(
        pending=pending,
        pending_text=text if pending else "",
        pending_since=since,
        disagreements=disagreements,
        next_check_at=next_check_at,
        last_checked_at=now,
        failures=0,
        detail="",
    )
    return verdict


def _digest(text: str) -> str:
    """Return the hash by which texts are compared; of a page that is gone, that it is."""
    return models.text_digest(text) if text else recheck_policy.GONE


def _regular(recheck: models.Recheck, now: datetime) -> datetime | None:
    """Return when the page is to be read again if nothing is suspected."""
    cited = models.Citation.objects.filter(
        snapshot__document=recheck.document_id, record__type=vocabularies.RecordType.COMMITMENT
    )
    return recheck_policy.next_check(recheck.first_read_at, now, is_cited=cited.exists())
