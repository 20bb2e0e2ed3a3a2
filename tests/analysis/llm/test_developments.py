"""What a model says of commitments: believed where the text bears it out, dropped where not."""

from datetime import date

import pytest

from tests.analysis.llm import answering
from tests.analysis.llm.answering import CLAIMED, DENIED, OPENED, answer, checked, said, told
from tracker.analysis import base


def test_a_development_is_a_report_and_what_it_means() -> None:
    found = checked(answer(said()))

    assert answering.kinds(found) == [
        ("commitment.reaffirmed", "no-bases"),
        ("commitment.reported", "no-bases"),
    ]


def test_a_development_has_quote_speaker_side_day_and_certainty() -> None:
    (meaning,) = (f for f in checked(answer(said())).findings if f.relation == "reaffirms")

    assert (meaning.exact, answering.TEXT[meaning.start : meaning.end]) == (DENIED, DENIED)
    assert meaning.speaker == base.Speaker(
        "Ana Ruiz", "ana-ruiz", "costaguana", "Foreign Minister", "Foreign Minister"
    )
    assert (meaning.side, meaning.confidence) == ("holder", 0.9)
    assert (meaning.occurred, meaning.occurred_precision) == (date(2026, 3, 9), "day")
    assert meaning.explanation == {
        "matched": [],
        "decided_by": [
            {"text": DENIED, "start": 0, "end": len(DENIED), "cue": "commitment.reaffirmed"}
        ],
        "rule": "model: reaffirms",
        "contributions": {"model": 0.9},
        "analyser": {"name": "llm"},
    }


def test_a_report_shows_the_surest_passages_three_at_most() -> None:
    found = checked(
        answer(
            said(certainty=0.7),
            told(OPENED, relation="contradicts", certainty=0.95),
            said(CLAIMED[:25], certainty=0.5),
            told(answering.MET, relation="contradicts", certainty=0.4),
            told("The senator was not there.", relation="breaks"),
        )
    )

    (report,) = (f for f in found.findings if f.kind == "commitment.reported")
    assert (report.exact, report.confidence, report.relation) == (OPENED, 0.95, None)
    assert report.speaker is None
    assert [passage.exact for passage in report.further] == [DENIED, CLAIMED[:25]]
    assert report.further[0].speaker is not None
    assert report.further[0].speaker.official == "ana-ruiz"
    assert report.further[0].side == "holder"
    assert found.dropped == {"quote": 1}


@pytest.mark.parametrize(
    ("item", "check"),
    [
        ("reaffirms", "schema"),
        (said(relation="supports"), "schema"),
        (said(commitment="no-mines"), "commitment"),
        (said("Costaguana will host no bases"), "quote"),
        (said("no bases"), "quote"),
        (said(""), "quote"),
        (said(f"{DENIED} {OPENED}"), "paragraph"),
        (said(speaker={"name": "Martin Decoud", "role": None}), "speaker"),
        (said(certainty=1.5), "certainty"),
        (said(date="2019"), "history"),
    ],
)
def test_what_fails_a_check_is_dropped_and_counted(item: object, check: str) -> None:
    found = checked(answer(item))

    assert found.dropped == {check: 1}
    assert {f.explanation["rule"] for f in found.findings} <= {"the model says nothing of it"}


def test_every_finding_says_how_much_was_dropped_beside_it() -> None:
    found = checked(answer(said(), said("Nobody ever said this.")))

    assert {str(f.explanation["dropped"]) for f in found.findings} == {"{'quote': 1}"}


@pytest.mark.parametrize(
    "quote",
    [
        '"Costaguana will host no foreign bases," Foreign Minister Ana Ruiz said on Monday.',
        "Costaguana  will host\u00a0no foreign bases",
        "foreign minister Ana Ruiz said",
    ],
)
def test_quotation_marks_spaces_and_capitals_may_be_written_otherwise(quote: str) -> None:
    (meaning,) = (f for f in checked(answer(said(quote))).findings if f.relation == "reaffirms")

    assert meaning.exact in DENIED
    assert answering.TEXT[meaning.start : meaning.end] == meaning.exact


