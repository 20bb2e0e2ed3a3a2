"""Key terms suggested from words, by their rarity."""

from tracker.analysis import lexicon
from tracker.analysis.terms import suggestions


def test_rare_words_weigh_more_than_common_ones_and_two_together_more_than_each() -> None:
    texts = {"en": "Costaguana will not cede sovereignty over military ports."}

    (weights,) = suggestions.suggest(texts, frozenset({"costaguana"})).values()

    assert set(weights) == {
        "cede",
        "sovereignty",
        "military",
        "ports",
        "cede sovereignty",
        "military ports",
    }
    assert weights["sovereignty"] > weights["military"]
    assert weights["military ports"] > weights["ports"]
    assert list(weights.values()) == sorted(weights.values(), reverse=True)


def test_what_a_preposition_joins_is_one_term() -> None:
    spanish = suggestions.suggest({"es": "Respetará el tratado de extradición."})["es"]
    english = suggestions.suggest({"en": "It keeps the rules of origin."})["en"]

    assert "tratado de extradicion" in spanish
    assert "rules of origin" in english


def test_each_language_has_its_own_terms() -> None:
    texts = {"en": "No foreign bases.", "es": "Ninguna base extranjera."}

    suggested = suggestions.suggest(texts)

    assert "foreign bases" in suggested["en"]
    assert "base extranjera" in suggested["es"]
    assert not suggested["en"].keys() & suggested["es"].keys()


def test_figures_are_terms_and_years_weigh_less() -> None:
    weights = suggestions.suggest({"en": "10,000 troops leave by 2027."})["en"]

    assert (weights["10,000"], weights["2027"]) == (2.0, 1.0)


def test_everyday_words_and_names_are_no_terms() -> None:
    texts = {"en": "Ruiz says that people want something good."}

    assert suggestions.suggest(texts, frozenset({"ruiz"}))["en"] == {}


def test_a_form_of_a_common_word_is_as_common() -> None:
    assert suggestions.commonness("ports", "en") == suggestions.commonness("port", "en") > 3.4
    assert suggestions.commonness("costaguana", "en") == 0.0


def test_every_concept_has_words_in_both_languages() -> None:
    english, spanish = (lexicon.table("concepts", language) for language in ("en", "es"))

    assert english.keys() == spanish.keys()
    assert all(english.values())
    assert all(spanish.values())


def test_key_terms_are_widened_by_the_other_words_of_a_concept() -> None:
    given = {"en": {"truce": 1.0, "valley": 2.2}}

    english = suggestions.widened(given, {"en": "A truce holds."})
    spanish = suggestions.widened({}, {"es": "El alto el fuego se mantiene."})

    assert (english["en"]["truce"], english["en"]["valley"]) == (2.5, 2.2)
    assert {english["en"]["ceasefire"], english["es"]["tregua"], spanish["en"]["truce"]} == {2.0}
