"""What the page of a development shows besides its body: why it was flagged, in plain words."""

from typing import Any

from tracker import kinds, models
from tracker.flagging import sources as flagged
from tracker.site import pages
from tracker.site.records import related
from tracker.timelines import lookups

_PERCENT = 100


def context(page: pages.Page, _found: lookups.Found, body: dict[str, Any]) -> dict[str, Any]:
    """Return what is shown beside a development."""
    around = related.Around(page.language, page.known_at)
    sure = body["confidence"]
    return {
        "headline": _headline(body, page.language),
        "quotes": related.cut(body["citations"]),
        "is_edit": body["kind"] == flagged.CHANGED,
        "kind_explained": kinds.EVENT_TYPES[body["kind"]].explanation[page.language],
        "percent": None if sure is None else round(sure * _PERCENT),
        "why": _why(body["kind"], body["explanation"]),
        "statements": around.listed("statement", ids=models.SAID_IN + body["slug"]),
    }


def _headline(body: dict[str, Any], language: str) -> str:
    """Return what happened, in this language, as a heading has it: without a full stop."""
    said = body["summary"]
    return str(said.get(language) or body["title"]).removesuffix(".")


def _why(kind: str, explanation: dict[str, Any]) -> dict[str, Any]:
    """Return the words that were looked for, those that decided, and what else is told of it."""
    return {
        "matched": _texts(explanation.get("matched")),
        "decided_by": _texts(explanation.get("decided_by")),
        "is_by_calendar": kinds.KINDS[kind].from_clock,
        "before": explanation.get("before"),
        "after": explanation.get("after"),
        "version": explanation.get("number"),
        "analyser": explanation.get("analyser"),
    }


def _texts(found: Any) -> list[str]:
    """Return the words of spans of a text, each once."""
    spans = found if isinstance(found, list) else []
    return list(dict.fromkeys(str(span["text"]) for span in spans if "text" in span))
