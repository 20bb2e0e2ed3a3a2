"""Promises that articles tell of."""

import pytest

from tests.analysis.costaguana import fields, proposed
from tracker.analysis import base


def test_a_promise_is_proposed_with_who_is_bound_and_until_when() -> None:
    text = "Ana Ruiz said Costaguana will build two hospitals by December 2027."

    (finding,) = proposed(text)

    assert (finding.kind, finding.side) == ("commitment.stated", "holder")
    assert finding.speaker == base.Speaker(
        "Ana Ruiz", "ana-ruiz", "costaguana", "Foreign Minister", "Ana Ruiz"
    )
    given = finding.proposed or {}
    assert given["span"] == "Costaguana will build two hospitals by December 2027"
    assert given["holders"] == ["costaguana"]
    assert (given["form"], given["strength"]) == ("achieve", "stated_intention")
    assert (given["stated_date"], given["due_date"]) == ("2026-03-10", "2027-12-31")


def test_who_speaks_is_bound_where_the_promise_names_nobody() -> None:
    given = fields("La canciller Ana Ruiz dijo que construirán dos puertos antes de junio.", "es")

    assert given["holders"] == ["costaguana"]


@pytest.mark.parametrize(
    "text",
    [
        "Costaguana must build two hospitals, Tom Hale said.",
        "Will Costaguana build two hospitals?",
        "Ana Ruiz said Costaguana will host no foreign bases.",
    ],
)
def test_calls_questions_and_what_is_on_record_are_no_new_promises(text: str) -> None:
    assert proposed(text) == []


def test_a_paragraph_gives_one_promise_the_surest() -> None:
    text = (
        "Ana Ruiz promised on Monday that no school would close before 1 May 2027. "
        "Costaguana will also publish the list of schools by December 2026."
    )

    assert [f.proposed["span"] for f in proposed(text) if f.proposed] == [
        "Ana Ruiz promised on Monday that no school would close before 1 May 2027"
    ]


def test_what_announces_a_meeting_is_no_promise() -> None:
    text = "Ana Ruiz will receive her counterpart Eva Lago in Sulaco on 2 April 2026."

    assert [finding.kind for finding in proposed(text)] == ["meeting.announced"]


@pytest.mark.parametrize(
    "text",
    [
        "In 2019 Ana Ruiz promised to build two hospitals by December 2021.",
        "Read also: Costaguana will build two hospitals by December 2027",
    ],
)
def test_a_promise_of_long_ago_and_a_link_are_no_news(text: str) -> None:
    assert proposed(text + "\n\nIt rained in Sulaco.") == []
