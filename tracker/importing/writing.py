"""Records written as files that can be imported again, and the template of each noun."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import orjson

from tracker import models, serializers
from tracker.importing import cells, columns, drafts, popolo_writing

FORMATS: Final = ("csv", "json", "popolo")
MEDIA_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "popolo": "application/json",
}
_BYTE_ORDER_MARK: Final = "\ufeff"
_CHUNK: Final = 1000


def formats(noun: columns.Noun) -> tuple[str, ...]:
    """Return the formats in which a noun can be exported."""
    return FORMATS if noun.popolo else FORMATS[:-1]


def file_name(noun: columns.Noun, form: str, prefix: str = "") -> str:
    """Return how an exported file is called."""
    plural = serializers.PLURALS[noun.record_type]
    ending = "popolo.json" if form == "popolo" else form
    return f"{prefix}{plural}.{ending}"


def export(noun: columns.Noun, form: str) -> Iterator[bytes]:
    """Yield the public records of a noun as a file. Raises popolo.NoPopolo."""
    bodies = _bodies(noun.record_type)
    if form == "csv":
        return _csv(noun, bodies)
    if form == "popolo":
        return iter([_json(popolo_writing.write(noun, bodies))])
    return iter([_json([drafts.entered(noun, body) for body in bodies])])


def template(noun: columns.Noun) -> bytes:
    """Return the file that people fill in: the headings, and a row about nobody."""
    example = {heading: column.example for heading, column in noun.by_heading.items()}
    return b"".join(_lines(noun, [example]))


def _bodies(record_type: str) -> Iterator[Mapping[str, Any]]:
    rows = models.records_of(record_type).public().standing().order_by("pk")
    for body in rows.values_list("body", flat=True).iterator(chunk_size=_CHUNK):
        yield orjson.loads(bytes(body))


def _csv(noun: columns.Noun, bodies: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    rows = (row for body in bodies for row in drafts.cells_of(noun, drafts.entered(noun, body)))
    return _lines(noun, rows)


def _lines(noun: columns.Noun, rows: Iterable[Mapping[str, str]]) -> Iterator[bytes]:
    """Yield the headings and the rows; a byte order mark first, without which Excel misreads."""
    headings = list(noun.by_heading)
    yield (_BYTE_ORDER_MARK + _line(headings)).encode()
    for row in rows:
        yield _line([cells.defused(row.get(heading, "")) for heading in headings]).encode()


def _line(row: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(row)
    return line.getvalue()


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
