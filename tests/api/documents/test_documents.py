"""Handing in articles, asking what became of them, and the versions of their texts."""

from typing import Any

import orjson
import pytest
from django.test import Client

from tests import factories
from tests.api import expect
from tests.api.conftest import Bearer
from tracker import ingest, models, vocabularies

pytestmark = pytest.mark.django_db

ARTICLE = {
    "text": factories.ARTICLE,
    "url": "https://courier.example/bases",
    "title": "Costaguana rules out foreign bases",
    "outlet": "The Sulaco Courier",
    "language": "en",
    "published_at": "2026-01",
}


def hand_in(client: Client, **fields: Any) -> Any:
    return client.post("/v1/documents", orjson.dumps(fields), content_type="application/json")


# --- Handing in -----------------------------------------------------------------------------------


def test_an_article_is_kept_and_its_state_can_be_asked_for(bearer: Bearer) -> None:
    editor = bearer("editor")

    response = hand_in(editor, **ARTICLE)

    submission = models.Submission.objects.get()
    assert expect.json(response, 202) == {
        "slug": submission.slug,
        "state": "waiting",
        "url": f"/v1/submissions/{submission.slug}",
    }
    assert response["Location"] == f"/v1/submissions/{submission.slug}"
    assert response["Cache-Control"] == "private, no-cache"
    assert submission.payload == {**ARTICLE, "text_kind": "full"}
    assert submission.actor == "editor-0"
    state = editor.get(response["Location"])
    assert state["Retry-After"] == "1"
    assert expect.json(state) == {
        "slug": submission.slug,
        "state": "waiting",
        "url": f"/v1/submissions/{submission.slug}",
        "detail": None,
        "document": None,
        "developments": [],
    }


def test_an_article_that_was_read_shows_its_document_and_what_cites_it(bearer: Bearer) -> None:
    editor = bearer("editor")
    factories.source()
    address = hand_in(editor, **ARTICLE, source="sulaco-courier")["Location"]
    ingest.read_submissions(10)
    snapshot = models.Snapshot.objects.get()
    shown = factories.development(snapshot=snapshot)
    factories.development(snapshot=snapshot, kind="commitment.broken", subject=_commitment())

    state = editor.get(address)

    found = expect.json(state)
    assert not state.has_header("Retry-After")
    assert found["state"] == "read"
    assert found["document"]["title"] == "Costaguana rules out foreign bases"
    assert found["document"]["url"] == f"/v1/documents/{snapshot.document.slug}"
    assert [reference["slug"] for reference in found["developments"]] == [shown.slug]


def _commitment() -> models.Record:
    return models.Commitment.objects.select_related("identity").get()


def test_a_submission_is_its_actor_s_alone(client: Client, bearer: Bearer) -> None:
    address = hand_in(bearer("editor"), **ARTICLE)["Location"]

    expect.problem(bearer("editor").get(address), 404, "not_found")
    expect.problem(client.get(address), 401, "not_authenticated")


def test_a_failure_says_why(bearer: Bearer) -> None:
    editor = bearer("editor")
    address = hand_in(editor, **ARTICLE)["Location"]
    models.Submission.objects.update(
        state=vocabularies.SubmissionState.FAILED, detail="The article has no text."
    )

    found = expect.json(editor.get(address))

    assert (found["state"], found["detail"]) == ("failed", "The article has no text.")


@pytest.mark.parametrize(
    "fields",
    [
        {"url": "https://courier.example/bases"},
        {"html": "<p>Words</p>"},
        {"html": "<p>Words</p>", "url": "https://courier.example/bases"},
        {"text": "Words", "outlet": "The Sulaco Courier", "language": "es-419"},
    ],
)
def test_an_address_a_page_or_a_text_is_enough(bearer: Bearer, fields: dict[str, str]) -> None:
    expect.json(hand_in(bearer("editor"), **fields), 202)

    assert models.Submission.objects.get().payload == {**fields, "text_kind": "full"}


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, [("", "required")]),
        ({"title": "Nothing to read"}, [("", "required")]),
        ({**ARTICLE, "html": "<p>Words</p>"}, [("/html", "contradictory")]),
        ({"text": "Words"}, [("/outlet", "required"), ("/language", "required")]),
        ({**ARTICLE, "text": " \n "}, [("/text", "blank")]),
        ({**ARTICLE, "text": 5}, [("/text", "invalid")]),
        ({**ARTICLE, "text": None}, [("/text", "null")]),
        ({**ARTICLE, "url": "javascript:alert(1)"}, [("/url", "invalid")]),
        ({**ARTICLE, "url": "ftp://courier.example/bases"}, [("/url", "invalid")]),
        ({**ARTICLE, "url": "https://courier.example/" + "x" * 2000}, [("/url", "max_length")]),
        ({**ARTICLE, "source": "nowhere"}, [("/source", "does_not_exist")]),
        ({**ARTICLE, "published_at": "2026-02-30"}, [("/published_at", "invalid")]),
        ({**ARTICLE, "published_at": "2026-01-25T15:00:00"}, [("/published_at", "invalid")]),
        ({**ARTICLE, "published_at": "9999-12-31T23:00:00-12:00"}, [("/published_at", "invalid")]),
        ({**ARTICLE, "language": "English"}, [("/language", "invalid")]),
        ({**ARTICLE, "text_kind": "whole"}, [("/text_kind", "invalid_choice")]),
        ({**ARTICLE, "title": "\u200b\u200b"}, [("/title", "invisible")]),
        ({**ARTICLE, "title": "a\u202eb"}, [("/title", "forbidden_character")]),
        ({**ARTICLE, "colour": "red"}, [("/colour", "unknown_field")]),
    ],
)
def test_an_article_that_cannot_be_is_refused(
    bearer: Bearer, fields: dict[str, Any], errors: list[tuple[str, str]]
) -> None:
    document = expect.problem(hand_in(bearer("editor"), **fields), 400, "invalid")

    found = [(error["pointer"], error["code"]) for error in document["errors"]]
    assert found == errors
    assert models.Submission.objects.count() == 0


