"""Review: who sees what is withheld, and what is decided."""

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.api import editors, expect
from tests.api.conftest import Bearer
from tracker import editing, models, recording

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def withheld(**fields: Any) -> str:
    """Return the address of a development that waits for a person."""
    row = factories.development(kind="commitment.contradicted", relation="contradicts", **fields)
    return f"/v1/developments/{row.slug}"


def public() -> str:
    return f"/v1/developments/{factories.development().slug}"


# --- Who sees what waits --------------------------------------------------------------------------


def test_only_reviewers_see_what_is_withheld(bearer: Bearer, client: Client) -> None:
    address = withheld()
    slug = address.rsplit("/", 1)[-1]
    asked = "/v1/developments?review_state=flagged"

    for other in (client, bearer("reader"), bearer("subscriber"), bearer("editor")):
        expect.problem(other.get(address), 404, "not_found")
        assert expect.slugs(other.get(asked)) == []
    for role in ("reviewer", "admin"):
        reviewer = bearer(role)
        response = reviewer.get(address)
        assert expect.json(response)["review_state"] == "flagged"
        assert response["Cache-Control"] == "private, no-cache"
        assert "Authorization" in response["Vary"]
        assert expect.slugs(reviewer.get(asked)) == [slug]
        assert expect.slugs(reviewer.get("/v1/developments")) == []
        assert expect.slugs(reviewer.get("/v1/developments?review_state=confirmed")) == []


def test_a_queue_s_tag_changes_with_what_is_withheld(bearer: Bearer) -> None:
    reviewer = bearer("reviewer")
    asked = "/v1/developments?review_state=flagged"
    subject = factories.commitment()
    withheld(subject=subject)
    etag = reviewer.get(asked)["ETag"]
    expect.unchanged(reviewer.get(asked, headers={"If-None-Match": etag}), etag)

    withheld(subject=subject)

    again = reviewer.get(asked, headers={"If-None-Match": etag})
    assert len(expect.slugs(again)) == 2


# --- Decisions ------------------------------------------------------------------------------------


def test_what_is_confirmed_is_public_from_then_on(bearer: Bearer, client: Client) -> None:
    address = withheld()
    reviewer = bearer("reviewer")

    response = editors.post(
        reviewer,
        f"{address}/confirm",
        {"reason": "Heard it"},
        If_Match=reviewer.get(address)["ETag"],
    )

    body = expect.json(response)
    assert (body["review_state"], body["review_reason"]) == ("confirmed", "Heard it")
    shown = client.get(address)
    assert (shown.content, shown["ETag"]) == (response.content, response["ETag"])
    revision = models.Revision.objects.latest("sequence")
    assert (revision.event_type, revision.actor) == ("commitment.contradicted", "reviewer-0")


def test_what_is_corrected_says_so(bearer: Bearer, client: Client) -> None:
    address = public()

    response = editors.post(
        bearer("reviewer"),
        f"{address}/correct",
        {"place": "Sulaco", "occurred_date": "2026-01-24", "reason": "Wrong place"},
        If_Match='"v1.1"',
    )

    body = expect.json(response)
    assert (body["review_state"], body["place"], body["occurred_date"]) == (
        "corrected",
        "Sulaco",
        "2026-01-24",
    )
    assert client.get(address).content == response.content
    assert models.Revision.objects.latest("sequence").event_type == "development.corrected"


def test_what_is_dismissed_is_gone_with_its_reason(bearer: Bearer, client: Client) -> None:
    address = public()

    response = editors.post(
        bearer("reviewer"), f"{address}/dismiss", {"reason": "Another port"}, If_Match="*"
    )

    left = expect.json(response)
    assert (left["review_state"], left["review_reason"]) == ("dismissed", "Another port")
    assert "title" not in left
    assert expect.problem(client.get(address), 410, "withdrawn")["reason"] == "Another port"


def test_what_is_dismissed_before_it_was_public_is_nowhere(bearer: Bearer, client: Client) -> None:
    address = withheld()
    before = models.Revision.objects.count()

    editors.post(bearer("reviewer"), f"{address}/dismiss", {"reason": "Misread"}, If_Match="*")

    for other in (client, bearer("reviewer")):
        expect.problem(other.get(address), 404, "not_found")
    assert models.Revision.objects.count() == before


