"""The text of a PDF, page by page."""

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.fetching import NOW, SITE
from tests.readers.printing import pdf as printed
from tracker.readers import base, pdf

GAZETTE = [
    [
        "Gaceta Oficial de Costaguana",
        "DECRETO 118",
        "El Presidente de la República ratifica el acuerdo de coopera-",
        "ción firmado en Sulaco el 20 de enero de 2026 con la República de",
        "Entre Montes, y ordena que se cumpla en todo el territorio de la",
        "1",
    ],
    [
        "Gaceta Oficial de Costaguana",
        "nación.",
        "Artículo 1. No habrá bases extranjeras en el puerto de Sulaco.",
        "Artículo 2. Publíquese.",
        "2",
    ],
    ["Gaceta Oficial de Costaguana", "Ana Ruiz", "Ministra de Relaciones Exteriores", "3"],
]
URL = f"{SITE}/gaceta/118.pdf"
MADE = "/CreationDate (D:20260121093000-05'00') /ModDate (D:20260122000000Z)"


def test_sentences_are_whole_and_what_stands_on_every_page_is_left_out() -> None:
    found = pdf.read(printed(GAZETTE), URL)

    assert found.text == (
        "DECRETO 118\n"
        "El Presidente de la República ratifica el acuerdo de cooperación firmado en Sulaco el "
        "20 de enero de 2026 con la República de Entre Montes, y ordena que se cumpla en todo el "
        "territorio de la nación.\n"
        "Artículo 1. No habrá bases extranjeras en el puerto de Sulaco.\n"
        "Artículo 2. Publíquese.\n\n"
        "Ana Ruiz\n"
        "Ministra de Relaciones Exteriores"
    )


def test_articles_that_head_page_after_page_are_kept_and_the_head_above_them_is_not() -> None:
    sheets = [
        ["Treaty between Norland and Freedonia", f"Article {n}", f"The parties agree on point {n}."]
        for n in range(1, 9)
    ]

    found = pdf.read(printed(sheets), URL)

    assert found.text == "\n\n".join(
        f"Article {n}\nThe parties agree on point {n}." for n in range(1, 9)
    )


@pytest.mark.parametrize("line", ["Clause {n}", "12 600", "{year}", "Budget {n} 600"])
def test_what_stands_at_the_edge_of_a_few_pages_or_differs_by_a_number_is_kept(line: str) -> None:
    sheets = [[f"Words of page {'abcdefghij'[n]}", "are here."] for n in range(10)]
    for n in (2, 5, 7):
        sheets[n].append(line.format(n=n, year=2020 + n // 2))

    found = pdf.read(printed(sheets), URL)

    assert [found.text.count(line.format(n=n, year=2020 + n // 2)) > 0 for n in (2, 5, 7)] == [
        True
    ] * 3


@pytest.mark.parametrize("line", ["Clause {n}", "{n}00 600", "Title {n}"])
def test_a_line_of_which_the_number_alone_differs_is_kept_on_every_page(line: str) -> None:
    sheets = [[line.format(n=n), f"Words {'abcdefgh'[n]} are here."] for n in range(1, 8)]

    found = pdf.read(printed(sheets), URL)

    assert [found.text.count(line.format(n=n)) for n in range(1, 8)] == [1] * 7


@pytest.mark.parametrize(
    "line",
    [
        "{n}",
        "- {n} -",
        "Page {n} of 9",
        "Gaceta Oficial de Freedonia, 118",
        "Gaceta Oficial de Freedonia {n}",
        "Official Journal of Norland, 12 May, {later}",
    ],
)
def test_numbers_and_heads_of_pages_are_left_out(line: str) -> None:
    sheets = [
        [f"Words {'abcdefghi'[n]} are here.", line.format(n=n + 1, later=n + 4117)]
        for n in range(9)
    ]

    found = pdf.read(printed(sheets), URL)

    assert found.text == "\n\n".join(f"Words {'abcdefghi'[n]} are here." for n in range(9))


@pytest.mark.parametrize(
    ("words", "page"),
    [("DECRETO", 1), ("territorio", 1), ("nación.", 2), ("Publíquese", 2), ("Ministra", 3)],
)
def test_a_quote_gets_the_page_on_which_it_begins(words: str, page: int) -> None:
    found = pdf.read(printed(GAZETTE), URL)

    assert found.page_at(found.text.index(words)) == page


def test_a_page_of_pictures_has_its_number_all_the_same() -> None:
    found = pdf.read(printed([["First page."], [], ["Third page."]]), URL)

    assert found.text == "First page.\n\nThird page."
    assert [found.page_at(place) for place in (0, 10, 13, 23)] == [1, 1, 3, 3]


def test_the_particulars_are_what_announced_it_and_then_what_the_file_says() -> None:
    body = printed(GAZETTE, f"/Title (Decreto 118) {MADE}", "/Lang (es-CG)")
    entry = base.Entry(
        URL,
        title="Decree 118",
        published=datetime(2026, 1, 25, tzinfo=UTC),
        published_precision="day",
    )

    alone, announced = pdf.read(body, URL, NOW), pdf.read(body, URL, NOW, entry)

    assert (alone.title, alone.language) == ("Decreto 118", "es")
    assert (alone.published, alone.published_from) == ("2026-01-21T14:30:00Z", "meta")
    assert (alone.modified, alone.modified_from) == ("2026-01-22T00:00:00Z", "meta")
    assert (announced.title, announced.published) == ("Decree 118", "2026-01-25")
    assert announced.published_from == "feed"


@pytest.mark.parametrize("title", ["Microsoft Word - final_v3.docx", "gaceta.pdf", "untitled"])
def test_a_title_that_a_program_gave_gives_way_to_the_first_line(title: str) -> None:
    found = pdf.read(printed([["118", "Decree of Sulaco", "1. No bases."]], f"/Title ({title})"))

    assert found.title == "Decree of Sulaco"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (printed([[], []]), "no text"),
        (printed([["No bases."]] * 601), "more than 600 pages"),
        (b"%PDF-1.7\n" + b"x" * 2000, "malformed"),
        (printed(GAZETTE)[:700], "malformed"),
        (b"", "malformed"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_unreadable_with_the_reason(body: bytes, reason: str) -> None:
    with pytest.raises(base.Unreadable, match=reason):
        pdf.read(body, URL)


@given(st.binary(max_size=60), st.integers(0, 1500), st.integers(0, 60))
def test_whatever_is_wrong_with_a_pdf_it_is_read_or_unreadable(
    wrong: bytes, place: int, length: int
) -> None:
    body = printed(GAZETTE)

    with contextlib.suppress(base.Unreadable):
        assert pdf.read(body[:place] + wrong + body[place + length :]).text