def test_a_text_is_kept_to_the_character(bearer: Bearer) -> None:
    text = "  «No habrá bases», dijo.\r\n\n\tCafe\u0301 "

    hand_in(bearer("editor"), **{**ARTICLE, "text": text})

    assert models.Submission.objects.get().payload["text"] == text


@pytest.mark.parametrize("role", ["reader", "subscriber"])
def test_only_editors_hand_in(bearer: Bearer, role: str) -> None:
    expect.problem(hand_in(bearer(role), **ARTICLE), 403, "missing_scope")


def test_handing_in_needs_a_token(client: Client) -> None:
    response = hand_in(client, **ARTICLE)

    expect.problem(response, 401, "not_authenticated")
    assert response["WWW-Authenticate"] == "Bearer"


def test_ten_mebibytes_are_read_and_no_more(bearer: Bearer) -> None:
    editor = bearer("editor")
    frame = len(orjson.dumps({**ARTICLE, "text": ""}))
    fitting = "a" * (10 * 1024 * 1024 - frame)

    expect.json(hand_in(editor, **{**ARTICLE, "text": fitting}), 202)
    expect.problem(hand_in(editor, **{**ARTICLE, "text": fitting + "a"}), 413, "too_large")


# --- Versions -------------------------------------------------------------------------------------


@pytest.fixture
def versions() -> tuple[str, str]:
    """Return the address of a document's versions, of which there are two, and their last text."""
    address = "https://courier.example/bases"
    factories.snapshot(url=address)
    later = factories.snapshot(factories.ARTICLE + "\n\nCorrected.", url=address)
    return f"/v1/documents/{later.document.slug}/snapshots", later.text


def test_the_versions_of_a_text_are_listed_the_latest_first(
    client: Client, versions: tuple[str, str]
) -> None:
    page = expect.json(client.get(versions[0]))

    first = models.Snapshot.objects.get(number=1)
    assert [version["number"] for version in page["results"]] == [2, 1]
    assert page["results"][1] == {
        "number": 1,
        "url": f"{versions[0]}/1",
        "fetched_at": "2026-03-01T12:00:00.000000Z",
        "text_sha256": first.text_sha256,
        "drift": "first",
        "significance": 1.0,
    }


def test_of_a_press_text_only_what_public_records_quote_is_shown(
    client: Client, versions: tuple[str, str]
) -> None:
    snapshot = models.Snapshot.objects.get(number=2)
    shown = factories.development(snapshot=snapshot)
    factories.development(snapshot=snapshot, kind="commitment.broken", subject=_commitment())

    version = expect.json(client.get(f"{versions[0]}/2"))

    assert version["text"] is None
    assert [(quote["exact"], quote["record"]) for quote in version["quotes"]] == [
        (factories.QUOTE, f"/v1/developments/{shown.slug}")
    ]
    assert version["quotes"][0]["start"] == snapshot.text.index(factories.QUOTE)


def test_a_summary_is_ours_and_shown_whole(client: Client) -> None:
    document = factories.document(text_kind="summary")

    version = expect.json(client.get(f"/v1/documents/{document.slug}/snapshots/1"))

    assert version["text"] == factories.ARTICLE


def test_a_text_is_shown_whole_where_its_source_is_public(client: Client) -> None:
    factories.source(name="Gazette", slug="gazette", tier="official", is_text_public=True)
    document = factories.document(source="gazette")

    version = expect.json(client.get(f"/v1/documents/{document.slug}/snapshots/1"))

    assert version["text"] == factories.ARTICLE


@pytest.mark.parametrize("number", ["0", "3", "01", "-1", "x", "99999999999999999999", "1/x"])
def test_a_version_that_is_none_is_a_404(
    client: Client, versions: tuple[str, str], number: str
) -> None:
    expect.problem(client.get(f"{versions[0]}/{number}"), 404, "not_found")


def test_a_document_that_is_none_has_no_versions(client: Client) -> None:
    expect.problem(client.get("/v1/documents/none/snapshots"), 404, "not_found")
    expect.problem(client.get("/v1/documents/none/snapshots/1"), 404, "not_found")
