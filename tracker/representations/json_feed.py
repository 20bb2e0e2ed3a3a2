"""Developments and other records as a JSON Feed, version 1.1."""

from typing import Any

from tracker import serializers
from tracker.representations import entries

VERSION = "https://jsonfeed.org/version/1.1"
_JUDGED = ("kind", "review_state")
_TEXT = {"type": "string"}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["version", "title", "home_page_url", "feed_url", "items"],
    "properties": {
        "version": _TEXT,
        "title": _TEXT,
        "home_page_url": {"type": "string", "format": "uri"},
        "feed_url": {"type": "string", "format": "uri"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "url", "title", "content_text", "date_modified"],
                "properties": {
                    "id": _TEXT,
                    "url": {"type": "string", "format": "uri"},
                    "title": _TEXT,
                    "content_text": _TEXT,
                    "date_published": {"type": "string", "format": "date-time"},
                    "date_modified": {"type": "string", "format": "date-time"},
                },
            },
        },
    },
}
"""How the OpenAPI document describes a feed."""


def document(feed: entries.Feed) -> dict[str, Any]:
    """Return the feed as plain data."""
    return {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home + feed.page,
        "feed_url": feed.home + feed.path,
        "authors": [{"name": entries.AUTHOR, "url": feed.home}],
        "language": "en",
        "items": [_item(feed.home, body) for body in feed.bodies],
    }


def _item(home: str, body: dict[str, Any]) -> dict[str, Any]:
    """Return one entry; under ``_on_record`` is what the format has no word for."""
    summaries = entries.summaries(body)
    words = "\n\n".join(text for _, text in summaries)
    citations = body["citations"]
    quoted = [f"“{c['exact']}” ({entries.attribution(c)})" for c in citations]
    item = {
        "id": entries.entry_tag(home, body),
        "url": home + serializers.page_at(body["url"]),
        "title": body["title"],
        "summary": words,
        "content_text": "\n\n".join([words, *quoted]),
        **({"date_published": body["detected_at"]} if "detected_at" in body else {}),
        "date_modified": body["changed_at"],
        "tags": entries.categories(body),
        "_on_record": {
            "url": home + body["url"],
            **{name: body[name] for name in _JUDGED if name in body},
            "summary": body["summary"],
            "quotes": [_quote(citation) for citation in citations],
        },
    }
    external = next((c["document"]["url"] for c in citations if c["document"]["url"]), None)
    return {**item, "external_url": external} if external else item


def _quote(citation: dict[str, Any]) -> dict[str, Any]:
    document = citation["document"]
    shown = ("outlet", "title", "url", "published_at", "text_kind")
    return {
        "exact": citation["exact"],
        "language": citation["language"],
        "speaker": entries.speaker(citation) or None,
        **{name: document[name] for name in shown},
    }
