"""Articles that a source lists: each waits once to be read, however often it is listed."""

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models.functions import Now

from tracker import models, vocabularies
from tracker.readers import base, canonical
from tracker.readers.found import storable

# Of a longer listing the rest is taken up in the polls to come.
MOST_ARTICLES = 1000
MOST_FURTHER = 50
SETTLING = timedelta(minutes=10)
_LONGEST_NAME = 300
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class TakenUp(NamedTuple):
    """How many articles were not known before, and how many of these wait for the next poll."""

    new: int
    left: int


def take_up(source: models.Source, listed: base.Listing, now: datetime) -> TakenUp:
    """Have the articles of a listing wait to be read, the newest of a long one first.

    What is known, by its address, is left as it is: sites change what they call an article.
    """
    entries = {_digest(one.url): one for one in listed.entries if _is_kept(one.url)}
    known = set(
        models.ListedArticle.objects.filter(digest__in=entries).values_list("digest", flat=True)
    )
    unknown = [entry for digest, entry in entries.items() if digest not in known]
    chosen = unknown if len(unknown) <= MOST_ARTICLES else _newest(unknown)[:MOST_ARTICLES]
    rows = list(_rows(source, chosen, listed.language, now))
    _settle_what_is_there(rows)
    # In one order, so that two who list the same articles do not wait for each other in a ring.
    rows.sort(key=lambda row: row.digest)
    models.ListedArticle.objects.bulk_create(rows, ignore_conflicts=True)
    again = _read_again(_digest(source.url), known)
    return TakenUp(len(rows) + again, len(unknown) - len(chosen))


def _newest(entries: Iterable[base.Entry]) -> list[base.Entry]:
    """Return the latest first; what bears no date keeps its place behind them."""
    return sorted(entries, key=lambda one: one.published or one.modified or _LONG_AGO, reverse=True)


def _settle_what_is_there(rows: Iterable[models.ListedArticle]) -> None:
    """Have nothing fetched that was handed in whole: what a person gave is not written over."""
    by_address = {canonical.canonical_url(row.url): row for row in rows}
    documents = models.Document.objects.filter(
        canonical_url__in=by_address, text_kind=vocabularies.TextKind.FULL
    )
    for document in documents:
        row = by_address[document.canonical_url]
        row.document, row.settled_at = document, row.first_seen_at
        row.state = vocabularies.SubmissionState.READ


def _read_again(itself: str, known: set[str]) -> int:
    """Have a page that is its own article read again, as it has changed; return how many that is.

    Ten minutes later: what was taken back by then was never published.
    """
    if itself not in known:
        return 0
    settled = models.ListedArticle.objects.filter(
        digest=itself, settled_at__isnull=False, document__identity__redacted_at=None
    )
    return settled.update(
        state=vocabularies.SubmissionState.WAITING,
        next_attempt_at=Now() + SETTLING,
        attempts=0,
        settled_at=None,
    )


def _rows(
    source: models.Source, entries: Sequence[base.Entry], language: str, now: datetime
) -> Iterator[models.ListedArticle]:
    hosts = models.Host.objects.named(models.host_name(one.url) for one in entries)
    for rank, one in enumerate(entries):
        yield models.ListedArticle(
            source=source,
            host=hosts[models.host_name(one.url)],
            url=one.url,
            digest=_digest(one.url),
            said=said(dataclasses.replace(one, language=one.language or language)),
            first_seen_at=now,
            # In the listing's own order: what stands first is the newest.
            next_attempt_at=Now() + timedelta(microseconds=rank),
        )


def _digest(url: str) -> str:
    return hashlib.sha256(canonical.canonical_url(url).encode()).hexdigest()


def _is_kept(url: str) -> bool:
    """Return whether the columns hold such an address."""
    is_short = len(url.encode()) <= base.LONGEST_URL
    return is_short and len(models.host_name(url)) <= _LONGEST_NAME


def said(entry: base.Entry) -> dict[str, str]:
    """Return what a listing says of an article, as a row keeps it."""
    values = {
        **dataclasses.asdict(entry),
        "published": entry.published.isoformat() if entry.published else "",
        "modified": entry.modified.isoformat() if entry.modified else "",
    }
    return {name: storable(value) for name, value in values.items() if value}


def entry(article: models.ListedArticle) -> base.Entry:
    """Return what the listing said of an article, as readers take it."""
    values: dict[str, Any] = {"url": article.url, **article.said}
    for name in ("published", "modified"):
        values[name] = datetime.fromisoformat(values[name]) if name in values else None
    return base.Entry(**values)
