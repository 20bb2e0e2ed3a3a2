"""Deleting what is in use, and restoring what was withdrawn, over HTTP."""

import pytest
from django.test import Client

from tests import factories
from tests.api import editors, expect
from tests.api.conftest import Bearer
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def test_what_is_in_use_is_refused_with_what_uses_it(bearer: Bearer, client: Client) -> None:
    topic = factories.topic()
    event = factories.event(topics=[topic.slug])

    response = editors.delete(bearer("editor"), "/v1/topics/foreign-bases")

    document = expect.problem(response, 409, "in_use")
    assert document["detail"] == (
        "topic/foreign-bases is in use: take it out of what refers to it, or merge it into another."
    )
    assert (document["used_by"], document["has_more"]) == (
        [
            {
                "type": "event",
                "slug": event.slug,
                "title": "Congress passes the Port Act",
                "url": f"/v1/events/{event.slug}",
            }
        ],
        False,
    )
    expect.json(client.get("/v1/topics/foreign-bases"))


def test_of_what_waits_for_review_only_its_number_is_told(bearer: Bearer) -> None:
    commitment = factories.commitment()
    flag = factories.development(subject=commitment, kind="commitment.broken")

    response = editors.delete(bearer("editor"), f"/v1/commitments/{commitment.slug}")

    document = expect.problem(response, 409, "in_use")
    assert document["used_by"] == []
    assert document["detail"].endswith("Developments that wait for review refer to it too: 1.")
    assert flag.slug.encode() not in response.content
    assert flag.title.encode() not in response.content


def test_a_withdrawal_needs_a_reason(bearer: Bearer, client: Client) -> None:
    factories.topic()

    for reason in ("", " "):
        response = editors.delete(
            bearer("editor"), "/v1/topics/foreign-bases", X_Change_Reason=reason
        )
        expect.problem(response, 400, "reason_required")

    expect.json(client.get("/v1/topics/foreign-bases"))


def test_a_withdrawn_record_is_restored_at_its_address(bearer: Bearer, client: Client) -> None:
    factories.topic()
    editor, address = bearer("editor"), "/v1/topics/foreign-bases"
    editors.delete(editor, address)
    expect.problem(client.get(address), 410, "withdrawn")

    response = editors.post(editor, f"{address}/restore", {"reason": "It was no mistake"})

    body = expect.json(response)
    assert (body["name"], body["version"], response["ETag"]) == ("Foreign bases", 3, '"v3.1"')
    assert expect.json(client.get(address)) == body
    history = expect.json(client.get(f"{address}/revisions"))["results"]
    assert [(revision["event_type"], revision["reason"]) for revision in history] == [
        ("record.restored", "It was no mistake"),
        ("record.deleted", "entered twice"),
        ("record.created", "entered"),
    ]
    told = expect.json(client.get("/v1/corrections"))["results"]
    assert [correction["event_type"] for correction in told][:2] == [
        "record.restored",
        "record.deleted",
    ]
    deleted = models.Revision.objects.get(event_type="record.deleted")
    then = deleted.published_at.isoformat().replace("+00:00", "Z")
    expect.problem(client.get(f"{address}?known_at={then}"), 410, "withdrawn")


def test_what_is_not_withdrawn_or_was_merged_or_never_there_is_not_restored(
    bearer: Bearer,
) -> None:
    factories.topic()
    factories.topic(name="Bases")
    editor, reason = bearer("editor"), {"reason": "It was no mistake"}

    plain = editors.post(editor, "/v1/topics/foreign-bases/restore", reason)
    editors.post(editor, "/v1/topics/bases/merge", {"into": "foreign-bases"}, If_Match="*")
    merged = editors.post(editor, "/v1/topics/bases/restore", reason)
    missing = editors.post(editor, "/v1/topics/none/restore", reason)

    expect.problem(plain, 409, "not_withdrawn")
    expect.problem(missing, 404, "not_found")
    document = expect.problem(merged, 409, "merged")
    assert document["detail"] == (
        "It was merged into topic/foreign-bases and stays so; create a record anew."
    )


def test_what_must_be_restored_first_is_named(bearer: Bearer) -> None:
    topic = factories.topic()
    event = factories.event(topics=[topic.slug])
    editor = bearer("editor")
    editors.delete(editor, f"/v1/events/{event.slug}")
    editors.delete(editor, f"/v1/topics/{topic.slug}")

    response = editors.post(editor, f"/v1/events/{event.slug}/restore", {"reason": "Back"})

    document = expect.problem(response, 409, "refers_to_withdrawn")
    assert [missing["url"] for missing in document["missing"]] == ["/v1/topics/foreign-bases"]


def test_a_restoration_needs_a_reason_and_an_editor(bearer: Bearer) -> None:
    factories.topic()
    editors.delete(bearer("editor"), "/v1/topics/foreign-bases")
    address = "/v1/topics/foreign-bases/restore"

    unsaid = editors.post(bearer("editor"), address, {})
    (error,) = expect.problem(unsaid, 400, "invalid")["errors"]
    assert (error["pointer"], error["code"]) == ("/reason", "required")
    expect.problem(editors.post(bearer("reader"), address, {"reason": "A"}), 403, "missing_scope")


@pytest.mark.parametrize(
    ("address", "body"),
    [
        (
            "commitments",
            {
                "short_title": "No dam",
                "text": "Norland will not build a dam.",
                "language": "en",
                "wording": "verbatim",
                "form": "refrain",
                "strength": "undertaking",
                "holders": ["costaguana"],
            },
        ),
        (
            "statements",
            {
                "party": "costaguana",
                "attribution": "institution",
                "stance": "position",
                "text": "We will not build a dam.",
                "is_direct_quote": True,
                "language": "en",
            },
        ),
    ],
)
def test_verbatim_words_without_a_citation_are_refused(
    bearer: Bearer, address: str, body: dict[str, object]
) -> None:
    factories.costaguana()
    quote = {"document": factories.document().slug, "exact": factories.QUOTE}

    refused = editors.post(bearer("editor"), f"/v1/{address}", body)
    made = editors.post(bearer("editor"), f"/v1/{address}", {**body, "citations": [quote]})
    emptied = editors.patch(bearer("editor"), made["Location"], {"citations": []})

    assert made.status_code == 201
    for response in (refused, emptied):
        (error,) = expect.problem(response, 400, "invalid")["errors"]
        assert (error["pointer"], error["code"]) == ("/citations", "required")
        assert error["detail"].endswith("Give citations: [{document, exact}].")
