"""Why something was flagged, in words and in its quote."""

from typing import Any

import pytest
from lxml import html

from tests import factories
from tracker import models
from tracker.admin.review import quotes, reasons


def told(confidence: float | None = None, **explanation: Any) -> list[str]:
    return reasons.reasons(models.Development(confidence=confidence, explanation=explanation))


def test_nothing_is_told_where_nothing_is_known() -> None:
    assert told() == []


def test_shares_of_one_subject_are_summed_before_they_are_told() -> None:
    shares = {
        "terms_best": 2.0,
        "terms_heaviest": -0.5,
        "brief_terms_best": -0.4,
        "words_all": -0.9,
    }

    assert told(contributions=shares) == [
        "For it: key terms of the commitment stand in the article.",
        "Against it: few of the commitment's own words are there.",
    ]


def test_what_is_slight_or_unheard_of_is_not_told() -> None:
    assert told(contributions={"ahead": 0.2, "of_a_later_version": 4.0}) == []


def test_words_that_decided_are_told_and_single_weighed_words_are_not() -> None:
    decided = [{"text": "drops", "cue": "turn"}, {"text": "port", "cue": "relations"}]

    assert told(decided_by=decided) == ["What it is taken to mean rests on “drops”."]


def test_a_language_model_and_disagreement_are_named() -> None:
    analyser = {"name": "llm", "model": "small", "prompt": "1"}

    assert told(0.9, analyser=analyser, readings_disagree="the model says the opposite") == [
        "Two readings disagree: the model says the opposite.",
        "The machine gives it 90 in 100.",
        "Read by the language model small.",
    ]


@pytest.mark.django_db
def test_the_words_that_count_are_emphasised_in_the_quote() -> None:
    text = factories.snapshot()
    start = text.text.index("foreign", text.text.index(factories.QUOTE))
    spans = [
        {"text": "foreign", "start": start, "end": start + 7},
        {"text": "elsewhere", "start": 0, "end": 4},
    ]
    row = factories.meaning(snapshot=text, explanation={"matched": spans, "base": "<script>"})

    (quote,) = quotes.quotes(row)

    shown = html.fragment_fromstring(f"<p>{quote.marked}</p>")
    assert shown.text_content() == factories.QUOTE
    emphasised = [(each.text, each.get("title")) for each in shown.iter("b")]
    assert emphasised == [("foreign", "a key term")]


@pytest.mark.django_db
def test_a_quote_of_a_long_text_is_shown_with_its_own_paragraph_alone() -> None:
    padding = "Exports of silver rose by a fifth. " * 60
    text = factories.snapshot(f"{padding}\n{factories.QUOTE} It said so twice.\n{padding}")

    (quote,) = quotes.quotes(factories.meaning(snapshot=text))

    assert (quote.paragraph.before, quote.paragraph.after) == ("", " It said so twice.")


@pytest.mark.django_db
def test_a_paragraph_that_is_too_long_is_cut_and_says_so() -> None:
    padding = "Exports of silver rose by a fifth. " * 60
    text = factories.snapshot(f"{padding}{factories.QUOTE} {padding}")

    (quote,) = quotes.quotes(factories.meaning(snapshot=text))

    before, after = quote.paragraph.before, quote.paragraph.after
    assert (len(before) < 700, before[:8]) == (True, "…of silv")
    assert (len(after) < 700, after[-7:]) == (True, "e by a…")
