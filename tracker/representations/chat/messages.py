"""A message before it takes the form of a service: plain text alone, nothing of it escaped."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

ELLIPSIS: Final = "…"
LONGEST_URL: Final = 500


@dataclass(frozen=True)
class Message:
    """What is said in a channel; a part that is '' is left out.

    ``quote`` is what somebody said, with ``byline`` (who, where and when) and the outlet's own
    address; ``statement`` is what we say.
    """

    heading: str
    link: str
    link_label: str
    statement: str = ""
    quote: str = ""
    byline: str = ""
    source_url: str = ""
    source_label: str = ""
    judgement: str = ""


def shortened(text: str, most: int) -> str:
    """Return ``text`` in one line and with at most ``most`` characters, cut between words."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[: most - len(ELLIPSIS)]
    before, blank, _ = cut.rpartition(" ")
    # A text without blanks, or nearly, is cut where it is.
    return (before if blank and len(before) > most // 2 else cut) + ELLIPSIS


def quoted(text: str, most: int) -> str:
    """Return a quote between its marks, with at most ``most`` characters."""
    return f"“{shortened(text, most - 2)}”"


def fitting(text: str, most: int, escape: Callable[[str], str]) -> str:
    """Return ``text``, shortened and then escaped, with at most ``most`` characters."""
    room = most
    while len(escaped := escape(shortened(text, room))) > most:
        room -= len(escaped) - most
    return escaped


def can_be_linked(url: str) -> bool:
    """Return whether ``url`` is of the web, not too long, and without what could end a link."""
    is_plain = not any(each.isspace() or each in '<>|"\\' for each in url)
    return url.startswith(("https://", "http://")) and len(url) <= LONGEST_URL and is_plain
