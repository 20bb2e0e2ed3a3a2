"""Promises by their very words."""

import pytest

from tests.analysis.costaguana import TUESDAY
from tracker.analysis import base
from tracker.analysis.mentions.index import Index
from tracker.analysis.passages import Reading
from tracker.analysis.promises import clauses


def found(text: str, language: str = "en") -> list[clauses.Clause]:
    """Return every clause that may be a promise."""
    article = base.Article(text, language, TUESDAY)
    return clauses.find(Reading(article, Index(base.Tracked())))


def promised(text: str, language: str = "en") -> list[tuple[str, str]]:
    """Return the sort and the words of every clause that may be a promise."""
    return [(clause.sort, clause.words) for clause in found(text, language)]


@pytest.mark.parametrize(
    ("text", "sort", "words"),
    [
        ("We will build two ports.", "modal", "We will build two ports"),
        (
            "Ana Ruiz said the country would not send ships, and called it a lie.",
            "modal",
            "the country would not send ships",
        ),
        (
            "Azuera pledged to cut tariffs by half.",
            "performs",
            "Azuera pledged to cut tariffs by half",
        ),
        ("Both intend to open the border.", "modal", "Both intend to open the border"),
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
        ("Construiremos antes dos puertos.", "modal", "Construiremos antes dos puertos"),
        ("Dijo que abrirán la frontera norte y pidió calma.", "modal", "abrirán la frontera norte"),
        (
            "Azuera se comprometió a bajar los aranceles.",
            "performs",
            "Azuera se comprometió a bajar los aranceles",
        ),
        ("Vamos a construir un puerto.", "modal", "Vamos a construir un puerto"),
    ],
)
def test_the_clause_is_quoted_in_spanish(text: str, sort: str, words: str) -> None:
    assert promised(text, "es") == [(sort, words)]


@pytest.mark.parametrize(
    "text", ["Vamos a Sulaco por mar mañana.", "La frontera está cerrada.", "Ya lo veremos."]
)
def test_going_somewhere_and_a_few_words_promise_nothing(text: str) -> None:
    assert promised(text, "es") == []


def test_what_speaks_against_a_promise_is_weighed() -> None:
    (clause,) = found("If elected, the boats that it has pledged in 2019 must come.")

    assert clause.features.keys() >= {"past_date", "relative", "unreal"}


def test_what_speaks_for_a_promise_is_weighed() -> None:
    (clause,) = found("Ana Ruiz promised that no school would close before 1 May 2026.")

    assert clause.features.keys() >= {"vows", "by_when", "no_one", "performs_by_when"}


@pytest.mark.parametrize(
    "text", ["He recalled the pledge by Azuera of 20 boats.", "Will Azuera send any more boats?"]
)
def test_a_noun_and_a_question_bind_nobody(text: str) -> None:
    assert found(text) == []
