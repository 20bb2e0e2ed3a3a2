"""Bodies as the cells of rows, and as what a person would enter to make such records."""

from collections.abc import Mapping
from typing import Any

from tracker.importing import cells, columns


def cells_of(noun: columns.Noun, record: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return a record, as a body shows it or the API takes it, as the cells of its rows."""
    own = {
        column.heading: cells.shown(column.kind, record[column.field])
        for column in noun.columns
        if column.field in record
    }
    taken = {column.field for column in noun.columns} | {noun.parts}
    own |= {
        str(name): cells.shown(cells.Text(), value)
        for name, value in record.items()
        if name not in taken and not columns.is_former(name)
    }
    if not noun.parts or noun.parts not in record:
        return [own]
    parts = record[noun.parts]
    if not parts:
        return [own | dict.fromkeys((column.heading for column in noun.of_part), "")]
    if not isinstance(parts, list) or not all(isinstance(part, Mapping) for part in parts):
        return [own | {noun.of_part[0].heading: cells.shown(cells.Structured(), parts)}]
    return [own | _cells_of_part(noun, part) for part in parts]


def _cells_of_part(noun: columns.Noun, part: Mapping[str, Any]) -> dict[str, str]:
    known = {column.field for column in noun.of_part}
    return {
        column.heading: cells.shown(column.kind, part.get(column.field)) for column in noun.of_part
    } | {
        f"{noun.parts}.{name}": cells.shown(cells.Structured(), value)
        for name, value in part.items()
        if name not in known and not columns.is_former(str(name))
    }


def entered(noun: columns.Noun, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return of a body what a person would enter to make such a record, as the API takes it."""
    kept: dict[str, Any] = {
        column.field: _slugs(_entries_of(column.kind, body[column.field]))
        for column in noun.columns
        if column.field in body
    }
    if noun.parts:
        names = {column.field for column in noun.of_part}
        kept[noun.parts] = [
            {name: _slugs(part[name]) for name in part if name in names}
            for part in body.get(noun.parts) or ()
        ]
    return kept


def _entries_of(kind: cells.Kind, value: Any) -> Any:
    if not isinstance(kind, cells.Entries):
        return value
    return [{name: entry[name] for name in kind.names if name in entry} for entry in value or ()]


def _slugs(value: Any) -> Any:
    """Return a value of a body with slugs in the place of references."""
    if isinstance(value, list):
        return [_slugs(each) for each in value]
    if isinstance(value, dict):
        is_reference = "slug" in value and not {"type", "record_url"}.isdisjoint(value)
        return value["slug"] if is_reference else {key: _slugs(value[key]) for key in value}
    return value
