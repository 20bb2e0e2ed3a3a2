"""Why something was flagged, as it is drawn at the desk."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from tests import factories
from tests.admin.conftest import page_of
from tracker import models

pytestmark = pytest.mark.django_db

EXPLANATION: dict[str, Any] = {
    "matched": [
        {"text": "foreign bases", "start": 45, "end": 58, "term": "foreign bases", "weight": 3.0}
    ],
    "decided_by": [{"text": "not", "start": 36, "end": 39, "cue": "negation"}],
    "rule": "holder <denies> the deed",
    "contributions": {"base": 0.12, "terms": 0.3, "carried_speaker": -0.12},
    "relation_contributions": {"word reafir": 0.5, "breach_near": -0.25},
    "analyser": {"name": "llm", "model": "small", "prompt": "1"},
    "further": {"said": "<script>"},
}


def shown(desk: Client, **fields: Any) -> Any:
    development = factories.development(snapshot=factories.snapshot(), **fields)
    page = html.fromstring(desk.get(page_of(development)).content.decode())
    (figure,) = page.find_class("evidence")
    return figure


def flagged(desk: Client) -> Any:
    snapshot = factories.snapshot()
    development = factories.meaning(snapshot=snapshot)
    quote = development.own_citations[0]
    moved = {
        **EXPLANATION,
        **{
            part: [
                each
                | {
                    "start": quote.start + quote.exact.index(each["text"]),
                    "end": quote.start + quote.exact.index(each["text"]) + len(each["text"]),
                }
                for each in EXPLANATION[part]
            ]
            for part in ("matched", "decided_by")
        },
    }
    models.Development.objects.update(explanation=moved)
    page = html.fromstring(desk.get(page_of(development)).content.decode())
    (figure,) = page.find_class("evidence")
    return figure


def test_terms_and_cues_are_marked_in_the_quote_and_named(desk: Client) -> None:
    figure = flagged(desk)

    (quote,) = figure.iter("blockquote")
    marks = {mark.text: (mark.get("class"), mark.findtext("small")) for mark in quote.iter("mark")}
    assert marks["not"] == ("cue", "negation")
    assert marks["foreign bases"] == ("term", "term 3")


def rows_of(table: Any) -> list[tuple[str, str, str]]:
    return [
        (row.findtext("th"), row.findtext("td"), row.find_class("bar")[0].get("style"))
        for row in table.iter("tr")
    ]


def test_what_speaks_for_the_relation_has_a_table_of_its_own(desk: Client) -> None:
    _, table = flagged(desk).iter("table")

    assert table.findtext("caption") == "What speaks for “reaffirms”"
    assert rows_of(table) == [
        ("word reafir", "+0.50", "width:100%"),
        ("breach near", "-0.25", "width:50%"),
    ]


def test_each_contribution_is_written_and_has_a_bar_of_its_length(desk: Client) -> None:
    table, _ = flagged(desk).iter("table")

    assert rows_of(table) == [
        ("to begin with", "+0.12", "width:40%"),
        ("key terms", "+0.30", "width:100%"),
        ("the speaker is carried over from before", "-0.12", "width:40%"),
    ]
    assert table.findtext("caption") == "What speaks for it and against it: 0.80 in all"
    assert [bar.get("aria-hidden") for bar in table.find_class("bar")] == ["true"] * 3
    assert len(table.find_class("against")) == 1


def test_what_was_applied_is_told_step_by_step(desk: Client) -> None:
    figure = flagged(desk)

    assert [step.text_content() for step in figure.iter("li")] == [
        "About the record, by “foreign bases”",
        "“not” says: negation",
        "Rule: holder <denies> the deed",
        "Read by: llm, model small, prompt 1",
    ]
    assert '"said": "<script>"' in figure.findtext("pre")


def test_a_flag_of_the_calendar_has_no_words_and_no_shares(desk: Client) -> None:
    figure = shown(desk, explanation={"rule": "commitment.overdue", "due": "2026-03-31"})

    assert [step.text_content() for step in figure.iter("li")] == ["Rule: commitment.overdue"]
    assert list(figure.iter("table")) == []
    assert "2026-03-31" in figure.findtext("pre")
