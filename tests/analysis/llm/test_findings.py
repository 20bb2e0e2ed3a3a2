"""Answers about the parts of a text, put together; and what is never public without a person."""

from typing import Any

import pytest

from tests.analysis.llm import answering
from tests.analysis.llm.answering import DENIED, answer, said
from tracker.analysis import llm, passages, reading

PLAIN = answering.answer(answering.said())
FILLER = "Port workers of Sulaco counted ships all day long.\n"


def test_what_two_parts_have_in_common_is_told_once() -> None:
    asked = answering.question(FILLER * 230 + DENIED + "\n" + FILLER * 100)
    first, second = llm.requests(asked)
    assert second.start < asked.article.text.index(DENIED) < first.end

    found = llm.findings(
        asked,
        [(first, llm.Answer(answer(said()))), (second, llm.Answer(answer(said(certainty=0.8))))],
    )

    assert answering.kinds(found) == [
        ("commitment.reaffirmed", "no-bases"),
        ("commitment.reported", "no-bases"),
    ]
    assert {finding.confidence for finding in found.findings} == {0.9}


def test_a_quote_stands_in_the_part_that_was_asked_about() -> None:
    asked = answering.question(FILLER * 600 + DENIED)
    first, *_ = llm.requests(asked)

    assert llm.findings(asked, [(first, llm.Answer(answer(said())))]).dropped == {"quote": 1}


def test_behind_the_last_part_the_offline_reading_stands() -> None:
    asked = answering.question(FILLER * 600 + DENIED)
    first, *_ = llm.requests(asked)
    offline = reading.find(passages.Reading(asked.article, answering.INDEX))

    found = llm.findings(asked, [(first, llm.Answer(answer()))], offline)

    (report,) = (f for f in found.findings if f.kind == "commitment.reported")
    assert report.explanation["analyser"] == {"name": "rules", "version": "2"}


def test_findings_name_model_and_prompt() -> None:
    asked = answering.question()
    (part,) = llm.requests(asked)
    by = {"model": "test-model", "prompt": llm.VERSION}

    found = llm.findings(asked, [(part, llm.Answer(answer(said())))], (), by)

    assert {str(f.explanation["analyser"]) for f in found.findings} == {
        str({"name": "llm", "model": "test-model", "prompt": "1"})
    }


@pytest.mark.parametrize(
    ("fields", "doubt"),
    [
        ({}, ""),
        ({"is_cut": True}, "the model's answer was cut"),
        ({"is_repaired": True}, "the model's answer had to be asked for twice"),
    ],
)
def test_what_was_cut_or_repaired_is_for_a_person(fields: dict[str, Any], doubt: str) -> None:
    found = answering.checked(answer(said()), **fields)

    assert found.doubt == doubt
    assert {f.is_doubtful for f in found.findings} == {bool(doubt)}
    assert {f.explanation.get("doubt", "") for f in found.findings} == {doubt}


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
