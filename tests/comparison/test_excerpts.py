"""What is shown of a text that is not public: how much, and that it is chosen once."""

import pytest

from tracker.comparison import differences, excerpts

SENTENCES = [f"The {n}th article of the treaty with Ruritania was read aloud." for n in range(40)]
TEXT = " ".join(SENTENCES)


def edited(*numbers: int) -> str:
    """Return the text with these of its sentences changed."""
    changed = {number: f"Nobody read article {number} of it." for number in numbers}
    return " ".join(changed.get(n, sentence) for n, sentence in enumerate(SENTENCES))


def chosen(
    before: str, after: str, earlier: excerpts.Shown | None = None
) -> tuple[list[tuple[str, str]], excerpts.Shown]:
    """Return what is seen of each change, and what is shown from now on."""
    compared = differences.comparison(before, after, "en")
    shown = excerpts.choose(compared, before, after, earlier or excerpts.Shown())
    spans = [excerpts.visible(each, before, after, shown.digests) for each in compared.changes]
    return [(before[slice(*old)], after[slice(*new)]) for old, new in spans], shown


@pytest.mark.parametrize(
    ("length", "characters"),
    [(0, 0), (300, 100), (1600, 400), (4000, 400), (6000, 600), (15_000, 1500), (10**6, 1500)],
)
def test_a_tenth_of_a_text_is_shown_up_to_1500_characters(length: int, characters: int) -> None:
    assert excerpts.allowance(length) == characters


def test_a_small_edit_is_shown_whole() -> None:
    seen, shown = chosen(TEXT, edited(7))

    assert seen == [(SENTENCES[7], "Nobody read article 7 of it.")]
    assert (shown.sentences, len(shown.digests)) == (1, 2)
    gone = "The 7th the treaty with Ruritania was aloud. "
    assert shown.characters == len("Nobody read article 7 of it." + gone)


def test_of_many_edits_the_first_are_shown() -> None:
    seen, shown = chosen(TEXT, edited(*range(0, 38, 2)))

    assert seen[: shown.sentences] == [
        (SENTENCES[2 * n], f"Nobody read article {2 * n} of it.") for n in range(shown.sentences)
    ]
    assert seen[shown.sentences :] == [("", "")] * (19 - shown.sentences)
    assert 3 < shown.sentences <= excerpts.MOST_SENTENCES
    assert shown.characters <= excerpts.allowance(len(edited(*range(0, 38, 2))))


def test_a_longer_stretch_is_shown_up_to_where_it_does_not_fit() -> None:
    added = [f"Sentence {number} is new here." for number in range(30)]
    before, after = TEXT, f"{TEXT} {' '.join(added)}"

    ((old, new),), shown = chosen(before, after)

    assert (old, new) == ("", " ".join(added[:10]))
    assert shown.sentences == len(shown.digests) == excerpts.MOST_SENTENCES


def test_what_was_shown_earlier_counts_and_stays() -> None:
    _, first = chosen(TEXT, edited(1, 3, 5))
    spent = excerpts.Shown(first.digests, first.sentences, excerpts.allowance(len(TEXT)))

    seen, shown = chosen(edited(1), edited(1, 9), spent)

    assert (seen, shown) == ([("", "")], excerpts.Shown())


def test_a_sentence_that_is_known_costs_its_new_words_alone() -> None:
    _, first = chosen(TEXT, edited(7))
    again = TEXT.replace(SENTENCES[7], "Nobody read article 7 of that.")

    _, shown = chosen(edited(7), again, first)

    assert (shown.sentences, shown.characters) == (1, len("that. "))


def test_another_text_is_no_edit_and_shows_nothing() -> None:
    assert chosen("Subscribe to read this article.", TEXT) == ([("", "")], excerpts.Shown())


def test_a_change_of_which_nothing_is_shown_is_quoted_by_its_first_words() -> None:
    compared = differences.comparison("Subscribe to read.", TEXT, "en")
    taken = differences.comparison(f"Off. {TEXT}", "Off.", "en")

    assert excerpts.opening(compared, "Subscribe to read.", TEXT) == (
        "after",
        (0, len("The 0th article of the treaty with Ruritania was read aloud. The")),
    )
    assert excerpts.opening(taken, f"Off. {TEXT}", "Off.") == ("before", (5, 69))


def test_a_comparison_is_stored_without_the_texts_and_read_again() -> None:
    before, after = edited(1, 2), edited(2, 9, 30)
    compared = differences.comparison(before, after, "en")

    stored = compared.encoded()

    assert differences.decoded(stored, before, after) == compared
    assert "article" not in str(stored)
