"""Creating, changing, merging and deleting through the API: one ledger, one set of rules."""

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.api import editors, expect
from tests.api.conftest import Bearer
from tracker import ingest, models, recording, serializers
from tracker.api.openapi import samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

ORDERED = list(samples.ENTERED)


def entered_up_to(record_type: str) -> None:
    """Enter what the sample of this type refers to."""
    for earlier in ORDERED[: ORDERED.index(record_type)]:
        factories.entered(earlier, **samples.ENTERED[earlier])


@pytest.mark.parametrize("record_type", ORDERED)
def test_a_record_is_created_published_and_served_as_it_is_stored(
    bearer: Bearer, client: Client, record_type: str
) -> None:
    entered_up_to(record_type)
    entered = samples.ENTERED[record_type]
    plural = serializers.PLURALS[record_type]

    response = editors.post(bearer("editor"), f"/v1/{plural}", entered)

    body = expect.json(response, 201)
    address = f"/v1/{plural}/{entered['slug']}"
    assert response["Location"] == address
    assert response["ETag"] == '"v1.1"'
    assert response["Cache-Control"] == "private, no-cache"
    assert response.content == client.get(address).content
    assert (body["slug"], body["version"]) == (entered["slug"], 1)
    revision = models.Revision.objects.filter(record__slug=entered["slug"]).get()
    assert (revision.event_type, revision.actor) == ("record.created", "editor-0")


@pytest.mark.parametrize("record_type", [*ORDERED, "document"])
def test_a_record_is_changed(bearer: Bearer, client: Client, record_type: str) -> None:
    if record_type == "document":
        slug = factories.document().slug
    else:
        entered_up_to(record_type)
        slug = factories.entered(record_type, **samples.ENTERED[record_type]).slug
    address = f"/v1/{serializers.PLURALS[record_type]}/{slug}"
    changed = samples.CHANGED[record_type]

    response = editors.patch(bearer("editor"), address, changed, client.get(address)["ETag"])

    body = expect.json(response)
    assert {name: body[name] for name in changed} == changed
    assert response["ETag"] == '"v2.1"' == client.get(address)["ETag"]
    assert response.content == client.get(address).content


@pytest.mark.parametrize("record_type", sorted(ORDERED))
def test_a_record_is_deleted(bearer: Bearer, client: Client, record_type: str) -> None:
    row = getattr(factories, record_type)()
    address = f"/v1/{serializers.PLURALS[record_type]}/{row.slug}"

    response = editors.delete(bearer("editor"), address, X_Change_Reason="entered twice")

    assert (response.status_code, response.content) == (204, b"")
    gone = expect.problem(client.get(address), 410, "withdrawn")
    assert gone["reason"] == "entered twice"
    expect.problem(editors.delete(bearer("editor"), address), 410, "withdrawn")
    expect.problem(editors.patch(bearer("editor"), address, {}), 410, "withdrawn")


def test_a_slug_is_made_of_the_title_where_none_is_given(bearer: Bearer) -> None:
    editor = bearer("editor")

    response = editors.post(editor, "/v1/topics", {"name": "Puertos y Ñandúes"})
    again = editors.post(editor, "/v1/topics", {"name": "Puertos y Ñandúes"})

    assert response["Location"] == "/v1/topics/puertos-y-nandues"
    assert again["Location"] == "/v1/topics/puertos-y-nandues-2"


def test_the_reason_is_utf_8_and_kept(bearer: Bearer) -> None:
    factories.topic()
    # A client sends bytes, which WSGI shows as Latin-1.
    reason = "Corrección".encode().decode("latin-1")

    editors.patch(
        bearer("editor"), "/v1/topics/foreign-bases", {"name": "Bases"}, X_Change_Reason=reason
    )

    assert models.Revision.objects.latest("sequence").reason == "Corrección"


@pytest.mark.parametrize("reason", ["\xff", "a\x01b", "a" * 1001, "\xe2\x80\xae"])
def test_a_reason_that_is_no_text_is_refused(bearer: Bearer, reason: str) -> None:
    response = editors.post(bearer("editor"), "/v1/topics", {"name": "A"}, X_Change_Reason=reason)

    expect.problem(response, 400, "invalid_reason")
    assert models.Topic.objects.count() == 0


def test_a_change_that_changes_nothing_makes_no_version(bearer: Bearer) -> None:
    factories.topic()

    response = editors.patch(
        bearer("editor"), "/v1/topics/foreign-bases", {"name": "Foreign bases"}
    )

    assert expect.json(response)["version"] == 1
    assert models.Revision.objects.count() == 1


def test_a_quote_is_anchored_and_one_that_is_nowhere_refused(bearer: Bearer) -> None:
    document = factories.document()
    address = f"/v1/agreements/{factories.agreement().slug}"
    quote = {"document": document.slug, "exact": factories.QUOTE}

    found = editors.patch(bearer("editor"), address, {"citations": [quote]})
    lost = editors.patch(
        bearer("editor"), address, {"citations": [{**quote, "exact": "words said nowhere"}]}
    )

    (citation,) = expect.json(found)["citations"]
    assert (citation["exact"], citation["start"]) == (
        factories.QUOTE,
        factories.ARTICLE.index(factories.QUOTE),
    )
    expect.problem(lost, 400, "quote_not_found")


