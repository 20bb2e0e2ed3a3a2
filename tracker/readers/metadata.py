"""The metadata of a page: its JSON-LD, and its meta elements."""

import html as entities
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import html

_MOST_NODES = 2000
_ARTICLES = ("Article", "Posting", "Report", "Legislation", "SpecialAnnouncement", "PressRelease")
_PAGES = ("WebPage",)
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title")
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "byl", "parsely-author")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher")
_LANGUAGES = ("content-language", "dc.language", "dcterms.language", "og:locale")
_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "datepublished", "dc.date.issued"),
    *("dcterms.issued", "dcterms.created", "dcterms.date", "dc.date", "date", "pubdate"),
    *("publishdate", "publication_date", "parsely-pub-date"),
)
_MODIFIED = (
    *("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified"),
    *("dc.date.modified", "last-modified"),
)


@dataclass(frozen=True)
class Metadata:
    """What one place states; '' for what it does not."""

    title: str = ""
    author: str = ""
    outlet: str = ""
    language: str = ""
    published: str = ""
    modified: str = ""
    is_excerpt: bool = False


def from_json_ld(root: html.HtmlElement) -> Metadata:
    """Return what the page's first article in JSON-LD states, or failing that its first page."""
    nodes = list(_nodes(root))
    for kinds in (_ARTICLES, _PAGES):
        for node in nodes:
            if any(kind.endswith(kinds) for kind in _texts(node.get("@type"))):
                return _stated(node)
    return Metadata()


def from_meta(root: html.HtmlElement) -> Metadata:
    """Return what the page's meta and time elements state."""
    said: dict[str, str] = {}
    for element in root.iter("meta", "time"):
        name = next(
            filter(None, map(element.get, ("property", "name", "itemprop", "http-equiv"))), ""
        )
        content = element.get("content") or element.get("datetime") or ""
        said.setdefault(name.strip().lower(), content.strip())
    authors = (said.get(name, "") for name in _AUTHORS)
    return Metadata(
        title=_first(said, _TITLES),
        author=next((name for name in authors if name and "://" not in name), ""),
        outlet=_first(said, _OUTLETS),
        language=_first(said, _LANGUAGES),
        published=_first(said, _PUBLISHED),
        modified=_first(said, _MODIFIED),
    )


def _stated(node: Mapping[str, Any]) -> Metadata:
    return Metadata(
        title=_text(node.get("headline")) or _text(node.get("name")),
        author=", ".join(dict.fromkeys(_names(node.get("author")))),
        outlet=next(iter(_names(node.get("publisher"))), ""),
        language=next(iter(_names(node.get("inLanguage"))), ""),
        published=_text(node.get("datePublished")),
        modified=_text(node.get("dateModified")),
        is_excerpt=str(node.get("isAccessibleForFree")).lower() == "false",
    )


def _nodes(root: html.HtmlElement) -> Iterator[Mapping[str, Any]]:
    """Give every node of the page's JSON-LD, outer ones first."""
    waiting = [
        _loaded(script.text or "")
        for script in root.iter("script")
        if "ld+json" in (script.get("type") or "").lower()
    ]
    seen = 0
    while waiting and seen < _MOST_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            waiting.extend(
                node[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in node
            )


def _loaded(text: str) -> Any:
    try:
        # Not strict: sites leave line ends within their texts.
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _names(value: Any) -> Iterable[str]:
    """Give the names in what may be a text, a node with a name, or a list of these."""
    for item in value if isinstance(value, list) else [value]:
        name = _text(item.get("name") if isinstance(item, dict) else item)
        if name and "://" not in name:
            yield name


def _texts(value: Any) -> list[str]:
    return [
        item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)
    ]


def _text(value: Any) -> str:
    found = value[0] if isinstance(value, list) and value else value
    return entities.unescape(found).strip() if isinstance(found, str) else ""


def _first(said: Mapping[str, str], names: Iterable[str]) -> str:
    return next((said[name] for name in names if said.get(name)), "")
