"""An answer as text: in fences, behind thoughts, cut, or none at all."""

import pytest

from tests.analysis.llm import answering
from tracker.analysis import llm

PLAIN = answering.answer(answering.said())


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        f"```json\n{PLAIN}\n```",
        f"Here it is:\n\n```\n{PLAIN}\n```\nI hope that helps.",
        f"<think>Is it {{certain}}? Yes.</think>\n{PLAIN}",
    ],
)
def test_the_object_is_found_in_fences_and_behind_thoughts(text: str) -> None:
    assert llm.loads(llm.Answer(text)) == [("developments", answering.said())]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is not JSON"),
        ("It reaffirms it.", "it is not JSON"),
        ('{"developments": [{"commit', "it is not JSON"),
        ("[" * 5000 + "]" * 5000, "it is not JSON"),
        ('{"a":' * 5000 + "1" + "}" * 5000, "it is not JSON"),
        ("{}", "it has no list of developments"),
        ('{"developments": {}}', "it has no list of developments"),
    ],
)
def test_what_is_no_answer_is_not_used(text: str, why: str) -> None:
    with pytest.raises(llm.UnusableError, match=f"^{why}$"):
        llm.loads(llm.Answer(text))


def test_of_an_answer_that_was_cut_the_whole_items_are_taken() -> None:
    both = answering.answer(answering.said(), answering.said(answering.OPENED))
    cut = both[: both.index("Two days later")]

    assert llm.loads(llm.Answer(cut, is_cut=True)) == [("developments", answering.said())]
