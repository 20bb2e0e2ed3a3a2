"""Key terms found by stem, and suggested."""

from tracker.text import normalise, terms


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


def test_terms_are_suggested_from_the_words_of_a_commitment() -> None:
    texts = {"en": "Costaguana will host no foreign bases for 10,000 troops."}

    assert terms.suggest_terms(texts, frozenset({"costaguana"})) == {
        "host": 1.5,
        "foreign": 1.5,
        "bases": 1.5,
        "foreign bases": 2.5,
        "10,000": 2.0,
        "troops": 1.5,
        "10,000 troops": 2.5,
    }
