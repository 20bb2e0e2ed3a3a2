"""Which known word a misspelt one was probably meant to be."""

import pytest

from tracker import spelling

CODES = ["achieve", "act", "maintain", "refrain"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("refrian", "refrain"),
        ("REFRAIN", "refrain"),
        ("maintained", "maintain"),
        ("court", ""),
        ("xyzzy", ""),
        ("", ""),
        ("refrain" * 10_000, ""),
    ],
)
def test_the_closest_known_word_is_meant_or_none(said: str, meant: str) -> None:
    assert spelling.closest(said, CODES) == meant


def test_a_refusal_ends_with_what_may_be_meant() -> None:
    assert spelling.meant("refrian", CODES) == " Did you mean refrain?"
    assert spelling.meant("xyzzy", CODES) == ""
