"""What happened around a record, a part at a time, the newest first."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

import orjson
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from tracker import models
from tracker.model_context import addresses, answers, cursors, finding, happenings, instants
from tracker.timelines import current, entries, historical

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
    shown = _past if instant.known_at is not None else _present
    page, contents = shown(record_type, found, instant, beyond, limit)
    commitment = found.body["slug"] if record_type == _COMMITMENT else ""
    told = [happenings.of_entry(orjson.loads(each), commitment, instant) for each in contents]
    following = cursors.written(page[limit - 1][0], *question) if len(page) > limit else None
    return told, following


def title(body: dict[str, Any]) -> str:
    """Return by which words a body is headed."""
    names = ("short_title", "title", "name", "text")
    return next((str(body[name]) for name in names if body.get(name)), str(body["slug"]))


def _present(
    record_type: str,
    found: finding.Found,
    instant: instants.Instant,
    beyond: entries.Place | None,
    limit: int,
) -> tuple[list[entries.Entry], list[bytes]]:
    del instant
    rows = current.around(record_type, found.key, current.TYPES)
    page = _newest([each for code in rows for each in rows_beyond(code, rows[code], beyond, limit)])
    return page, entries.shown_now(page[:limit])


def _past(
    record_type: str,
    found: finding.Found,
    instant: instants.Instant,
    beyond: entries.Place | None,
    limit: int,
) -> tuple[list[entries.Entry], list[bytes]]:
    assert instant.known_at is not None  # noqa: S101 - for the type checker
    past = historical.Past(record_type, found.body["slug"], found.stored, instant.known_at)
    rows = historical.around(past, current.TYPES)
    parts = historical.parts(past, current.TYPES)
    told = [each for code in rows for each in rows_beyond(code, rows[code], beyond, limit)]
    told += [each for code in parts for each in _parts(code, parts[code], beyond)]
    page = _newest(told)
    return page, entries.shown_then(page[:limit], parts, instant.known_at)


def _newest(told: Iterable[entries.Entry]) -> list[entries.Entry]:
    return sorted(told, key=lambda entry: entry[0], reverse=True)


def rows_beyond(
    code: str, rows: QuerySet[Any, Any], beyond: entries.Place | None, limit: int
) -> Iterator[entries.Entry]:
    """Yield the newest rows of a type beyond a place: as many as a part may need, and one."""
    column, precision = current.DATES[code]
    is_past = rows.model is models.Revision
    key_column = "record_id" if is_past else "pk"
    index = current.TYPES.index(code)
    dated = rows.alias(day=Coalesce(column, date.min))
    if beyond is not None:
        dated = dated.filter(_after(beyond, index, key_column))
    columns = (key_column, column, *([precision] if precision and not is_past else []))
    newest = dated.order_by("-day", f"-{key_column}").values_list(*columns)
    for key, day, *known in newest[: limit + 1]:
        yield ((day or date.min).toordinal(), index, key), day, known[0] if known else "day"


def _parts(
    code: str, parts: Iterable[historical.PastPart], beyond: entries.Place | None
) -> Iterator[entries.Entry]:
    index = current.TYPES.index(code)
    for part in parts:
        place = ((part.day or date.min).toordinal(), index, part.key)
        if beyond is None or place < beyond:
            yield place, part.day, ""


def _after(place: entries.Place, index: int, key_column: str) -> Q:
    day, type_index, key = date.fromordinal(place[0]), place[1], place[2]
    older = Q(day__lt=day)
    if index == type_index:
        return older | Q(day=day, **{f"{key_column}__lt": key})
    return Q(day__lte=day) if index < type_index else older
