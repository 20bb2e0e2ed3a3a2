"""Promises by their very words."""

import pytest

from tracker.analysis.mentions import people
from tracker.analysis.promises import commissives
from tracker.analysis.structure import sentences


def promised(text: str, language: str = "en") -> list[tuple[str, str]]:
    """Return the sort and the words of every clause that may be a promise."""
    (sentence,) = sentences.split(text, language)
    found = commissives.find(sentence, language, people.find(sentence, language))
    return [(p.sort, text[p.start : p.end]) for p in found]


@pytest.mark.parametrize(
    ("text", "sort", "words"),
    [
        ("We will build two ports.", "modal", "We will build two ports"),
        (
            "Ana Ruiz said the country would not send ships, and called it a lie.",
            "reported",
            "the country would not send ships",
        ),
        (
            "Azuera pledged to cut tariffs by half.",
            "performs",
            "Azuera pledged to cut tariffs by half",
        ),
        (
            "He welcomed the pledge by Azuera to lend 20 boats.",
            "noun",
            "the pledge by Azuera to lend 20 boats",
        ),
        ("Both intend to open the border.", "intends", "Both intend to open the border"),
        (
            "The U.S. will send ships to the U.S. Navy.",
            "modal",
            "The U.S. will send ships to the U.S. Navy",
        ),
        ("It will close the port, the ministry said.", "modal", "It will close the port"),
    ],
)
def test_the_clause_of_the_promise_is_quoted(text: str, sort: str, words: str) -> None:
    assert promised(text) == [(sort, words)]


@pytest.mark.parametrize(
    ("text", "sort", "words"),
    [
        ("Construiremos dos puertos.", "modal", "Construiremos dos puertos"),
        ("Dijo que abrirán la frontera y pidió calma.", "reported", "abrirán la frontera"),
        (
            "Azuera se comprometió a bajar los aranceles.",
            "performs",
            "Azuera se comprometió a bajar los aranceles",
        ),
        ("Anunció aranceles del 30 %.", "announces", "aranceles del 30 %"),
        ("Vamos a construir un puerto.", "modal", "Vamos a construir un puerto"),
    ],
)
def test_the_clause_is_quoted_in_spanish(text: str, sort: str, words: str) -> None:
    assert promised(text, "es") == [(sort, words)]


@pytest.mark.parametrize("text", ["Vamos a Sulaco.", "La frontera está cerrada."])
def test_going_somewhere_promises_nothing(text: str) -> None:
    assert promised(text, "es") == []


def test_what_speaks_against_a_promise_is_weighed() -> None:
    (sentence,) = sentences.split("If elected, the boats that it has pledged must come.", "en")

    (found,) = commissives.find(sentence, "en", people.find(sentence, "en"))

    assert found.features.keys() >= {"call", "relative"}
