"""What a sentence does where the rules see only a mention."""

from dataclasses import replace

import pytest

from tests.detectors.costaguana import NO_BASES, TRUCE
from tracker.detectors import relating, turns

CERTAIN = dict.fromkeys(
    ("reaffirms", "progresses", "fulfils", "contradicts", "breaks", "mentions"), 0.0
)


@pytest.mark.parametrize(
    ("likely", "said"),
    [
        ({"reaffirms": 0.8, "mentions": 0.2}, "reaffirms"),
        ({"reaffirms": 0.4, "breaks": 0.35, "mentions": 0.25}, "mentions"),
        ({"breaks": 0.6, "contradicts": 0.2, "mentions": 0.2}, "breaks"),
        ({"fulfils": 0.45, "progresses": 0.45, "mentions": 0.1}, "fulfils"),
    ],
)
def test_where_kept_and_broken_are_both_likely_it_is_a_mention(
    likely: dict[str, float], said: str
) -> None:
    assert relating.decide({**CERTAIN, **likely}) == said


def test_a_form_that_is_not_told_shows_in_the_words() -> None:
    assert turns.is_refraining(replace(NO_BASES, form=""))
    assert not turns.is_refraining(replace(TRUCE, form=""))
    assert not turns.is_refraining(replace(NO_BASES, form="act"))
