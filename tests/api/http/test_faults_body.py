"""Every row of bad bodies, against each endpoint that takes one."""

from typing import Any

import orjson
import pytest
from django.test import Client

from tests import factories
from tests.api import editors, expect
from tests.api.conftest import Bearer
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

JSON = "application/json"
MEBIBYTE = 1024 * 1024
ENDPOINTS = [
    ("POST", "/v1/topics"),
    ("PATCH", "/v1/topics/foreign-bases"),
    ("POST", "/v1/topics/foreign-bases/merge"),
    ("POST", "/v1/documents"),
    ("POST", "/v1/developments/flagged/confirm"),
    ("POST", "/v1/developments/flagged/correct"),
    ("POST", "/v1/developments/flagged/dismiss"),
    ("POST", "/v1/commitments/no-foreign-bases/assessments"),
]


@pytest.fixture
def world(db: None) -> None:
    """Enter what the endpoints are about."""
    factories.topic()
    commitment = factories.commitment()
    factories.development(
        subject=commitment, identity=factories.IdentityFactory.create(slug="flagged")
    )


@pytest.fixture
def admin(bearer: Bearer) -> Client:
    return bearer("admin")


def send(client: Client, method: str, address: str, content: bytes, kind: str = JSON) -> Any:
    return client.generic(method, address, content, kind, headers={"If-Match": "*"})


def entered(client: Client, plural: str, **fields: Any) -> Any:
    return editors.post(client, f"/v1/{plural}", fields)


def refused(response: Any) -> list[tuple[str, str]]:
    """Return (pointer, code) of each error of a body that was read and refused."""
    errors = expect.problem(response, 400, "invalid")["errors"]
    return [(error["pointer"], error["code"]) for error in errors]


# --- What is no object of JSON in UTF-8 -----------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"name": "a', "parse_error"),
        (b"", "empty_body"),
        (b"[]", "not_an_object"),
        (b'"name"', "not_an_object"),
        (b"null", "not_an_object"),
        (b'{"name": "\xff"}', "not_utf8"),
        ('{"name": "a"}'.encode("utf-16"), "not_utf8"),
        (b'{"a": ' * 33 + b"1" + b"}" * 33, "too_deep"),
        (b'{"name": 9007199254740993}', "number_out_of_range"),
        (b'{"name": ' + b"9" * 5000 + b"}", "number_out_of_range"),
        (b'{"name": 1e400}', "number_out_of_range"),
        (b'{"name": 1e-999999}', "number_out_of_range"),
        (b'{"name": NaN}', "not_a_number"),
        (b'{"name": Infinity}', "not_a_number"),
        (b'{"name": "a", "name": "b"}', "duplicate_key"),
        (b'{"name": "a\\u0000b"}', "invalid"),
        (b'{"name": "a\\ud800b"}', "invalid"),
        (b'{"a\\u0000": "b"}', "invalid"),
        (b'{"translations": {"es": {"name": "\\udfff"}}}', "invalid"),
    ],
)
def test_what_is_no_safe_object_is_refused(admin: Client, content: bytes, code: str) -> None:
    for method, address in ENDPOINTS:
        expect.problem(send(admin, method, address, content), 400, code)


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/json; charset=none",
    ],
)
def test_another_type_of_content_is_refused(admin: Client, kind: str) -> None:
    for method, address in ENDPOINTS:
        response = send(admin, method, address, b'{"name": "a"}', kind)

        assert response.status_code == 415, address
        assert expect.problem(response, 415, orjson.loads(response.content)["code"])["code"] in {
            "unsupported_media_type",
            "unsupported_charset",
        }


def test_a_compressed_body_is_refused(admin: Client) -> None:
    headers = {"If-Match": "*", "Content-Encoding": "gzip"}

    for method, address in ENDPOINTS:
        response = admin.generic(method, address, b"{}", JSON, headers=headers)
        expect.problem(response, 415, "unsupported_encoding")


def test_a_body_over_its_limit_is_refused(admin: Client) -> None:
    for method, address in ENDPOINTS:
        limit = 10 * MEBIBYTE if address == "/v1/documents" else MEBIBYTE
        content = b'{"name": "' + b"a" * limit + b'"}'
        expect.problem(send(admin, method, address, content), 413, "too_large")


def test_a_body_of_the_limit_is_read(admin: Client) -> None:
    frame = len(orjson.dumps({"name": "Bases", "description": ""}))

    response = entered(admin, "topics", name="Bases", description="a" * (MEBIBYTE - frame))

    assert response.status_code == 201


def test_an_unknown_field_is_named(admin: Client) -> None:
    for method, address in ENDPOINTS:
        response = send(admin, method, address, b'{"colour": "red"}')
        assert ("/colour", "unknown_field") in refused(response), address


# --- What a field cannot hold ---------------------------------------------------------------------

PARTY = {"name": "Sulaco", "kind": "agency"}
COMMITMENT = {
    "short_title": "A port",
    "text": "A port by 2027.",
    "language": "en",
    "wording": "editorial",
    "form": "act",
    "strength": "undertaking",
    "holders": ["costaguana"],
}
MEETING = {"title": "Talks", "kind": "talks", "status": "confirmed"}


