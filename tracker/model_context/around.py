"""What happened around a record, a part at a time, the newest first."""

from typing import Any, Final

from tracker.model_context import addresses, answers, cursors, finding, happenings, instants
from tracker.timelines import current, newest, windows

_COMMITMENT: Final = "commitment"


def timeline(
    record_type: str, slug: str, instant: instants.Instant, cursor: str | None, limit: int
) -> answers.Timeline:
    """Return what happened around a record from a place on.

    Raises Refusal as ``finding.find`` does, and for a foreign cursor.
    """
    found = finding.find(record_type, slug, instant)
    told, following = happened(record_type, found, instant, cursor, limit)
    owner = current.owner_reference(record_type, {**found.body, "title": title(found.body)})
    return answers.Timeline(
        known_at=instant.shown,
        record=addresses.reference(owner, instant),
        entries=told,
        next_cursor=following,
    )


def happened(
    record_type: str,
    found: finding.Found,
    instant: instants.Instant,
    cursor: str | None,
    limit: int,
) -> tuple[list[answers.Happening], str | None]:
    """Return a part of what happened around a record, and the cursor to what follows."""
    asked_for = None if instant.known_at is None else instant.shown
    question = ("timeline", record_type, found.body["slug"], asked_for)
    given = cursors.read(cursor, *question)
    beyond = None if given is None else (given[0], given[1], given[2])
    window = windows.Window(limit, beyond)
    head = newest.read(record_type, found.body["slug"], found.shown, instant.known_at, window)
    commitment = found.body["slug"] if record_type == _COMMITMENT else ""
    told = [happenings.of_entry(entry, commitment, instant) for entry in head.bodies]
    following = cursors.written(head.older, *question) if head.older else None
    return told, following


def title(body: dict[str, Any]) -> str:
    """Return by which words a body is headed."""
    names = ("short_title", "title", "name", "text")
    return next((str(body[name]) for name in names if body.get(name)), str(body["slug"]))
