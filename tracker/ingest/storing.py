"""A text that was read becomes a document at its address, and each version of it a snapshot."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rest_framework.exceptions import ValidationError

from tracker import editing, models, recording, vocabularies
from tracker.ingest import grouping
from tracker.models import locks
from tracker.readers import canonical, found
from tracker.text import amendments, differences

HANDED_IN = "handed in 1"


class UnreadableError(ValueError):
    """The article cannot be read; trying again would not help."""


@dataclass(frozen=True)
class Entry:
    """An article as read: its text and where it came from.

    ``details`` are the entered fields of the document: outlet, title, author, published_at,
    modified_at, where these are from (entered, unless it says otherwise), language, text_kind;
    ``source`` is the slug of its source. ``first_seen_at`` is when we first knew of the article.
    """

    source: str
    text: str
    url: str
    details: Mapping[str, Any]
    extractor: str = HANDED_IN
    raw: bytes = b""
    raw_type: str = ""
    first_seen_at: datetime | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of the document, each date with where it is from."""
        entered = vocabularies.DateOrigin.ENTERED.value
        origins = {
            f"{date}_from": entered
            for date in ("published", "modified")
            if f"{date}_at" in self.details
        }
        return {**origins, **self.details, "external_url": self.url}


def particulars(article: found.Found) -> dict[str, str]:
    """Return the fields of a document that an article as read gives; what it lacks is left out."""
    kind = vocabularies.TextKind.EXCERPT if article.is_excerpt else vocabularies.TextKind.FULL
    stated = {
        "title": article.title,
        "author": article.author,
        "outlet": article.outlet,
        "published_at": article.published,
        "published_from": article.published_from,
        "modified_at": article.modified,
        "modified_from": article.modified_from,
        "language": article.language,
        "text_kind": kind.value,
    }
    return {name: value for name, value in stated.items() if value}


def store(change: recording.Change, entry: Entry, now: datetime) -> models.Snapshot:
    """Store ``entry`` as a document with its text, and return the snapshot that holds the text.

    A text known already makes no new snapshot. Raises UnreadableError for a text of nothing.
    """
    text = _storable(entry.text)
    address_known = canonical.canonical_url(entry.url)
    if address_known:
        locks.hold(locks.Purpose.STORING, [address_known])
    sketch = grouping.hold(text)
    document = _document(change, entry, address_known, now)
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
        significance=(
            differences.significance(latest.text, text, document.language[:2]) if latest else 1.0
        ),
        modified_at=document.modified_at,
    )
    if latest is not None:
        recording.index([document])
    if entry.raw:
        models.RawContent.keep(snapshot, entry.raw, entry.raw_type)
    grouping.group(change, document, sketch)
    return snapshot


def in_words(error: Exception) -> str:
    """Return why an article cannot be stored."""
    if not isinstance(error, ValidationError):
        return str(error)
    said = error.detail if isinstance(error.detail, dict) else {"article": error.detail}
    return " ".join(f"{name}: {' '.join(map(str, words))}" for name, words in said.items())


def _storable(text: str) -> str:
    """Return a text in the one form in which it is kept: NFC, plain line ends, no controls."""
    plain = found.storable(text)
    if not re.search(r"\w", plain):
        raise UnreadableError("The article has no text.")
    return plain


def _document(
    change: recording.Change, entry: Entry, known_as: str, now: datetime
) -> models.Document:
    """Return the document at this address, made or brought up to date."""
    existing = None
    if known_as:
        existing = models.Document.objects.filter(canonical_url=known_as).first()
    if existing is not None:
        editing.update(change, existing, entry.fields)
        return existing
    source = entry.source or _pushed(change)
    fields = {**entry.fields, "source": source, "canonical_url": known_as}
    row = editing.create(change, "document", fields)
    if not isinstance(row, models.Document):
        raise TypeError(f"{row} is no document")
    row.first_seen_at = entry.first_seen_at or now
    row.save(update_fields=["first_seen_at"])
    return row


def _pushed(change: recording.Change) -> str:
    """Return the slug of the source to which articles without one belong."""
    slug = "handed-in"
    if not models.Source.objects.slugs(slug).exists():
        locks.hold(locks.Purpose.STORING, [slug])
        if not models.Source.objects.slugs(slug).exists():
            entered = {"slug": slug, "name": "Handed in", "reader": "push", "tier": "press"}
            editing.create(change, "source", entered)
    return slug


def _drift(
    document: models.Document, latest: models.Snapshot | None, text: str, digest: str
) -> vocabularies.Drift:
    """Return what sort of change a new text is against the latest one."""
    if latest is None:
        return vocabularies.Drift.FIRST
    if document.snapshots.filter(text_sha256=digest).exists():
        return vocabularies.Drift.REVERTED
    if amendments.is_cosmetic(latest.text, text):
        return vocabularies.Drift.COSMETIC
    return vocabularies.Drift.SUBSTANTIVE
