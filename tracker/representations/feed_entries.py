"""Records and corrections as entries of feeds, with the members that developments have."""

from typing import Any, Final

from tracker import kinds
from tracker.representations.entries import Body

_HEADINGS: Final = ("short_title", "title", "name")
_WORDS: Final = ("text", "summary", "agenda", "result", "description")
"""Where a body says in words what it is about; a type of record has one of them."""
_MOST_CHARACTERS: Final = 300


def of_record(body: Body) -> dict[str, Any]:
    """Return a record as an entry: a development as it is."""
    if body["type"] == "development":
        return dict(body)
    topics = [f"topic:{topic['slug']}" for topic in body.get("topics") or ()]
    return {
        **body,
        "title": _heading(body),
        "summary": _summary(body),
        "citations": body.get("citations") or [],
        "categories": [body["type"], *topics],
    }


def of_correction(correction: Body, heading: str) -> dict[str, Any]:
    """Return what was corrected as an entry that leads to the record.

    ``heading`` is what the record is called; '' where it is not public any more.
    """
    record = correction["record"]
    event = kinds.EVENT_TYPES[correction["event_type"]]
    named = heading or f"{record['type']} {record['slug']}"
    changed = _changed(correction["previous"])
    return {
        "url": record["url"],
        "tag": f"corrections/{correction['sequence']}",
        "type": record["type"],
        "title": f"{event.english}: {named}",
        "changed_at": correction["published_at"],
        "detected_at": correction["published_at"],
        "summary": {
            language: " ".join(filter(None, (f"{label}.", correction["reason"], changed)))
            for language, label in event.label.items()
        },
        "citations": [],
        "categories": [event.code, f"{record['type']}:{record['slug']}"],
    }


def _heading(body: Body) -> str:
    if body["type"] == "statement":
        speaker = body["official"] or body["party"] or {}
        said_by = speaker.get("title") or body["attributed_as"]
        return f"{said_by}: {_cut(body['text'])}" if said_by else _cut(body["text"])
    return str(next((body[name] for name in _HEADINGS if body.get(name)), body["slug"]))


def _summary(body: Body) -> dict[str, str]:
    """Return what a record is about in words, by language; a document's text is its outlet's."""
    field = next((name for name in _WORDS if body.get(name)), "")
    if not field:
        return {"en": body["outlet"]} if body.get("outlet") else {}
    translated = {code: told.get(field) for code, told in body["translations"].items()}
    words = {**translated, body.get("language") or "en": body[field]}
    return {language: text for language, text in words.items() if text}


def _changed(previous: Body) -> str:
    """Return in words which fields changed, and what they said before where that is short."""
    parts = []
    for name, before in previous.items():
        is_text = isinstance(before, str) and before
        parts.append(f"{name} (“{_cut(before)}”)" if is_text else name)
    return f"Before: {', '.join(parts)}." if parts else ""


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"
