"""Folds that keep the length of a text, and stems."""

import pytest

from tracker.analysis import normalise


def test_a_fold_is_as_long_as_the_text() -> None:
    text = "Según Núñez, «no habrá» İstanbul’s ﬁnal straße…"

    assert len(normalise.fold(text)) == len(text)
    assert len(normalise.lower(text)) == len(text)


def test_folding_drops_accents_and_straightens_quotes() -> None:
    assert normalise.fold("“Año Único” — ya’ sí") == '"ano unico" - ya\' si'


def test_lowering_keeps_accents() -> None:
    assert normalise.lower("RECHAZÓ el Rechazo") == "rechazó el rechazo"


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("militar", "militares", "es"),
        ("base", "bases", "es"),
        ("extranjera", "extranjeros", "es"),
        ("base", "bases", "en"),
        ("operation", "operations", "en"),
    ],
)
def test_a_word_and_its_plural_share_a_stem(one: str, other: str, language: str) -> None:
    assert normalise.stem(one, language) == normalise.stem(other, language)


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert normalise.stem("gouvernements", "xx") == "gouvernements"
