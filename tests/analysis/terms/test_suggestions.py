"""Key terms suggested from words, by their rarity."""

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
