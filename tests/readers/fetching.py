"""Answers as a site of the invented press of Costaguana gives them."""

from datetime import UTC, datetime

from tracker.readers import base

NOW = datetime(2026, 1, 26, 12, tzinfo=UTC)
SITE = "https://courier.example"


def fetched(
    body: bytes | str, content_type: str = "", url: str = f"{SITE}/feed", status: int = 200
) -> base.Fetched:
    """Return an answer of the Sulaco Courier."""
    raw = body if isinstance(body, bytes) else body.encode()
    return base.Fetched(url, status, {"content-type": content_type}, raw, NOW)


def rss(items: str, channel: str = "", head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    """Return an RSS feed with these items."""
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
        'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    )
    return f'{head}<rss version="2.0" {spaces}><channel>{channel}{items}</channel></rss>'


def item(number: int, more: str = "") -> str:
    """Return one item of an RSS feed."""
    return f"<item><title>No bases {number}</title><link>{SITE}/{number}</link>{more}</item>"
