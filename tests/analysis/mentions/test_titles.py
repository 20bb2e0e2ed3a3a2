"""Agreements named in a sentence, by the words that they share with it."""

from tracker.analysis import base
from tracker.analysis.mentions.titles import Name, Titles

PACT = base.Agreement("pact", ("Coastal Patrol Pact", "Pacto de Patrulla Costera"))
PORTS = base.Agreement("ports", ("Agreement on the Ports", "Coastal Ports Agreement"))


def test_an_agreement_is_named_by_most_words_of_a_name() -> None:
    found = list(Titles((PACT, PORTS), "en").find("the patrols along the coastal road"))

    assert found == [(PACT, Name(2 / 3, ((4, 11), (22, 29))))]


def test_the_best_of_its_names_counts() -> None:
    ((agreement, name),) = Titles((PORTS,), "en").find("the coastal ports agreement")

    assert (agreement, name.share) == (PORTS, 1.0)


def test_one_word_of_several_names_nothing() -> None:
    assert list(Titles((PACT, PORTS), "en").find("the pact")) == []


def test_names_are_found_in_the_texts_language() -> None:
    found = Titles((PACT,), "es").find("el pacto de patrulla")

    assert [agreement.slug for agreement, _ in found] == ["pact"]
