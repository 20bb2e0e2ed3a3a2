"""The quote of a development, who said it in what office, and where and when it stood."""

from collections.abc import Mapping
from typing import Any

from tracker import vocabularies
from tracker.representations.chat import words

Body = Mapping[str, Any]


def outlet(body: Body) -> str:
    """Return which outlet is quoted; '' where none is."""
    return str(_document(body).get("outlet") or "")


def parts(body: Body, language: str) -> dict[str, str]:
    """Return the parts of a message that are a quote: its words, its byline and its address."""
    citation, document = _citation(body), _document(body)
    if not citation:
        return {"byline": str(body.get("occurred_date") or "")}
    day = (document.get("published_at") or body.get("occurred_date") or "")[:10]
    said_by = _speaker(body, language)
    byline = (*said_by, outlet(body), day, _remark(document, language))
    return {
        "quote": citation["exact"],
        "byline": ", ".join(part for part in byline if part),
        "source_url": document.get("url") or "",
        "source_label": outlet(body),
    }


def _citation(body: Body) -> Body:
    citations = body.get("citations") or [{}]
    first: Body = citations[0]
    return first


def _document(body: Body) -> Body:
    return _citation(body).get("document") or {}


def _speaker(body: Body, language: str) -> tuple[str, str]:
    """Return who speaks in the quote, and in what office that day."""
    speaker = _citation(body).get("speaker")
    if speaker is None and len(body["citations"]) == 1:
        speaker = body.get("speaker")
    if speaker is None:
        return "", ""
    role = speaker.get("role") or ""
    named = (speaker.get("official") or {}).get("role") or {}
    # Offices have names in both languages where the official is known to us.
    office = named.get(language, role) if isinstance(named, Mapping) and role else role
    is_same = isinstance(named, Mapping) and role in named.values()
    name = speaker.get("name") or speaker.get("attributed_as") or ""
    return name, office if is_same else role


def _remark(document: Body, language: str) -> str:
    """Return a warning where the words are not those of the article."""
    kind = document.get("text_kind", "full")
    if kind == vocabularies.TextKind.FULL:
        return ""
    label = vocabularies.TextKind(kind).label[language].lower()
    return words.NOT_FOR_PRINT[language].format(kind=label)
