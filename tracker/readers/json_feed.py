"""JSON Feed, a feed that is JSON."""

from collections.abc import Mapping
from typing import Any

import orjson

from tracker.readers import base, dates, found


def read(text: str, fetched: base.Fetched) -> base.Listing:
    """Return the articles of a JSON Feed; raises Unreadable."""
    try:
        feed = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise base.Unreadable("It is not JSON.") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise base.Unreadable("It is JSON, but no JSON Feed.")
    language = base.language_code(_said(feed, "language"))
    authors = _author(feed)
    entries = [_entry(item, language, authors, fetched) for item in items if isinstance(item, dict)]
    kept = [entry for entry in entries if entry.url]
    return base.Listing(
        entries=base.distinct(kept),
        title=_said(feed, "title"),
        language=language,
        skipped=len(items) - len(kept),
    )


def _entry(
    item: Mapping[str, Any], language: str, authors: str, fetched: base.Fetched
) -> base.Entry:
    guid = _said(item, "id")
    published = dates.read(_said(item, "date_published"), fetched.fetched_at)
    modified = dates.read(_said(item, "date_modified"), fetched.fetched_at)
    named = guid if guid.startswith(("http://", "https://")) else ""
    link = _said(item, "url") or named or _said(item, "external_url")
    return base.Entry(
        url=base.absolute(fetched.url, link) if link else "",
        guid=guid,
        title=_said(item, "title"),
        author=_author(item) or authors,
        published=published[0] if published else None,
        published_precision=published[1] if published else "",
        modified=modified[0] if modified else None,
        language=base.language_code(_said(item, "language")) or language,
        text=_said(item, "content_text"),
        html=_said(item, "content_html"),
        excerpt=_said(item, "summary"),
    )


def _author(item: Mapping[str, Any]) -> str:
    """Return the names of the authors; version 1.0 has one, under another name."""
    authors = item.get("authors")
    people = authors if isinstance(authors, list) else [item.get("author")]
    names = [_said(person, "name") for person in people if isinstance(person, dict)]
    return ", ".join(filter(None, map(found.without_addresses, names)))


def _said(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return value.strip() if isinstance(value, str) else ""
