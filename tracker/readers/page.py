"""The types ``page`` and ``watch``: a page that lists articles, and a page that is one itself."""

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import unquote, urlsplit

from lxml import html
from w3lib.html import get_base_url

from tracker.readers import base, canonical, dates, decode, markup, written_dates

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
    r"|page|p[aá]gina|(privacy|cookies?)([_-]policy)?|terms([_-]of[_-](use|service))?"
    r"|(politica|aviso)([_-]de)?[_-](privacidad|cookies)|aviso[_-]legal|accessibility)(/|$)",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"(^|&)(page|paged|p[aá]g(ina)?|offset|start)=[0-9]*(&|$)", re.IGNORECASE)
# What a link says of what it does, and not of where it leads.
_DOING = """
    descarga descargar download ver vea leer lea abrir view open read más mas more aquí aqui here
    documento document archivo file texto text el la the en in full completo adjunto pdf kb mb
"""
_NO_TITLE = frozenset(_DOING.split())
_LETTERS = re.compile(r"[^\W\d_]+")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "article"})
_FEWEST_LETTERS = 20
_FEWEST_WORDS = 3
_MOST_NEAR = 1500
_LONGEST_TITLE = 200


class PageReader:
    """Reads the links of a press room or a gazette."""

    code = "page"
    label = "Page: a press room or gazette whose links are articles"
    is_polled = True

    def read(self, fetched: base.Fetched) -> base.Listing:
        """Return the articles that the page links to; raises Unreadable where there are none."""
        root, address = _parsed(fetched)
        language = base.language_code(root.get("lang") or "")
        links = list(_links(_main(root), address, language))
        entries = [_entry(link, url, fetched.fetched_at, language) for link, url in links]
        listed = base.distinct(entries)[:MOST_ENTRIES]
        if not listed:
            raise base.Unreadable("The page links to nothing that looks like an article.")
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


def _links(
    main: html.HtmlElement, address: str, language: str
) -> Iterator[tuple[html.HtmlElement, str]]:
    """Give each link to an article of the same site, with its address."""
    site = _site(address)
    here = canonical.canonical_url(base.absolute(address, ""))
    for link in main.iter("a"):
        url = base.absolute(address, link.get("href") or "")
        if not url or not f".{_site(url)}".endswith(f".{site}"):
            continue
        if canonical.canonical_url(url) == here or _is_around(link):
            continue
        if _is_article(link, url, language):
            yield link, url


def _is_around(link: html.HtmlElement) -> bool:
    """Return whether a link stands in what a page shows on every page; an article has a header."""
    around = [ancestor for ancestor in link.iterancestors() if ancestor.tag in _AROUND]
    return any(
        one.tag != "header" or next(one.iterancestors("article"), None) is None for one in around
    )


def _is_article(link: html.HtmlElement, url: str, language: str) -> bool:
    parts = urlsplit(url)
    path = unquote(parts.path)
    if _FILES.search(path) or _NO_ARTICLE.search(path) or path in {"", "/"}:
        return False
    if _FURTHER.search(parts.query):
        return False
    if path.lower().endswith(".pdf"):
        return True
    words = _words(link)
    if len(words) >= _FEWEST_LETTERS and len(words.split()) >= _FEWEST_WORDS:
        return True
    # A short title is told from a menu by where it stands, or by the date beside it.
    is_heading = any(ancestor.tag in _HEADINGS for ancestor in link.iterancestors())
    is_told_apart = is_heading or _date_near(link, None, language) is not None
    return is_told_apart and _is_title(words)


def _entry(link: html.HtmlElement, url: str, fetched_at: datetime, language: str) -> base.Entry:
    dated = _date_near(link, fetched_at, language)
    return base.Entry(
        url=url,
        title=_title(link),
        published=dated[0] if dated else None,
        published_precision=dated[1] if dated else "",
    )


def _title(link: html.HtmlElement) -> str:
    """Return what a link is called: by itself, or failing that by what stands beside it."""
    words = _words(link)
    if _is_title(words):
        return words
    for block in _blocks(link):
        beside = " ".join(_shown(block).replace(words, " ").split())
        if re.search(r"[^\W\d_]{3}", beside):
            return beside[:_LONGEST_TITLE]
    return ""


def _is_title(words: str) -> bool:
    """Return whether a link says where it leads, and not what it does or which file it is."""
    letters = _LETTERS.findall(words.lower())
    is_file = " " not in words and ("/" in words or words.lower().endswith(".pdf"))
    return bool(words) and not is_file and (not letters or not _NO_TITLE.issuperset(letters))


def _date_near(
    link: html.HtmlElement, fetched_at: datetime | None, language: str
) -> dates.Dated | None:
    """Return the date beside a link: of the smallest block that has one and no other link's."""
    for block in _blocks(link):
        for moment in block.iter("time"):
            found = dates.read(moment.get("datetime") or _words(moment), fetched_at)
            if found:
                return found
        # English writes the day first and last, and says nowhere which.
        is_day_first = None if language in {"en", ""} else True
        stated = written_dates.find(_shown(block), is_day_first=is_day_first)
        if stated and dates.is_plausible(stated[0], fetched_at):
            return stated
    return None


def _blocks(link: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Give the blocks around a link, the smallest first, as long as they hold no other link."""
    for block in link.iterancestors():
        if block.tag not in _BLOCKS:
            continue
        if any(other.get("href") != link.get("href") for other in block.iter("a")):
            return
        yield block


def _shown(block: html.HtmlElement) -> str:
    """Return the words in a block, apart from each other as its elements are."""
    return " ".join(" ".join(block.itertext()).split())[:_MOST_NEAR]


def _words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _site(url: str) -> str:
    """Return the host without its www, which sites use as they please."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


READERS: tuple[base.Reader, ...] = (PageReader(), WatchReader())
