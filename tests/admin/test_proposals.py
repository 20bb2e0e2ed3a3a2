"""Proposals at the desk: the words beside a form of what they would make, and decisions."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from tests import factories, test_proposing, test_taking_up
from tests.admin.conftest import filled, mistakes, notes
from tracker import models, reviewing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

DESK = "/admin/tracker/proposal/"


def page_of(proposal: models.Proposal) -> str:
    return f"{DESK}{proposal.pk}/change/"


def sent(desk: Client, proposal: models.Proposal, action: str, **changes: Any) -> Any:
    """Return the answer to the page's form, changed and sent with one of its buttons."""
    values = {**filled(desk, page_of(proposal)), **changes, "action": action}
    return desk.post(page_of(proposal), values, follow=True)


def text_of(response: Any) -> str:
    return " ".join(html.fromstring(response.content).text_content().split())


def test_the_words_stand_in_their_paragraph_beside_a_form_of_what_they_would_make(
    desk: Client,
) -> None:
    around = "It was cold.\n\nThey smiled. " + test_proposing.MET + " Nobody spoke.\n\nIt rained."
    proposal = test_proposing.proposed(around)

    response = desk.get(page_of(proposal))

    page = html.fromstring(response.content)
    (quote,) = page.xpath("//blockquote")
    assert quote.text_content() == f"They smiled. {test_proposing.MET} Nobody spoke."
    assert quote.find("mark").text == test_proposing.MET
    said = text_of(response)
    assert "Costaguana rules out foreign bases The Sulaco Courier, 2026-02-10" in said
    values = filled(desk, page_of(proposal))
    assert values["draft-title"] == ["Meeting of Ana Ruiz and Elena Sarmiento"]
    assert (values["draft-starts_at"], values["draft-status"]) == (["2026-02-09"], ["passed"])
    assert values["participants-0-official"] == ["Ana Ruiz (ana-ruiz)"]
    assert values["participants-1-office"] == ["Elena Sarmiento (President)"]


def test_a_meeting_is_taken_up_as_it_was_changed(desk: Client) -> None:
    proposal = test_proposing.proposed(test_proposing.MET)
    factories.tomas_vidal()

    response = sent(
        desk,
        proposal,
        "take_up",
        **{
            "draft-title": "Talks in Puerto Claro",
            "draft-starts_at": "2026-02",
            "participants-1-office": "",
            "participants-2-official": "tomás vidal",
            "parties-0-party": "costaguana",
            "reason": "Seen",
        },
    )

    assert notes(response) == ["Made meeting: Talks in Puerto Claro"]
    body = factories.shown(models.Meeting.objects.get())
    assert (body["title"], body["starts_at"]) == ("Talks in Puerto Claro", "2026-02")
    assert [each["official"]["slug"] for each in body["participants"]] == [
        "ana-ruiz",
        "tomas-vidal",
    ]
    assert {each["attendance"] for each in body["participants"]} == {"attended"}
    assert models.Proposal.objects.get().review_reason == "Seen"


def test_an_agreement_is_taken_up_as_it_stands(desk: Client) -> None:
    proposal = test_proposing.proposed(test_proposing.SIGNED)

    sent(desk, proposal, "take_up")

    body = factories.shown(models.Agreement.objects.get())
    assert [each["party"]["slug"] for each in body["parties"]] == ["costaguana", "ruritania"]
    assert (body["status"], body["signed_date"]) == ("signed", "2026-02-09")


def test_a_commitment_is_taken_up_with_criteria_and_who_said_it(desk: Client) -> None:
    proposal = test_proposing.proposed(test_proposing.PROMISED)
    changes = {
        "criteria-0-kind": "success",
        "criteria-0-text": "Two hospitals are open",
        "towards-0-party": "XR",
        "draft-due_date": "2027-12",
        "draft-target_value": "2",
        "draft-target_unit": "hospitals",
        "draft-places": "Sulaco\nCayta\n",
    }

    sent(desk, proposal, "take_up", **changes)

    body = factories.shown(models.Commitment.objects.get())
    assert body["criteria"] == [{"kind": "success", "text": "Two hospitals are open"}]
    assert [each["slug"] for each in body["towards"]] == ["ruritania"]
    assert [each["official"]["slug"] for each in body["made_by"]] == ["ana-ruiz"]
    assert (body["due_date"], body["places"]) == ("2027-12", ["Sulaco", "Cayta"])
    assert (body["target_value"], body["target_unit"]) == ("2.000000", "hospitals")


