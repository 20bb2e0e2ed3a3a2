"""Words that people enter: cleaned, or refused with the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.exceptions import ValidationError

from tracker.serializers import cleaning


@pytest.mark.parametrize(
    ("entered", "kept"),
    [
        ("  Sulaco \n", "Sulaco"),
        ("Tome\u0301", "Tomé"),
        ("one\ttwo\r\nthree", "one\ttwo\r\nthree"),
        ("می\u200cروم", "می\u200cروم"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_words_are_kept_stripped_and_in_one_form(entered: str, kept: str) -> None:
    assert cleaning.clean(entered) == kept


@pytest.mark.parametrize(
    ("entered", "named"),
    [
        ("a\0b", "U+0000"),
        ("a\x1bb", "U+001B"),
        ("a\x7fb", "U+007F"),
        ("a\x85b", "U+0085"),
        ("a\ud800b", "U+D800"),
        ("a\u202eb", "U+202E"),
        ("a\u2066b", "U+2066"),
    ],
)
def test_a_character_that_hides_or_breaks_something_is_named(entered: str, named: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        cleaning.clean(entered)

    assert refusal.value.get_codes() == ["forbidden_character"]
    assert named in str(refusal.value.detail)


@pytest.mark.parametrize("entered", ["\u200b", "\u200b\u200d", "\ufeff", "\u2060 \u00ad", "\u0301"])
def test_a_text_with_nothing_to_read_is_refused(entered: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        cleaning.clean(entered)

    assert refusal.value.get_codes() == ["invisible"]


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    try:
        kept = cleaning.clean(text)
    except ValidationError:
        return
    assert cleaning.clean(kept) == kept
    assert "\0" not in kept
