"""Timelines, changes and what a search found as spreadsheets: a row for each, whatever it is."""

from collections.abc import Iterable, Iterator

from tracker.representations import spreadsheets
from tracker.representations.spreadsheets import Body, Column, first_of

_HEADINGS = ("short_title", "title", "name")


def _named(heading: str, *paths: str) -> list[Column]:
    """Return the columns of the slug and the name of a record, referred to at one of the paths."""
    return [
        first_of(heading, *(f"{path}.slug" for path in paths)),
        first_of(f"{heading}_name", *(f"{path}.title" for path in paths)),
    ]


def _bearing(name: str) -> Column:
    """Return the column of how an entry, or the statement made of it, bears on commitments."""
    return first_of(name, f"body.{name}", f"body.relations.{name}", f"statement.relations.{name}")


def _or_own_outlet(column: Column) -> Column:
    """Return a column of a quote; of a document, which has none, the outlet is its own."""
    if column.heading != "outlet":
        return column
    own = first_of("outlet", "outlet")
    return Column("outlet", "citations", lambda row: column.text(row) or own.text(row))


TIMELINE = [
    *(first_of(name, name) for name in ("type", "date", "precision")),
    first_of("slug", "body.slug"),
    first_of("url", "body.url", "record.url"),
    *_named("record", "record", "body.record", "body.relations.commitment"),
    first_of("kind", "body.kind", "body.verdict", "body.action", "body.stance"),
    first_of("title", "body.title", "body.text", "body.reason"),
    _bearing("relation"),
    _bearing("side"),
    *_named("speaker", "body.speaker.official", "body.official"),
    first_of("speaker_as_reported", "body.speaker.name", "body.attributed_as"),
    first_of("speaker_role", "body.speaker.role", "body.role_as_reported"),
    *_named("party", "body.speaker.party", "body.party", "body.parties"),
    first_of("review_state", "body.review_state"),
    *spreadsheets.quote("body.citations"),
]
"""The columns of a timeline: statements, events, developments, verdicts and actions alike."""

CHANGES = [
    *(first_of(name, name) for name in ("sequence", "timestamp")),
    first_of("event_type", "type"),
    first_of("type", "data.object.type"),
    first_of("slug", "data.object.slug"),
    first_of("url", "subject"),
    first_of("title", *(f"data.object.{name}" for name in _HEADINGS), "data.object.text"),
    *_named("record", "data.object.record"),
    first_of("kind", "data.object.kind"),
    Column("changed", "data", lambda change: "; ".join(change["data"].get("previous") or ())),
    first_of("review_state", "data.object.review_state"),
    first_of("review_reason", "data.object.review_reason"),
    *spreadsheets.quote("data.object.citations"),
    first_of("version", "data.object.version"),
]
"""The columns of changes: what happened to which record, and which of its fields changed."""

FOUND = [
    *(first_of(name, name) for name in ("type", "slug", "title", "url", "score", "excerpt")),
    *map(_or_own_outlet, spreadsheets.quote()),
    first_of("changed_at", "changed_at"),
]
"""The columns of what a search found, with the first quote of each record."""


def timeline(entries: Iterable[Body], public_url: str) -> Iterator[bytes]:
    """Yield the lines of a timeline as CSV."""
    return _lines(TIMELINE, (_addressed(entry, public_url) for entry in entries))


def changes(envelopes: Iterable[Body]) -> Iterator[bytes]:
    """Yield the lines of changes as CSV."""
    return _lines(CHANGES, envelopes)


def found(results: Iterable[Body], public_url: str) -> Iterator[bytes]:
    """Yield the lines of what a search found as CSV."""
    return _lines(FOUND, ({**each, "url": public_url + each["url"]} for each in results))


def _addressed(entry: Body, public_url: str) -> Body:
    """Return an entry whose address, or else that of its record, is absolute."""
    name = "body" if "url" in entry["body"] else "record"
    shown = entry[name]
    return {**entry, name: {**shown, "url": public_url + shown["url"]}}


def _lines(columns: list[Column], rows: Iterable[Body]) -> Iterator[bytes]:
    headings = (column.heading for column in columns)
    return spreadsheets.table(headings, ([column.text(row) for column in columns] for row in rows))
