"""What an import would change of a record: field by field, as its cells would read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import models as db
from rest_framework.exceptions import ValidationError

from tracker import models
from tracker.importing import cells, columns, drafts
from tracker.importing.checking import Checker

_UNREADABLE = object()


@dataclass(frozen=True)
class Difference:
    """A field that would be another; ``is_locked`` where a person entered what stands there."""

    heading: str
    before: str
    after: str
    is_locked: bool


def differences(
    noun: columns.Noun,
    checker: Checker,
    row: models.Record,
    draft: Mapping[str, Any],
    values: dict[str, Any],
) -> list[Difference]:
    """Return what ``values`` would change of ``row``, and leave in them only that."""
    body = orjson.loads(bytes(row.body)) if row.body else {}
    stands = drafts.entered(noun, body)
    given = {name: stands[name] for name in draft if name in stands and name != "slug"}
    if noun.parts in values:
        _complete(noun, row, values[noun.parts])
    row_parts = {field.name for field in row._meta.get_fields() if field.one_to_many}
    try:
        before = checker.values(given, row)
    except ValidationError:
        before = {}
    for name in list(values):
        same = _same_parts if name in row_parts else _same
        if same(values[name], before.get(name, _UNREADABLE)):
            del values[name]
    changed = {checker.field_of(name) for name in values}
    return [
        Difference(name, *_shown(noun, name, stands, draft), _is_locked(checker, name, row))
        for name in draft
        if name in changed
    ]


def _complete(noun: columns.Noun, row: models.Record, parts: list[dict[str, Any]]) -> None:
    """Have parts that are there already keep what the file has no column for."""
    standing = list(getattr(row, noun.parts).all())
    names = [column for column in _part_columns(standing) if column not in {"id", "pk"}]
    for part in parts:
        known = [each for each in standing if _is_of(each, part)]
        if known:
            for name in names:
                part.setdefault(name, getattr(known[0], name))


def _part_columns(standing: list[Any]) -> list[str]:
    return [
        field.name
        for part in standing[:1]
        for field in part._meta.concrete_fields
        if not isinstance(field.remote_field, db.ManyToOneRel)
    ]


def _is_of(standing: Any, part: Mapping[str, Any]) -> bool:
    return bool(standing.party == part.get("party") and standing.role == part.get("role"))


def _same_parts(one: Any, other: Any) -> bool:
    """Return whether two lists hold the same parts, in whatever order."""
    if not isinstance(other, list) or len(one) != len(other):
        return False
    left = list(other)
    for part in one:
        found = next((each for each in left if _same(part, each)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _same(one: Any, other: Any) -> bool:
    """Return whether two values say the same, links in any order."""
    if isinstance(one, list) and isinstance(other, list):
        if all(isinstance(each, models.Record) for each in (*one, *other)):
            return {each.pk for each in one} == {each.pk for each in other} and None not in {
                each.pk for each in one
            }
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        names = one.keys() | other.keys()
        return all(_same(one.get(name) or None, other.get(name) or None) for name in names)
    if isinstance(one, models.Record) and isinstance(other, models.Record):
        return one.pk is not None and one == other
    return bool(one == other)


def _is_locked(checker: Checker, name: str, row: models.Record) -> bool:
    return any(checker.field_of(column) == name for column in row.locked_fields)


def _shown(
    noun: columns.Noun, name: str, stands: Mapping[str, Any], draft: Mapping[str, Any]
) -> tuple[str, str]:
    before, after = stands.get(name), draft[name]
    if name != noun.parts:
        kind = noun.by_heading[name].kind
        return cells.shown(kind, before), cells.shown(kind, after)
    return _parts(noun, before or ()), _parts(noun, after)


def _parts(noun: columns.Noun, parts: Any) -> str:
    """Return entries that have columns of their own in one text, one each line."""
    lines = []
    for part in parts:
        told = [
            cells.shown(column.kind, part.get(column.field))
            for column in noun.of_part
            if part.get(column.field) is not False
        ]
        lines.append(", ".join(text.replace("\n", " / ") for text in told if text))
    return "\n".join(lines)
