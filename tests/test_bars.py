"""Bars: how right a machine has to be before it publishes what something means."""

import pytest

from tracker import bars


def judged(rights: list[bool], confidence: float = 0.9, stories: int = 5) -> list[bars.Judged]:
    """Return findings of one kind and confidence, spread over stories."""
    return [
        bars.Judged(f"story-{number % stories}", "commitment.reaffirmed", confidence, is_right)
        for number, is_right in enumerate(rights)
    ]


@pytest.mark.parametrize(
    ("right", "findings", "bound"),
    [(0, 0, 0.0), (0, 10, 0.0), (27, 30, 0.8078), (30, 30, 0.9481), (90, 100, 0.8549)],
)
def test_the_lower_bound_is_wilsons(right: int, findings: int, bound: float) -> None:
    assert bars.lower_bound(right, findings) == pytest.approx(bound, abs=0.0001)


@pytest.mark.parametrize(
    ("right", "findings", "is_enough"),
    [(27, 30, True), (26, 30, False), (29, 29, False), (45, 50, True), (44, 50, False)],
)
def test_nine_in_ten_of_thirty_are_enough(right: int, findings: int, is_enough: bool) -> None:
    assert bars.is_enough(right, findings) is is_enough


def test_the_bar_is_the_lowest_confidence_from_which_on_enough_are_right() -> None:
    sure = judged([True] * 60, confidence=0.9)
    unsure = judged([True, False] * 20, confidence=0.6)

    (measured,) = bars.measure([*unsure, *sure])

    assert (measured.kind, measured.threshold) == ("commitment.reaffirmed", 0.9)
    assert (measured.precision, measured.findings) == (1.0, 60)
    assert measured.lower_bound == pytest.approx(0.9734, abs=0.0001)


def test_a_kind_that_is_right_too_seldom_or_too_rarely_found_has_no_bar() -> None:
    seldom = judged([True, True, True, False] * 20)
    rarely = judged([True] * 29)

    assert [one.threshold for one in bars.measure(seldom)] == [None]
    assert [one.precision for one in bars.measure(seldom)] == [0.75]
    assert [one.threshold for one in bars.measure(rarely)] == [None]


def test_a_story_is_measured_with_the_bar_that_the_others_choose() -> None:
    """One story in which all that is surest is wrong cannot keep its own errors out."""
    good = judged([True] * 40, confidence=0.7, stories=4)
    bad = [bars.Judged("odd", "commitment.reaffirmed", 0.7, is_right=False) for _ in range(6)]

    (measured,) = bars.measure([*good, *bad])

    assert measured.threshold is None
    assert measured.findings == 46
