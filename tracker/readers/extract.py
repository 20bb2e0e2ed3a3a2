"""The text and the particulars of an article, taken out of its page."""

from dataclasses import dataclass

import trafilatura
from trafilatura.settings import Document

VERSION = f"trafilatura {trafilatura.__version__}"


class NothingToReadError(ValueError):
    """The page holds no article; this never means that a text was deleted."""


@dataclass(frozen=True)
class Extracted:
    """What a page says of itself; a particular that it does not give is ''."""

    text: str
    title: str
    author: str
    outlet: str
    published: str
    language: str


def extract(html: str | bytes, url: str = "") -> Extracted:
    """Return the main text of a page and its particulars.

    Raises NothingToReadError where no text is found.
    """
    page = trafilatura.load_html(html)
    if page is None:
        raise NothingToReadError("no article text was found on the page")
    language = str(page.get("lang") or "")  # trafilatura looks for it only in order to refuse pages
    found = trafilatura.bare_extraction(
        page, url=url or None, fast=True, with_metadata=True, include_comments=False
    )
    if not isinstance(found, Document) or not (found.text or "").strip():
        raise NothingToReadError("no article text was found on the page")
    return Extracted(
        text=str(found.text).strip(),
        title=found.title or "",
        author=found.author or "",
        outlet=found.sitename or found.hostname or "",
        published=found.date or "",
        language=language.partition("-")[0].strip().lower()[:2],
    )
