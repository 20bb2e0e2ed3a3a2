"""Key terms found by stem, and figures in one form."""

import pytest

from tracker.analysis import normalise
from tracker.analysis.terms import terms


def _found(
    weighted: list[tuple[str, str, float]], text: str, language: str
) -> list[tuple[str, str, str]]:
    return [
        (hit.key, hit.term, text[hit.start : hit.end])
        for hit in terms.TermIndex(weighted).find(normalise.fold(text), language)
    ]


def test_a_term_is_found_in_another_number() -> None:
    assert _found([("a", "bases militares", 3.0)], "Ni una Base Militar", "es") == [
        ("a", "bases militares", "Base Militar")
    ]


def test_of_overlapping_terms_of_one_record_the_longest_counts() -> None:
    weighted = [("a", "base", 1.0), ("a", "military base", 3.0), ("b", "base", 1.0)]

    assert _found(weighted, "A military base", "en") == [
        ("a", "military base", "military base"),
        ("b", "base", "base"),
    ]


def test_figures_are_terms() -> None:
    assert _found([("a", "2,1 %", 3.0)], "el 2,1% del producto", "es") == [("a", "2,1 %", "2,1%")]
    assert _found([("a", "2,1 %", 3.0)], "el 12,1% del producto", "es") == []


def test_an_index_without_terms_finds_nothing() -> None:
    assert terms.TermIndex([]).find("a base", "en") == []


def test_a_figure_is_the_same_however_it_is_written() -> None:
    assert _found([("a", "5 %", 3.0)], "Five per cent of it", "en") == [
        ("a", "5 %", "Five per cent")
    ]
    assert _found([("a", "10,000", 3.0)], "unas 10.000 personas", "es") == [
        ("a", "10,000", "10.000")
    ]


def test_a_form_that_many_share_counts_only_beside_a_term_of_the_records_own() -> None:
    common = [(f"r{n}", term, 1.0) for n in range(100) for term in ("base", f"treaty {n}")]
    index = terms.TermIndex(common)

    assert index.find("a base was built", "en") == []
    assert [(hit.key, hit.term) for hit in index.find("a base under treaty 7", "en")] == [
        ("r7", "base"),
        ("r7", "treaty 7"),
    ]


def test_a_record_of_common_forms_alone_is_found_by_its_least_common() -> None:
    shared = [(f"r{n}", term, 1.0) for n in range(60) for term in ("base", "troops", "port")]
    index = terms.TermIndex([*shared, ("more", "base", 1.0), ("own", "lighthouse", 1.0)])

    assert {hit.key for hit in index.find("the port", "en")} == {f"r{n}" for n in range(60)}
    assert [hit.key for hit in index.find("the lighthouse", "en")] == ["own"]


def test_a_term_of_the_sentence_beside_it_brings_a_record_to_mind() -> None:
    common = [(f"r{n}", term, 1.0) for n in range(100) for term in ("base", f"treaty {n}")]

    found = terms.TermIndex(common).find_in(["a base", "as in treaty 7", "no base"], "en")
    apart = terms.TermIndex(common).find_in(["a base", "a lull", "treaty 7"], "en")

    assert [[hit.key for hit in hits] for hits in found] == [["r7"], ["r7"], ["r7"]]
    assert [[hit.key for hit in hits] for hits in apart] == [[], [], ["r7"]]


@pytest.mark.parametrize(
    ("written", "figure"),
    [
        ("40,000", "40000"),
        ("40.000", "40000"),
        ("1,250,000", "1250000"),
        ("2,1", "2.1"),
        ("2.0", "2"),
        ("2.25", "2.25"),
        ("cinco", "5"),
        ("seventy-two", "72"),
        ("por ciento", "%"),
        ("percent", "%"),
        ("once", "once"),
        ("truce", "truce"),
    ],
)
def test_a_figure_has_one_form(written: str, figure: str) -> None:
    assert [token.word for token in terms.tokens(written)] == [figure]