@pytest.mark.parametrize(
    ("address", "body", "pointer", "code"),
    [
        ("commitments/no-foreign-bases", {"verdict": "kept"}, "/verdict", "read_only"),
        ("commitments/no-foreign-bases", {"schedule": "overdue"}, "/schedule", "read_only"),
        ("commitments/no-foreign-bases", {"version": 9}, "/version", "unknown_field"),
        ("commitments/no-foreign-bases", {"id": 9}, "/id", "unknown_field"),
        ("commitments/no-foreign-bases", {"type": "topic"}, "/type", "read_only"),
        ("commitments/no-foreign-bases", {"url": "/"}, "/url", "read_only"),
        ("commitments/no-foreign-bases", {"slug": "others"}, "/slug", "permanent"),
        ("commitments/no-foreign-bases", {"locked_fields": []}, "/locked_fields", "unknown_field"),
        ("commitments/no-foreign-bases", {"is_public": False}, "/is_public", "unknown_field"),
        ("commitments/no-foreign-bases", {"owner": "me"}, "/owner", "unknown_field"),
        ("commitments/no-foreign-bases", {"assessments": []}, "/assessments", "read_only"),
        (
            "statements/we-will-not-host-foreign-bases",
            {
                "relations": [
                    {
                        "commitment": "no-foreign-bases",
                        "relation": "breaks",
                        "side": "holder",
                        "review_state": "confirmed",
                    }
                ]
            },
            "/relations/0/review_state",
            "read_only",
        ),
    ],
)
def test_what_is_not_an_editor_s_to_write_is_refused(
    bearer: Bearer, address: str, body: dict[str, Any], pointer: str, code: str
) -> None:
    factories.commitment()
    factories.statement()
    before = models.Revision.objects.count()

    document = expect.problem(
        editors.patch(bearer("admin"), f"/v1/{address}", body), 400, "invalid"
    )

    assert [(error["pointer"], error["code"]) for error in document["errors"]] == [(pointer, code)]
    assert models.Revision.objects.count() == before


def test_what_is_written_takes_no_parameters(bearer: Bearer) -> None:
    editor = bearer("editor")
    factories.topic()

    for response in (
        editors.post(editor, "/v1/topics?page_size=1", {"name": "A"}),
        editors.patch(editor, "/v1/topics/foreign-bases?fields=name", {"name": "A"}),
        editors.delete(editor, "/v1/topics/foreign-bases?fields=name"),
    ):
        expect.problem(response, 400, "unknown_parameter")


# --- Merging --------------------------------------------------------------------------------------


def test_a_record_is_merged_and_its_address_leads_on(bearer: Bearer, client: Client) -> None:
    factories.topic()
    factories.topic(name="Bases")

    response = editors.post(
        bearer("editor"), "/v1/topics/foreign-bases/merge", {"into": "bases"}, If_Match='"v1.1"'
    )

    assert expect.json(response)["slug"] == "bases"
    assert response["Content-Location"] == "/v1/topics/bases"
    moved = client.get("/v1/topics/foreign-bases")
    expect.problem(moved, 308, "merged")
    assert moved["Location"] == "/v1/topics/bases"
    again = editors.patch(bearer("editor"), "/v1/topics/foreign-bases", {"name": "A"})
    assert expect.problem(again, 409, "merged")["merged_into"] == "/v1/topics/bases"


@pytest.mark.parametrize("into", ["none", "foreign-bases", "sulaco", "gone", "%00", "A B"])
def test_a_record_is_merged_only_into_another_that_is_there(bearer: Bearer, into: str) -> None:
    factories.topic()
    factories.costaguana()
    editors.delete(bearer("editor"), f"/v1/topics/{factories.topic(name='Gone').slug}")

    response = editors.post(
        bearer("editor"), "/v1/topics/foreign-bases/merge", {"into": into}, If_Match="*"
    )

    (error,) = expect.problem(response, 400, "invalid")["errors"]
    assert error["pointer"] == "/into"


# --- What a person entered stays ------------------------------------------------------------------


def test_no_machine_writes_over_an_editor_s_title(bearer: Bearer, client: Client) -> None:
    url = "https://courier.example/bases"
    address = f"/v1/documents/{_handed_in(url, 'As the machine read it').slug}"
    editors.patch(bearer("editor"), address, {"title": "As the editor has it"})

    _handed_in(url, "As the machine reads it again")

    body = expect.json(client.get(address))
    assert (body["title"], body["author"]) == ("As the editor has it", "Machine")
    assert b"locked_fields" not in client.get(address).content


def _handed_in(url: str, title: str) -> models.Document:
    source = factories.source()
    entry = ingest.Entry(
        source.slug,
        factories.ARTICLE,
        url,
        {"title": title, "author": "Machine", "outlet": "The Sulaco Courier", "language": "en"},
    )
    with recording.change("feed", is_machine=True) as change:
        return ingest.store(change, entry, factories.NOW).document
