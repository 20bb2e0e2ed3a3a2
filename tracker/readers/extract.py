"""The text and the particulars of an article, taken out of its page."""

import re
from datetime import datetime, timedelta
from itertools import islice

import trafilatura
from lxml import html
from trafilatura.settings import Document

from tracker.readers import base, dates, decode, error_pages, found, metadata
from tracker.readers.base import NothingToReadError
from tracker.readers.found import Found
from tracker.vocabularies import DateOrigin

__all__ = ["VERSION", "Found", "NothingToReadError", "extract"]

# The last number is of our own part, and grows with what it finds.
VERSION = f"trafilatura {trafilatura.__version__}, page 3"
# Measured on the pages of mozilla/readability: of 130, three gain and none loses by it.
_LEAST_OF_PARAGRAPHS = 0.25
_MUCH_MORE = 2
_MOST_AROUND = 20
_AROUND = frozenset({"aside", "nav", "footer", "header", "form"})
_BESIDE = re.compile(
    r"sidebar|related|teaser|promo|widget|comment|newsletter|footer|\bnav|share|social",
    re.IGNORECASE,
)
_LONGEST_AGE_OF_A_GUESS = timedelta(days=183)
_PAGE = re.compile(r"<(html|body|main|article)[\s>]", re.IGNORECASE)


def extract(
    page: str | bytes,
    url: str = "",
    fetched_at: datetime | None = None,
    entry: base.Entry | None = None,
) -> Found:
    """Return the main text of a page and its particulars.

    A particular is what JSON-LD states, or else the meta elements, or else ``entry``, by which
    the source announced the page, or else what the page looks like. Raises NothingToReadError
    where there is no text, or an excuse in its place.
    """
    root = trafilatura.load_html(_whole(page if isinstance(page, str) else decode.decode(page)[0]))
    if root is None:
        raise NothingToReadError("no article text was found on the page")
    linked, meta = metadata.from_json_ld(root), metadata.from_meta(root)
    lang, titles = root.get("lang") or "", _titles(root)
    seen = _seen(root, url)
    if seen is None or not (seen.text or "").strip():
        raise NothingToReadError("no article text was found on the page")
    words = found.storable(str(seen.text))
    words, is_cut = _article(titles, words)
    feed = entry or base.Entry(url)
    fed = found.announced(feed)
    published, published_from = found.first_date(
        [
            (linked.published, DateOrigin.JSON_LD),
            (meta.published, DateOrigin.META),
            (fed[0], DateOrigin.FEED),
            (_guessed(seen.date or "", url, fetched_at), DateOrigin.PAGE),
        ],
        fetched_at,
    )
    modified, modified_from = found.first_date(
        [
            (linked.modified, DateOrigin.JSON_LD),
            (meta.modified, DateOrigin.META),
            (fed[1], DateOrigin.FEED),
        ],
        fetched_at,
    )
    return Found(
        text=words,
        title=found.first(linked.title, meta.title, feed.title, seen.title or ""),
        author=found.author(linked.author, meta.author, feed.author, seen.author or ""),
        outlet=found.first(linked.outlet, meta.outlet, seen.sitename or "", seen.hostname or ""),
        language=_language(linked.language, lang, meta.language, feed.language),
        published=published,
        published_from=published_from,
        modified=modified,
        modified_from=modified_from,
        is_excerpt=linked.is_excerpt or is_cut,
        extractor=VERSION,
        address=_address(root, url),
    )


def _seen(root: html.HtmlElement, url: str) -> Document | None:
    """Return what is seen of the article; looked at more closely where most of the page is missed.

    The quick way loses the article of a page in fifty, and is the better one elsewhere.
    """
    said = sum(map(_own_words, root.iter("p", "pre", "blockquote")))
    quick = _look(root, url, fast=True)
    seen = _count(quick)
    if seen >= said * _LEAST_OF_PARAGRAPHS:
        return quick
    close = _look(root, url, fast=False)
    return close if _count(close) >= _MUCH_MORE * seen else quick


def _look(root: html.HtmlElement, url: str, *, fast: bool) -> Document | None:
    seen = trafilatura.bare_extraction(
        root, url=url or None, fast=fast, with_metadata=True, include_comments=False
    )
    return seen if isinstance(seen, Document) else None


def _count(seen: Document | None) -> int:
    return error_pages.count(seen.text or "") if seen is not None else 0


def _own_words(paragraph: html.HtmlElement) -> int:
    """Return how many words a paragraph has that are no link, if it is not beside the article."""
    for around in islice(paragraph.iterancestors(), _MOST_AROUND):
        names = f"{around.get('class') or ''} {around.get('id') or ''}"
        if around.tag in _AROUND or (around.tag != "body" and _BESIDE.search(names)):
            return 0
    linked = sum(error_pages.count(link.text_content()) for link in paragraph.iter("a"))
    return error_pages.count(paragraph.text_content()) - linked


def is_page(text: str) -> bool:
    """Return whether ``text`` is a page and not a piece of one, as feeds carry it."""
    return _PAGE.search(text) is not None


def _article(titles: tuple[str, ...], text: str) -> tuple[str, bool]:
    """Return what is the article's of a text, and whether it was cut before an offer to subscribe.

    Raises NothingToReadError for a notice in place of the article.
    """
    said = error_pages.notice(titles, text)
    if said:
        raise NothingToReadError(f"the page is no article, but says: {said}")
    script = error_pages.needs_script(text)
    if script:
        raise base.NeedsScriptError(f"the page is no article, but says: {script}")
    kept = error_pages.before_offer(text)
    if kept is None:
        return text, False
    if error_pages.count(kept) < error_pages.FEWEST_OF_TEASER:
        raise NothingToReadError("the page is no article, but asks its readers to subscribe")
    return kept, True


def _guessed(date: str, url: str, fetched_at: datetime | None) -> str:
    """Return a date that was guessed from what the page shows, no more exact than it may be.

    Running texts name many days: one of long ago is believed only if the address names it too. The
    first of January is what guessing makes of a year.
    """
    if not date or re.sub(r"\D", "", date) in re.sub(r"\D", "", url):
        return date
    dated = dates.read(date)
    if dated is None or (fetched_at and fetched_at - dated[0] > _LONGEST_AGE_OF_A_GUESS):
        return ""
    return date[:4] if date.endswith("-01-01") else date


def _whole(text: str) -> str:
    """Return a page; feeds carry the mark-up of their articles without one around it."""
    return text if is_page(text) else f"<html><body><article>{text}</article></body></html>"


def _language(*labels: str) -> str:
    return next(filter(None, map(base.language_code, labels)), "")


def _address(root: html.HtmlElement, url: str) -> str:
    """Return the address under which the page wants to be known; '' where it says none."""
    links = (link for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical")
    said = next((link.get("href") or "" for link in links), "")
    return base.absolute(url, said) if said else ""


def _titles(root: html.HtmlElement) -> tuple[str, ...]:
    """Return what the page calls itself, at the top of the window and of its text."""
    elements = [*root.iter("title"), *root.iter("h1")]
    return tuple(" ".join(element.text_content().split()) for element in elements[:4])
