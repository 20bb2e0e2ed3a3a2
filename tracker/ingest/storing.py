"""A text that was read becomes a document at its address, and each version of it a snapshot."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rest_framework.exceptions import ValidationError

from tracker import editing, models, recording, vocabularies
from tracker.ingest import near_duplicates, versions
from tracker.models import locks
from tracker.readers import canonical, found

HANDED_IN = "handed in 1"


class UnreadableError(ValueError):
    """The article cannot be read; trying again would not help."""


@dataclass(frozen=True)
class Entry:
    """An article as read: its text and where it came from.

    ``details`` are the entered fields of the document: outlet, title, author, published_at,
    modified_at, where these are from (entered, unless it says otherwise), language, text_kind;
    ``source`` is the slug of its source. ``first_seen_at`` is when we first knew of the article,
    ``pages`` are the places in the text at which each page of a paged one begins.
    """

    source: str
    text: str
    url: str
    details: Mapping[str, Any]
    extractor: str = HANDED_IN
    raw: bytes = b""
    raw_type: str = ""
    first_seen_at: datetime | None = None
    pages: tuple[int, ...] = ()

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


def store(
    change: recording.Change, entry: Entry, now: datetime, *, is_agreed: bool = False
) -> models.Snapshot:
    """Store ``entry`` as a document with its text, and return the snapshot that holds the text.

    A text known already makes no new snapshot. Nor does one that was fetched and differs from
    what was read of its page before, unless it ``is_agreed`` that the page shows it: the page is
    read again soon, and until then the former text counts. Raises UnreadableError for a text of
    nothing.
    """
    text = storable(entry.text)
    version = versions.TextVersion(text, entry.extractor, entry.raw, entry.raw_type, entry.pages)
    known_as = canonical.canonical_url(entry.url)
    if known_as:
        hold(known_as)
    sketch = near_duplicates.locked_sketch(text)
    existing = _existing(known_as)
    before = existing.latest_snapshot() if existing is not None else None
    if existing is not None and before is not None and entry.raw and not is_agreed:
        seen = models.Recheck.objects.note(existing, before, version.text, now)
        if seen:
            return before
    document = _document(change, existing, entry, known_as, now)
    if before is not None and _is_settled(before, version):
        return before
    snapshot = versions.add(change, document, version, now)
    if entry.raw and document.url:
        models.Recheck.objects.begin(document, now)
    near_duplicates.group(change, document, sketch)
    return snapshot


def hold(known_as: str) -> None:
    """Lock the page known by this address against others that store a text of it."""
    locks.hold(locks.Purpose.STORING, [known_as])


def storable(text: str) -> str:
    """Return a text in the one form in which it is kept; raises UnreadableError for none."""
    plain = found.storable(text)
    if not re.search(r"\w", plain):
        raise UnreadableError("The article has no text.")
    return plain


def in_words(error: Exception) -> str:
    """Return why an article cannot be stored."""
    if not isinstance(error, ValidationError):
        return str(error)
    said = error.detail if isinstance(error.detail, dict) else {"article": error.detail}
    return " ".join(f"{name}: {' '.join(map(str, words))}" for name, words in said.items())


def _existing(known_as: str) -> models.Document | None:
    if not known_as:
        return None
    known = models.Document.objects.select_related("identity")
    return known.filter(canonical_url=known_as).first()


def _document(
    change: recording.Change,
    existing: models.Document | None,
    entry: Entry,
    known_as: str,
    now: datetime,
) -> models.Document:
    """Return the document at this address, made or brought up to date."""
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


def _is_settled(before: models.Snapshot, version: versions.TextVersion) -> bool:
    """Return whether the page shows what it showed; not if it had been taken away meanwhile."""
    is_back = before.drift == vocabularies.Drift.UNAVAILABLE and bool(version.raw)
    return before.text_sha256 == version.digest and not is_back


def _pushed(change: recording.Change) -> str:
    """Return the slug of the source to which articles without one belong."""
    slug = "handed-in"
    if not models.Source.objects.slugs(slug).exists():
        locks.hold(locks.Purpose.STORING, [slug])
        if not models.Source.objects.slugs(slug).exists():
            entered = {"slug": slug, "name": "Handed in", "reader": "push", "tier": "press"}
            editing.create(change, "source", entered)
    return slug