def test_a_deed_asks_which_commitment_it_breaks(desk: Client) -> None:
    commitment = factories.commitment()
    proposal = test_proposing.proposed(test_taking_up.DEPLOYED)

    asked = sent(desk, proposal, "take_up")
    assert mistakes(asked) == ["Say which commitment it keeps or breaks, or that it bears on none."]
    assert not models.Event.objects.exists()
    sent(desk, proposal, "take_up", **{"relations-0-relation": "breaks"})

    (relation,) = factories.shown(models.Event.objects.get())["relations"]
    assert (relation["relation"], relation["side"]) == ("breaks", "holder")
    assert relation["commitment"]["slug"] == commitment.slug
    assert factories.shown(commitment)["evidence_against"] == "independent_report"


def test_another_commitment_is_looked_for_and_what_was_entered_stays(desk: Client) -> None:
    port = factories.commitment(
        short_title="The port stays open", text="The port stays open.", form="maintain"
    )
    proposal = test_proposing.proposed(test_taking_up.DEPLOYED)

    looked = sent(desk, proposal, "find", **{"relating-find": "port", "draft-title": "Soldiers"})

    page = html.fromstring(looked.content)
    (form,) = (form for form in page.forms if form.get("id") == "proposal_form")
    values = dict(form.form_values())
    assert values["draft-title"] == "Soldiers"
    assert values["relations-0-commitment"] == str(port.pk)
    values |= {"relations-0-relation": "progresses", "action": "take_up"}
    desk.post(page_of(proposal), values)
    relation = models.Relation.objects.get(event__title="Soldiers")
    assert (relation.commitment, relation.relation) == (port, "progresses")


