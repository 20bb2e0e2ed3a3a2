"""What an article turned out to say, and which of several places a particular is taken from."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker import partial_dates
from tracker.readers import base, dates
from tracker.vocabularies import DateOrigin

# What PostgreSQL cannot hold (NUL, lone surrogates), and what nobody can read.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

_LONGEST_NAMES = 1000


@dataclass(frozen=True)
class Found:
    """An article as read; a particular that is stated nowhere is ''.

    ``published`` and ``modified`` are dates as ``partial_dates`` shows them, each with where it is
    from, a code of ``DateOrigin``. ``is_excerpt`` says that readers have to pay for the rest,
    ``address`` where the page says that it stands. ``pages`` are the places in ``text`` at which
    each page of a paged document begins.
    """

    text: str
    title: str = ""
    author: str = ""
    outlet: str = ""
    language: str = ""
    published: str = ""
    published_from: str = ""
    modified: str = ""
    modified_from: str = ""
    is_excerpt: bool = False
    extractor: str = ""
    address: str = ""
    pages: tuple[int, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """Return the number, from 1, of the page on which the code point at ``offset`` stands."""
        return page_at(self.pages, offset)


def page_at(pages: Sequence[int], offset: int) -> int | None:
    """Return the number, from 1, of the page that holds ``offset`` if they begin at ``pages``."""
    return max(bisect_right(pages, offset), 1) if pages else None


def storable(text: str) -> str:
    """Return a text in the one form in which it is kept: NFC, plain line ends, no controls."""
    plain = _CONTROLS.sub("", text.replace("\r\n", "\n"))
    return unicodedata.normalize("NFC", plain).strip()


def first(*values: str) -> str:
    """Return the first of ``values`` that says something, on one line."""
    for value in values:
        line = " ".join(storable(value).split())
        if line:
            return line
    return ""


def author(*values: str) -> str:
    """Return the first of ``values`` that names somebody, without anybody's mail address."""
    return first(*map(without_addresses, values))


def without_addresses(names: str) -> str:
    """Return ``names`` without mail addresses: "ana@x.example (Ana Ruiz)" names Ana Ruiz."""
    if "@" not in names:
        return names
    words = re.split(r"[\s<>()\[\]]+", names[:_LONGEST_NAMES])
    return " ".join(word for word in words if "@" not in word).strip(" ,;")


def first_date(
    stated: Iterable[tuple[str, DateOrigin]], fetched_at: datetime | None = None
) -> tuple[str, str]:
    """Return the first believable date of ``stated``, texts with their origins, and its origin."""
    for text, origin in stated:
        dated = dates.read(text, fetched_at) if text else None
        if dated:
            return partial_dates.show_instant(*dated) or "", origin.value
    return "", ""


def announced(entry: base.Entry) -> tuple[str, str]:
    """Return when ``entry`` says its article was published and modified, as texts."""
    return (
        partial_dates.show_instant(entry.published, entry.published_precision) or "",
        partial_dates.show_instant(entry.modified, "minute") or "",
    )
