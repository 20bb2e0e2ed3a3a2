"""Which feeds a page announces, and where they commonly stand if it announces none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import html
from w3lib.html import get_base_url

from tracker.readers import base, canonical, decode, feed, markup

MOST_CANDIDATES = 20
_TYPES = {
    "application/rss+xml": "RSS",
    "application/atom+xml": "Atom",
    "application/rdf+xml": "RSS 1.0",
    "application/feed+json": "JSON Feed",
    "application/xml": "XML",
    "text/xml": "XML",
}
_COMMON = (
    "/feed",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
    "/news-sitemap.xml",
    "/sitemap-news.xml",
)
_LINKED = re.compile(r"(^|[/._-])(rss|feed|atom)s?([/._-]|$)", re.IGNORECASE)
_COMMENTS = re.compile(r"comment|comentario", re.IGNORECASE)


@dataclass(frozen=True)
class Candidate:
    """Where a feed may stand: ``form`` is what it claims to be.

    ``is_announced`` says that the page itself names it; anything else is to be tried first.
    """

    url: str
    title: str = ""
    form: str = ""
    is_announced: bool = True


def discover(fetched: base.Fetched) -> list[Candidate]:
    """Return the feeds to try for the site of ``fetched``, the likeliest first.

    If it is a feed itself, that is the first of them.
    """
    own = _itself(fetched)
    if own is not None:
        return [own]
    text, _ = decode.decode(fetched.body, fetched.content_type)
    try:
        root = markup.parse_html(text)
    except base.Unreadable:
        return []
    address = get_base_url(text, fetched.url)
    announced = sorted(_announced(root, address), key=_is_of_comments)
    found = [*announced, *_linked(root, address), *_common(address)]
    first: dict[str, Candidate] = {}
    for candidate in found:
        first.setdefault(canonical.canonical_url(candidate.url), candidate)
    return list(first.values())[:MOST_CANDIDATES]


def _itself(fetched: base.Fetched) -> Candidate | None:
    try:
        listing = feed.READER.read(fetched)
    except base.Unreadable:
        return None
    return Candidate(fetched.url, listing.title, "feed")


def _announced(root: html.HtmlElement, address: str) -> Iterator[Candidate]:
    for link in root.iter("link"):
        form = _TYPES.get((link.get("type") or "").partition(";")[0].strip().lower())
        if form is None or "alternate" not in (link.get("rel") or "").lower().split():
            continue
        url = base.absolute(address, link.get("href") or "")
        if url:
            yield Candidate(url, (link.get("title") or "").strip(), form)


def _linked(root: html.HtmlElement, address: str) -> Iterator[Candidate]:
    """Give what the page links to as a reader would find it: a link named RSS or feed."""
    for link in root.iter("a"):
        url = base.absolute(address, link.get("href") or "")
        if url and _LINKED.search(urlsplit(url).path):
            yield Candidate(url, " ".join(link.text_content().split()), "")


def _common(address: str) -> Iterator[Candidate]:
    for path in _COMMON:
        url = base.absolute(address, path)
        if url:
            yield Candidate(url, is_announced=False)


def _is_of_comments(candidate: Candidate) -> bool:
    return _COMMENTS.search(f"{candidate.title} {candidate.url}") is not None
