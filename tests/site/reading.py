"""Pages as people read them: one line for each paragraph, heading and cell, without markup."""

import re
from typing import Final

import lxml.html
from django.test import Client

from tracker import models, serializers

BROWSER: Final = {"Accept": "text/html,*/*;q=0.8"}
_BLOCKS: Final = frozenset(
    ("p", "h1", "h2", "h3", "li", "ul", "ol", "dl", "div", "dt", "dd", "section", "figure")
) | {"figcaption", "blockquote"}
_APART: Final = frozenset(("kit", "timeline"))
"""What every page has by the same include, and tests of its own."""


def get(client: Client, address: str, status: int = 200) -> str:
    """Return the page at an address, as a browser asks for it."""
    response = client.get(address, headers=BROWSER)
    page = response.getvalue().decode()
    assert response.status_code == status, page[:500]
    unknown = re.search(r".{0,60}\bNone\b.{0,30}", page)
    assert unknown is None, unknown
    return page


def record(client: Client, address: str) -> list[str]:
    """Return what the page of a record says, line by line; other records stand within it."""
    article = next(lxml.html.fromstring(get(client, address)).iter("article"))
    return lines(article)


def rows(client: Client, address: str) -> list[str]:
    """Return what the rows of a list say, line by line."""
    lists = lxml.html.fromstring(get(client, address)).iter("ul")
    return lines(next(each for each in lists if each.get("class") == "rows"))


def now() -> str:
    """Return the last instant at which anything was published, as an address names it."""
    last = models.Revision.objects.latest("sequence")
    return str(serializers.show_moment(last.published_at))


def lines(element: lxml.html.HtmlElement) -> list[str]:
    """Return what an element says, line by line."""
    text = "".join(_parts(element))
    return [line for line in (" ".join(each.split()) for each in text.split("\x00")) if line]


def _parts(element: lxml.html.HtmlElement) -> list[str]:
    if element.get("class") in _APART:
        return []
    edge = "\x00" if element.tag in _BLOCKS else ""
    parts = [edge, element.text or ""]
    for child in element:
        parts += [*_parts(child), child.tail or ""]
    return [*parts, edge]
