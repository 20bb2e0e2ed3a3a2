"""Articles are read by the reference answers that stand in for a language model's."""

import json
from functools import cache
from typing import Any

from tracker.analysis import llm
from tracker.evaluating import articles, comparing, findings, reading


@cache
def _library() -> articles.Library:
    """Return the articles that have reference answers."""
    whole, names = articles.corpus(), {line["article"] for line in _answers()}
    own = tuple(one for one in whole.articles if one.id in names)
    return articles.Library(own, whole.tracked, whole.digest)


@cache
def _answers() -> tuple[dict[str, Any], ...]:
    lines = (articles.CORPUS / "answers.jsonl").read_text("utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


@cache
def _told() -> reading.Answered:
    return reading.answered(_library(), _answers(), "reference")


def test_what_is_asked_now_is_answered() -> None:
    told = _told()

    assert told.parts >= len(_library().articles) == 50
    assert len(told.unanswered) <= 0.05 * told.parts


def test_answers_are_of_the_prompt_that_is_asked_with() -> None:
    assert {line["prompt"] for line in _answers()} == {llm.VERSION}


def test_almost_nothing_of_the_answers_on_commitments_is_dropped() -> None:
    said = sum(len(line["answer"]["developments"]) for line in _answers())
    dropped = _told().dropped

    assert dropped["commitment"] + dropped["quote"] + dropped["speaker"] <= 0.05 * said


def test_the_way_from_answers_to_findings_loses_little() -> None:
    lines = {slug: findings.line(slug, found) for slug, found in _told().findings.items()}

    told = comparing.figures(_library().articles, lines)

    assert told["told"]["precision"] >= 0.95
    assert told["told"]["recall"] >= 0.95
    assert told["waiting"]["right"] >= 0.85
    assert told["waiting"]["other_side"] <= 0.02
    assert told["reports"]["with_a_right_passage"] >= 0.95
    assert told["reports"]["found_of_must"] >= 0.95


def test_an_article_without_an_answer_is_read_offline() -> None:
    one = _library().articles[0]
    library = articles.Library((one,), _library().tracked, "")

    told = reading.answered(library, (), "reference")

    assert told.findings == reading.offline(library)
    assert told.unanswered == [f"{one.id} 1"]


def test_a_request_bears_the_key_that_its_answer_is_found_by() -> None:
    one = _library().articles[0]

    (line,) = reading.requests(articles.Library((one,), _library().tracked, ""))

    assert (line["article"], line["part"], line["prompt"]) == (one.id, 1, llm.VERSION)
    assert [message["role"] for message in line["messages"]] == ["system", "user"]
