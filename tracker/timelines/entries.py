"""Entries of timelines as bytes: stored bodies and parts of these, as they are or were shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

import orjson

from tracker import models, partial_dates
from tracker.timelines import current, historical, outcomes

_REPORTED: Final = "development"

Place = tuple[int, int, int]
"""Day, place of the type in TYPES, key."""
Entry = tuple[Place, date | None, str]
"""A place, with the date as stored and how much of it is known."""


def shown_now(page: Iterable[Entry]) -> list[bytes]:
    """Return the page's entries as bytes: stored bodies, and parts of stored bodies."""
    page = list(page)
    stored = contents(page)
    return [shown for entry in page for shown in shown_of(entry, stored)]


def contents(
    page: Iterable[Entry], brief: Callable[[bytes], bytes] = bytes
) -> dict[str, dict[int, bytes]]:
    """Return what entries hold besides their heads, by type and key.

    Nothing is read twice, though several timelines have it. ``brief`` shortens a development.
    """
    keys: dict[str, dict[int, None]] = {}
    for (_, index, key), _, _ in page:
        keys.setdefault(current.TYPES[index], {})[key] = None
    return {
        code: _reported([*found], brief) if code == _REPORTED else _CONTENTS[code](code, [*found])
        for code, found in keys.items()
    }


def shown_of(entry: Entry, stored: Mapping[str, Mapping[int, bytes]]) -> list[bytes]:
    """Return an entry as bytes, of what is ``stored``; nothing where it is there no more."""
    (_, index, key), day, precision = entry
    code = current.TYPES[index]
    if key not in stored[code]:
        return []
    head = _head(code, partial_dates.show_date(day, precision), precision)
    return [head + stored[code][key] + b"}"]


def shown_then(
    page: Sequence[Entry], parts: Mapping[str, Iterable[historical.PastPart]], moment: datetime
) -> list[bytes]:
    """Return the page's entries as versions showed them at ``moment``, told what became of them."""
    held = {(code, part.key): part for code, found in parts.items() for part in found}
    versions = {key for (_, index, key), _, _ in page if current.TYPES[index] not in parts}
    shown = models.Revision.objects.known_at(moment).filter(record__in=versions)
    bodies = {key: bytes(body) for key, body in shown.values_list("record", "body")}
    reported = current.TYPES.index(_REPORTED)
    said = _said_of([bodies[key] for (_, index, key), _, _ in page if index == reported], moment)
    marked = dict(zip(bodies, outcomes.marked([*bodies.values()], [*bodies]), strict=True))
    fates = outcomes.later({part.owner for part in held.values()})
    return [
        _part_then(code, held[code, key], fates)
        if code in parts
        else _version_then(code, bodies[key], marked[key], said)
        for code, key in ((current.TYPES[index], key) for (_, index, key), _, _ in page)
    ]


def _part_then(code: str, held: historical.PastPart, fates: Mapping[int, str]) -> bytes:
    fate = {"later": fates[held.owner]} if held.owner in fates else {}
    body, record = orjson.dumps(held.part), orjson.dumps({**held.record, **fate})
    date_column, precision_column = current.DATES[code]
    precision = held.part[precision_column] if precision_column else "day"
    head = _head(code, held.part[date_column], precision)
    return head + b'"body":' + body + b',"record":' + record + b"}"


def _version_then(code: str, body: bytes, marked: bytes, said: Mapping[str, bytes]) -> bytes:
    parsed = orjson.loads(body)
    date_column, precision_column = current.DATES[code]
    head = _head(code, parsed[date_column], parsed[precision_column])
    statement = b""
    if code == _REPORTED:
        statement = b',"statement":' + said.get(current.said_in(parsed["slug"]), b"null")
    return head + b'"body":' + marked + statement + b"}"


def _said_of(developments: Iterable[bytes], moment: datetime) -> dict[str, bytes]:
    """Return the statements that people had made of developments, by slug."""
    slugs = [current.said_in(orjson.loads(body)["slug"]) for body in developments]
    found = list(
        models.Revision.objects.known_at(moment)
        .filter(type="statement", record__slug__in=slugs)
        .values_list("record", "record__slug", "body")
    )
    marked = outcomes.marked([bytes(row[2]) for row in found], [row[0] for row in found])
    return {row[1]: body for row, body in zip(found, marked, strict=True)}


def _head(code: str, shown_date: str | None, precision: str | None) -> bytes:
    """Return how an entry begins."""
    head = {"type": code, "date": shown_date, "precision": precision if shown_date else None}
    return orjson.dumps(head)[:-1] + b","


def _bodies(
    code: str, keys: list[int], brief: Callable[[bytes], bytes] = bytes
) -> dict[int, bytes]:
    rows = models.records_of(code).public().filter(pk__in=keys).values_list("pk", "body")
    return {key: b'"body":' + brief(bytes(body)) for key, body in rows}


def _reported(keys: list[int], brief: Callable[[bytes], bytes]) -> dict[int, bytes]:
    """Return developments, each with the statement that a person made of it."""
    bodies = _bodies(_REPORTED, keys, brief)
    slugs = models.Development.objects.filter(pk__in=keys).values_list("pk", "identity__slug")
    said = {current.said_in(slug): key for key, slug in slugs}
    statements = models.Statement.objects.public().slugs(*said)
    stored = {
        said[slug]: bytes(body) for slug, body in statements.values_list("identity__slug", "body")
    }
    return {key: body + b',"statement":' + stored.get(key, b"null") for key, body in bodies.items()}


def _parts(code: str, keys: list[int]) -> dict[int, bytes]:
    """Return parts of records as these show them, each with a reference to its record."""
    rows, owner, member = current.PARTS[code]
    owners = rows.filter(pk__in=keys).values(owner)
    siblings: dict[int, list[int]] = {}
    for key, owned_by in rows.filter(**{f"{owner}__in": owners}).values_list("pk", owner):
        siblings.setdefault(owned_by, []).append(key)
    bodies = models.records_of(owner).public().filter(pk__in=siblings).values_list("pk", "body")
    found: dict[int, bytes] = {}
    for owned_by, stored in bodies:
        body = orjson.loads(bytes(stored))
        record = current.owner_reference(owner, body)
        # Both stand in the order of the rows.
        for key, part in zip(siblings[owned_by], body[member], strict=False):
            found[key] = b'"body":' + orjson.dumps(part) + b',"record":' + orjson.dumps(record)
    return found


_CONTENTS = {
    "statement": _bodies,
    "event": _bodies,
    "assessment": _parts,
    "action": _parts,
}