def test_a_hard_wrapped_sentence_is_one_paragraph() -> None:
    asked = answering.question(DENIED.replace("Foreign Minister", "\nour minister"))

    found = checked(answer(said("bases,” our minister Ana Ruiz said")), asked)

    assert found.dropped == {}


@pytest.mark.parametrize(
    ("name", "official", "shown"),
    [
        ("Foreign Minister Ana Ruiz", "ana-ruiz", "Ana Ruiz"),
        ("Minister Ruiz", "ana-ruiz", "Ana Ruiz"),
        ("Ana Ruiz, the minister", "ana-ruiz", "Ana Ruiz"),
        ("Senator Rosa Montero", None, "Rosa Montero"),
        ("María Ruiz", None, "Ruiz"),
    ],
)
def test_a_speaker_is_named_as_the_text_and_the_record_have_it(
    name: str, official: str | None, shown: str
) -> None:
    item = said(relation="contradicts", speaker={"name": name, "role": None})

    (meaning,) = (f for f in checked(answer(item)).findings if f.relation == "contradicts")

    assert meaning.speaker is not None
    assert (meaning.speaker.official, meaning.speaker.name) == (official, shown)


def test_a_ministry_without_a_name_speaks_as_the_text_calls_it() -> None:
    item = said(
        OPENED, relation="contradicts", speaker={"name": None, "role": "the Defence Ministry"}
    )

    (meaning,) = (f for f in checked(answer(item)).findings if f.relation == "contradicts")

    assert meaning.speaker == base.Speaker(
        "the Defence Ministry", party="costaguana", attributed_as="the Defence Ministry"
    )


def test_a_third_partys_claim_is_a_challenge_whatever_the_model_calls_it() -> None:
    speaker = {"name": "Rosa Montero", "role": "senator"}
    item = said(CLAIMED, relation="breaks", side="third_party", speaker=speaker)

    (meaning,) = (f for f in checked(answer(item)).findings if f.relation)

    assert (meaning.kind, meaning.relation, meaning.side) == (
        "commitment.challenged",
        "mentions",
        "third_party",
    )


def test_the_side_of_an_official_is_that_of_the_record() -> None:
    (meaning,) = (
        f for f in checked(answer(said(side="third_party"))).findings if f.relation == "reaffirms"
    )

    assert meaning.side == "holder"


def test_the_publisher_of_an_official_text_is_its_first_person() -> None:
    asked = answering.question(publisher="costaguana")
    item = said(speaker={"name": None, "role": None})

    (meaning,) = (f for f in checked(answer(item), asked).findings if f.relation == "reaffirms")

    assert meaning.speaker == base.Speaker("Costaguana", party="costaguana")
    assert meaning.side == "holder"
    (outlet,) = (f for f in checked(answer(item)).findings if f.relation == "reaffirms")
    assert outlet.speaker is None


def test_what_the_outlet_tells_has_no_speaker_and_no_side() -> None:
    (meaning,) = (
        f
        for f in checked(answer(told(OPENED, relation="breaks"))).findings
        if f.relation == "breaks"
    )

    assert (meaning.speaker, meaning.side) == (None, None)


def test_an_item_without_a_speaker_is_told_by_the_outlet() -> None:
    item = told(OPENED, relation="breaks") | {"speaker": None}

    assert checked(answer(item)).dropped == {}


@pytest.mark.parametrize("written", [None, "Monday", "2026-02-30", "2026-03-20"])
def test_a_date_that_is_none_or_is_still_to_come_is_left_out(written: str | None) -> None:
    (meaning,) = (
        f for f in checked(answer(said(date=written))).findings if f.relation == "reaffirms"
    )

    assert (meaning.occurred, meaning.occurred_precision) == (None, None)


def test_the_words_by_which_it_was_first_stated_are_nothing_new() -> None:
    asked = answering.question(document="doc-origin")

    assert checked(answer(said()), asked).dropped == {"origin": 1}


def test_what_only_the_offline_reading_reports_is_a_mention() -> None:
    found = checked(answer())

    (mention,) = (f for f in found.findings if f.record == "no-bases")
    assert (mention.kind, mention.relation) == ("commitment.mentioned", "mentions")
    assert mention.explanation["rule"] == "the model says nothing of it"
    assert mention.explanation["analyser"] == {"name": "llm"}
