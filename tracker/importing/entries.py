"""Rows of a file put together to records, each as the API takes it, with what cannot be read."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from rest_framework import serializers as framework
from rest_framework.exceptions import ValidationError

from tracker import serializers
from tracker.importing import cells, columns, files
from tracker.serializers import cleaning

Corrections = Mapping[str, Mapping[str, str]]
"""What people wrote instead: {row: {heading: text of the cell}}."""

_ABSENT: Final = object()
_TITLES: Final = ("short_title", "title", "name", "text")


@dataclass(frozen=True)
class Problem:
    """What is wrong in a row, and in which of its cells; without a heading with the row itself."""

    label: str
    heading: str
    text: str


@dataclass
class Entry:
    """A record as the file has it: its rows, and what they say."""

    lines: list[files.Line]
    draft: dict[str, Any] = field(default_factory=dict)
    part_labels: list[str] = field(default_factory=list)
    """In which row each entry of the parts stands."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The first of its rows."""
        return self.lines[0].label

    @property
    def title(self) -> str:
        """What people know it by."""
        return next((str(self.draft[name]) for name in _TITLES if self.draft.get(name)), "")


def entries(
    sheet: files.Sheet,
    noun: columns.Noun,
    corrections: Corrections,
    left_out: Collection[str] = (),
) -> list[Entry]:
    """Return the records of a file, as corrected, without those that are left out."""
    lines = [_corrected(noun, corrections.get(line.label, {}), line) for line in sheet.lines]
    empty = _Empty(noun)
    kept = (entry for entry in _together(noun, lines) if entry.label not in left_out)
    return [_read(noun, entry, empty) for entry in kept]


def _corrected(noun: columns.Noun, said: Mapping[str, str], line: files.Line) -> files.Line:
    """Return a row with the cells that people wrote anew, who have looked at it then."""
    known = {heading: text for heading, text in said.items() if heading in noun.by_heading}
    is_changed = any(line.cells.get(heading, "") != text for heading, text in known.items())
    cells_now = {**line.cells, **known}
    return files.Line(line.label, cells_now, "" if is_changed else line.problem)


def _together(noun: columns.Noun, lines: list[files.Line]) -> Iterator[Entry]:
    """Yield the records: rows that say the same of one, and have one more part of it, are one."""
    if not noun.parts:
        yield from (Entry([line]) for line in lines)
        return
    found: dict[tuple[str, ...], Entry] = {}
    for line in lines:
        key = _identity(noun, line)
        if key and key in found and _has_part(noun, line):
            found[key].lines.append(line)
        else:
            found[key or (line.label, "")] = Entry([line])
    yield from found.values()


def _identity(noun: columns.Noun, line: files.Line) -> tuple[str, ...]:
    """Return what the row says of the record itself; nothing where it does not name it."""
    own = tuple(line.cells.get(column.heading, "").strip() for column in noun.columns)
    return own if any(own) and not line.problem else ()


def _has_part(noun: columns.Noun, line: files.Line) -> bool:
    return any(line.cells.get(column.heading, "").strip() for column in noun.of_part)


def _read(noun: columns.Noun, entry: Entry, empty: "_Empty") -> Entry:
    first = entry.lines[0]
    if first.problem:
        entry.problems.append(Problem(first.label, "", first.problem))
        return entry
    entry.draft = _values(noun.columns, first, entry, empty.of_record)
    if noun.parts and any(column.heading in first.cells for column in noun.of_part):
        parts = [line for line in entry.lines if _has_part(noun, line)]
        entry.part_labels = [line.label for line in parts]
        entry.draft[noun.parts] = [
            _values(noun.of_part, line, entry, empty.of_part) for line in parts
        ]
    return entry


def _values(
    shown: tuple[columns.Column, ...], line: files.Line, entry: Entry, empty: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the fields that a row gives; what cannot be read is noted, and left out."""
    found: dict[str, Any] = {}
    for column in shown:
        if column.heading not in line.cells:
            continue
        try:
            # What no text may hold is named before anyone looks for its parts.
            text = cells.as_meant(cleaning.clean(line.cells[column.heading]))
            value = column.kind.read(text) if text else empty[column.field]
        except (cells.Malformed, ValidationError) as error:
            entry.problems.append(Problem(line.label, column.heading, _words(error)))
            continue
        if value is not _ABSENT:
            found[column.field] = value
    return found


def _words(error: Exception) -> str:
    """Return the sentence of a refusal."""
    detail: Any = error.detail if isinstance(error, ValidationError) else [error]
    return str(detail[0])


class _Empty:
    """What an empty cell says of each field: that it is empty, or nothing where it cannot be."""

    def __init__(self, noun: columns.Noun) -> None:
        serializer = serializers.SERIALIZERS[noun.record_type]()
        self.of_record = {
            column.field: _empty(serializer.fields[column.field]) for column in noun.columns
        }
        part: Any = serializer.fields[noun.parts].child if noun.parts else None  # type: ignore[attr-defined]
        self.of_part = {column.field: _empty(part.fields[column.field]) for column in noun.of_part}


def _empty(field: Any) -> Any:
    if isinstance(field, framework.ManyRelatedField | framework.ListField):
        return [] if field.allow_empty else _ABSENT
    if isinstance(field, framework.ListSerializer):
        return []
    if isinstance(field, framework.DictField):
        return {} if field.allow_empty else _ABSENT
    if isinstance(field, framework.BaseSerializer):
        return {}
    if field.allow_null:
        return None
    return "" if getattr(field, "allow_blank", False) else _ABSENT
