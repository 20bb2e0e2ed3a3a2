"""From a text to a proposal to a record: told once, never public before a person takes it up."""

import pytest

from tests import factories
from tests.test_flagging import article
from tracker import flagging, models, recording, redacting, reviewing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

MET = "Ana Ruiz met President Elena Sarmiento of Ventosa in Puerto Claro on Monday."
SIGNED = "Costaguana and Ruritania signed a memorandum of understanding on fisheries on Monday."
PROMISED = "Ana Ruiz said Costaguana will build two hospitals by December 2027."


def proposed(text: str, url: str = "https://courier.example/1") -> models.Proposal:
    """Return the one proposal after an article with this text was read."""
    factories.ana_ruiz()
    factories.ruritania()
    article(text, url)
    flagging.flag_waiting(10)
    return models.Proposal.objects.get()


def accepted(text: str, **fields: object) -> models.Proposal:
    return reviewing.accept(proposed(text), factories.ACTOR, "checked", fields)


def test_what_is_told_is_proposed_with_its_quote_and_is_not_public() -> None:
    proposal = proposed(MET)

    (quote,) = proposal.quotes.all()
    assert (proposal.kind, proposal.review_state) == ("meeting.held", "flagged")
    assert quote.snapshot.text[quote.start : quote.end] == quote.exact == MET
    assert models.Meeting.objects.count() == models.Development.objects.count() == 0
    assert not models.Revision.objects.filter(type__in=("meeting", "development")).exists()


def test_reading_again_proposes_nothing_more() -> None:
    proposal = proposed(MET)
    models.Snapshot.objects.update(flagged_at=None)

    flagging.flag_waiting(10)

    assert models.Proposal.objects.get() == proposal
    assert proposal.quotes.count() == 1


def test_another_outlet_adds_its_words_in_another_language_too() -> None:
    proposal = proposed(MET)

    again = "La canciller Ana Ruiz se reunió el lunes con Elena Sarmiento, presidenta de Ventosa."
    article(again, "https://diario.example/1", language="es")
    flagging.flag_waiting(10)

    assert models.Proposal.objects.get() == proposal
    assert [quote.exact for quote in proposal.quotes.all()] == [MET, again]


def test_other_people_meet_in_another_meeting() -> None:
    proposed(MET)

    article("Ana Ruiz met Iván Correal of Azuera on Monday.", "https://diario.example/1")
    flagging.flag_waiting(10)

    assert models.Proposal.objects.count() == 2


def test_what_concerns_nobody_tracked_is_not_proposed() -> None:
    factories.ana_ruiz()
    article("Elena Sarmiento met Iván Correal on Monday.", "https://courier.example/1")

    flagging.flag_waiting(10)

    assert not models.Proposal.objects.exists()


def test_a_meeting_taken_up_is_a_public_record_that_passed_and_a_development() -> None:
    proposal = accepted(MET)

    meeting = models.Meeting.objects.get()
    body = factories.shown(meeting)
    assert (body["title"], body["status"]) == ("Meeting of Ana Ruiz and Elena Sarmiento", "passed")
    assert body["starts_at"] == "2026-02-09"
    assert [citation["exact"] for citation in body["citations"]] == [MET]
    assert [p["office"] for p in body["participants"]] == [None, "Elena Sarmiento (President)"]
    told = factories.shown(models.Development.objects.get())
    assert (told["kind"], told["review_state"]) == ("meeting.held", "confirmed")
    assert told["summary"]["es"].startswith("Reunión celebrada: Reunión de Ana Ruiz y Elena")
    assert proposal.record == meeting.identity
    event_types = models.Revision.objects.filter(type="development").values_list("event_type")
    assert list(event_types) == [("meeting.held",)]


def test_an_agreement_is_taken_up_with_what_a_person_changes() -> None:
    accepted(SIGNED, title="Memorandum on Fisheries")

    body = factories.shown(models.Agreement.objects.get())
    assert (body["title"], body["status"]) == ("Memorandum on Fisheries", "signed")
    assert [p["party"]["slug"] for p in body["parties"]] == ["costaguana", "ruritania"]
    assert models.Development.objects.get().kind == "agreement.signed"


def test_a_promise_is_taken_up_as_a_commitment_that_was_stated() -> None:
    accepted(PROMISED)

    body = factories.shown(models.Commitment.objects.get())
    assert body["text"] == "Costaguana will build two hospitals by December 2027"
    assert [holder["slug"] for holder in body["holders"]] == ["costaguana"]
    assert (body["form"], body["due_date"]) == ("achieve", "2027-12-31")
    development = models.Development.objects.get()
    assert (development.kind, development.speaker_official) == (
        "commitment.stated",
        factories.ana_ruiz(),
    )


def test_a_proposal_about_a_record_that_is_there_makes_no_second_one() -> None:
    agreement = factories.agreement()
    proposal = proposed(SIGNED)

    reviewing.accept(proposal, factories.ACTOR, "the same", {}, into=agreement.slug)

    assert models.Agreement.objects.get() == agreement
    assert models.Development.objects.get().subject == agreement.identity


def test_later_reports_of_what_was_taken_up_are_quoted_in_its_development() -> None:
    accepted(MET)

    again = "President Elena Sarmiento met with Ana Ruiz on Monday in Puerto Claro."
    article(again, "https://diario.example/1")
    flagging.flag_waiting(10)

    quotes = factories.shown(models.Development.objects.get())["citations"]
    assert [quote["exact"] for quote in quotes] == [MET, again]


def test_what_was_dismissed_is_not_proposed_again() -> None:
    proposal = proposed(MET)
    reviewing.reject(proposal, factories.ACTOR, "a rumour", factories.NOW)

    article(MET.replace("met", "met with"), "https://diario.example/1")
    flagging.flag_waiting(10)

    assert models.Proposal.objects.get().review_state == "dismissed"


def test_a_decision_is_final() -> None:
    proposal = accepted(MET)

    with pytest.raises(reviewing.AlreadyDecidedError):
        reviewing.reject(proposal, factories.ACTOR, "no", factories.NOW)
    with pytest.raises(reviewing.AlreadyDecidedError):
        reviewing.accept(proposal, factories.ACTOR, "yes", {})


@pytest.mark.parametrize("model", [models.Document, models.Official])
def test_what_is_redacted_is_proposed_no_more(model: type[models.Record]) -> None:
    proposed(MET)

    with recording.change(factories.ACTOR, "court order 7/2026", is_withdrawing=True) as change:
        row = model._default_manager.select_related("identity").get()
        redacting.redact(change, row, factories.NOW)

    assert not models.Proposal.objects.exists()
