"""The type ``feed``: RSS of every version, Atom, JSON Feed and sitemaps, told apart by content."""

import io
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import feedparser

from tracker.outbound import decoding
from tracker.readers import base, dates, decode, found, json_feed, markup, sitemap

LARGEST = 10 * 1024 * 1024
_PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
_SITEMAP = re.compile(r"<(?:[\w-]+:)?(urlset|sitemapindex)[\s>]")
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError)


class FeedReader:
    """Reads what a site announces by itself, whatever it calls the form."""

    code = "feed"
    label = "Feed: RSS, Atom, JSON Feed or a news sitemap"
    is_polled = True

    def read(self, fetched: base.Fetched) -> base.Listing:
        """Return the articles of a feed or sitemap; raises Unreadable."""
        text, _ = decode.decode(_unpacked(fetched.body), fetched.content_type)
        if text.lstrip().startswith("{"):
            return json_feed.read(text, fetched)
        if markup.is_html(text):
            raise base.Unreadable("A web page stands where the feed should be.")
        plain = markup.plain_xml(text)
        if _SITEMAP.match(plain):
            return sitemap.read(plain, fetched)
        return _read(plain, fetched)


def _unpacked(body: bytes) -> bytes:
    """Return ``body``, decompressed where a sitemap comes as a .gz file."""
    if not body.startswith(decoding.GZIP_MAGIC):
        return body
    decoder = decoding.Decoder("gzip", LARGEST)
    try:
        decoder.feed(body)
        unpacked = decoder.finish()
    except decoding.UndecodableError as error:
        raise base.Unreadable("It does not decompress.") from error
    if decoder.is_full:
        raise base.Unreadable("It is larger than 10 MB.")
    return unpacked


def _read(plain: str, fetched: base.Fetched) -> base.Listing:
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": fetched.url}
    try:
        # A stream: feedparser takes a text for a file to open or an address to fetch.
        parsed = feedparser.parse(
            io.BytesIO(plain.encode()),
            response_headers=headers,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except _FAULTS as error:
        raise base.Unreadable("It is so malformed that nothing can be read in it.") from error
    if not parsed.get("version") and not parsed.entries:
        raise base.Unreadable("It is no feed.")
    language = base.language_code(_said(parsed.feed, "language"))
    # Only of Atom are the authors of the feed those of each entry: RSS names its editors there.
    is_atom = (parsed.get("version") or "").startswith("atom")
    authors = _authors(parsed.feed, is_atom) if is_atom else ""
    entries = [_entry(item, language, authors, fetched, is_atom) for item in parsed.entries]
    kept = [entry for entry in entries if entry.url]
    return base.Listing(
        entries=base.distinct(kept),
        title=_said(parsed.feed, "title"),
        language=language,
        ttl=_ttl(parsed.feed),
        skipped=len(entries) - len(kept),
    )


def _entry(
    item: Mapping[str, Any], language: str, authors: str, fetched: base.Fetched, is_atom: bool
) -> base.Entry:
    said = dates.read(_said(item, "published"), fetched.fetched_at)
    updated = dates.read(_said(item, "updated"), fetched.fetched_at)
    # Where nothing else is said, it was there by then. An RSS item's dc:date is its only one.
    published = said or updated
    modified = updated if is_atom or said else None
    text, html = _whole_text(item)
    return base.Entry(
        url=_address(item, fetched.url),
        guid=_said(item, "id"),
        title=markup.without_tags(_said(item, "title")),
        author=_authors(item, is_atom) or authors,
        published=published[0] if published else None,
        published_precision=published[1] if published else "",
        modified=modified[0] if modified else None,
        language=base.language_code(_said(item, "language")) or language,
        text=text,
        html=html,
        # feedparser gives the whole for a summary that is not there.
        excerpt="" if text or html else markup.without_tags(_said(item, "summary")),
    )


def _authors(item: Mapping[str, Any], is_atom: bool) -> str:
    """Return who wrote an item, without mail addresses.

    Atom has these apart, and feedparser hangs one author's onto another. In RSS they stand before
    or behind the name, where feedparser cuts them off in the middle.
    """
    said = _said(item, "author")
    names = [_said(person, "name") for person in item.get("authors") or []]
    if not is_atom and ("@" in said or not any(names)):
        names = [said]
    return ", ".join(dict.fromkeys(filter(None, map(found.without_addresses, names))))


def _address(item: Mapping[str, Any], feed: str) -> str:
    """Return where the article stands: services that count clicks name the true address."""
    for name in ("feedburner_origlink", "link", "id"):
        said = _said(item, name)
        if said and (name != "id" or said.startswith(("http://", "https://"))):
            found = base.absolute(feed, said)
            if found and found != feed:
                return found
    return ""


def _whole_text(item: Mapping[str, Any]) -> tuple[str, str]:
    """Return the whole article as plain text or as HTML, where the feed carries it."""
    pieces = item.get("content") or []
    if not pieces:
        return "", ""
    longest = max(pieces, key=lambda piece: len(_said(piece, "value")))
    value = _said(longest, "value")
    return (value, "") if _said(longest, "type") == "text/plain" else ("", value)


def _ttl(feed: Mapping[str, Any]) -> timedelta | None:
    minutes = _said(feed, "ttl")
    if minutes.isascii() and minutes.isdigit() and len(minutes) < 7:  # noqa: PLR2004 - two years
        return timedelta(minutes=int(minutes))
    period = _PERIODS.get(_said(feed, "sy_updateperiod").lower())
    if period is None:
        return None
    frequency = _said(feed, "sy_updatefrequency")
    times = int(frequency) if re.fullmatch(r"[1-9][0-9]{0,3}", frequency) else 1
    return timedelta(hours=period) / times


def _said(item: Mapping[str, Any], name: str) -> str:
    """Return a text as the feed has it; dict.get, as feedparser's own warns and guesses."""
    value = dict.get(item, name) if isinstance(item, dict) else None
    return value.strip() if isinstance(value, str) else ""


READER: base.Reader = FeedReader()
