"""A quote is found again by its words, where it stood or elsewhere, or it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.comparison import anchors

BEFORE = (
    "The port stays ours. Ruiz said: “No base will be built here.” She left at noon. "
    "Talks go on in March."
)
EXACT = "No base will be built here."


def cited(text: str, exact: str) -> tuple[str, str, int]:
    """Return what stands before and after a quote, and where it starts, as citations keep it."""
    start = text.index(exact)
    end = start + len(exact)
    return text[max(0, start - 60) : start], text[end : end + 60], start


def found(after: str, exact: str = EXACT, before: str = BEFORE) -> tuple[str, bool] | None:
    prefix, suffix, start = cited(before, exact)
    place = anchors.find(after, exact, prefix, suffix, start)
    return None if place is None else (after[place.start : place.end], place.is_moved)


def test_a_quote_stands_where_it_stood() -> None:
    assert found(BEFORE) == (EXACT, False)


def test_a_sentence_before_it_does_not_move_it() -> None:
    assert found(f"UPDATE: She is back. {BEFORE}") == (EXACT, False)


def test_one_of_its_neighbours_is_enough() -> None:
    assert found(BEFORE.replace("Ruiz said", "The minister, Ana Ruiz, said")) == (EXACT, False)


def test_among_other_words_it_has_moved() -> None:
    after = "Talks go on in March. “No base will be built here.” That is what the minister wrote."

    assert found(after) == (EXACT, True)


@pytest.mark.parametrize(
    "after",
    [
        BEFORE.replace("No base", "A base"),
        BEFORE.replace("will be built", "will not be built"),
        BEFORE.replace(" here.”", " there.”"),
        "",
    ],
)
def test_with_a_word_changed_it_is_lost(after: str) -> None:
    assert found(after) is None


def test_other_quotes_dashes_and_spaces_are_the_same_words() -> None:
    before = "Dijo: «No habrá bases – “ni una” – en la costa», y salió."

    assert found(
        'Dijo: "No  habrá bases - "ni una" - en\nla costa", y salió.',
        "No habrá bases – “ni una” – en la costa",
        before,
    ) == ('No  habrá bases - "ni una" - en\nla costa', False)


def test_it_is_not_found_inside_other_words() -> None:
    before = "Bases are ours."

    assert found("Databases are ours.", "Bases", before) is None
    assert found("The Bases aren't.", "are", before) is None


def test_of_several_places_that_with_its_neighbours_counts() -> None:
    before = "He said no. Then she said no. The talks ended."
    prefix, suffix = "He said no. Then she said ", ". The talks ended."
    after = "Well. He said no. And then she said no. The talks ended."

    place = anchors.find(after, "no", prefix, suffix, before.rindex("no"))

    assert place == anchors.Place(after.rindex("no"), after.rindex("no") + 2, is_moved=False)


def test_of_equal_places_the_nearest_counts() -> None:
    place = anchors.find("no yes no yes no", "no", near=7)

    assert place == anchors.Place(7, 9, is_moved=False)


TEXTS = st.text(st.sampled_from("ab “”-–\n'’.¿é"), min_size=1, max_size=40)


@given(TEXTS, st.integers(0, 40), st.integers(1, 10), TEXTS)
def test_what_was_cut_out_of_a_text_is_found_in_it(
    text: str, start: int, length: int, other: str
) -> None:
    exact = text[start : start + length]
    whole_words = anchors.find(f" {exact} ", exact)
    anchors.find(other, exact or "a")

    assert (whole_words is not None) or not exact.strip()
