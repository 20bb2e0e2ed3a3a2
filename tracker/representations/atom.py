"""Developments and other records as an Atom feed, RFC 4287."""

import io
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

from tracker import serializers
from tracker.representations import entries

_ATOM = "http://www.w3.org/2005/Atom"
_XHTML = "http://www.w3.org/1999/xhtml"


def document(feed: entries.Feed) -> bytes:
    """Return the feed as XML in UTF-8."""
    out = io.StringIO()
    xml = _Writer(out, "utf-8")
    xml.startDocument()
    xml.open("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    xml.element("id", entries.tag(feed.home, feed.path.removeprefix("/v1/")))
    xml.element("title", feed.title)
    xml.element("updated", feed.updated)
    xml.element("link", "", rel="self", type="application/atom+xml", href=feed.home + feed.path)
    page, listing = feed.home + feed.page, feed.home + feed.listing
    xml.element("link", "", rel="alternate", type="text/html", href=page)
    xml.element("link", "", rel="alternate", type="application/json", href=listing)
    xml.open("author")
    xml.element("name", entries.AUTHOR)
    xml.element("uri", feed.home)
    xml.endElement("author")
    xml.element("generator", entries.AUTHOR, uri=feed.home)
    for body in feed.bodies:
        _write_entry(xml, feed.home, body)
    xml.endElement("feed")
    xml.endDocument()
    return out.getvalue().encode()


class _Writer(SimplerXMLGenerator):
    """XML element by element; what XML cannot hold is left out."""

    def open(self, name: str, attributes: Mapping[str, str] = MappingProxyType({})) -> None:
        """Begin an element that holds others."""
        plain = {key: entries.printable(value) for key, value in attributes.items()}
        self.startElement(name, AttributesImpl(plain))

    def element(self, name: str, text: str, /, **attributes: str) -> None:
        """Write an element that holds text alone."""
        self.open(name, attributes)
        self.characters(entries.printable(text))
        self.endElement(name)

    def localized(self, name: str, language: str, text: str) -> None:
        """Write an element whose text is in this language."""
        self.open(name, {"xml:lang": language})
        self.characters(entries.printable(text))
        self.endElement(name)


def _write_entry(xml: _Writer, home: str, body: dict[str, Any]) -> None:
    xml.open("entry")
    xml.element("id", entries.entry_tag(home, body))
    xml.element("title", body["title"])
    xml.element("updated", body["changed_at"])
    if "detected_at" in body:
        xml.element("published", body["detected_at"])
    page = home + serializers.page_at(body["url"])
    xml.element("link", "", rel="alternate", type="text/html", href=page)
    xml.element("link", "", rel="alternate", type="application/json", href=home + body["url"])
    for citation in body["citations"]:
        if url := citation["document"]["url"]:
            xml.element("link", "", rel="via", href=url)
    for category in entries.categories(body):
        xml.element("category", "", term=category)
    summaries = entries.summaries(body)
    if summaries:
        xml.element("summary", "\n\n".join(words for _, words in summaries))
    _write_content(xml, summaries, body["citations"])
    xml.endElement("entry")


def _write_content(
    xml: _Writer, summaries: list[tuple[str, str]], citations: list[dict[str, Any]]
) -> None:
    xml.open("content", {"type": "xhtml"})
    xml.open("div", {"xmlns": _XHTML})
    for language, words in summaries:
        xml.localized("p", language, words)
    for citation in citations:
        source = citation["document"]["url"]
        xml.open("blockquote", {"cite": source} if source else {})
        xml.localized("p", citation["language"] or "", citation["exact"])
        xml.endElement("blockquote")
        xml.element("p", entries.attribution(citation))
    xml.endElement("div")
    xml.endElement("content")
