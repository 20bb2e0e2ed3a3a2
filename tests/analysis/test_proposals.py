"""What articles tell of that is not tracked: who meets, what is signed, promised and done."""

from datetime import date

import pytest

from tests.analysis.costaguana import AZUERA, COSTAGUANA, RUIZ, TRACKED, TUESDAY
from tracker.analysis import base, reading

PORT_LAW = base.Event(
    "port-law", ("Port Act passed",), "law", ("costaguana",), starts_on=date(2026, 3, 9)
)


def proposed(
    text: str, language: str = "en", tracked: base.Tracked = TRACKED
) -> list[base.Finding]:
    found = reading.read(base.Article(text, language, TUESDAY), tracked)
    return [finding for finding in found if not finding.record]


def fields(text: str, language: str = "en") -> dict[str, object]:
    """Return what is proposed by a text that proposes one record."""
    (finding,) = proposed(text, language)
    return dict(finding.proposed or {})


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


def test_a_deed_of_someone_tracked_is_proposed() -> None:
    assert fields("Azuera imposed a tariff of 30 % on copper on Monday.") == {
        "kind": "measure",
        "title": "Azuera imposed a tariff of 30 % on copper on Monday.",
        "start_date": "2026-03-09",
        "parties": ["azuera"],
    }


def test_a_deed_on_record_is_a_finding_on_that_record() -> None:
    tracked = base.Tracked(parties=(COSTAGUANA, AZUERA), officials=(RUIZ,), events=(PORT_LAW,))
    text = "Costaguana passed a law on Monday, the Port Act, which all passed."

    (finding,) = reading.read(base.Article(text, "en", TUESDAY), tracked)

    assert (finding.kind, finding.record, finding.proposed) == ("event.reported", "port-law", None)


def test_strangers_deeds_are_nobodys_news() -> None:
    assert proposed("Ventosa imposed a tariff of 30 % on copper on Monday.") == []
