"""Cue words and how they are matched."""

import pytest

from tracker.text import lexicon, normalise


def _words(entries: list[str], text: str) -> list[str]:
    cues = lexicon.compile_cues(entries)
    return [hit.words for hit in cues.find(normalise.lower(text), normalise.fold(text))]


def test_a_cue_is_a_whole_word_unless_it_ends_in_a_star() -> None:
    assert _words(["ban"], "A ban on bananas") == ["ban"]
    assert _words(["instal*"], "Instalaron bases") == ["instalaron"]


def test_two_dots_skip_up_to_three_words() -> None:
    assert _words(["no .. decision"], "No se ha tomado decisión") == ["no se ha tomado decision"]
    assert _words(["no .. decision"], "No se ha tomado aún ninguna decisión") == []


def test_a_cue_after_an_equals_sign_is_read_with_its_accents() -> None:
    assert _words(["=rechazó"], "El rechazo; rechazó") == ["rechazó"]


def test_no_cues_match_nothing() -> None:
    assert _words([], "anything") == []


def test_both_languages_have_the_same_cues() -> None:
    assert set(lexicon.load("en").cues) == set(lexicon.load("es").cues)


def test_an_unknown_language_is_read_as_english() -> None:
    assert lexicon.load("xx").language == "en"


@pytest.mark.parametrize("code", ["EC", "US", "PE", "EU", "NATO"])
def test_countries_and_organisations_have_names(code: str) -> None:
    assert lexicon.countries()[code]
