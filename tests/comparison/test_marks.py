"""Marks: by which words two reports of one are known."""

from tracker.comparison import marks


def test_who_meets_is_marked_by_record_or_last_name() -> None:
    named = [("Foreign Minister Ana Ruiz", "ana-ruiz"), ("Elena Sarmiento", None)]

    assert marks.of_people(named) == ["ana-ruiz", "sarmiento"]


def test_people_are_the_same_as_far_as_both_name_them() -> None:
    both = frozenset({"ana-ruiz", "sarmiento"})

    assert marks.are_same_people(both, both | {"correal"})
    assert marks.are_same_people(both, frozenset({"sarmiento"}))
    assert not marks.are_same_people(both, frozenset({"ana-ruiz", "correal"}))


def test_a_matter_is_the_same_in_half_of_the_words_or_of_the_same_few_parties() -> None:
    pact = frozenset(marks.of_matter("Pact on Fisheries", ["xc", "xr"], "treaty"))
    pesca = frozenset(marks.of_matter("Acuerdo de Pesca", ["xc", "xr"], "treaty"))
    other = frozenset(marks.of_matter("Acuerdo de Pesca", ["xc"], "treaty"))

    assert marks.are_same_matter(pact, pesca)
    assert not marks.are_same_matter(pact, other)
    assert marks.shared_words(pesca, other) == 1
    assert marks.shared_words(pact, frozenset()) == 0
