"""Answers about the parts of a text, put together; and what is never public without a person."""

from typing import Any

import pytest

from tests.analysis.llm import answering
from tests.analysis.llm.answering import DENIED, answer, said
from tracker.analysis import llm, passages, reading

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
