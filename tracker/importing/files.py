"""Files as people have them: of any encoding, delimiter and format, read into cells."""

import csv
import difflib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tracker.importing import cells, columns, drafts, popolo

FORMATS: Final = ("csv", "json", "popolo")
MOST_BYTES: Final = 10 * 1024 * 1024
MOST_ROWS: Final = 100_000
OWN_NOTES: Final = "_"
"""With what the heading of a column begins that is the newsroom's own and passed over."""
_DELIMITERS: Final = ",;\t|"
_MAGIC: Final = {
    b"PK\x03\x04": "This is an Excel workbook or a ZIP archive. Save it as CSV UTF-8 first.",
    b"PK\x05\x06": "This is a ZIP archive. Unpack it first.",
    b"\xd0\xcf\x11\xe0": "This is an old Excel workbook. Save it as CSV UTF-8 first.",
    b"\x1f\x8b": "This is compressed. Unpack it first.",
    b"%PDF": "This is a PDF. A list has to be CSV or JSON.",
}
_MARKS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_MANY_NULS: Final = 0.2


class Unreadable(ValueError):  # noqa: N818 - named as what it reports
    """A file cannot be used at all; the message says why, and what would help."""


@dataclass
class Line:
    """One row of a file: how people find it, and its cells by heading."""

    label: str
    cells: dict[str, str]
    problem: str = ""


@dataclass
class Sheet:
    """The rows of a file, what was noticed of it, and what is wrong with it as a whole."""

    format: str
    headings: list[str]
    lines: list[Line]
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read(content: bytes, noun: columns.Noun, form: str = "") -> Sheet:
    """Return the rows of a file; without ``form`` its format is told by its first character.

    Raises Unreadable.
    """
    text, notes = _decoded(content)
    begins = text.lstrip()[:1]
    form = form or ("json" if begins in {"{", "["} else "csv")
    sheet = _table(text, noun) if form == "csv" else _objects(text, noun, form)
    sheet.notes[:0] = notes
    if len(sheet.lines) > MOST_ROWS:
        raise Unreadable(f"There are more than {MOST_ROWS:,} rows. Split the file.")
    if not sheet.lines:
        raise Unreadable("There is no row in this file below its headings.")
    _judge_headings(sheet, noun)
    return sheet


def _decoded(content: bytes) -> tuple[str, list[str]]:
    """Return the text of a file, and in which encoding it was taken where that is a guess."""
    if len(content) > MOST_BYTES:
        raise Unreadable(f"The file is larger than {MOST_BYTES // 1024**2} MiB. Split it.")
    for magic, words in _MAGIC.items():
        if content.startswith(magic):
            raise Unreadable(words)
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise Unreadable("The file is empty.")
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "")
    try:
        return content.decode(encoding or _unmarked(content)), []
    except UnicodeError as error:
        if encoding:
            raise Unreadable(f"The file begins as {encoding} and is not.") from error
    text = content.decode("cp1252", errors="replace")
    return text, ["Read as Windows-1252 (Latin-1). Where accents look wrong, save it as UTF-8."]


def _unmarked(content: bytes) -> str:
    """Return the likely encoding of a file that does not say; most letters in UTF-16 have a NUL."""
    for name, with_nuls, without in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        every_other, others = content[with_nuls:2000:2], content[without:2000:2]
        if every_other.count(0) > len(every_other) / 2 and not others.count(0):
            return name
    if content.count(0) > len(content) * _MANY_NULS:
        raise Unreadable("This is no text.")
    return "utf-8"