@pytest.mark.parametrize("decision", ["confirm", "correct", "dismiss"])
def test_after_a_dismissal_no_decision_is_made(bearer: Bearer, decision: str) -> None:
    address = public()
    reviewer = bearer("reviewer")
    editors.post(reviewer, f"{address}/dismiss", {"reason": "Misread"}, If_Match="*")
    body = {"place": "Sulaco"} if decision == "correct" else {"reason": "After all"}

    response = editors.post(reviewer, f"{address}/{decision}", body, If_Match="*")

    expect.problem(response, 409, "already_decided")


@pytest.mark.parametrize(
    ("decision", "body", "pointer", "code"),
    [
        ("dismiss", {}, "/reason", "required"),
        ("dismiss", {"reason": ""}, "/reason", "blank"),
        ("dismiss", {"reason": " \u200b"}, "/reason", "invisible"),
        ("dismiss", {"reason": None}, "/reason", "null"),
        ("confirm", {"review_state": "corrected"}, "/review_state", "unknown_field"),
        ("correct", {}, "", "required"),
        ("correct", {"reason": "Nothing"}, "", "required"),
        ("correct", {"kind": "commitment.forgotten"}, "/kind", "invalid_choice"),
        ("correct", {"kind": "meeting.held"}, "/kind", "wrong_record"),
        ("correct", {"kind": "commitment.overdue"}, "/kind", "permanent"),
        ("correct", {"kind": "meeting.held", "record": "none"}, "/record", "does_not_exist"),
        ("correct", {"record": "none"}, "/record", "does_not_exist"),
        ("correct", {"relation": "mentions"}, "/kind", "required"),
        ("correct", {"relation": ""}, "/kind", "required"),
        (
            "correct",
            {"kind": "commitment.broken", "relation": "reaffirms"},
            "/relation",
            "contradictory",
        ),
        ("correct", {"side": "neither"}, "/side", "invalid_choice"),
        ("correct", {"speaker": {}}, "/speaker", "required"),
        ("correct", {"speaker": {"official": "nobody"}}, "/speaker/official", "does_not_exist"),
        ("correct", {"speaker": {"title": "Dr."}}, "/speaker/title", "unknown_field"),
        ("correct", {"citations": []}, "/citations", "empty"),
        ("reopen", {}, "/reason", "required"),
        ("reopen", {"reason": ""}, "/reason", "blank"),
        ("split", {"kind": "commitment.broken"}, "/citations", "required"),
        ("split", {"citations": []}, "/citations", "empty"),
        ("correct", {"review_state": "flagged"}, "/review_state", "read_only"),
        ("correct", {"confidence": 1}, "/confidence", "read_only"),
        ("correct", {"slug": "others"}, "/slug", "permanent"),
        ("correct", {"is_backfill": True}, "/is_backfill", "read_only"),
    ],
)
def test_what_is_no_decision_is_refused(
    bearer: Bearer, decision: str, body: dict[str, Any], pointer: str, code: str
) -> None:
    address = withheld()

    response = editors.post(bearer("reviewer"), f"{address}/{decision}", body, If_Match="*")

    (error,) = expect.problem(response, 400, "invalid")["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)


@pytest.mark.parametrize("decision", ["confirm", "correct", "dismiss", "reopen", "split"])
def test_a_decision_is_on_one_version(bearer: Bearer, decision: str) -> None:
    address = public()
    body = {"reason": "Checked"}

    for headers, status, code in [
        ({}, 428, "precondition_required"),
        ({"If_Match": '"v0.1"'}, 412, "precondition_failed"),
        ({"If_Match": "v1"}, 400, "malformed_if_match"),
    ]:
        sent = {**body, "place": "Sulaco"} if decision == "correct" else body
        response = editors.post(bearer("reviewer"), f"{address}/{decision}", sent, **headers)
        expect.problem(response, status, code)
    nowhere = editors.post(bearer("reviewer"), f"/v1/developments/none/{decision}", sent)
    expect.problem(nowhere, 404, "not_found")


# --- Taking back, telling apart -------------------------------------------------------------------


def test_what_was_dismissed_and_is_reopened_is_shown_again(bearer: Bearer, client: Client) -> None:
    address = public()
    reviewer = bearer("reviewer")
    editors.post(reviewer, f"{address}/dismiss", {"reason": "Another port"}, If_Match="*")

    response = editors.post(reviewer, f"{address}/reopen", {"reason": "That port"}, If_Match="*")

    body = expect.json(response)
    assert (body["review_state"], body["review_reason"]) == ("flagged", "That port")
    assert client.get(address).content == response.content
    again = editors.post(reviewer, f"{address}/confirm", {}, If_Match=response["ETag"])
    assert expect.json(again)["review_state"] == "confirmed"


def test_what_is_reopened_and_withheld_is_gone_with_the_reason(
    bearer: Bearer, client: Client
) -> None:
    address = withheld()
    reviewer = bearer("reviewer")
    editors.post(reviewer, f"{address}/confirm", {}, If_Match="*")

    response = editors.post(reviewer, f"{address}/reopen", {"reason": "Misheard"}, If_Match="*")

    assert expect.json(response)["review_state"] == "flagged"
    assert expect.problem(client.get(address), 410, "withdrawn")["reason"] == "Misheard"
    assert reviewer.get(address)["ETag"] == response["ETag"]


def test_what_was_never_public_is_reopened_out_of_sight(bearer: Bearer, client: Client) -> None:
    address = withheld()
    reviewer = bearer("reviewer")
    editors.post(reviewer, f"{address}/dismiss", {"reason": "Misread"}, If_Match="*")

    editors.post(reviewer, f"{address}/reopen", {"reason": "Read right"}, If_Match="*")

    expect.problem(client.get(address), 404, "not_found")
    assert expect.json(reviewer.get(address))["review_state"] == "flagged"


def test_what_waits_for_a_decision_has_none_to_take_back(bearer: Bearer) -> None:
    response = editors.post(
        bearer("reviewer"), f"{public()}/reopen", {"reason": "Again"}, If_Match="*"
    )

    expect.problem(response, 409, "not_decided")


def test_a_quote_becomes_a_development_of_its_own(bearer: Bearer, client: Client) -> None:
    first, second = factories.snapshot(), factories.snapshot(url="https://gazette.example/9")
    row = factories.development(
        snapshot=first,
        kind="commitment.reaffirmed",
        relation="reaffirms",
        review_state="confirmed",
    )
    with recording.change("prose", is_machine=True) as change:
        start = second.text.index(factories.QUOTE)
        editing.cite(row.identity, second, start, start + len(factories.QUOTE))
        change.touch(row)
    quote = {"document": second.document.slug, "exact": factories.QUOTE}

    response = editors.post(
        bearer("reviewer"),
        f"/v1/developments/{row.slug}/split",
        {"citations": [quote], "kind": "commitment.contradicted", "reason": "The opposite"},
        If_Match="*",
    )

    body = expect.json(response, 201)
    assert response["Location"] == body["url"]
    assert client.get(body["url"]).content == response.content
    assert (body["kind"], body["relation"]) == ("commitment.contradicted", "contradicts")
    assert [each["document"]["slug"] for each in body["citations"]] == [second.document.slug]
    left = expect.json(client.get(f"/v1/developments/{row.slug}"))
    assert [each["document"]["slug"] for each in left["citations"]] == [first.document.slug]


@pytest.mark.parametrize(
    ("exact", "code"), [("Words of nobody", "not_quoted"), (factories.QUOTE, "none_left")]
)
def test_a_quote_stays_on_each_side(bearer: Bearer, exact: str, code: str) -> None:
    snapshot = factories.snapshot()
    row = factories.development(snapshot=snapshot)
    quote = {"document": snapshot.document.slug, "exact": exact}

    response = editors.post(
        bearer("reviewer"),
        f"/v1/developments/{row.slug}/split",
        {"citations": [quote]},
        If_Match="*",
    )

    (error,) = expect.problem(response, 400, "invalid")["errors"]
    assert (error["pointer"], error["code"]) == ("/citations", code)
    assert models.Development.objects.count() == 1
