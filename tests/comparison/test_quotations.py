"""Two passages share a quotation where eight words of the speaker stand in both."""

import pytest

from tracker.comparison import quotations

WHOLE = "“We will not host foreign bases on our coast,” Ana Ruiz said."


@pytest.mark.parametrize(
    ("other", "is_shared"),
    [
        ("“We will not,” Ruiz told reporters, “host foreign bases on our soil.”", True),
        ('"We will not host foreign bases on our coast, not now," said the minister.', True),
        ("«We will not host foreign bases on our coast»", True),
        ("“We will not host foreign bases”, Ruiz said on the coast.", False),
        ("Ana Ruiz said we will not host foreign bases on our coast.", False),
        ("We will not host foreign bases on our coast, never.", True),
    ],
)
def test_eight_words_in_quotation_marks_or_of_a_turn_are_a_quotation(
    other: str, is_shared: bool
) -> None:
    one, another = (quotations.said(passage, "Ana Ruiz") for passage in (WHOLE, other))

    assert quotations.shared(one, another) is is_shared


def test_how_speech_is_reported_is_no_quotation() -> None:
    told = "The minister Ana Ruiz told reporters in Sulaco on Tuesday that no base is planned."

    assert quotations.said(told, "Ana Ruiz") == ""


def test_the_words_of_a_passage_with_an_unpaired_mark_end_with_its_paragraph() -> None:
    assert quotations.said("“We will not.\nThe port is open.") == "We will not."
    assert quotations.said('An inch is 2.54 cm (").', "Ana Ruiz") == 'An inch is 2.54 cm (").'