@pytest.mark.parametrize(
    ("plural", "fields", "pointer", "code"),
    [
        ("parties", {**PARTY, "id": 1}, "/id", "unknown_field"),
        ("parties", {**PARTY, "owner": "me"}, "/owner", "unknown_field"),
        ("parties", {**PARTY, "version": 1}, "/version", "unknown_field"),
        ("parties", {**PARTY, "secret": "s"}, "/secret", "unknown_field"),
        ("parties", {**PARTY, "review_state": "confirmed"}, "/review_state", "unknown_field"),
        ("commitments", {**COMMITMENT, "verdict": "kept"}, "/verdict", "read_only"),
        # Dates and times
        ("meetings", {**MEETING, "starts_at": "2026-01-25T15:00:00"}, "/starts_at", "invalid"),
        (
            "meetings",
            {**MEETING, "starts_at": "0001-01-01T00:00:00+14:00"},
            "/starts_at",
            "invalid",
        ),
        (
            "meetings",
            {**MEETING, "starts_at": "9999-12-31T23:59:59-12:00"},
            "/starts_at",
            "invalid",
        ),
        ("meetings", {**MEETING, "starts_at": 20260125}, "/starts_at", "invalid"),
        ("commitments", {**COMMITMENT, "due_date": "2026-02-30"}, "/due_date", "invalid"),
        ("commitments", {**COMMITMENT, "due_date": "٢٠٢٦-٠١-٢٥"}, "/due_date", "invalid"),
        ("commitments", {**COMMITMENT, "due_date": "2026-01-25T00:00Z"}, "/due_date", "invalid"),
        ("commitments", {**COMMITMENT, "due_date": "0000"}, "/due_date", "invalid"),
        # Text
        ("parties", {**PARTY, "name": "a\x07b"}, "/name", "forbidden_character"),
        ("parties", {**PARTY, "name": "a\u202eb"}, "/name", "forbidden_character"),
        ("parties", {**PARTY, "name": "a\u2066b"}, "/name", "forbidden_character"),
        ("parties", {**PARTY, "name": "\u200b\u200b"}, "/name", "invisible"),
        ("parties", {**PARTY, "name": "\u2060 \ufeff"}, "/name", "invisible"),
        ("parties", {**PARTY, "name": " "}, "/name", "blank"),
        ("parties", {**PARTY, "name": "a" * 301}, "/name", "max_length"),
        ("parties", {**PARTY, "name": 5}, "/name", "invalid"),
        ("parties", {**PARTY, "name": True}, "/name", "invalid"),
        ("parties", {**PARTY, "name": None}, "/name", "null"),
        ("parties", {**PARTY, "name": ["Sulaco"]}, "/name", "invalid"),
        ("parties", {**PARTY, "other_names": {"name": "S"}}, "/other_names", "not_a_list"),
        ("parties", {**PARTY, "translations": {"es": "S"}}, "/translations/es", "not_a_dict"),
        # Numbers and codes
        ("commitments", {**COMMITMENT, "target_value": "1e30"}, "/target_value", "max_digits"),
        ("parties", {**PARTY, "kind": "kingdom"}, "/kind", "invalid_choice"),
        ("parties", {**PARTY, "kind": {}}, "/kind", "invalid_choice"),
        ("parties", {**PARTY, "parent": "nowhere"}, "/parent", "does_not_exist"),
        ("parties", {**PARTY, "parent": 7}, "/parent", "incorrect_type"),
        ("parties", {**PARTY, "time_zone": "Mars/Olympus"}, "/time_zone", "invalid"),
        ("parties", {**PARTY, "slug": "a" * 121}, "/slug", "max_length"),
        # Addresses
        ("parties", {**PARTY, "homepage": "javascript:alert(1)"}, "/homepage", "invalid"),
        (
            "parties",
            {**PARTY, "homepage": "https://a.example/" + "x" * 5000},
            "/homepage",
            "max_length",
        ),
        (
            "sources",
            {"name": "A", "tier": "press", "external_url": "javascript:alert(1)"},
            "/external_url",
            "invalid",
        ),
    ],
)
def test_what_a_field_cannot_hold_is_refused_and_named(
    admin: Client, plural: str, fields: dict[str, Any], pointer: str, code: str
) -> None:
    before = models.Identity.objects.count()

    found = refused(entered(admin, plural, **fields))

    assert (pointer, code) in found
    assert models.Identity.objects.count() == before


@pytest.mark.parametrize("page", [0, -1, 2**31, 2**53, 1.5, "9" * 2000])
def test_a_number_that_no_column_holds_is_refused(admin: Client, page: object) -> None:
    document = factories.document()
    quote = {"document": document.slug, "exact": factories.QUOTE, "page": page}

    response = editors.post(
        admin, "/v1/agreements", {"title": "A", "instrument_type": "mou", "citations": [quote]}
    )

    assert response.status_code == 400
    assert models.Agreement.objects.count() == 0


def test_text_is_stripped_and_composed_and_html_is_text(admin: Client) -> None:
    body = expect.json(
        entered(admin, "parties", **{**PARTY, "name": "  <b>Cafe\u0301</b> & Co \n"}), 201
    )

    assert body["name"] == "<b>Café</b> & Co"
