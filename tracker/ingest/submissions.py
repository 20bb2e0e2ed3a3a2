"""What is handed in, by the API or a person, waits here until a worker has read it."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import structlog
from django.utils import timezone
from rest_framework.exceptions import ValidationError

from tracker import claims, models, recording, vocabularies
from tracker.ingest import fetching, storing, troubles
from tracker.outbound import client
from tracker.readers import base, bounded

log = structlog.get_logger(__name__)

LEASE_SECONDS = 180
# A slow site leaves the rest to the next bell, as others wait for the same worker.
_PATIENCE_SECONDS = 10.0
MOST_ATTEMPTS = 5
_SLUG_BYTES = 8
_DETAILS = ("title", "author", "published_at", "language", "text_kind", "outlet")


def submit(payload: Mapping[str, Any], actor: str, now: datetime) -> models.Submission:
    """Keep an article that was handed in until a worker has read it, and return where it stands."""
    return models.Submission.objects.create(
        slug=secrets.token_hex(_SLUG_BYTES), payload=dict(payload), actor=actor, submitted_at=now
    )


def read_submissions(limit: int) -> int:
    """Read up to ``limit`` articles that were handed in, and return how many were taken up.

    One that fails is put off, and given up in the end.
    """
    waiting = models.Submission.objects.filter(
        state__in=[
            vocabularies.SubmissionState.WAITING,
            vocabularies.SubmissionState.READING,
        ]
    ).order_by("submitted_at", "pk")
    return claims.work_off(
        waiting, read, _put_off, claims.Batch(limit, LEASE_SECONDS, _PATIENCE_SECONDS)
    )


def read(submission: models.Submission) -> None:
    """Make a document of one submission, or note why that cannot be."""
    if submission.attempts > MOST_ATTEMPTS:
        # It may have taken its reader down with it: never let one article hold up the others.
        _fail(submission, f"It was taken up {MOST_ATTEMPTS} times in vain.")
        return
    held = models.Submission.objects.held_by(submission)
    held.update(state=vocabularies.SubmissionState.READING)
    try:
        entry = _entry(submission.payload)
        with recording.change(submission.actor, "handed in", is_machine=True) as change:
            if (
                not models.Submission.objects.held_by(submission)
                .select_for_update(no_key=True)
                .exists()
            ):
                return
            snapshot = storing.store(change, entry, timezone.now())
            held.update(
                state=vocabularies.SubmissionState.READ,
                detail="",
                document=snapshot.document,
                snapshot=snapshot,
                leased_until=None,
            )
    except (ValidationError, ValueError) as error:
        _fail(submission, storing.in_words(error))
    except client.Failure as failure:
        log.info(
            "ingest.fetch_failed",
            submission=submission.slug,
            outcome=failure.outcome,
            reason=failure.reason,
        )
        _retry(submission, troubles.in_words(failure))


def _put_off(submission: models.Submission, error: Exception) -> None:
    _retry(submission, f"It could not be stored ({type(error).__name__}).")


def _retry(submission: models.Submission, detail: str) -> None:
    """Have it tried again after a while, or note that it failed for good."""
    if submission.attempts >= MOST_ATTEMPTS:
        _fail(submission, detail)
    else:
        submission.put_off(submission.pause, detail=detail)


def _fail(submission: models.Submission, detail: str) -> None:
    models.Submission.objects.held_by(submission).update(
        state=vocabularies.SubmissionState.FAILED, detail=detail, leased_until=None
    )


def _entry(payload: Mapping[str, Any]) -> storing.Entry:
    """Return the entry that a submission's payload describes, fetching its page where needed."""
    url = str(payload.get("url", ""))
    details = {name: payload[name] for name in _DETAILS if payload.get(name)}
    if "published_at" in details:
        details["published_from"] = vocabularies.DateOrigin.ENTERED.value
    source = str(payload.get("source", ""))
    if "text" in payload:
        return storing.Entry(source, str(payload["text"]), url, details)
    raw, raw_type = b"", ""
    page = _handed_in(str(payload.get("html", "")), url)
    if page is None:
        page = fetching.page(url)
        raw, raw_type = page.body, page.content_type
    found = bounded.article(page)
    return storing.Entry(
        source=source,
        text=found.text,
        url=url,
        details={**storing.particulars(found), **details},
        extractor=found.extractor,
        raw=raw,
        raw_type=raw_type,
        pages=found.pages,
    )


def _handed_in(html: str, url: str) -> base.Fetched | None:
    """Return a page that was handed in as if it had been fetched; None where none was."""
    if not html:
        return None
    headers = {"content-type": "text/html; charset=utf-8"}
    return base.Fetched(url, 200, headers, html.encode("utf-8", "replace"), timezone.now())
