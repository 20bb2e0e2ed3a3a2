"""Meetings that articles report or announce."""

from dataclasses import replace
from datetime import date

import pytest

from tests.analysis.costaguana import TALKS, TRACKED, fields, kinds, proposed, read
from tracker.analysis import base, reading


def test_a_meeting_is_held_when_both_sides_met_at_the_time() -> None:
    text = "Ana Ruiz met Tom Hale in Sulaco on Sunday. They spoke of boats."

    (finding,) = read(text)

    assert finding == base.Finding(
        kind="meeting.held",
        record="talks",
        start=0,
        end=42,
        exact="Ana Ruiz met Tom Hale in Sulaco on Sunday.",
        confidence=0.96,
        occurred=date(2026, 3, 8),
        occurred_precision="day",
        participants=(("Ana Ruiz", "ana-ruiz"), ("Tom Hale", "tom-hale")),
        place="Sulaco",
        explanation={
            "matched": [
                {"text": "Ana Ruiz", "start": 0, "end": 8, "term": "ana-ruiz", "weight": 1.0},
                {"text": "Tom Hale", "start": 13, "end": 21, "term": "tom-hale", "weight": 1.0},
            ],
            "decided_by": [
                {"text": "met", "start": 9, "end": 12, "cue": "held"},
                {"text": "on Sunday", "start": 32, "end": 41, "cue": "date"},
            ],
            "rule": "meeting held",
            "contributions": {
                "base": 0.25,
                "participants": 0.3,
                "date": 0.2,
                "place": 0.1,
                "title": 0.033,
                "parties": 0.08,
            },
        },
    )


def test_offices_are_their_holders() -> None:
    text = (
        "Tom Hale se reunió ayer con Ana Ruiz, el ministro del Interior y la ministra de Defensa."
    )

    (finding,) = read(text, "es", date(2026, 3, 9))

    assert finding.participants == (
        ("Tom Hale", "tom-hale"),
        ("Ana Ruiz", "ana-ruiz"),
        ("Leo Paz", "leo-paz"),
        ("Eva Mora", "eva-mora"),
    )


def test_an_office_nobody_tracked_holds_stays_an_office() -> None:
    text = "Tom Hale se reunió en Sulaco con Ana Ruiz y el ministro de Pesca."

    (finding,) = read(text, "es")

    assert finding.participants[-1] == ("ministro de Pesca", None)


@pytest.mark.parametrize(
    ("text", "language", "published", "kind"),
    [
        ("Tom Hale will meet Ana Ruiz on Sunday.", "en", date(2026, 3, 5), "announced"),
        ("Tom Hale visitará Costaguana la próxima semana.", "es", date(2026, 2, 27), "announced"),
        ("The talks of Ana Ruiz and Tom Hale were put off.", "en", date(2026, 3, 5), "postponed"),
        ("La reunión de Ruiz y Hale fue cancelada.", "es", date(2026, 3, 5), "cancelled"),
    ],
)
def test_what_is_planned_is_told_from_what_was_held(
    text: str, language: str, published: date, kind: str
) -> None:
    assert kinds(text, language, published) == [f"meeting.{kind}"]


@pytest.mark.parametrize(
    "text",
    [
        "The talks of Ana Ruiz and Tom Hale took place in Sulaco.",
        "Ana Ruiz heard it in a meeting with Tom Hale.",
        "Tom Hale visited Costaguana on Sunday.",
    ],
)
def test_a_meeting_is_told_in_many_ways(text: str) -> None:
    assert kinds(text) == ["meeting.held"]


def test_a_meeting_put_off_happened_on_the_day_of_the_news() -> None:
    (finding,) = read("The talks of Ruiz and Hale were postponed.", "en", date(2026, 3, 5))

    assert finding.occurred == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Ana Ruiz did not meet Tom Hale.", date(2026, 3, 10)),
        ("Ana Ruiz and Tom Hale could have met.", date(2026, 3, 10)),
        ("Did Ana Ruiz meet Tom Hale, who met others?", date(2026, 3, 10)),
        ("Ana Ruiz met Leo Paz in Sulaco on Sunday.", date(2026, 3, 10)),
        ("Ana Ruiz met officials of Azuera on Sunday.", date(2026, 3, 10)),
        ("Ana Ruiz met Tom Hale on January 4.", date(2026, 3, 10)),
        ("Ana Ruiz met Tom Hale in Sulaco.", date(2026, 3, 7)),
        ("Ana Ruiz met Tom Hale in Sulaco.", date(2026, 3, 20)),
        ("Ana Ruiz met Tom Hale in March.", date(2026, 5, 2)),
        ("Ana Ruiz will raise it in a meeting with Tom Hale.", date(2026, 3, 10)),
        ("Tom Hale will meet Ana Ruiz.", date(2026, 2, 1)),
        ("Tom Hale will meet Ana Ruiz.", date(2026, 3, 10)),
    ],
)
def test_another_meeting_is_not_this_one(text: str, published: date) -> None:
    assert kinds(text, "en", published) == []


def test_an_article_of_the_month_reports_it_with_the_day_that_it_names() -> None:
    text = "El domingo 8 Tom Hale se reunió en Sulaco con Ana Ruiz."

    (finding,) = reading.read(base.Article(text, "es", date(2026, 3, 1), "month"), TRACKED)

    assert (finding.kind, finding.occurred) == ("meeting.held", date(2026, 3, 8))


