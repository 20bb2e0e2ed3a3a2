"""The types ``page`` and ``watch``: a page that lists articles, and a page that is one itself."""

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import unquote, urlsplit

from lxml import html
from w3lib.html import get_base_url

from tracker.readers import base, canonical, dates, decode, markup

MOST_ENTRIES = 500
# Where a page keeps what it shows on every page.
_AROUND = frozenset({"nav", "header", "footer", "aside", "form", "button", "noscript"})
_MAIN = (".//main", ".//*[@role='main']", ".//body")
_BLOCKS = frozenset({"li", "article", "tr", "section", "div", "dd", "p"})
_FILES = re.compile(
    r"\.(jpe?g|png|gif|svg|webp|mp[34]|m4a|zip|docx?|xlsx?|pptx?|css|js|xml|rss)$", re.IGNORECASE
)
_NO_ARTICLE = re.compile(
    r"/(tags?|topics?|temas?|category|categor[ií]as?|authors?|autor(es)?|search|buscar|login"
    r"|page|p[aá]gina)(/|$)",
    re.IGNORECASE,
)
_ISO_DAY = re.compile(r"\b(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}\b")
_FEWEST_LETTERS = 20
_FEWEST_WORDS = 3
_MOST_NEAR = 1500


class PageReader:
    """Reads the links of a press room or a gazette."""

    code = "page"
    label = "Page: a press room or gazette whose links are articles"
    is_polled = True

    def read(self, fetched: base.Fetched) -> base.Listing:
        """Return the articles that the page links to; raises Unreadable where there are none."""
        root, address = _parsed(fetched)
        links = list(_links(_main(root), address))
        entries = [_entry(link, url, fetched.fetched_at) for link, url in links]
        listed = base.distinct(entries)[:MOST_ENTRIES]
        if not listed:
            raise base.Unreadable("The page links to nothing that looks like an article.")
        language = base.language_code(root.get("lang") or "")
        title = " ".join((root.findtext(".//title") or "").split())
        return base.Listing(entries=listed, title=title, language=language)


class WatchReader:
    """Reads a page that is itself the text to be watched for edits."""

    code = "watch"
    label = "Watched page: one text, read again and again for edits"
    is_polled = True

    def read(self, fetched: base.Fetched) -> base.Listing:
        """Return the page as the one article that it is; a PDF is named, and read as a PDF."""
        if fetched.body.lstrip().startswith(b"%PDF-"):
            return base.Listing(entries=(base.Entry(fetched.url),))
        text, _ = decode.decode(fetched.body, fetched.content_type)
        if not text.strip():
            raise base.Unreadable("The page is empty.")
        return base.Listing(entries=(base.Entry(fetched.url, html=text),))


def _parsed(fetched: base.Fetched) -> tuple[html.HtmlElement, str]:
    """Return the page and the address from which its links are seen."""
    text, _ = decode.decode(fetched.body, fetched.content_type)
    if text.lstrip().startswith(("<?xml", "{", "%PDF-")) and not markup.is_html(text):
        raise base.Unreadable("It is no web page.")
    root = markup.parse_html(text)
    return root, get_base_url(text, fetched.url)


def _main(root: html.HtmlElement) -> html.HtmlElement:
    for path in _MAIN:
        found: html.HtmlElement | None = root.find(path)
        if found is not None and found.find(".//a") is not None:
            return found
    return root


def _links(main: html.HtmlElement, address: str) -> Iterator[tuple[html.HtmlElement, str]]:
    """Give each link to an article of the same site, with its address."""
    site = _site(address)
    here = canonical.canonical_url(base.absolute(address, ""))
    for link in main.iter("a"):
        url = base.absolute(address, link.get("href") or "")
        if not url or _site(url) != site or canonical.canonical_url(url) == here:
            continue
        if any(ancestor.tag in _AROUND for ancestor in link.iterancestors()):
            continue
        if _is_article(_words(link), url):
            yield link, url


def _is_article(words: str, url: str) -> bool:
    path = unquote(urlsplit(url).path)
    if _FILES.search(path) or _NO_ARTICLE.search(path) or path in {"", "/"}:
        return False
    if path.lower().endswith(".pdf"):
        return True
    return len(words) >= _FEWEST_LETTERS and len(words.split()) >= _FEWEST_WORDS


def _entry(link: html.HtmlElement, url: str, fetched_at: datetime) -> base.Entry:
    dated = _date_near(link, fetched_at)
    return base.Entry(
        url=url,
        title=_words(link),
        published=dated[0] if dated else None,
        published_precision=dated[1] if dated else "",
    )


def _date_near(link: html.HtmlElement, fetched_at: datetime) -> dates.Dated | None:
    """Return the date beside a link: of the smallest block that has one and no other link's."""
    for block in link.iterancestors():
        if block.tag not in _BLOCKS:
            continue
        if any(other.get("href") != link.get("href") for other in block.iter("a")):
            return None
        for moment in block.iter("time"):
            found = dates.read(moment.get("datetime") or _words(moment), fetched_at)
            if found:
                return found
        stated = _ISO_DAY.search(_words(block)[:_MOST_NEAR])
        if stated:
            return dates.read(stated.group(), fetched_at)
    return None


def _words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _site(url: str) -> str:
    """Return the host without its www, which sites use as they please."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


READERS: tuple[base.Reader, ...] = (PageReader(), WatchReader())
