"""Files as people have them: encodings, delimiters, headings, and what cannot be read at all."""

import gzip
import io
import json
import zipfile

import pytest

from tests.importing.sheets import csv
from tracker import importing

OFFICIALS = importing.NOUNS["official"]
TABLE = "name,summary\r\nTomás Vidal,“Don” – el ministro\r\n"


def cells(content: bytes) -> list[dict[str, str]]:
    return [line.cells for line in importing.read(content, OFFICIALS).lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_table_is_read_in_each_unicode_encoding(encoding: str) -> None:
    sheet = importing.read(TABLE.encode(encoding), OFFICIALS)

    assert [line.cells for line in sheet.lines] == [
        {"name": "Tomás Vidal", "summary": "“Don” – el ministro"}
    ]
    assert (sheet.notes, sheet.problems) == ([], [])


def test_what_is_no_unicode_is_taken_for_latin_1_and_says_so() -> None:
    sheet = importing.read(TABLE.encode("cp1252"), OFFICIALS)

    assert sheet.lines[0].cells == {"name": "Tomás Vidal", "summary": "“Don” – el ministro"}
    assert sheet.notes == [
        "Read as Windows-1252 (Latin-1). Where accents look wrong, save it as UTF-8."
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_by_the_headings(delimiter: str) -> None:
    rows = [["slug", "name", "summary"], ["quist", "M. Quist", "x"]]

    found = cells(csv(*(delimiter.join(row) for row in rows)))

    assert found == [{"slug": "quist", "name": "M. Quist", "summary": "x"}]


def test_a_quoted_cell_holds_line_breaks_delimiters_and_quotation_marks() -> None:
    found = cells(b'name,summary\n"Ruiz, Ana","One\nsaid ""two"""\nQuist,\n')

    assert found == [
        {"name": "Ruiz, Ana", "summary": 'One\nsaid "two"'},
        {"name": "Quist", "summary": ""},
    ]


def test_rows_are_numbered_as_in_a_spreadsheet_and_empty_ones_are_passed_over() -> None:
    sheet = importing.read(b'name\n"a\nb"\n\n,,\nc\n', OFFICIALS)

    assert [(line.label, line.cells["name"]) for line in sheet.lines] == [("2", "a\nb"), ("5", "c")]


def test_a_row_with_more_cells_than_headings_says_why() -> None:
    sheet = importing.read(b"name,summary\nRuiz, Ana,x\n", OFFICIALS)

    assert sheet.lines[0].problem == (
        "It has 3 cells below 2 headings: put quotation marks around a cell that holds the "
        "delimiter."
    )


def test_headings_are_known_however_they_are_written() -> None:
    sheet = importing.read(b"Name,Honorific prefix,START-DATE\nRuiz,Dra.,2024\n", OFFICIALS)

    assert sheet.headings == ["name", "honorific_prefix", "start_date"]
    assert sheet.problems == []


def test_an_unknown_column_is_named_with_what_may_be_meant() -> None:
    sheet = importing.read(b"name,sumary,zzz,_note,name\nRuiz,x,,,\n", OFFICIALS)

    first, second, third = sheet.problems
    assert first == "There are two columns “name”."
    assert second == (
        "There is no column “sumary”. Did you mean “summary”? A heading that begins with _ is "
        "passed over."
    )
    assert third.startswith("There is no column “zzz”. There are: slug, name, other_names")
    assert sheet.notes == ["Not imported: _note."]


def archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.csv", b"0" * 10_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf \r\n", "The file is empty."),
        (b"name,summary\n", "There is no row in this file below its headings."),
        (b"[]", "There is no row in this file below its headings."),
        (archive(), "This is an Excel workbook or a ZIP archive. Save it as CSV UTF-8 first."),
        (gzip.compress(b"name\na\n"), "This is compressed. Unpack it first."),
        (b"%PDF-1.7", "This is a PDF. A list has to be CSV or JSON."),
        (b"\0\0\0\1" * 99, "This is no text."),
        (b"\xff\xfea", "The file begins as utf-16 and is not."),
        (b'["a"]', "The JSON has to be a list of objects, as the API takes them."),
        (b"[{]", "This is no JSON: Expecting property name enclosed in double quotes: "),
        (b'[{"name": NaN}]', "This is no JSON: NaN is no number."),
        (b'[{"name": "\\ud800"}]', "This is no JSON: 'utf-8' codec can't encode"),
        (b"[" * 100_000, "This is no JSON: "),
        (b'name\n"a\n', "Row 2 cannot be told apart: a quotation mark is not closed"),
        (b"name\n" + b"a\n" * 100_001, "There are more than 100,000 rows. Split the file."),
        (b"n" * (10 * 1024**2 + 1), "The file is larger than 10 MiB. Split it."),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_what_cannot_be_read_says_why(content: bytes, words: str) -> None:
    with pytest.raises(importing.Unreadable) as refusal:
        importing.read(content, OFFICIALS)

    assert str(refusal.value).startswith(words)


def test_objects_are_read_from_a_list_and_from_a_page_of_the_api() -> None:
    record = {"name": "Ana Ruiz", "tenures": [{"role": {"es": "Canciller"}, "party": "x"}]}

    for content in ([record], {"count": 1, "results": [record]}):
        (found,) = cells(json.dumps(content).encode())
        assert (found["name"], found["role"], found["party"]) == ("Ana Ruiz", "es: Canciller", "x")


def test_a_second_office_is_a_second_row_of_its_object() -> None:
    tenures = [{"role": {"en": role}, "party": "x"} for role in ("Minister", "Premier")]
    record = {"name": "Ana Ruiz", "tenures": tenures}

    sheet = importing.read(json.dumps([record, record]).encode(), OFFICIALS)

    assert [line.label for line in sheet.lines] == ["1", "1.2", "2", "2.2"]
