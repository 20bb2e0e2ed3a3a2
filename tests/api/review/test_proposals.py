"""Proposals: who sees them, and what reviewers make of them."""

import pytest
from django.test import Client

from tests import factories, test_proposing, test_taking_up
from tests.api import editors, expect
from tests.api.conftest import Bearer
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

LIST = "/v1/proposals"


def waiting(text: str = test_proposing.MET) -> str:
    """Return the address of a proposal that waits for a person."""
    return f"{LIST}/{test_proposing.proposed(text).slug}"


def test_only_reviewers_see_proposals(bearer: Bearer, client: Client) -> None:
    address = waiting()

    for page in (LIST, address):
        expect.problem(client.get(page), 401, "not_authenticated")
        for role in ("reader", "subscriber", "editor"):
            expect.problem(bearer(role).get(page), 403, "missing_scope")
    assert expect.slugs(bearer("reviewer").get(LIST)) == [address.rsplit("/", 1)[-1]]


def test_a_proposal_shows_what_it_would_make_and_its_words(bearer: Bearer) -> None:
    body = expect.json(bearer("reviewer").get(waiting()))

    document = models.Document.objects.get()
    assert (body["kind"], body["record_type"]) == ("meeting.held", "meeting")
    assert body["draft"]["participants"][0]["official"] == "ana-ruiz"
    assert body["occurred_date"] == "2026-02-09"
    (quote,) = body["quotes"]
    assert (quote["exact"], quote["snapshot"]) == (test_proposing.MET, 1)
    assert quote["document"]["url"] == f"/v1/documents/{document.slug}"
    assert (body["record"], body["development"], body["review_state"]) == (None, None, "flagged")


def test_the_list_is_asked_by_type_and_state(bearer: Bearer) -> None:
    waiting()
    reviewer = bearer("reviewer")

    assert len(expect.slugs(reviewer.get(f"{LIST}?record_type=meeting"))) == 1
    assert expect.slugs(reviewer.get(f"{LIST}?record_type=agreement")) == []
    assert expect.slugs(reviewer.get(f"{LIST}?review_state=dismissed")) == []


def test_taking_up_a_proposal_makes_the_record(bearer: Bearer, client: Client) -> None:
    address = waiting()

    body = expect.json(
        editors.post(
            bearer("reviewer"),
            f"{address}/accept",
            {"reason": "Seen", "changes": {"title": "Talks in Puerto Claro"}},
        )
    )

    assert (body["review_state"], body["review_reason"]) == ("confirmed", "Seen")
    shown = expect.json(client.get(body["record"]["url"]))
    assert (shown["title"], shown["status"]) == ("Talks in Puerto Claro", "passed")
    assert expect.json(client.get(body["development"]["url"]))["kind"] == "meeting.held"


def test_what_a_draft_says_is_left_out_by_null(bearer: Bearer, client: Client) -> None:
    address, reviewer = waiting(), bearer("reviewer")
    drafted = expect.json(reviewer.get(address))["draft"]["place"]

    body = expect.json(editors.post(reviewer, f"{address}/accept", {"changes": {"place": None}}))

    assert drafted == "Puerto Claro"
    assert expect.json(client.get(body["record"]["url"]))["place"] is None


def test_a_proposal_is_tied_to_a_record_that_is_there(bearer: Bearer) -> None:
    factories.ana_ruiz()
    meeting = factories.meeting()
    address = waiting()

    body = expect.json(
        editors.post(bearer("reviewer"), f"{address}/accept", {"into": meeting.slug})
    )

    assert body["record"]["slug"] == meeting.slug
    assert models.Meeting.objects.count() == 1


def test_a_proposal_is_dismissed_for_a_reason_and_once(bearer: Bearer) -> None:
    address = waiting()
    reviewer = bearer("reviewer")

    expect.problem(editors.post(reviewer, f"{address}/dismiss", {}), 400, "invalid")
    body = expect.json(editors.post(reviewer, f"{address}/dismiss", {"reason": "A rumour"}))

    assert (body["review_state"], body["review_reason"]) == ("dismissed", "A rumour")
    assert body["record"] is None
    again = editors.post(reviewer, f"{address}/accept", {})
    expect.problem(again, 409, "already_decided")


@pytest.mark.parametrize(
    "sent",
    [
        {"changes": {"kind": "dance"}},
        {"changes": {"nothing": 1}},
        {"changes": "title"},
        {"into": "nowhere"},
        {"into": "nowhere", "changes": {"title": "Another"}},
        {"more": 1},
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_decided(
    bearer: Bearer, sent: dict[str, object]
) -> None:
    address = waiting()
    reviewer = bearer("reviewer")

    response = editors.post(reviewer, f"{address}/accept", sent)

    assert response.status_code == 400
    assert expect.json(reviewer.get(address))["review_state"] == "flagged"
    assert not models.Meeting.objects.exists()


def test_a_proposal_that_is_not_there_is_not_found(bearer: Bearer) -> None:
    expect.problem(bearer("reviewer").get(f"{LIST}/nothing"), 404, "not_found")


def test_the_list_s_tag_changes_with_what_is_decided(bearer: Bearer) -> None:
    address = waiting()
    reviewer = bearer("reviewer")
    etag = reviewer.get(LIST)["ETag"]
    expect.unchanged(reviewer.get(LIST, headers={"If-None-Match": etag}), etag)

    editors.post(reviewer, f"{address}/dismiss", {"reason": "A rumour"})

    assert expect.slugs(reviewer.get(LIST, headers={"If-None-Match": etag})) == []


def test_a_decision_is_taken_back_for_a_reason(bearer: Bearer, client: Client) -> None:
    address = waiting()
    reviewer = bearer("reviewer")
    expect.problem(
        editors.post(reviewer, f"{address}/reopen", {"reason": "no"}), 409, "not_decided"
    )
    record = expect.json(editors.post(reviewer, f"{address}/accept", {}))["record"]["url"]
    etag = reviewer.get(LIST)["ETag"]

    body = expect.json(editors.post(reviewer, f"{address}/reopen", {"reason": "A slip"}))

    assert (body["review_state"], body["record"], body["development"]) == ("flagged", None, None)
    expect.problem(client.get(record), 410, "withdrawn")
    assert len(expect.slugs(reviewer.get(LIST, headers={"If-None-Match": etag}))) == 1


def test_what_is_in_use_by_now_is_not_taken_back(bearer: Bearer) -> None:
    address = waiting()
    reviewer = bearer("reviewer")
    made = expect.json(editors.post(reviewer, f"{address}/accept", {}))["record"]
    factories.statement(meeting=made["slug"])

    answer = editors.post(reviewer, f"{address}/reopen", {"reason": "A slip"})

    assert answer.status_code == 409
    assert expect.json(reviewer.get(address))["review_state"] == "confirmed"


def test_a_deed_is_taken_up_with_the_commitment_that_it_breaks(bearer: Bearer) -> None:
    commitment = factories.commitment()
    address = waiting(test_taking_up.DEPLOYED)
    relation = {"commitment": commitment.slug, "relation": "breaks", "side": "holder"}

    editors.post(bearer("reviewer"), f"{address}/accept", {"changes": {"relations": [relation]}})

    assert factories.shown(commitment)["evidence_against"] == "independent_report"


def test_a_draft_says_who_spoke(bearer: Bearer) -> None:
    body = expect.json(bearer("reviewer").get(waiting(test_proposing.PROMISED)))

    assert body["draft"]["made_by"] == [
        {
            "official": "ana-ruiz",
            "party": "costaguana",
            "role_as_reported": "Foreign Minister",
            "attributed_as": "Ana Ruiz",
        }
    ]
