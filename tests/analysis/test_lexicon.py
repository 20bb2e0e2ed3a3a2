"""Cue words and how they are matched."""

from pathlib import Path

import pytest

from tracker.analysis import lexicon, normalise


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


def test_no_name_is_that_of_two_countries_but_brussels() -> None:
    owners: dict[str, set[str]] = {}
    for code, names in lexicon.countries().items():
        for name in names:
            owners.setdefault(normalise.fold(name), set()).add(code)

    assert {name for name, codes in owners.items() if len(codes) > 1} <= {"brussels", "bruselas"}


def test_every_country_of_the_united_nations_has_its_names_in_both_languages() -> None:
    countries = lexicon.countries()

    assert len([code for code in countries if len(code) == 2]) > 245
    assert {"Fiji", "Fiyi", "fijiano", "Suva"} <= set(countries["FJ"])
    assert {"Tanzania", "Tanzanian", "tanzanos"} <= set(countries["TZ"])


def test_data_files_state_their_origin() -> None:
    folder = Path(lexicon.__file__).parent

    for path in sorted([*folder.glob("*.toml"), *folder.glob("*.tsv")]):
        assert "# Origin: " in path.read_text(encoding="utf-8")[:1000], path.name


def test_how_common_words_are_is_known_in_both_languages() -> None:
    assert lexicon.frequencies("en")["the"] > 7.5 > lexicon.frequencies("en")["treaty"] > 3.5
    assert lexicon.frequencies("es")["de"] > 7.2 > lexicon.frequencies("es")["tratado"] > 4.0
    assert "zeppelins" not in lexicon.frequencies("en")
