"""The telling words of a text."""

from tracker.analysis.terms import gist


def test_stems_of_telling_words_and_figures_are_kept() -> None:
    found = gist.stems("the 12 lighthouses of the coast are lit", "en", frozenset({"coast"}))

    assert found == {"12", "lighthous"}


def test_spanish_plurals_and_singulars_are_the_same() -> None:
    assert gist.stems("los faros", "es") == gist.stems("un faro", "es")
