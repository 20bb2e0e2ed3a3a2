"""Sources as editors enter them: their addresses are judged at the door."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests import factories
from tests.api import editors, expect
from tests.api.conftest import Bearer
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

HOME = "/v1/sources"
SITE = "https://courier.example/news"
PRIVATE = [
    "https://10.0.0.1/",
    "https://127.0.0.1/feed.xml",
    "https://169.254.169.254/latest/meta-data/",
    "https://192.168.1.1/",
    "https://[::1]/",
    "https://[fe80::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://localhost/feed.xml",
    "https://press.localhost/",
]


def entered(**fields: Any) -> dict[str, Any]:
    return {"name": "The Sulaco Courier", "language": "en", "tier": "press", **fields}


def post(client: Client, **fields: Any) -> Any:
    return client.post(HOME, entered(**fields), content_type="application/json")


def fault(response: Any) -> tuple[str, str, str]:
    """Return pointer, code and detail of the one error of a refusal."""
    (error,) = expect.problem(response, 400, "invalid")["errors"]
    return error["pointer"], error["code"], error["detail"]


def test_without_a_reader_it_is_to_be_found_out(bearer: Bearer) -> None:
    created = expect.json(post(bearer("editor"), external_url=SITE), 201)

    assert (created["reader"], created["external_url"]) == ("auto", SITE)


def test_without_an_address_articles_are_handed_in(bearer: Bearer) -> None:
    assert expect.json(post(bearer("editor")), 201)["reader"] == "push"


@pytest.mark.parametrize("reader", ["feed", "page", "watch", "auto"])
def test_what_is_read_needs_an_address(bearer: Bearer, reader: str) -> None:
    refused = fault(post(bearer("editor"), reader=reader))

    assert refused == ("/external_url", "required", "Give the address that is to be read.")


@pytest.mark.parametrize("reader", ["push", "feed", None])
@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_refused(bearer: Bearer, address: str, reader: str | None) -> None:
    given = {} if reader is None else {"reader": reader}

    refused = fault(post(bearer("editor"), external_url=address, **given))

    assert refused == ("/external_url", "destination_not_allowed", "destination not allowed")
    assert not models.Source.objects.exists()


def test_what_the_operator_allows_is_accepted(bearer: Bearer, settings: Settings) -> None:
    settings.OUTBOUND_ALLOWED_ADDRESSES = ["127.0.0.0/8"]

    assert post(bearer("editor"), external_url="https://127.0.0.1/").status_code == 201
    assert post(bearer("editor"), external_url="https://localhost/").status_code == 201
    assert post(bearer("editor"), external_url="https://10.0.0.1/").status_code == 400


def test_what_is_never_asked_may_be_named_by_http(bearer: Bearer) -> None:
    editor = bearer("editor")

    assert post(editor, external_url="http://courier.example:8080/#top", reader="push")
    refused = fault(post(editor, external_url="http://courier.example/", reader="feed"))
    assert refused[1] == "destination_not_allowed"


@pytest.mark.parametrize("again", [SITE, f"{SITE}/", f"{SITE}?utm_source=x"])
def test_an_address_that_is_followed_already_is_named(bearer: Bearer, again: str) -> None:
    editor = bearer("editor")
    assert post(editor, slug="courier", external_url=SITE, reader="feed").status_code == 201

    refused = fault(post(editor, slug="second", external_url=again))

    assert refused == ("/external_url", "already_followed", "It is followed already, as courier.")
    assert editors.delete(editor, f"{HOME}/courier").status_code == 204
    assert post(editor, slug="third", external_url=again).status_code == 201


def test_a_change_of_address_is_judged_and_another_is_not(bearer: Bearer) -> None:
    editor = bearer("editor")
    source = factories.source(slug="courier", external_url=SITE, reader="feed")
    models.Source.objects.filter(pk=source.pk).update(url="https://10.0.0.1/")

    def change(**fields: Any) -> Any:
        headers = {"If-Match": "*"}
        return editor.patch(
            f"{HOME}/courier", fields, content_type="application/json", headers=headers
        )

    assert change(publisher="Courier Ltd").status_code == 200
    assert fault(change(external_url="https://10.0.0.2/"))[1] == "destination_not_allowed"
    assert fault(change(external_url=""))[1] == "required"
    assert change(external_url=SITE).status_code == 200


@pytest.mark.parametrize("address", PRIVATE)
@pytest.mark.parametrize("text", [{}, {"text": "No bases.", "outlet": "Courier", "language": "en"}])
def test_an_article_at_a_private_address_is_refused(
    bearer: Bearer, address: str, text: dict[str, str]
) -> None:
    response = bearer("editor").post(
        "/v1/documents", {"url": address, **text}, content_type="application/json"
    )

    assert fault(response) == ("/url", "destination_not_allowed", "destination not allowed")
    assert not models.Submission.objects.exists()


def test_names_are_not_looked_up_at_the_door(bearer: Bearer) -> None:
    response = bearer("editor").post(
        "/v1/documents", {"url": "https://inner.invalid/"}, content_type="application/json"
    )

    assert response.status_code == 202
