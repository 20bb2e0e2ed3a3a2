"""Stage 1: what is handed in becomes documents, and each version of their texts a snapshot."""

import asyncio
import difflib
import re
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils import timezone
from rest_framework.exceptions import ValidationError

from tracker import editing, models, recording, vocabularies
from tracker.outbound import address, client
from tracker.readers import canonical, extract
from tracker.text import sentences

log = structlog.get_logger(__name__)

HANDED_IN = "handed in 1"
LEASE_SECONDS = 120
MOST_ATTEMPTS = 5
_SLUG_BYTES = 8
_DETAILS = ("title", "author", "published_at", "language", "text_kind", "outlet")
# What PostgreSQL cannot hold (NUL, lone surrogates), and what nobody can read.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_USER_AGENT = "OnRecord/0.1"


class UnreadableError(ValueError):
    """The article cannot be read; trying again would not help."""


@dataclass(frozen=True)
class Entry:
    """An article as read: its text and where it came from.

    ``details`` are the entered fields of the document: outlet, title, author, published_at,
    language, text_kind; ``source`` is the slug of its source.
    """

    source: str
    text: str
    url: str
    details: Mapping[str, Any]
    extractor: str = HANDED_IN
    raw: bytes = b""
    raw_type: str = ""


def submit(payload: Mapping[str, Any], actor: str, now: datetime) -> models.Submission:
    """Keep an article that was handed in until a worker has read it, and return where it stands."""
    return models.Submission.objects.create(
        slug=secrets.token_hex(_SLUG_BYTES), payload=dict(payload), actor=actor, submitted_at=now
    )


def read_submissions(limit: int) -> int:
    """Read up to ``limit`` articles that were handed in, and return how many were taken up."""
    waiting = models.Submission.objects.filter(
        state__in=[
            vocabularies.SubmissionState.WAITING,
            vocabularies.SubmissionState.READING,
        ]
    ).order_by("submitted_at", "pk")
    claimed = waiting.claim(limit, LEASE_SECONDS)
    for submission in claimed:
        _read(submission)
    return len(claimed)


def store(change: recording.Change, entry: Entry, now: datetime) -> models.Snapshot:
    """Store ``entry`` as a document with its text, and return the snapshot that holds the text.

    A text known already makes no new snapshot. Raises UnreadableError for a text of nothing.
    """
    text = _storable(entry.text)
    address_known = canonical.canonical_url(entry.url)
    document = _document(change, entry, address_known)
    latest = document.snapshots.order_by("-number").first()
    digest = models.text_digest(text)
    if latest is not None and latest.text_sha256 == digest:
        return latest
    snapshot = models.Snapshot.objects.create(
        document=document,
        number=latest.number + 1 if latest else 1,
        fetched_at=now,
        text=text,
        text_sha256=digest,
        extractor_version=entry.extractor,
        drift=_drift(document, latest, text, digest),
        significance=_significance(latest.text, text, document.language) if latest else 1.0,
    )
    if latest is not None:
        recording.index([document])
    if entry.raw:
        models.RawContent.objects.create(
            snapshot=snapshot, content=entry.raw, content_type=entry.raw_type
        )
    return snapshot


def _storable(text: str) -> str:
    """Return a text in the one form in which it is kept: NFC, plain line ends, no controls."""
    plain = _CONTROLS.sub("", text.replace("\r\n", "\n"))
    stripped = unicodedata.normalize("NFC", plain).strip()
    if not re.search(r"\w", stripped):
        raise UnreadableError("The article has no text.")
    return stripped


def _read(submission: models.Submission) -> None:
    """Make a document of one submission, or note why that cannot be."""
    if submission.attempts >= MOST_ATTEMPTS:
        # It may have taken its reader down with it: never let one article hold up the others.
        _fail(submission, f"It was taken up {submission.attempts} times in vain.")
        return
    held = models.Submission.objects.held_by(submission)
    held.update(attempts=F("attempts") + 1, state=vocabularies.SubmissionState.READING)
    try:
        entry = _entry(submission.payload)
        with recording.change(submission.actor, "handed in", is_machine=True) as change:
            if (
                not models.Submission.objects.held_by(submission)
                .select_for_update(no_key=True)
                .exists()
            ):
                return
            snapshot = store(change, entry, timezone.now())
            held.update(
                state=vocabularies.SubmissionState.READ,
                document=snapshot.document,
                snapshot=snapshot,
                leased_until=None,
            )
    except (UnreadableError, extract.NothingToReadError, ValidationError, ValueError) as error:
        _fail(submission, _in_words(error))
    except client.Failure as failure:
        if submission.attempts + 1 >= MOST_ATTEMPTS:
            _fail(submission, f"{failure.outcome}: {failure}")
        log.info("ingest.fetch_failed", submission=submission.slug, outcome=failure.outcome)


