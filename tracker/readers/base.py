"""What every type of source gives: the articles it announces, out of the bytes it answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urljoin

from tracker.readers import canonical

LONGEST_URL = 2000


class Unreadable(ValueError):  # noqa: N818 - what cannot be read is a result, not a mistake
    """What was fetched cannot be read; the message says why, and nothing was deleted by it."""


class NothingToReadError(Unreadable):
    """There is no article in it; this never means that a text was deleted."""


class NeedsScriptError(NothingToReadError):
    """The page is made by a script, which is not run: asking again would not help."""


@dataclass(frozen=True)
class Fetched:
    """An answer: ``url`` as asked last, after redirects; the names of ``headers`` in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetched_at: datetime

    @property
    def content_type(self) -> str:
        """The Content-Type, '' where there was none."""
        return self.headers.get("content-type", "")


@dataclass(frozen=True)
class Entry:
    """One article that a source announces; what the source does not say is '' or None.

    ``text`` or ``html`` is there only if the source carries the whole article, ``excerpt`` is
    what it shows of one, as plain text. ``guid`` is what
    the source calls it, which may change or repeat: ``url`` is what identifies it.
    """

    url: str
    guid: str = ""
    title: str = ""
    author: str = ""
    published: datetime | None = None
    published_precision: str = ""
    modified: datetime | None = None
    language: str = ""
    text: str = ""
    html: str = ""
    excerpt: str = ""


@dataclass(frozen=True)
class Listing:
    """What a source announces now, in its own order.

    ``further`` are the addresses where more of the same listing stands: the parts of a sitemap.
    ``ttl`` is how long the source itself asks us to stay away; ``skipped`` is how many of its
    entries name no address at which they stand.
    """

    entries: tuple[Entry, ...] = ()
    title: str = ""
    language: str = ""
    ttl: timedelta | None = None
    further: tuple[str, ...] = ()
    skipped: int = 0


class Reader(Protocol):
    """A type of source: ``code`` is stored, ``label`` is for people."""

    code: str
    label: str
    is_polled: bool

    def read(self, fetched: Fetched) -> Listing:
        """Return what ``fetched`` announces; raises Unreadable where it is not of this type."""
        ...


def absolute(base: str, address: str) -> str:
    """Return ``address`` as seen from ``base``, or '' where it is not one of a page on the web."""
    try:
        joined = urljoin(base, address.strip())
        known_as = canonical.canonical_url(joined)
    except ValueError:
        return ""
    if not known_as.startswith(("http://", "https://")) or len(joined) > LONGEST_URL:
        return ""
    return "" if _has_no_host(known_as) else joined


def distinct(entries: list[Entry]) -> tuple[Entry, ...]:
    """Return ``entries`` without those whose address an earlier one has already."""
    first: dict[str, Entry] = {}
    for entry in entries:
        first.setdefault(canonical.canonical_url(entry.url), entry)
    return tuple(first.values())


def language_code(label: str) -> str:
    """Return the two letters of ``es-MX``, ``es_MX`` or ``ES``; '' for what is no such code."""
    code = label.strip().replace("_", "-").partition("-")[0].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""  # noqa: PLR2004


def _has_no_host(known_as: str) -> bool:
    return known_as.partition("://")[2].startswith(("/", ":", "?"))