def _table(text: str, noun: columns.Noun) -> Sheet:
    delimiter = _delimiter(text, noun)
    rows = _rows(text, delimiter)
    headings = [_heading(cell) for cell in next(rows, (1, []))[1]]
    while headings and not headings[-1]:
        headings.pop()
    lines = [_line(number, row, headings) for number, row in rows if any(map(str.strip, row))]
    return Sheet("csv", headings, lines)


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with the numbers that a spreadsheet gives them."""
    number = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable(
                f"Row {number} cannot be told apart: a quotation mark is not closed, or stands "
                f"within a cell without being doubled ({error})."
            ) from error
        yield number, row
        if number > MOST_ROWS + 1:
            raise Unreadable(f"There are more than {MOST_ROWS:,} rows. Split the file.")


def _line(number: int, row: list[str], headings: list[str]) -> Line:
    problem = ""
    if any(cell.strip() for cell in row[len(headings) :]):
        problem = (
            f"It has {len(row)} cells below {len(headings)} headings: put quotation marks around "
            "a cell that holds the delimiter."
        )
    filled = [*row, *[""] * (len(headings) - len(row))]
    return Line(str(number), dict(zip(headings, filled, strict=False)), problem)


def _delimiter(text: str, noun: columns.Noun) -> str:
    """Return what separates the cells: that by which most headings are known."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def known(delimiter: str) -> tuple[int, int]:
        cells_found = next(csv.reader([first], delimiter=delimiter), [])
        headings = {_heading(cell) for cell in cells_found}
        return len(headings & noun.by_heading.keys()), len(cells_found)

    return max(_DELIMITERS, key=known)


def _heading(cell: str) -> str:
    return "_".join(cell.strip().lower().replace("-", " ").split())


def _objects(text: str, noun: columns.Noun, form: str) -> Sheet:
    try:
        found = json.loads(text, parse_constant=_refuse_constant)
        # Half a character may stand in JSON as an escape, and nowhere else.
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"This is no JSON: {error}.") from error
    notes: list[str] = []
    if popolo.is_popolo(found) or form == "popolo":
        try:
            persons, notes = popolo.read(found, noun)
            records: list[Mapping[str, Any]] = [*persons]
        except popolo.NoPopolo as error:
            raise Unreadable(str(error)) from error
        form = "popolo"
    else:
        records = _records(found)
        form = "json"
    lines: list[Line] = []
    for number, record in enumerate(records, start=1):
        draft = _entered(noun, record, number) if "content_hash" in record else record
        rows = drafts.cells_of(noun, draft)
        lines += (
            Line(f"{number}.{place}" if place > 1 else str(number), _defused(row))
            for place, row in enumerate(rows, start=1)
        )
    headings = list(dict.fromkeys(name for line in lines for name in line.cells))
    return Sheet(form, headings, lines, notes)


def _entered(noun: columns.Noun, body: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Return of a body what a person would enter."""
    try:
        return drafts.entered(noun, body)
    except (TypeError, AttributeError, KeyError) as error:
        raise Unreadable(f"Record {number} is not as the API shows one.") from error


def _records(found: Any) -> list[Mapping[str, Any]]:
    """Return the objects of a JSON file: a list, or a list in an object such as an API's page."""
    if isinstance(found, dict):
        found = next((value for value in found.values() if isinstance(value, list)), [found])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise Unreadable("The JSON has to be a list of objects, as the API takes them.")
    return found


def _defused(row: dict[str, str]) -> dict[str, str]:
    return {heading: cells.defused(cell) for heading, cell in row.items()}


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _judge_headings(sheet: Sheet, noun: columns.Noun) -> None:
    """Name the columns that are not known, and those that are passed over."""
    twice = sorted({name for name in sheet.headings if name and sheet.headings.count(name) > 1})
    sheet.problems += (f"There are two columns “{name}”." for name in twice)
    passed_over = [
        name
        for name in sheet.headings
        if name not in noun.by_heading and (name.startswith(OWN_NOTES) or columns.is_former(name))
    ]
    if passed_over:
        sheet.notes.append(f"Not imported: {', '.join(passed_over)}.")
    for name in sheet.headings:
        if name in noun.by_heading or name in passed_over:
            continue
        near = difflib.get_close_matches(name, noun.by_heading, 1, 0.6)
        meant = (
            f" Did you mean “{near[0]}”?" if near else f" There are: {', '.join(noun.by_heading)}."
        )
        said = f"There is no column “{name}”." if name else "A column has no heading."
        sheet.problems.append(
            f"{said}{meant} A heading that begins with {OWN_NOTES} is passed over."
        )