def _in_words(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    said = error.detail if isinstance(error.detail, dict) else {"article": error.detail}
    return " ".join(f"{name}: {' '.join(map(str, words))}" for name, words in said.items())


def _fail(submission: models.Submission, detail: str) -> None:
    models.Submission.objects.held_by(submission).update(
        state=vocabularies.SubmissionState.FAILED, detail=detail, leased_until=None
    )


def _entry(payload: Mapping[str, Any]) -> Entry:
    """Return the entry that a submission's payload describes, fetching its page where needed."""
    url = str(payload.get("url", ""))
    details = {name: payload[name] for name in _DETAILS if payload.get(name)}
    raw, raw_type = b"", ""
    if "text" in payload:
        text, extractor = str(payload["text"]), HANDED_IN
    else:
        page: str | bytes = str(payload.get("html", ""))
        if not page:
            page = raw = _fetch(url)
            raw_type = "text/html"
        found = extract.extract(page, url)
        text, extractor = found.text, extract.VERSION
        particulars = {
            "title": found.title,
            "author": found.author,
            "outlet": found.outlet,
            "published_at": found.published,
            "language": found.language,
        }
        details = {**{name: value for name, value in particulars.items() if value}, **details}
    source = str(payload.get("source", ""))
    return Entry(source, text, url, details, extractor, raw, raw_type)


def _fetch(url: str) -> bytes:
    policy = address.Policy.from_settings(
        settings.OUTBOUND_ALLOWED_ADDRESSES,
        settings.OUTBOUND_ALLOWED_PORTS,
        settings.OUTBOUND_ALLOW_HTTP,
    )

    async def get() -> client.Answer:
        async with client.Client() as session:
            headers = {"User-Agent": f"{_USER_AGENT} (+{settings.PUBLIC_URL})"}
            return await client.fetch(session, url, headers=headers, policy=policy)

    answer = asyncio.run(get())
    if answer.status != 200 or answer.is_truncated:  # noqa: PLR2004 - anything else is no article
        raise UnreadableError(f"The page answered {answer.status}, or was larger than 10 MB.")
    return answer.body


def _document(change: recording.Change, entry: Entry, known_as: str) -> models.Document:
    """Return the document at this address, made or brought up to date."""
    fields = {**entry.details, "external_url": entry.url, "source": entry.source or _pushed(change)}
    existing = None
    if known_as:
        _one_at_a_time(known_as)
        existing = models.Document.objects.filter(canonical_url=known_as).first()
    if existing is not None:
        row = editing.update(change, existing, {**entry.details, "external_url": entry.url})
    else:
        row = editing.create(change, "document", {**fields, "canonical_url": known_as})
    if not isinstance(row, models.Document):
        raise TypeError(f"{row} is no document")
    return row


def _pushed(change: recording.Change) -> str:
    """Return the slug of the source to which articles without one belong."""
    slug = "handed-in"
    if not models.Source.objects.slugs(slug).exists():
        _one_at_a_time(slug)
        if not models.Source.objects.slugs(slug).exists():
            entered = {"slug": slug, "name": "Handed in", "reader": "push", "tier": "press"}
            editing.create(change, "source", entered)
    return slug


def _one_at_a_time(name: str) -> None:
    """Wait for whoever is storing under the same name, to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [name])


def _drift(
    document: models.Document, latest: models.Snapshot | None, text: str, digest: str
) -> vocabularies.Drift:
    """Return what sort of change a new text is against the latest one."""
    if latest is None:
        return vocabularies.Drift.FIRST
    if document.snapshots.filter(text_sha256=digest).exists():
        return vocabularies.Drift.REVERTED
    if "".join(latest.text.split()) == "".join(text.split()):
        return vocabularies.Drift.COSMETIC
    return vocabularies.Drift.SUBSTANTIVE


def _significance(before: str, after: str, language: str) -> float:
    """Return the share of sentences that differ, from 0 to 1."""
    old, new = ([s.text for s in sentences.split(text, language)] for text in (before, after))
    return round(1 - difflib.SequenceMatcher(a=old, b=new, autojunk=False).ratio(), 4)
