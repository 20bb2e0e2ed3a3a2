"""Concepts that both languages have words for."""

from tracker.analysis import lexicon, normalise
from tracker.analysis.terms import concepts


def test_words_of_one_concept_are_found_in_either_language() -> None:
    english = concepts.find("the cease-fire and the quotas", "en")
    spanish = concepts.find(normalise.fold("el alto el fuego y las cuotas"), "es")

    assert [hit.key for hit in english] == [hit.key for hit in spanish] == ["truce", "quota"]


def test_every_concept_has_words_in_both_languages() -> None:
    english, spanish = (lexicon.table("concepts", language) for language in ("en", "es"))

    assert english.keys() == spanish.keys()
    assert all(english.values())
    assert all(spanish.values())
    assert ("tregua", "es") in set(concepts.words("truce"))


def test_key_terms_are_widened_by_the_other_words_of_a_concept() -> None:
    widened = concepts.widened({"en": {"truce": 1.0, "valley": 2.2}}, {"en": "A truce holds."})

    assert (widened["en"]["truce"], widened["en"]["valley"]) == (2.5, 2.2)
    assert {widened["en"]["ceasefire"], widened["es"]["tregua"]} == {2.0}