def test_a_deed_may_bear_on_no_commitment(desk: Client) -> None:
    factories.commitment()
    proposal = test_proposing.proposed(test_taking_up.DEPLOYED)
    both = {"relations-0-relation": "breaks", "relating-has_none": "on"}

    assert mistakes(sent(desk, proposal, "take_up", **both)) == [
        "It cannot bear on one and on none."
    ]
    sent(desk, proposal, "take_up", **{"relating-has_none": "on"})

    assert factories.shown(models.Event.objects.get())["relations"] == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"draft-title": ""}, "This field is required."),
        ({"draft-starts_at": "yesterday"}, "Use a real date: YYYY, YYYY-MM or YYYY-MM-DD."),
        ({"draft-country": "zz"}, "It does not hold that meeting country is alpha 2."),
        ({"parties-0-party": "Nowhere"}, "No party is on record by this name."),
        (
            {"parties-0-party": "Costagana"},
            "Which party is meant: Costaguana (costaguana)?",
        ),
        ({"participants-0-official": "\0"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_made_is_said_beside_its_field_and_nothing_is_made(
    desk: Client, changes: dict[str, str], said: str
) -> None:
    proposal = test_proposing.proposed(test_proposing.MET)

    response = sent(desk, proposal, "take_up", **changes)

    assert mistakes(response) == [said]
    assert notes(response) == ["Nothing was made. Put right what is marked below."]
    assert not models.Meeting.objects.exists()
    assert models.Proposal.objects.waiting().exists()


def test_it_is_one_that_is_on_record(desk: Client) -> None:
    proposal = test_proposing.proposed(test_proposing.SIGNED)
    pact = factories.agreement(title="Memorandum on fisheries", signed_date="2026-02-09")
    assert "nearly the same words, the same parties" in text_of(desk.get(page_of(proposal)))

    response = sent(desk, proposal, f"tie:{pact.slug}")

    assert notes(response) == ["Added to agreement: Memorandum on fisheries"]
    assert [each["exact"] for each in factories.shown(pact)["citations"]] == [test_proposing.SIGNED]
    assert models.Agreement.objects.count() == 1


def test_it_is_not_one_that_is_gone(desk: Client) -> None:
    proposal = test_proposing.proposed(test_proposing.SIGNED)

    response = sent(desk, proposal, "tie:nowhere")

    assert notes(response) == ["Nothing was decided: into: There is no agreement with this slug."]


def test_after_a_decision_comes_the_next_proposal(desk: Client) -> None:
    held, announced = test_taking_up.both()

    response = sent(desk, announced, "take_up", also=[])

    assert response.redirect_chain == [(page_of(held), 302)]
    done = sent(desk, held, "dismiss:1")
    assert [address for address, _ in done.redirect_chain] == [f"{DESK}first/", DESK]


def test_proposals_of_the_same_are_decided_together(desk: Client) -> None:
    held, announced = test_taking_up.both()
    assert filled(desk, page_of(held))["also"] == [announced.slug]

    sent(desk, held, "dismiss:2", reason="of no weight")

    reasons = models.Proposal.objects.values_list("review_state", "review_reason")
    assert set(reasons) == {("dismissed", "It is not ours to track. of no weight")}
    assert len(reasons) == 2


def test_a_dismissal_needs_a_reason(desk: Client) -> None:
    proposal = test_proposing.proposed(test_proposing.MET)

    assert notes(sent(desk, proposal, "dismiss:")) == ["A dismissal needs a reason."]
    assert notes(sent(desk, proposal, "dismiss:7")) == ["A dismissal needs a reason."]
    assert notes(sent(desk, proposal, "dismiss:1")) == [f"Dismissed: {proposal}"]
    assert models.Proposal.objects.get().review_reason == "The text does not say so"


def test_what_was_decided_meanwhile_is_said_and_not_decided_again(desk: Client) -> None:
    proposal = test_proposing.proposed(test_proposing.MET)
    values = filled(desk, page_of(proposal))
    reviewing.reject(proposal, "Martin Decoud", "a rumour", factories.NOW)

    response = desk.post(page_of(proposal), {**values, "action": "take_up"})

    assert notes(response) == [f"Nothing was decided: {proposal.slug} was dismissed"]
    assert "Dismissed by Martin Decoud, 2026-03-01 12:00: a rumour" in text_of(response)


def test_the_last_decision_is_taken_back(desk: Client) -> None:
    held, announced = test_taking_up.both()
    sent(desk, announced, "take_up", also=[])
    page = html.fromstring(desk.get(page_of(held)).content)
    (form,) = (form for form in page.forms if "take-back" in (form.action or ""))

    response = desk.post(form.action, follow=True)

    assert notes(response) == [f"Taken back; it waits again: {announced}"]
    assert response.redirect_chain == [(page_of(announced), 302)]
    assert not models.Meeting.objects.standing().exists()
    again = desk.post(form.action, follow=True)
    assert notes(again) == [f"Nothing was decided: {announced.slug} waits for a decision"]


def test_what_is_in_use_by_now_is_not_taken_back(desk: Client) -> None:
    proposal = test_proposing.proposed(test_proposing.MET)
    sent(desk, proposal, "take_up")
    meeting = models.Meeting.objects.get()
    factories.statement(meeting=meeting.slug)

    response = desk.post(f"{DESK}{proposal.pk}/take-back/", {"reason": "no"}, follow=True)

    assert notes(response)[1] == "Statement: We will not host foreign bases."
    assert models.Proposal.objects.get().review_state == "confirmed"


def test_several_are_dismissed_from_the_list(desk: Client) -> None:
    held, announced = test_taking_up.both()
    chosen = {"action": "dismiss", "_selected_action": [held.pk, announced.pk]}

    assert notes(desk.post(DESK, {**chosen, "reason": ""}, follow=True)) == [
        "A dismissal needs a reason."
    ]
    assert notes(desk.post(DESK, {**chosen, "reason": "A rumour"}, follow=True)) == [
        "Decided on 2."
    ]


def test_who_may_only_look_sees_no_buttons(client: Client) -> None:
    proposal = test_proposing.proposed(test_proposing.MET)
    client.force_login(factories.UserFactory.create(role="editor"))

    assert b"Take it up" not in client.get(page_of(proposal)).content
    assert client.post(page_of(proposal), {"action": "take_up"}).status_code == 403
    assert client.get(f"{DESK}{proposal.pk}/take-back/").status_code == 404
    assert client.post(f"{DESK}{proposal.pk}/take-back/").status_code == 403


def test_what_is_not_there_is_not_found(desk: Client) -> None:
    assert desk.get(f"{DESK}99999999999999999999/change/").status_code == 404
    assert desk.get(f"{DESK}first/", follow=True).redirect_chain == [(DESK, 302)]
