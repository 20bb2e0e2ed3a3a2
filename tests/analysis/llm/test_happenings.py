"""Meetings, agreements, promises and deeds of an answer: on record, proposed, or dropped."""

from datetime import date
from typing import Any

import pytest

from tests.analysis.llm import answering
from tests.analysis.llm.answering import MET, answer, checked
from tracker import kinds, vocabularies
from tracker.analysis import base
from tracker.analysis.llm import prompting

SIGNED = "Azuera and Costaguana signed the Coastal Patrol Pact in Sulaco on Monday."
TREATY = "On Monday Azuera ratified the Treaty on Lighthouses with Costaguana."
VOWED = "“We will plant ten thousand trees in Sulaco by June,” Ana Ruiz said."
VOTED = "Costaguana expelled the ambassador of Azuera on Monday."
TEXT = "\n".join((MET, SIGNED, TREATY, VOWED, VOTED))


def meeting(**changes: Any) -> dict[str, Any]:
    return {
        "participants": ["Ana Ruiz", "Tom Hale"],
        "status": "held",
        "kind": "talks",
        "place": "Sulaco",
        "date": "2026-03-08",
        "quote": MET,
        "certainty": 0.9,
        **changes,
    }


def agreement(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Treaty on Lighthouses",
        "parties": ["Azuera", "Costaguana"],
        "event": "ratified",
        "date": "2026-03-09",
        "quote": TREATY,
        "certainty": 0.8,
        **changes,
    }


def promise(**changes: Any) -> dict[str, Any]:
    return {
        "quote": VOWED,
        "holder": "Costaguana",
        "form": "achieve",
        "speaker": {"name": "Ana Ruiz", "role": None},
        "due": "2026-06",
        "certainty": 0.7,
        **changes,
    }


def deed(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "measure",
        "actors": ["Costaguana"],
        "date": None,
        "quote": VOTED,
        "certainty": 0.6,
        **changes,
    }


def found(**lists: Any) -> list[base.Finding]:
    return list(checked(answer(**lists), answering.question(TEXT)).findings)


def dropped(**lists: Any) -> dict[str, int]:
    return dict(checked(answer(**lists), answering.question(TEXT)).dropped)


def test_a_meeting_on_record_is_told_of_it() -> None:
    (finding,) = found(meetings=[meeting()])

    assert (finding.kind, finding.record, finding.proposed) == ("meeting.held", "talks", None)
    assert finding.participants == (("Ana Ruiz", "ana-ruiz"), ("Tom Hale", "tom-hale"))
    assert (finding.occurred, finding.place) == (date(2026, 3, 8), "Sulaco")


def test_another_meeting_is_proposed_as_it_would_be_entered() -> None:
    (finding,) = found(meetings=[meeting(status="planned", date="2026-05", place="Rincón")])

    assert (finding.kind, finding.record, finding.place) == ("meeting.announced", "", None)
    assert finding.proposed == {
        "title": "Talks of Ana Ruiz and Tom Hale",
        "translations": {"es": {"title": "Conversaciones de Ana Ruiz y Tom Hale"}},
        "kind": "talks",
        "status": "tentative",
        "place": "",
        "participants": [
            {"official": "ana-ruiz", "office": "", "party": "costaguana", "attendance": "expected"},
            {"official": "tom-hale", "office": "", "party": "azuera", "attendance": "expected"},
        ],
        "parties": ["costaguana", "azuera"],
        "starts_at": "2026-05",
    }


@pytest.mark.parametrize("status", ["postponed", "cancelled"])
def test_a_meeting_that_is_put_off_is_told_as_that(status: str) -> None:
    (finding,) = found(meetings=[meeting(status=status)])

    assert (finding.kind, finding.record) == (f"meeting.{status}", "talks")


def test_an_agreement_on_record_is_told_of_it() -> None:
    (finding,) = found(
        agreements=[agreement(name="Coastal Patrol Pact", event="signed", quote=SIGNED)]
    )

    assert (finding.kind, finding.record, finding.proposed) == ("agreement.signed", "pact", None)


def test_another_agreement_is_proposed() -> None:
    (finding,) = found(agreements=[agreement()])

    assert finding.kind == "agreement.ratified"
    assert finding.proposed == {
        "name": "Treaty on Lighthouses",
        "event": "ratified",
        "title": "Treaty on Lighthouses",
        "instrument_type": "other",
        "status": "ratified",
        "parties": [
            {"party": "azuera", "role": "party"},
            {"party": "costaguana", "role": "party"},
        ],
        "signed_date": None,
    }


def test_a_promise_is_proposed_with_its_holder_form_and_deadline() -> None:
    (finding,) = found(promises=[promise()])

    assert (finding.kind, finding.side) == ("commitment.stated", "holder")
    assert finding.proposed is not None
    assert {key: finding.proposed[key] for key in ("holders", "form", "due_date", "span")} == {
        "holders": ["costaguana"],
        "form": "achieve",
        "due_date": "2026-06",
        "span": VOWED,
    }


def test_a_promise_that_is_one_on_record_is_no_new_one() -> None:
    text = answer(answering.said(VOWED), promises=[promise()])

    assert answering.kinds(checked(text, answering.question(TEXT))) == [
        ("commitment.reaffirmed", "no-bases"),
        ("commitment.reported", "no-bases"),
    ]


def test_a_deed_is_proposed_with_who_did_it() -> None:
    (finding,) = found(deeds=[deed()])

    assert finding.kind == "event.reported"
    assert finding.proposed == {
        "kind": "measure",
        "title": VOTED,
        "start_date": None,
        "parties": ["costaguana"],
    }


@pytest.mark.parametrize(
    ("lists", "check"),
    [
        ({"meetings": [meeting(participants=["Ana Ruiz", "Martin Decoud"])]}, "participants"),
        ({"meetings": [meeting(status="rumoured")]}, "schema"),
        ({"meetings": [meeting(date="2026-01-08")]}, "history"),
        ({"agreements": [agreement(name="Treaty on Whales")]}, "name"),
        ({"agreements": [agreement(date="2019")]}, "history"),
        (
            {"agreements": [agreement(name="Coastal Patrol Pact", event="announced")]},
            "history",
        ),
        ({"promises": [promise(quote="We will plant trees")]}, "quote"),
        ({"deeds": [deed(actors=["the harbour office"])]}, "actors"),
    ],
)
def test_what_the_text_does_not_bear_out_is_dropped(lists: Any, check: str) -> None:
    assert dropped(**lists) == {check: 1}


def test_every_kind_and_status_is_one_of_ours() -> None:
    entered: dict[str, set[str]] = {"meetings": set(), "agreements": set()}
    for name, make, key in (("meetings", meeting, "status"), ("agreements", agreement, "event")):
        for code in prompting.items()[name]["properties"][key]["enum"]:
            date = None if name == "agreements" else "2026-05"
            (finding,) = found(**{name: [make(**{key: code, "date": date})]})
            assert kinds.get(finding.kind).record_type == name.removesuffix("s")
            assert finding.proposed is not None
            entered[name].add(str(finding.proposed["status"]))

    assert entered["meetings"] == {"passed", "tentative", "postponed", "cancelled"}
    assert entered["agreements"] <= set(vocabularies.AgreementStatus)
    assert len(entered["agreements"]) == 8
