"""Refusals that help: what there is instead, and all that is wrong at once."""

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.api import editors, expect
from tests.api.conftest import Bearer
from tracker import vocabularies

pytestmark = pytest.mark.django_db


def faults(response: Any) -> dict[str, tuple[str, str]]:
    """Return (code, detail) of each error, by its pointer."""
    errors = expect.problem(response, 400, "invalid")["errors"]
    return {error["pointer"]: (error["code"], error["detail"]) for error in errors}


@pytest.mark.parametrize(
    ("address", "field", "value", "choices"),
    [
        (
            "/v1/parties",
            "kind",
            "country",
            ", ".join(code for code, _ in vocabularies.PartyKind.choices()),
        ),
        (
            "/v1/meetings",
            "status",
            "announced",
            ", ".join(code for code, _ in vocabularies.MeetingStatus.choices()),
        ),
        ("/v1/sources", "reader", "rss", "feed, page, watch, push, auto"),
        ("/v1/saved-searches", "frequency", "hourly", "immediate, daily"),
    ],
)
def test_a_refused_choice_lists_the_choices(
    bearer: Bearer, address: str, field: str, value: str, choices: str
) -> None:
    response = editors.post(bearer("editor"), address, {field: value})

    assert faults(response)[f"/{field}"] == (
        "invalid_choice",
        f"“{value}” is not one of {choices}.",
    )


def test_what_is_no_object_is_told_its_form(bearer: Bearer) -> None:
    factories.costaguana()
    editor = bearer("editor")
    official = {"name": "Ana Ruiz", "tenures": [{"party": "costaguana", "role": "Minister"}]}
    endpoint = {"external_url": "https://127.0.0.1/", "event_types": ["*"]}

    said = {
        **faults(editors.post(editor, "/v1/officials", official)),
        **faults(editors.post(editor, "/v1/topics", {"name": "Ports", "translations": "Puertos"})),
        **faults(editors.post(editor, "/v1/officials", {"name": "A", "tenures": ["costaguana"]})),
        **faults(editors.post(editor, "/v1/webhook-endpoints", {**endpoint, "filters": "x"})),
        **faults(editors.post(editor, "/v1/webhook-endpoints", {**endpoint, "headers": "x"})),
    }

    assert {pointer: detail for pointer, (_, detail) in said.items()} == {
        "/tenures/0/role": 'Give texts by language: {"en": "…"}.',
        "/translations": 'Give fields by language: {"es": {"title": "…"}}.',
        "/tenures/0": said["/tenures/0"][1],
        "/filters": 'Give values by parameter: {"party": ["ecuador"]}.',
        "/headers": 'Give values by name: {"X-Team": "…"}.',
    }
    assert said["/tenures/0"][1].startswith("Give an object with party, role, ")


def test_missing_fields_are_told_together_with_unknown_ones(bearer: Bearer) -> None:
    body = {"title": "No bases", "slug": "no-bases", "version": 3, "form": "never"}

    said = faults(editors.post(bearer("editor"), "/v1/commitments", body))

    codes = {pointer: code for pointer, (code, _) in said.items()}
    assert codes["/title"] == "unknown_field"
    assert codes["/form"] == "invalid_choice"
    missing = {pointer for pointer, code in codes.items() if code == "required"}
    assert missing >= {"/short_title", "/text", "/strength", "/holders"}


def test_all_that_is_wrong_with_what_is_asked_for_is_told_at_once(bearer: Bearer) -> None:
    asked = {"event_types": ["comitment.*"], "filters": {"colour": ["red"]}}

    response = editors.post(bearer("subscriber"), "/v1/webhook-endpoints/preview", asked)

    assert {pointer: code for pointer, (code, _) in faults(response).items()} == {
        "/event_types": "constraint",
        "/filters": "constraint",
    }


