"""Copies of one story are told from other stories, however outlets cut, lead in and reword it."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis import stories
from tracker.comparison import duplicates

Printed = tuple[int, str, duplicates.Sketch]


def sketched(number: int, report: list[str]) -> list[Printed]:
    found = []
    for name, text in stories.as_printed(report).items():
        sketch = duplicates.sketch(text)
        assert sketch is not None
        found.append((number, name, sketch))
    return found


PRINTED = [
    printed
    for number, report in enumerate(
        [*stories.REPORTS, *(report for _, report in stories.FOLLOW_UPS)]
    )
    for printed in sketched(number, report)
]


def test_copies_are_grouped_and_other_stories_with_shared_words_stay_apart() -> None:
    found = {
        is_copy: [
            duplicates.is_same_story(one, other)
            for (mine, _, one), (theirs, _, other) in itertools.combinations(PRINTED, 2)
            if (mine == theirs) is is_copy
        ]
        for is_copy in (True, False)
    }

    assert [(len(pairs), sum(pairs)) for pairs in found.values()] == [(252, 252), (2304, 0)]


def test_every_pair_of_copies_shares_a_band() -> None:
    shared = [
        not set(one.bands).isdisjoint(other.bands)
        for (mine, _, one), (theirs, _, other) in itertools.combinations(PRINTED, 2)
        if mine == theirs
    ]

    assert all(shared)


@pytest.mark.parametrize(("share", "found"), [(0.02, 6), (0.05, 6), (0.35, 0)])
def test_a_copy_may_have_a_word_in_twenty_changed(share: float, found: int) -> None:
    chance = random.Random(7)
    grouped = 0
    for report in stories.REPORTS:
        words = " ".join(report).split()
        changed = [f"other{n}" if chance.random() < share else w for n, w in enumerate(words)]
        one, other = duplicates.sketch(" ".join(words)), duplicates.sketch(" ".join(changed))
        assert one is not None
        assert other is not None
        grouped += duplicates.is_same_story(one, other)

    assert grouped == found


def test_estimates_are_near_what_is_estimated() -> None:
    whole = " ".join(f"word{n}" for n in range(1004))
    half = " ".join(f"word{n}" for n in range(504))
    one, other = duplicates.sketch(whole), duplicates.sketch(half)
    assert one is not None
    assert other is not None

    assert (one.count, other.count) == (1000, 500)
    assert duplicates.resemblance(one, other) == pytest.approx(0.5, abs=0.1)
    assert duplicates.containment(one, other) == pytest.approx(1.0, abs=0.15)


def test_a_sketch_keeps_128_values_and_has_sixteen_bands() -> None:
    sketch = duplicates.sketch(" ".join(f"word{n}" for n in range(1000)))

    assert sketch is not None
    assert len(sketch.values) == 128
    assert list(sketch.values) == sorted(sketch.values)
    assert len(sketch.bands) == 16
    assert set(sketch.bands) <= set(sketch.values)


@pytest.mark.parametrize("text", ["", "No bases.", " ".join(["word"] * 500)])
def test_what_is_too_short_to_be_told_from_others_has_no_sketch(text: str) -> None:
    assert duplicates.sketch(text) is None


@given(st.text())
def test_any_text_is_wholly_like_itself(text: str) -> None:
    sketch = duplicates.sketch(text * 40)

    if sketch is not None:
        assert duplicates.resemblance(sketch, sketch) == 1.0
        assert duplicates.is_same_story(sketch, sketch)
