"""Actions on agreements that articles report."""

from dataclasses import replace
from datetime import date

import pytest

from tests.analysis.costaguana import PACT, TRACKED, fields, kinds, proposed, read
from tracker.analysis import base


def test_a_signature_is_reported_with_its_day() -> None:
    text = "Costaguana and Azuera signed the Coastal Patrol Pact on Monday."

    (finding,) = read(text)

    assert finding == base.Finding(
        kind="agreement.signed",
        record="pact",
        start=0,
        end=63,
        exact=text,
        confidence=0.95,
        occurred=date(2026, 3, 9),
        occurred_precision="day",
        explanation={
            "matched": [
                {"text": "Coastal", "start": 33, "end": 40, "term": "coastal", "weight": 1.0},
                {"text": "Patrol", "start": 41, "end": 47, "term": "patrol", "weight": 1.0},
                {"text": "Pact", "start": 48, "end": 52, "term": "pact", "weight": 1.0},
            ],
            "decided_by": [{"text": "signed", "start": 22, "end": 28, "cue": "signed"}],
            "rule": "signed reported",
            "contributions": {"base": 0.3, "name": 0.3, "parties": 0.2, "date": 0.15},
        },
    )


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Costaguana y Azuera firmaron el Pacto de Patrulla Costera.", "es", "signed"),
        ("The Coastal Patrol Pact with Azuera entered into force.", "en", "entered_into_force"),
        ("Costaguana has ratified the Coastal Patrol Pact.", "en", "ratified"),
        ("Azuera suspendió el Pacto de Patrulla Costera.", "es", "suspended"),
        ("Costaguana withdrew from the Coastal Patrol Pact.", "en", "ended"),
        ("Azuera y Costaguana prorrogaron el Pacto de Patrulla Costera.", "es", "extended"),
    ],
)
def test_each_action_has_its_kind(text: str, language: str, kind: str) -> None:
    assert kinds(text, language) == [f"agreement.{kind}"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Costaguana and Azuera will sign the Coastal Patrol Pact.", "en"),
        ("Costaguana and Azuera have not signed the Coastal Patrol Pact.", "en"),
        ("Costaguana denied it had signed the Coastal Patrol Pact with Azuera.", "en"),
        ("Under the Coastal Patrol Pact signed in May, Costaguana pays.", "en"),
        ("Have Costaguana and Azuera signed the Coastal Patrol Pact?", "en"),
        ("Peru and Chile signed a Coastal Patrol Pact.", "en"),
        ("Costaguana and Azuera signed a trade pact.", "en"),
        ("In 2019 Costaguana and Azuera signed the Coastal Patrol Pact.", "en"),
        ("Costaguana aún no ha firmado el Pacto de Patrulla Costera.", "es"),
        ("Costaguana firmará el Pacto de Patrulla Costera.", "es"),
    ],
)
def test_what_was_not_done_is_not_reported(text: str, language: str) -> None:
    assert kinds(text, language) == []


def test_both_countries_are_those_named_before() -> None:
    text = "Costaguana habló con Azuera. Los dos países firmaron el Pacto de Patrulla Costera."

    (finding,) = read(text, "es")

    assert (finding.kind, finding.confidence) == ("agreement.signed", 0.8)


def test_an_old_signature_is_no_news() -> None:
    signed = replace(PACT, status="signed", signed_on=date(2025, 5, 1))
    tracked = replace(TRACKED, agreements=(signed,))

    assert read("Costaguana and Azuera signed the Coastal Patrol Pact.", tracked=tracked) == []


def test_the_signature_on_record_is_cited_with_its_day() -> None:
    signed = replace(PACT, status="signed", signed_on=date(2026, 3, 7))
    tracked = replace(TRACKED, agreements=(signed,))

    (finding,) = read("Costaguana and Azuera signed the Coastal Patrol Pact.", tracked=tracked)

    assert (finding.occurred, finding.occurred_precision) == (date(2026, 3, 7), "day")


def test_an_agreement_in_force_is_not_signed_again() -> None:
    tracked = replace(TRACKED, agreements=(replace(PACT, status="in_force"),))

    assert read("Costaguana and Azuera signed the Coastal Patrol Pact.", tracked=tracked) == []


def test_an_agreement_that_nobody_tracks_is_proposed_with_its_parties() -> None:
    text = "Costaguana and Azuera signed a memorandum of understanding on fisheries on Monday."

    given = fields(text)

    assert given == {
        "name": "memorandum of understanding on fisheries",
        "event": "signed",
        "record": None,
        "title": "Memorandum of understanding on fisheries",
        "instrument_type": "mou",
        "status": "signed",
        "parties": [
            {"party": "costaguana", "role": "party"},
            {"party": "azuera", "role": "party"},
        ],
        "signed_date": "2026-03-09",
    }


def test_an_agreement_that_may_be_one_on_record_says_so() -> None:
    (finding,) = proposed("They extended the Coastal Patrol Pact by two years on Monday.")

    assert finding.kind == "agreement.extended"
    assert (finding.proposed or {})["record"] == "pact"


@pytest.mark.parametrize(
    ("text", "event", "status"),
    [
        ("Ana Ruiz will sign a treaty with ministers on Friday.", "announced", "proposed"),
        ("Ministers initialled a treaty on fisheries on Monday.", "announced", "initialled"),
        ("On Monday the chamber gave its assent to the treaty.", "ratified", "ratified"),
        ("Ministers put their names to a treaty on Monday.", "signed", "signed"),
    ],
)
def test_what_is_planned_or_done_in_several_words_is_told_apart(
    text: str, event: str, status: str
) -> None:
    given = fields(text)

    assert (given["event"], given["status"]) == (event, status)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ministers recalled the memorandum of understanding that was signed in 2019.", "en"),
        ("Suspendieron las clases por el acuerdo firmado el año pasado.", "es"),
    ],
)
def test_background_is_no_news(text: str, language: str) -> None:
    assert [f for f in proposed(text, language) if f.kind == "agreement.signed"] == []
