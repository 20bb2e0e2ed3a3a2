"""A record of any type, cut down to what can be told of it: fields, names, quotes."""

from collections.abc import Mapping
from typing import Any, Final

from tracker.model_context import addresses, answers, around, finding, instants, quoting

MOST_OF_A_LIST: Final = 20
MOST_CHARACTERS: Final = 2000
_OURS: Final = frozenset(
    {
        "schema",
        "type",
        "slug",
        "url",
        "html_url",
        "version",
        "changed_at",
        "content_hash",
        "citations",
        "translations",
        "watch",
        "explanation",
        "detector",
        "later",
    }
)
"""What is shown elsewhere in the answer, or is for programs."""
_READ: Final = frozenset({"document", "source"})
"""What is read, and not said to be so by anyone here."""


def record(record_type: str, slug: str, instant: instants.Instant) -> answers.RecordAnswer:
    """Return a record as it is shown at ``instant``.

    Raises Refusal as ``finding.find`` does.
    """
    found = finding.find(record_type, slug, instant)
    body = found.body
    citations = body.get("citations") or []
    return answers.RecordAnswer(
        known_at=instant.shown,
        page=addresses.page(body["url"], instant),
        json_url=addresses.json_url(body["url"], instant),
        type=record_type,
        slug=slug,
        title=around.title(body),
        about=_told({name: value for name, value in body.items() if name not in _OURS}),
        judged=_judged(record_type, body),
        quotes=quoting.quotes(citations, _speaker(record_type, body)),
        quotes_left_out=quoting.left_out(citations),
        later=found.later,
    )


def _judged(record_type: str, body: Mapping[str, Any]) -> answers.Judged | None:
    if record_type in _READ:
        return None
    return quoting.flagged(body) if "review_state" in body else quoting.entered()


def _speaker(record_type: str, body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    if record_type == "statement":
        return body
    speaker: Mapping[str, Any] | None = body.get("speaker")
    return speaker


def _told(value: Any) -> Any:
    """Return a value without what is empty, records by name, lists and texts cut."""
    if isinstance(value, dict):
        return _told_members(value)
    if isinstance(value, list):
        told = [_told(each) for each in value[:MOST_OF_A_LIST]]
        beyond = len(value) - MOST_OF_A_LIST
        return [*told, f"… and {beyond} more"] if beyond > 0 else told
    if isinstance(value, str) and len(value) > MOST_CHARACTERS:
        return value[: MOST_CHARACTERS - 1] + "…"
    return value


def _told_members(value: dict[str, Any]) -> dict[str, Any]:
    if {"type", "slug", "title"} <= value.keys():
        return {name: value[name] for name in ("type", "slug", "title")}
    # Quotes of parts stand in the timeline, with who judged them.
    kept = {name: each for name, each in value.items() if name != "citations"}
    return {name: _told(each) for name, each in kept.items() if each not in (None, "", [], {})}
