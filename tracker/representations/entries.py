"""What a feed says of a development: its names, its words in both languages, its quotes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

Body = Mapping[str, Any]

TITLE = "On Record: developments"
AUTHOR = "On Record"
# A tag belongs to the holder of the host's name at the beginning of this year (RFC 4151).
_TAG_YEAR = 2026
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Feed:
    """A list of entries, newest change first: what it is of, where it is, and as of when.

    ``listing`` is the address of the same in the API, ``page`` that of its page.
    """

    home: str
    path: str
    listing: str
    page: str
    updated: str
    bodies: list[dict[str, Any]]
    title: str = TITLE


def tag(home: str, specific: str) -> str:
    """Return the permanent name of something of the service at ``home``."""
    return f"tag:{urlsplit(home).hostname},{_TAG_YEAR}:{specific}"


def entry_tag(home: str, body: Body) -> str:
    """Return the permanent name of an entry: by its record's address, unless it has its own."""
    return tag(home, body.get("tag") or body["url"].removeprefix("/v1/"))


def summaries(body: Body) -> list[tuple[str, str]]:
    """Return (language, our words), one for each language."""
    return sorted(body["summary"].items())


def categories(body: Body) -> list[str]:
    """Return the codes and slugs under which a reader may file an entry."""
    if "categories" in body:
        return list(body["categories"])
    record = body["record"]
    speaker = body["speaker"] or {}
    party = speaker.get("party") or {}
    named = [
        body["kind"],
        body["review_state"],
        f"{record['type']}:{record['slug']}",
        *(f"party:{holder['slug']}" for holder in record.get("holders", ())),
        *([f"party:{party['slug']}"] if party else ()),
    ]
    return list(dict.fromkeys(named))


def speaker(citation: Body) -> str:
    """Return who speaks in a quote and as what; '' where that is not known."""
    said_by = citation.get("speaker") or {}
    names = (said_by.get("name") or said_by.get("attributed_as"), said_by.get("role"))
    return ", ".join(name for name in names if name)


def attribution(citation: Body) -> str:
    """Return who speaks in a quote, where it stands (outlet, title, day), and if not for print."""
    document = citation["document"]
    day = (document["published_at"] or "")[:10]
    kind = document["text_kind"]
    remark = "" if kind == "full" else f"{kind}, not for print"
    parts = (speaker(citation), document["outlet"], document["title"], day, remark)
    return ", ".join(part for part in parts if part)


def printable(text: str) -> str:
    """Return ``text`` without what XML has no way to hold."""
    return _UNPRINTABLE.sub("", text)