def test_without_a_date_in_the_text_the_record_gives_it() -> None:
    (finding,) = read("Ana Ruiz met Tom Hale in Sulaco.")

    assert (finding.occurred, finding.confidence) == (date(2026, 3, 8), 0.86)


def test_a_meeting_without_a_day_is_never_matched() -> None:
    tracked = replace(TRACKED, meetings=(replace(TALKS, starts_on=None),))

    assert read("Ana Ruiz met Tom Hale in Sulaco.", tracked=tracked) == []


def test_a_meeting_that_is_not_tracked_is_not_invented() -> None:
    assert read("Ana Ruiz met Tom Hale.", tracked=replace(TRACKED, meetings=())) == []


def test_a_meeting_that_nobody_tracks_is_proposed_with_all_that_is_told_of_it() -> None:
    text = "Ana Ruiz met President Elena Sarmiento of Ventosa in Puerto Claro on Monday."

    (finding,) = proposed(text)

    assert (finding.kind, finding.exact) == ("meeting.held", text)
    assert (finding.occurred, finding.occurred_precision) == (date(2026, 3, 9), "day")
    assert finding.participants == (("Ana Ruiz", "ana-ruiz"), ("Elena Sarmiento", None))
    assert finding.proposed == {
        "title": "Meeting of Ana Ruiz and Elena Sarmiento",
        "translations": {"es": {"title": "Reunión de Ana Ruiz y Elena Sarmiento"}},
        "kind": "meeting",
        "status": "passed",
        "starts_at": "2026-03-09",
        "place": "Puerto Claro",
        "participants": [
            {
                "official": "ana-ruiz",
                "office": "",
                "party": "costaguana",
                "attendance": "attended",
            },
            {
                "official": None,
                "office": "Elena Sarmiento (President)",
                "party": None,
                "attendance": "attended",
            },
        ],
        "parties": ["costaguana"],
    }


def test_the_explanation_quotes_who_matched_and_what_decided() -> None:
    (finding,) = proposed("Ana Ruiz met Elena Sarmiento on Monday.")

    assert finding.explanation["rule"] == "meeting held"
    assert finding.explanation["decided_by"] == [
        {"text": "met", "start": 9, "end": 12, "cue": "held"},
        {"text": "on Monday", "start": 29, "end": 38, "cue": "date"},
    ]


def test_tellings_of_one_meeting_are_one_proposal() -> None:
    text = (
        "Ana Ruiz spoke by phone with Elena Sarmiento on Monday. In the call with Sarmiento, "
        "Ruiz thanked her."
    )

    assert [finding.kind for finding in proposed(text)] == ["meeting.held"]


@pytest.mark.parametrize(
    ("before", "met"),
    [
        ("Ana Ruiz flew to Ventosa on Monday.", {"Ana Ruiz", "Elena Sarmiento"}),
        (
            "The government sent thirty prisoners abroad on Monday, among them Pedro Salas Ortega.",
            {"Elena Sarmiento"},
        ),
    ],
)
def test_a_pronoun_stands_for_whoever_the_sentence_before_begins_with(
    before: str, met: set[str]
) -> None:
    (finding,) = proposed(f"{before} She met President Elena Sarmiento of Ventosa.")

    assert {name for name, _ in finding.participants} == met


def test_a_meeting_to_come_has_the_day_that_the_text_gives() -> None:
    text = "La canciller Ana Ruiz se reunirá el jueves con el ministro de Pesca, Iván Correal."

    given = fields(text, "es")

    assert (given["status"], given["starts_at"]) == ("tentative", "2026-03-12")
    assert given["translations"] == {"es": {"title": "Reunión de Ana Ruiz y Iván Correal"}}


def test_a_meeting_on_record_is_not_proposed() -> None:
    assert proposed("Ana Ruiz met Tom Hale in Sulaco on Sunday.") == []
    assert proposed("Ana Ruiz met Tom Hale and others.") == []


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Ana Ruiz was to meet Eva Lago on Friday. That is off.", "cancelled", "cancelled"),
        ("The meeting of Ana Ruiz and Eva Lago was postponed on Monday.", "postponed", "postponed"),
    ],
)
def test_a_meeting_put_off_is_proposed_as_that(text: str, kind: str, status: str) -> None:
    (finding,) = proposed(text)

    assert finding.kind == f"meeting.{kind}"
    assert (finding.proposed or {})["status"] == status


def test_meetings_of_two_days_are_two() -> None:
    text = (
        "Ana Ruiz will meet her counterpart Eva Lago on Thursday. "
        "She will meet her counterpart Eva Lago again on 2 April in Puerto Claro."
    )

    assert [(f.kind, f.occurred) for f in proposed(text)] == [
        ("meeting.announced", date(2026, 3, 12)),
        ("meeting.announced", date(2026, 4, 2)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz met Eva Lago in Sulaco in May 2019.",
        "Did Ana Ruiz meet Eva Lago on Monday?",
        "Read also: Ana Ruiz met Eva Lago on Monday\n\nIt rained in Sulaco on Tuesday.",
    ],
)
def test_what_is_long_past_asked_or_linked_to_is_no_news(text: str) -> None:
    assert proposed(text) == []
