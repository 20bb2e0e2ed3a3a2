"""What changed between two texts, by sentence and by word."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.structure import sentences
from tracker.comparison import differences

BEFORE = "The port is ours. No base will be built. Talks go on."
AFTER = "The port is ours. A small base will be built. Talks go on. Nobody signed."


def changes(before: str, after: str) -> list[tuple[str, str, str]]:
    """Return (change, former words, latter words) of each difference."""
    return [
        (found.change, before[slice(*found.before)], after[slice(*found.after)])
        for found in differences.compare(before, after, "en")
    ]


def test_equal_texts_are_one_equal_stretch() -> None:
    assert changes(BEFORE, BEFORE) == [("equal", BEFORE, BEFORE)]


def test_sentences_are_replaced_and_inserted() -> None:
    assert changes(BEFORE, AFTER) == [
        ("equal", "The port is ours.", "The port is ours."),
        ("replaced", "No base will be built.", "A small base will be built."),
        ("equal", "Talks go on.", "Talks go on."),
        ("inserted", "", "Nobody signed."),
    ]


def test_a_deletion_has_a_place_in_the_latter_text() -> None:
    (_, deleted, _) = differences.compare(
        "One is here. Two goes. Three stays.", "One is here. Three stays.", "en"
    )

    assert (deleted.change, deleted.before, deleted.after) == ("deleted", (13, 22), (13, 13))


def test_replaced_sentences_are_compared_by_word() -> None:
    (_, replaced, *_) = differences.compare(BEFORE, AFTER, "en")

    assert replaced.words == (
        differences.Words("deleted", "No"),
        differences.Words("inserted", "A small"),
        differences.Words("equal", " base will be built."),
    )


@pytest.mark.parametrize(
    ("language", "before", "after", "words"),
    [
        (
            "en",
            "Talks go on. The U.S. will not host bases in Sulaco, he said.",
            "Talks go on. The U.S. will host bases in Sulaco, he said.",
            [("equal", "The U.S. will"), ("deleted", " not"), ("equal", " host bases in Sulaco,")],
        ),
        (
            "es",
            "Siguen. EE. UU. no tendrá bases ni tropas, dijo.",
            "Siguen. EE. UU. no tendrá bases tropas, dijo.",
            [("equal", "EE. UU. no tendrá bases"), ("deleted", " ni"), ("equal", " tropas,")],
        ),
        (
            "es",
            "Siguen. «No habrá bases», dijo.",
            "Siguen. «Habrá bases», dijo.",
            [("deleted", "«No habrá"), ("inserted", "«Habrá"), ("equal", " bases»,")],
        ),
    ],
    ids=["not", "ni", "no"],
)
def test_one_word_taken_out_is_shown_alone(
    language: str, before: str, after: str, words: list[tuple[str, str]]
) -> None:
    (_, replaced) = differences.compare(before, after, language)

    shown = [(run.change, run.text) for run in replaced.words]
    assert shown[:2] == words[:2]
    assert shown[2][0] == "equal"
    assert shown[2][1].startswith(words[2][1])
    assert differences.significance(before, after, language) == 0.5


def test_too_many_sentences_are_compared_between_their_common_ends() -> None:
    before = "Start. " + " ".join(f"Old number {n} is here." for n in range(3001)) + " End."
    after = "Start. " + " ".join(f"New number {n} is here." for n in range(3001)) + " End."

    found = differences.compare(before, after, "en")

    assert [difference.change for difference in found] == ["equal", "replaced", "equal"]
    assert found[1].words == ()


SENTENCES = st.lists(st.sampled_from(["One.", "Two is here.", "Three goes on.", "Four?"]))


@given(SENTENCES, SENTENCES)
def test_every_sentence_of_both_texts_is_in_one_stretch(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)

    found = changes(before, after)

    assert " ".join(text for _, text, _ in found if text) == before
    assert " ".join(text for _, _, text in found if text) == after


def test_of_a_very_long_text_the_beginning_is_compared() -> None:
    text = "The port is ours. " * 20_000

    found = differences.comparison(text, f"{text}Nobody signed.", "en")

    assert (found.is_cut, found.significance) == (True, 0)
    assert found.differences[-1].after[1] <= differences.MOST_CHARACTERS


def test_dots_without_end_are_split_quickly() -> None:
    began = time.process_time()

    found = sentences.split(f"Contents {'.' * 400_000}x Ecuador said so.", "en")

    assert time.process_time() - began < 2
    assert found[-1].text.endswith("said so.")


@pytest.mark.parametrize("shape", ["alike", "short", "other", "by word"])
def test_any_two_texts_are_compared_in_a_moment(shape: str) -> None:
    chance = random.Random(3)
    alike = [f"Sentence {number} goes on." for number in range(110)]
    made = {
        "alike": [" ".join(chance.choices(alike, k=count)) for count in (950, 940)],
        "short": ["A. B. " * 30_000, "B. A. C. " * 20_000],
        "other": [" ".join(f"{word} {n} is." for n in range(20_000)) for word in ("Old", "New")],
        "by word": [
            " ".join(f"The port {n}. {word} {words * 145} off." for n in range(250))
            for word, words in (("Here", "a a "), ("There", "a b "))
        ],
    }
    before, after = made[shape]
    began = time.process_time()

    differences.comparison(before, after, "en")

    assert time.process_time() - began < 5
