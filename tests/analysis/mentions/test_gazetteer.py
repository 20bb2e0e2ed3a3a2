"""Names found in a text."""

from collections.abc import Iterable

import pytest

from tracker.analysis.mentions import gazetteer
from tracker.analysis.mentions.gazetteer import Name


def _found(names: Iterable[Name], text: str) -> list[tuple[str, str]]:
    return [(m.text, m.key) for m in gazetteer.Gazetteer(names).find(text)]


def test_countries_are_found_by_name_adjective_and_capital() -> None:
    text = "Los militares estadounidenses salieron de Bogotá; Brazil’s president agreed."

    assert _found(gazetteer.country_names(), text) == [
        ("estadounidenses", "US"),
        ("Bogotá", "CO"),
        ("Brazil", "BR"),
    ]


def test_a_short_name_in_capitals_is_written_so() -> None:
    assert _found([Name("US", "country", "US")], "US envoys told us.") == [("US", "US")]


def test_a_name_with_a_capital_has_one_in_the_text() -> None:
    assert _found([Name("Turkey", "country", "TR")], "A turkey in Turkey") == [("Turkey", "TR")]


def test_the_longest_name_is_taken() -> None:
    names = [Name("Ruiz", "official", "ana-ruiz"), Name("Ana Ruiz", "official", "ana-ruiz")]

    assert _found(names, "Ana Ruiz spoke; Ruiz left.") == [
        ("Ana Ruiz", "ana-ruiz"),
        ("Ruiz", "ana-ruiz"),
    ]


def test_a_name_of_two_people_names_neither() -> None:
    names = [Name("Ruiz", "official", "ana-ruiz"), Name("Ruiz", "official", "leo-ruiz")]

    assert _found(names, "Ruiz spoke.") == []


def test_a_name_inside_a_word_is_none() -> None:
    assert _found([Name("Mali", "country", "ML")], "Malicious") == []


def test_accents_may_be_missing() -> None:
    assert _found([Name("Panamá", "country", "PA")], "Panama agreed") == [("Panama", "PA")]


def test_an_empty_gazetteer_finds_nothing() -> None:
    assert gazetteer.Gazetteer([]).find("Panama") == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Chad Wolf and Michael Jordan met at Georgia Tech.", []),
        ("In Jordan, envoys of Chad and Georgia met.", ["JO", "TD", "GE"]),
        (
            "It ended. Visit Jordan! Chad's army left; Chad President Vega stayed.",
            ["JO", "TD", "TD"],
        ),
        ("The envoy told us that fine china and a turkey were served.", []),
        ("US and China: Türkiye, Turkey, Turquía", ["US", "CN", "TR", "TR", "TR"]),
        ("los chinos y la capital armenia, Ereván; la reina danesa", ["CN", "AM", "AM", "DK"]),
        (
            "Myanmar, or Burma; Hong Kong; Saint Lucia; Côte d’Ivoire",
            ["MM", "MM", "HK", "LC", "CI"],
        ),
        ("Viena, Londres y La Habana; Nueva Delhi", ["AT", "GB", "CU", "IN"]),
    ],
)
def test_countries_are_told_from_people_and_things(text: str, codes: list[str]) -> None:
    found = gazetteer.Gazetteer(gazetteer.country_names()).find(text)

    assert [mention.key for mention in found] == codes
