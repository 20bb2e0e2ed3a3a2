"""Citations of articles, compared with what styles and programs want."""

import dataclasses

import pytest

from tracker.representations import citing

WORK = citing.Work(
    key="gazette-bases-2",
    title="«No bases», says minister: 100% & counting",
    author="Ana Ruiz Núñez",
    outlet="The Gazette",
    date="2026-01-26",
    url="https://gazette.example/bases_{1}?a=1&b=2",
    language="es",
    accessed="2026-02-01",
    archive="https://archive.example/1",
)
WORDS = citing.Words("No base will be built under any circumstances.")
ADDRESS = "https://record.example/statements/x?known_at=2026-02-01T00:00:00Z#quote-1"


def of(**changed: str) -> citing.Work:
    return dataclasses.replace(WORK, **changed)


def test_apa_names_byline_day_title_outlet_and_address() -> None:
    assert citing.apa(WORK) == (
        "Ana Ruiz Núñez. (2026, January 26). «No bases», says minister: 100% & counting."
        " The Gazette. https://gazette.example/bases_{1}?a=1&b=2"
    )


def test_apa_names_an_outlet_that_is_the_author_once() -> None:
    assert citing.apa(of(author="", title="Why?", url="https://g.example/")) == (
        "The Gazette. (2026, January 26). Why? https://g.example/"
    )


def test_apa_begins_with_the_title_where_nobody_is_named() -> None:
    assert citing.apa(of(author="", outlet="", title="A note", url="https://g.example/")) == (
        "A note. (2026, January 26). https://g.example/"
    )


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2026-01-26T15:00:00Z", "(2026, January 26)."),
        ("2025-12", "(2025, December)."),
        ("2025", "(2025)."),
        ("", "(n.d.)."),
    ],
)
def test_apa_shows_no_more_of_a_date_than_is_known(date: str, shown: str) -> None:
    assert f" {shown} " in citing.apa(of(date=date))


def test_bibtex_escapes_what_tex_reads_and_keeps_accents() -> None:
    assert citing.bibtex(WORK, WORDS, ADDRESS) == (
        "@misc{gazette-bases-2,\n"
        "  author = {{Ana Ruiz Núñez}},\n"
        "  title = {{«No bases», says minister: 100\\% \\& counting}},\n"
        "  organization = {{The Gazette}},\n"
        "  year = {2026},\n"
        "  month = jan,\n"
        "  day = {26},\n"
        "  url = {https://gazette.example/bases_%7B1%7D?a=1&b=2},\n"
        "  urldate = {2026-02-01},\n"
        "  langid = {spanish},\n"
        "  note = {Quoted by On Record at"
        " https://record.example/statements/x?known\\_at=2026-02-01T00:00:00Z\\#quote-1},\n"
        "  annote = {No base will be built under any circumstances.}\n"
        "}\n"
    )


def test_bibtex_says_no_month_that_is_not_known() -> None:
    entry = citing.bibtex(of(date="2025", accessed="", language="qu", author=""), WORDS, ADDRESS)

    assert "month" not in entry
    assert "  author = {{The Gazette}},\n  title" in entry
    assert "  year = {2025},\n  url" in entry


def test_bibtex_escapes_every_mark_of_tex() -> None:
    entry = citing.bibtex(WORK, citing.Words("\\x{y} ~a^b $c$ #d"), ADDRESS)

    assert (
        r"annote = {\textbackslash{}x\{y\} \textasciitilde{}a\textasciicircum{}b \$c\$ \#d}"
        in entry
    )


def test_csl_names_the_byline_as_one_text() -> None:
    assert citing.csl(WORK, WORDS, ADDRESS) == {
        "id": "gazette-bases-2",
        "type": "webpage",
        "title": "«No bases», says minister: 100% & counting",
        "author": [{"literal": "Ana Ruiz Núñez"}],
        "container-title": "The Gazette",
        "issued": {"date-parts": [[2026, 1, 26]]},
        "accessed": {"date-parts": [[2026, 2, 1]]},
        "URL": "https://gazette.example/bases_{1}?a=1&b=2",
        "language": "es",
        "archive_location": "https://archive.example/1",
        "note": f"“{WORDS.exact}” — quoted by On Record at {ADDRESS}",
    }


def test_csl_says_nothing_of_a_date_that_is_not_known() -> None:
    assert "issued" not in citing.csl(of(date=""), WORDS, ADDRESS)
    assert citing.csl(of(date="2025-12"), WORDS, ADDRESS)["issued"] == {"date-parts": [[2025, 12]]}


def test_the_very_words_are_found_by_all_of_them_percent_encoded() -> None:
    words = citing.Words("No, no: a well-known «base» & more, será así")

    assert citing.passage("https://g.example/a", words) == (
        "https://g.example/a#:~:text=No%2C%20no%3A%20a%20well%2Dknown%20%C2%ABbase%C2%BB"
        "%20%26%20more%2C%20ser%C3%A1%20as%C3%AD"
    )


def test_many_words_are_found_by_the_first_and_the_last() -> None:
    words = citing.Words(" ".join(f"w{n}" for n in range(30)))

    assert citing.passage("https://g.example/a#part", words) == (
        "https://g.example/a#part:~:text=w0%20w1%20w2%20w3%20w4,w25%20w26%20w27%20w28%20w29"
    )


def test_words_of_two_paragraphs_are_found_by_both_ends() -> None:
    words = citing.Words("One two three four five six.\n\nSeven eight.")

    assert citing.passage("https://g.example/a", words) == (
        "https://g.example/a#:~:text=One%20two%20three%20four,Seven%20eight."
    )


def test_few_words_are_found_by_those_around_them_unless_cut() -> None:
    words = citing.Words("no base", "operations; he said that there is ", " in the islands, as q")

    assert citing.passage("https://g.example/a", words) == (
        "https://g.example/a#:~:text=that%20there%20is-,no%20base,-in%20the%20islands%2C"
    )
    assert citing.passage("https://g.example/a", citing.Words("no base", "", "")) == (
        "https://g.example/a#:~:text=no%20base"
    )


def test_without_an_address_there_is_none_of_the_words() -> None:
    assert citing.passage("", WORDS) == ""
