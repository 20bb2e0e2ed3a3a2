"""What a mail says of events of the ledger: from their bodies, in the language that was chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.conf import settings

from tracker import kinds, models, serializers, vocabularies

MOST_TOLD: Final = 50
"""How many events a mail tells of in full."""


@dataclass(frozen=True)
class Item:
    """One event as a mail tells it."""

    label: str
    title: str
    summary: str
    url: str
    state: str
    reason: str
    quote: str
    speaker: str
    outlet: str
    quote_url: str
    occurred: str


def items(revisions: Sequence[models.Revision], language: str) -> list[Item]:
    """Return what is told of these events, at most MOST_TOLD of them, the latest ones."""
    return [_item(revision, language) for revision in revisions[-MOST_TOLD:]]


def subject(told: Sequence[Item], count: int, title: str, language: str) -> str:
    """Return the subject of a mail about ``count`` events, found by a search of this title."""
    if count == 1:
        return f"{told[0].title} · {title}"
    return {"en": f"{count} developments · {title}", "es": f"{count} novedades · {title}"}[language]


def _item(revision: models.Revision, language: str) -> Item:
    body = orjson.loads(bytes(revision.body))
    quote = _quote(body)
    speaker = quote.get("speaker") or {}
    document = quote.get("document") or {}
    return Item(
        label=kinds.EVENT_TYPES[revision.event_type].label[language],
        title=_title(body),
        summary=(body.get("summary") or {}).get(language, ""),
        url=settings.PUBLIC_URL + serializers.page_at(body["url"], language),
        state=_state(body, language),
        reason=body.get("review_reason") or "",
        quote=quote.get("exact") or "",
        speaker=speaker.get("name") or speaker.get("attributed_as") or "",
        outlet=document.get("outlet") or "",
        quote_url=document.get("url") or "",
        occurred=body.get("occurred_date") or "",
    )


def _title(body: Mapping[str, Any]) -> str:
    """Return what a record is called; of what was withdrawn, what is left of it."""
    for name in ("title", "short_title", "name", "text"):
        if body.get(name):
            return str(body[name])
    about = body.get("record")
    title = about.get("title") if isinstance(about, dict) else None
    return str(title or body["slug"])


def _quote(body: Mapping[str, Any]) -> Mapping[str, Any]:
    citations = body.get("citations") or [{}]
    first: Mapping[str, Any] = citations[0]
    return first


def _state(body: Mapping[str, Any], language: str) -> str:
    """Return how far a development has been checked; '' of other records."""
    if "review_state" not in body:
        return ""
    state = vocabularies.ReviewState(body["review_state"])
    return state.label[language]
