"""Proposals decided on: of records that are there, together, on commitments, and taken back."""

import pytest
from rest_framework.exceptions import ValidationError

from tests import factories
from tests.test_flagging import article
from tests.test_proposing import MET, PROMISED, SIGNED, proposed
from tracker import editing, flagging, models, recording, reviewing
from tracker.reviewing import bearing, likeness

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

DEPLOYED = "Costaguana deployed 300 foreign soldiers to a military base in Sulaco on Monday."
ANNOUNCED = "Ana Ruiz will meet President Elena Sarmiento of Ventosa in Puerto Claro on Friday."


def taken_up(proposal: models.Proposal, **fields: object) -> models.Proposal:
    return reviewing.accept(proposal, factories.ACTOR, "checked", fields)


def tied(proposal: models.Proposal, record: models.Record) -> models.Development:
    row = reviewing.accept(proposal, factories.ACTOR, "the same", {}, into=record.slug)
    assert row.development is not None
    return row.development


def waiting_again(proposal: models.Proposal) -> models.Proposal:
    return reviewing.reopen_proposal(proposal, factories.ACTOR, "a slip")


def quotes(row: models.Record) -> list[str]:
    return [quote["exact"] for quote in factories.shown(row)["citations"]]


def hospitals(**fields: object) -> models.Commitment:
    text = "Costaguana will build two hospitals by December 2027"
    said = {"short_title": "Two hospitals", "text": text, "form": "achieve", **fields}
    return factories.commitment(**said)


def test_a_promise_is_made_by_whoever_spoke() -> None:
    taken_up(proposed(PROMISED))

    (speaker,) = factories.shown(models.Commitment.objects.get())["made_by"]
    assert (speaker["official"]["slug"], speaker["attributed_as"]) == ("ana-ruiz", "Ana Ruiz")


def test_a_record_that_is_there_gains_the_quotes_and_the_development() -> None:
    agreement = factories.agreement()

    development = tied(proposed(SIGNED), agreement)

    assert quotes(agreement) == quotes(development) == [SIGNED]
    assert (development.kind, development.subject) == ("agreement.signed", agreement.identity)


def test_what_was_told_of_the_record_already_gains_the_quotes_and_is_told_once() -> None:
    known = taken_up(proposed(MET))
    article(
        "Ana Ruiz met Elena Sarmiento and Iván Correal on Wednesday, Feb. 11.",
        "https://diario.example/1",
        published="2026-02-12",
    )
    factories.official(name="Iván Correal", slug="ivan-correal")
    other = models.Proposal.objects.create(
        slug="another",
        kind="meeting.held",
        title="Meeting of Ana Ruiz",
        draft={},
        marks=["ana-ruiz"],
        occurred_date="2026-02-11",
        occurred_precision="day",
        confidence=0.9,
        detector="prose",
        detector_version="1",
        proposed_at=factories.NOW,
    )
    snapshot = models.Snapshot.objects.latest("pk")
    other.quotes.create(snapshot=snapshot, exact=snapshot.text[:8], start=0, end=8)

    development = tied(other, models.Meeting.objects.get())

    assert development == known.development == models.Development.objects.get()
    assert quotes(development) == quotes(models.Meeting.objects.get()) == [MET, "Ana Ruiz"]


def test_a_commitment_stated_long_ago_is_reported_on_and_not_stated_again() -> None:
    proposal = proposed(PROMISED)

    development = tied(proposal, hospitals(stated_date="2024-05-01"))

    body = factories.shown(development)
    assert (body["kind"], body["relation"], body["side"]) == ("commitment.reported", None, None)
    assert body["citations"][0]["speaker"]["official"]["slug"] == "ana-ruiz"
    assert models.Development.objects.unjudged().get() == development


def test_fields_of_a_record_that_is_there_are_not_entered_by_the_way() -> None:
    agreement = factories.agreement()
    proposal = proposed(SIGNED)

    with pytest.raises(ValidationError, match="change the record"):
        reviewing.accept(proposal, factories.ACTOR, "", {"title": "Another"}, into=agreement.slug)


def test_a_deed_breaks_the_commitment_that_is_named_with_it() -> None:
    commitment = factories.commitment()
    proposal = proposed(DEPLOYED)

    (likely,) = bearing.likely(proposal)
    assert (likely.commitment, likely.side) == (commitment, "holder")
    relation = {"commitment": commitment.slug, "relation": "breaks", "side": likely.side}
    taken_up(proposal, relations=[relation])

    body = factories.shown(commitment)
    assert [each["relation"] for each in body["relations"]] == ["breaks"]
    assert (body["consistency"], body["evidence_against"]) == ("reversed", "independent_report")


def test_a_commitment_is_found_by_its_words_with_the_side_of_the_deed() -> None:
    factories.ruritania()
    ours = factories.commitment(holders=["ruritania"], towards=[factories.costaguana().slug])
    proposal = proposed(DEPLOYED)

    (found,) = bearing.found(proposal, "no foreign bas")

    assert (found.commitment, found.side) == (ours, "counterpart")
    assert bearing.found(proposal, " ") == []


