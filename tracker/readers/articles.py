"""An article out of what was fetched, whatever it is written in."""

import re
from urllib.parse import urlsplit

from tracker.readers import base, decode, error_pages, extract, found, markup, pdf
from tracker.vocabularies import DateOrigin

_PLAIN = "text/plain"
_MUCH_LONGER = 2
_LONG_WORD = re.compile(r"\w{4,}")
# Servers that do not know what they send call it octets.
_PAGES = frozenset({"application/xhtml+xml", "application/xml", "application/octet-stream"})


def read(
    fetched: base.Fetched, entry: base.Entry | None = None, is_new: bool = False
) -> found.Found:
    """Return the article that ``fetched`` holds: a page, a PDF or a plain text.

    ``entry`` is how its source announced it. Raises Unreadable, and NothingToReadError where
    the way to an article led to the front page, as many sites do with what they took down, and
    where the page of what ``is_new`` holds too few words for one.
    """
    if entry is not None and _path(entry.url) and not _path(fetched.url):
        raise base.NothingToReadError("The address of the article leads to the front page.")
    body = fetched.body.lstrip()
    if body.startswith(pdf.MAGIC):
        return pdf.read(body, fetched.url, fetched.fetched_at, entry)
    text, _ = decode.decode(fetched.body, fetched.content_type)
    kind = fetched.content_type.partition(";")[0].strip().lower()
    if "\x00" in text or (kind and not kind.startswith("text/") and kind not in _PAGES):
        raise base.Unreadable(f"It is neither a page nor a PDF nor a text, but {kind or 'binary'}.")
    if kind == _PLAIN:
        return _plain(text, fetched, entry or base.Entry(fetched.url))
    article = extract.extract(text, fetched.url, fetched.fetched_at, entry)
    if is_new:
        _check_length(article, entry or base.Entry(fetched.url))
    return article


def _check_length(article: found.Found, entry: base.Entry) -> None:
    """Raise NothingToReadError for a page that holds less than an article, or than its listing."""
    if extract.is_page(entry.html):
        # A watched page was chosen by a person as it is.
        return
    whole = markup.without_tags(entry.html)
    listed = max((entry.text, whole, entry.excerpt), key=error_pages.count)
    words, announced = error_pages.count(article.text), error_pages.count(listed)
    if announced >= max(_MUCH_LONGER * words, error_pages.FEWEST_WORDS):
        raise base.NothingToReadError("the page holds much less of the article than its listing")
    is_short = article.is_excerpt or _repeats(article.text, listed)
    if words < error_pages.FEWEST_WORDS and not is_short:
        raise base.NothingToReadError(f"the page holds no article, but {words} words")


def _repeats(text: str, listed: str) -> bool:
    """Return whether ``text`` says most of what its listing says, which then is as short."""
    said = set(_LONG_WORD.findall(listed.casefold()))
    return bool(said) and 2 * len(said & set(_LONG_WORD.findall(text.casefold()))) >= len(said)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path.strip('/')}{parts.query}"


def _plain(text: str, fetched: base.Fetched, entry: base.Entry) -> found.Found:
    words = found.storable(text)
    if not re.search(r"\w", words):
        raise base.NothingToReadError("The text is empty.")
    published, modified = (
        found.first_date([(said, DateOrigin.FEED)], fetched.fetched_at)
        for said in found.announced(entry)
    )
    return found.Found(
        text=words,
        title=found.first(entry.title),
        author=found.author(entry.author),
        language=entry.language,
        published=published[0],
        published_from=published[1],
        modified=modified[0],
        modified_from=modified[1],
        extractor="plain text 1",
    )
