"""What other sites and programs are told of the page of a record: its words, whose, where."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.conf import settings
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from tracker.representations import linked_data
from tracker.site import languages
from tracker.site.past import values
from tracker.site.quoting import kits

_LONGEST: Final = 300
# What would end the script, or begin a comment, in a page.
_HARMLESS: Final = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Share:
    """The page's own address, its words in brief, where its card is told of, and its JSON-LD."""

    address: str
    description: str
    oembed: str
    linked_data: SafeString


def share(body: Mapping[str, Any], language: str, known_at: str | None) -> Share:
    """Return what is told of the page of a record, whose card is of ``known_at`` where it is."""
    address = settings.PUBLIC_URL + languages.page(body["url"], language)
    page = f"{address}?known_at={known_at}" if known_at else address
    query = urlencode({"url": page, "format": "json"})
    return Share(
        address=address,
        description=described(body),
        oembed=f"{settings.PUBLIC_URL}/oembed?{query}",
        linked_data=_linked_data(body),
    )


def described(body: Mapping[str, Any]) -> str:
    """Return the first quote of a record and who said it; its own words where there is none."""
    for citation in body.get("citations") or ():
        told = filter(None, (said_by(body, citation), citation["document"]["outlet"]))
        return _cut(f"“{citation['exact']}” — {', '.join(told)}")
    own = body.get("text") or body.get("summary") or body.get("description") or ""
    return _cut(values.text("text", own, str(body["type"])))


def said_by(body: Mapping[str, Any], citation: Mapping[str, Any]) -> str:
    """Return who says the words, with the office of that day; '' where nobody is named."""
    said = kits.speaker(body, citation)
    official, party = said.get("official"), said.get("party")
    if official:
        role = values.text("role", official.get("role"))
        return ", ".join(filter(None, (official["title"], role)))
    return str(said.get("name") or (party or {}).get("title") or "")


def _cut(text: str) -> str:
    whole = " ".join(text.split())
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _linked_data(body: Mapping[str, Any]) -> SafeString:
    if body["type"] not in linked_data.DESCRIBED:
        return SafeString("")
    text = orjson.dumps(linked_data.document(settings.PUBLIC_URL, body)).decode()
    return mark_safe(text.translate(_HARMLESS))  # noqa: S308 - JSON without a mark of HTML