def test_records_of_the_same_are_found_with_what_they_share() -> None:
    proposal = proposed(SIGNED)
    pact = factories.agreement(title="Memorandum on fisheries", signed_date="2026-02-09")
    factories.agreement()

    (likely,) = likeness.records(proposal)

    assert likely.record == pact
    assert likely.reasons == ("nearly the same words", "the same parties", "about the same day")


def test_a_meeting_of_the_same_people_about_then_is_found() -> None:
    factories.ana_ruiz()
    people = [
        {"official": "ana-ruiz", "attendance": "expected"},
        {"office": "Elena Sarmiento (President)", "attendance": "expected"},
    ]
    meeting = factories.meeting(title="Visit", starts_at="2026-02-10", participants=people)
    factories.meeting(title="Another visit", starts_at="2026-01-10", participants=people)

    (likely,) = likeness.records(proposed(MET))

    assert (likely.record, likely.reasons) == (
        meeting,
        ("the same parties", "about the same day"),
    )


def both() -> tuple[models.Proposal, models.Proposal]:
    """Return the proposals of a meeting as it was announced and as it was held."""
    held = proposed(MET)
    article(ANNOUNCED, "https://diario.example/1", published="2026-02-05")
    flagging.flag_waiting(10)
    return held, models.Proposal.objects.exclude(pk=held.pk).get()


def test_proposals_of_one_meeting_are_decided_together() -> None:
    held, announced = both()
    assert likeness.proposals(held) == [announced]

    reviewing.accept(held, factories.ACTOR, "checked", {}, also=[announced])

    meeting = models.Meeting.objects.get()
    assert quotes(meeting) == [MET, ANNOUNCED]
    assert [row.kind for row in models.Development.objects.order_by("kind")] == [
        "meeting.announced",
        "meeting.held",
    ]
    assert not models.Proposal.objects.waiting().exists()


def test_what_was_taken_up_together_is_taken_back_together() -> None:
    held, announced = both()
    reviewing.accept(held, factories.ACTOR, "checked", {}, also=[announced])

    waiting_again(announced)

    assert models.Proposal.objects.waiting().count() == 2
    assert not models.Meeting.objects.standing().exists()
    assert {row.review_state for row in models.Development.objects.all()} == {"dismissed"}
    last = models.Revision.objects.filter(type="meeting").latest("sequence")
    assert (last.event_type, last.reason) == ("record.deleted", "a slip")


def test_what_was_taken_back_can_be_taken_up_again() -> None:
    proposal = taken_up(proposed(MET))

    taken_up(waiting_again(proposal))

    assert models.Meeting.objects.standing().count() == 1
    told = models.Development.objects.exclude(review_state="dismissed").get()
    assert told.subject == models.Meeting.objects.standing().get().identity


def test_a_record_that_was_there_is_as_it_was_once_a_tie_is_taken_back() -> None:
    agreement = factories.agreement()
    before = factories.shown(agreement)
    proposal = proposed(SIGNED)
    development = tied(proposal, agreement)

    waiting_again(proposal)

    assert factories.shown(agreement)["citations"] == before["citations"] == []
    assert factories.stored(development).review_state == "dismissed"
    again = tied(proposal, agreement)
    assert (again.review_state, quotes(again)) == ("confirmed", [SIGNED])


def test_a_dismissal_is_taken_back_too() -> None:
    held, announced = both()
    reviewing.reject(held, factories.ACTOR, "a rumour", factories.NOW, also=[announced])
    assert not models.Proposal.objects.waiting().exists()

    waiting_again(held)

    assert models.Proposal.objects.waiting().count() == 2
    with pytest.raises(reviewing.NotDecidedError):
        waiting_again(held)
    with pytest.raises(ValueError, match="for a reason"):
        reviewing.reopen_proposal(held, factories.ACTOR, "")


def test_what_others_refer_to_by_now_is_not_taken_back() -> None:
    proposal = taken_up(proposed(MET))
    meeting = models.Meeting.objects.get()
    factories.statement(meeting=meeting.slug)

    with pytest.raises(editing.InUse):
        waiting_again(proposal)

    assert models.Proposal.objects.get().review_state == "confirmed"
    assert factories.stored(meeting).is_public


def test_a_record_into_which_another_was_merged_is_not_taken_back() -> None:
    proposal = taken_up(proposed(MET))
    kept = factories.meeting()
    with recording.change(factories.ACTOR, "one meeting", is_withdrawing=True) as change:
        editing.merge(change, models.Meeting.objects.exclude(pk=kept.pk).get(), kept, factories.NOW)

    with pytest.raises(ValidationError, match="was merged into"):
        waiting_again(proposal)

    assert factories.stored(kept).is_public
