"""What is handed in, by the API or a person, waits here until a worker has read it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from rest_framework.exceptions import ValidationError

from tracker import claims, models, recording, vocabularies
from tracker.ingest import crawl, fetch_failures, fetching, scheduling, storing
from tracker.outbound import client
from tracker.readers import base, sandbox

# What takes long leaves the rest to the next bell, as others wait for the same worker.
_PATIENCE_SECONDS = 10.0
MOST_ATTEMPTS = 5
_SLUG_BYTES = 8
_MOST_HOSTS = 16
_DETAILS = ("title", "author", "published_at", "language", "text_kind", "outlet")


def submit(payload: Mapping[str, Any], actor: str, now: datetime) -> models.Submission:
    """Keep an article that was handed in until a worker has read it, and return where it stands."""
    return models.Submission.objects.create(
        slug=secrets.token_hex(_SLUG_BYTES), payload=dict(payload), actor=actor, submitted_at=now
    )


def read_submissions(limit: int) -> int:
    """Read up to ``limit`` articles that were handed in, and return how many were taken up.

    Pages that were handed in by their address are fetched as politely as any other. One that fails
    is put off, and given up in the end.
    """
    in_vain = models.Submission.objects.due().free().filter(attempts__gte=MOST_ATTEMPTS)
    in_vain.exclude(detail="").update(state=vocabularies.SubmissionState.FAILED)
    whole = models.Submission.objects.unread().filter(host=None)
    batch = claims.Batch(limit, crawl.FETCH_SECONDS, _PATIENCE_SECONDS)
    done = claims.work_off(whole, read, _put_off, batch)
    return done + crawl.crawl_due(HandedInPages(), min(limit, _MOST_HOSTS), 0)


class HandedInPages:
    """The pages of which the address was handed in."""

    def hosts(self) -> QuerySet[Any, Any]:
        """Return the hosts of pages that are due."""
        return models.Submission.objects.due().free().order_by().values("host")

    def take(self, host: models.Host) -> "HandedInPage | None":
        """Claim the page on ``host`` that waits for longest; being taken up counts."""
        due = models.Submission.objects.due().filter(host=host)
        for submission in due.claim(1, crawl.FETCH_SECONDS):
            if _is_taken_up(submission):
                return HandedInPage(submission, {})
        return None


@dataclass(frozen=True)
class HandedInPage:
    """One page of which the address was handed in, fetched once."""

    submission: models.Submission
    headers: Mapping[str, str]

    @property
    def url(self) -> str:
        """The page's address."""
        return str(self.submission.payload["url"])

    def answered(self, answer: client.Answer, now: datetime) -> None:
        """Make a document of the page, or note why that cannot be."""
        _store(self.submission, fetching.fetched(answer, now), answer.body)

    def failed(self, trouble: fetch_failures.Trouble, now: datetime) -> None:
        """Note when to try again; what is not there, or not allowed, has failed."""
        attempts = self.submission.attempts
        if trouble.severity is not fetch_failures.Severity.TEMPORARY or attempts >= MOST_ATTEMPTS:
            _fail(self.submission, trouble.words)
            return
        wait = scheduling.until_retry(trouble.severity, attempts, trouble.retry_after)
        self.submission.release(
            state=vocabularies.SubmissionState.WAITING,
            next_attempt_at=Now() + wait,
            detail=trouble.words,
        )

    def broke(self, trouble: fetch_failures.Trouble, now: datetime) -> None:
        """Note when to try again what could not be stored; in the end, that it never could."""
        _retry(self.submission, trouble.words)


def read(submission: models.Submission) -> None:
    """Make a document of what was handed in whole; have a page that was not wait for its host."""
    url = str(submission.payload.get("url", ""))
    if submission.payload.keys().isdisjoint({"text", "html"}):
        host = models.Host.objects.of(url)
        # To be fetched is no attempt yet.
        submission.release(host=host, state=vocabularies.SubmissionState.WAITING, attempts=0)
    elif _is_taken_up(submission):
        _store(submission, _handed_in(str(submission.payload.get("html", "")), url))


def _is_taken_up(submission: models.Submission) -> bool:
    """Note that it is being read; False for what has been taken up in vain too often.

    It may have taken its reader down with it: never let one article hold up the others.
    """
    if submission.attempts > MOST_ATTEMPTS:
        _fail(submission, f"It was taken up {MOST_ATTEMPTS} times in vain.")
        return False
    held = models.Submission.objects.held_by(submission)
    held.update(state=vocabularies.SubmissionState.READING)
    return True


def _put_off(submission: models.Submission, error: Exception) -> None:
    _retry(submission, fetch_failures.broken(error).words)


def _retry(submission: models.Submission, detail: str) -> None:
    """Have it tried again after a while, or note that it failed for good."""
    if submission.attempts >= MOST_ATTEMPTS:
        _fail(submission, detail)
    else:
        submission.put_off(submission.pause, detail=detail)


def _store(submission: models.Submission, page: base.Fetched | None, raw: bytes = b"") -> None:
    """Make a document of one submission, or note why that cannot be."""
    try:
        entry = _entry(submission.payload, page, raw)
        with recording.change(submission.actor, "handed in", is_machine=True) as change:
            if not submission.still_held():
                return
            snapshot = storing.store(change, entry, timezone.now())
            submission.release(
                state=vocabularies.SubmissionState.READ,
                document=snapshot.document,
                snapshot=snapshot,
                detail="",
            )
    except (ValidationError, ValueError) as error:
        _fail(submission, storing.in_words(error))


def _fail(submission: models.Submission, detail: str) -> None:
    submission.release(state=vocabularies.SubmissionState.FAILED, detail=detail)


def _entry(payload: Mapping[str, Any], page: base.Fetched | None, raw: bytes) -> storing.Entry:
    """Return the entry that a submission's payload describes; ``page`` is None for a text."""
    url = str(payload.get("url", ""))
    details = {name: payload[name] for name in _DETAILS if payload.get(name)}
    if "published_at" in details:
        details["published_from"] = vocabularies.DateOrigin.ENTERED.value
    source = str(payload.get("source", ""))
    if page is None:
        return storing.Entry(source, str(payload["text"]), url, details)
    found = sandbox.article(page, base.Entry(url) if raw else None, is_new=bool(raw))
    if found.is_excerpt:
        # "full" is what stands in a payload that does not say.
        details.pop("text_kind", None)
    return storing.Entry(
        source=source,
        text=found.text,
        url=url,
        details={**storing.particulars(found), **details},
        extractor=found.extractor,
        raw=raw,
        raw_type=page.content_type if raw else "",
        pages=found.pages,
    )


def _handed_in(html: str, url: str) -> base.Fetched | None:
    """Return a page that was handed in as if it had been fetched; None where none was."""
    if not html:
        return None
    headers = {"content-type": "text/html; charset=utf-8"}
    return base.Fetched(url, 200, headers, html.encode("utf-8", "replace"), timezone.now())