@pytest.mark.parametrize(
    ("role", "method", "address", "needed", "has"),
    [
        ("reader", "POST", "/v1/topics", "write: of the role editor or reviewer or admin", "read"),
        (
            "reader",
            "POST",
            "/v1/documents",
            "ingest: of the role editor or reviewer or admin",
            "read",
        ),
        (
            "editor",
            "POST",
            "/v1/commitments/a/assessments",
            "review: of the role reviewer or admin",
            "ingest, read, webhooks, write",
        ),
        (
            "reader",
            "GET",
            "/v1/webhook-endpoints",
            "webhooks: of the role subscriber or editor or reviewer or admin",
            "read",
        ),
    ],
)
def test_a_403_names_the_scope_that_is_missing_who_has_it_and_what_the_token_has(  # noqa: PLR0917
    bearer: Bearer, role: str, method: str, address: str, needed: str, has: str
) -> None:
    response = bearer(role).generic(method, address, b"{}", "application/json")

    detail = expect.problem(response, 403, "missing_scope")["detail"]
    assert detail == f"This needs a token with the scope {needed}. This token has {has}."


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("limit", "page_size"),
        ("per_page", "page_size"),
        ("pagesize", "page_size"),
        ("page", "cursor"),
        ("sort", "ordering"),
        ("Ordering", "ordering"),
        ("holders", "holder"),
        ("query", "q"),
    ],
)
def test_an_unknown_parameter_guesses_what_is_meant(client: Client, given: str, meant: str) -> None:
    response = client.get("/v1/commitments", query_params={given: "1"})

    document = expect.problem(response, 400, "unknown_parameter")
    assert document["detail"] == f"There is no such parameter here: {given}. Did you mean {meant}?"
    assert document["errors"][0]["detail"] == (
        f"There is no such parameter here. Did you mean {meant}?"
    )


def test_what_is_like_no_parameter_is_not_guessed(client: Client) -> None:
    document = expect.problem(client.get("/v1/topics?xyzzy=1"), 400, "unknown_parameter")

    assert document["detail"] == "There is no such parameter here: xyzzy."


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("/v1/commitments?form=act,refrain", "form=act&form=refrain"),
        ("/v1/commitments?ids=a,b", "ids=a&ids=b"),
        ("/v1/changes?event_type=meeting.held,commitment.*", None),
    ],
)
def test_several_values_in_one_are_told_to_be_repeated(
    client: Client, address: str, hint: str | None
) -> None:
    hint = hint or "event_type=meeting.held&event_type=commitment.*"

    detail = expect.problem(client.get(address), 400, "invalid_parameter")["detail"]

    assert detail.endswith(f" For several values repeat the parameter: {hint}.")


@pytest.mark.parametrize(
    ("address", "detail"),
    [
        (
            "/v1/commitments?form=refrian",
            "form is one of achieve, act, maintain, refrain. Did you mean refrain?",
        ),
        ("/v1/developments?kind=commitment.contradictd", "Did you mean commitment.contradicted?"),
        ("/v1/developments?any=review_stat:flagged", "Did you mean review_state?"),
        ("/v1/commitments?ordering=-changed", "Did you mean -changed_at?"),
        (
            "/v1/commitments?fields=verdct",
            "fields does not know 'verdct' here. Did you mean verdict?",
        ),
        (
            "/v1/commitments?expand=holder",
            "expand does not know 'holder' here. Did you mean holders?",
        ),
        ("/v1/commitments?format=jsonl", "Did you mean jsonld?"),
        ("/v1/search?q=bases&type=comitment", "Did you mean commitment?"),
        ("/v1/changes?event_type=record.create", "Did you mean record.created?"),
    ],
)
def test_a_misspelt_value_guesses_what_is_meant(client: Client, address: str, detail: str) -> None:
    document = expect.problem(client.get(address), 400, "invalid_parameter")

    assert document["detail"].endswith(detail)
    assert document["errors"][0]["detail"].endswith(detail)


def test_a_misspelt_field_guesses_what_is_meant(bearer: Bearer) -> None:
    said = faults(editors.post(bearer("editor"), "/v1/topics", {"nmae": "Ports", "xyzzy": 1}))

    assert said["/nmae"] == ("unknown_field", "There is no such field. Did you mean name?")
    assert said["/xyzzy"] == ("unknown_field", "There is no such field.")


def test_a_misspelt_part_of_a_subscription_guesses_what_is_meant(bearer: Bearer) -> None:
    asked = {"event_types": ["comitment.*"], "filters": {"holdr": ["costaguana"]}}

    response = editors.post(bearer("subscriber"), "/v1/webhook-endpoints/preview", asked)

    said = faults(response)
    assert said["/event_types"][1] == (
        "No event type matches 'comitment.*'. Did you mean commitment.*?"
    )
    assert said["/filters"][1].endswith(" Did you mean holder?")


def test_a_401_names_the_scope_that_a_token_needs(client: Client) -> None:
    response = client.post("/v1/topics", b"{}", "application/json")

    document = expect.problem(response, 401, "not_authenticated")
    assert document["detail"] == (
        "This needs a token with the scope write: of the role editor or reviewer or admin."
    )
    assert response["WWW-Authenticate"] == "Bearer"
