"""Errors: each is a problem document, whoever noticed it."""

from collections.abc import Callable

import orjson
import pytest
from django.db import DatabaseError, connection, transaction
from django.db.utils import ConnectionHandler
from django.test import Client, RequestFactory
from pytest_django import Settings

from tests import factories
from tests.api import expect
from tracker import editing, models
from tracker.api.http import errors

pytestmark = pytest.mark.django_db

NOWHERE = [
    "/nowhere",
    "/nowhere/",
    "/v1/nowhere",
    "/v1/nowhere//",
    "/v1/topics/a/nothing/",
    "/v1/%E2%80%AEtopics",
    *(
        f"/v1/topics/{slug}"
        for slug in (
            "none",
            "%00",
            "a%00",
            "%ff",
            "%ED%A0%80",
            "a" * 121,
            "a" * 10_000,
            "9" * 400,
            "-5",
            "A",
            "a_b",
            "a--b",
            "a%0A",
            "a%2Fb",
            "..%2f..%2fetc",
            "%F0%9F%98%80",
        )
    ),
]


@pytest.mark.parametrize("address", NOWHERE)
def test_an_address_that_leads_nowhere_is_a_404(client: Client, address: str) -> None:
    factories.topic(slug="a")

    expect.problem(client.get(address), 404, "not_found")


SLASHES = [
    ("/v1/", "/v1"),
    ("/v1/topics/", "/v1/topics"),
    ("/v1/topics///", "/v1/topics"),
    ("/v1/topics/a/", "/v1/topics/a"),
    ("/v1//topics", "/v1/topics"),
    ("/docs", "/docs/"),
    ("/admin", "/admin/"),
    ("/v1/topics//a//", "/v1/topics/a"),
]


@pytest.mark.parametrize(("given", "meant"), SLASHES)
def test_a_slash_too_many_or_too_few_leads_on(client: Client, given: str, meant: str) -> None:
    response = client.get(given, query_params={"q": "é&b"})

    assert (response.status_code, response["Location"]) == (308, f"{meant}?q=%C3%A9%26b")
    assert client.head(given)["Location"] == meant


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_what_is_written_with_a_slash_too_many_is_told_where_to(
    client: Client, method: str
) -> None:
    response = client.generic(method, "/v1/topics/", b"{}", "application/json")

    document = expect.problem(response, 404, "not_found")
    assert document["detail"] == "There is nothing at this address. Did you mean /v1/topics?"


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/v1/topcs", "/v1/topics"),
        ("/v1/topics/foreign-base", "/v1/topics/foreign-bases"),
        ("/v1/topics/foreign-base/timeline", "/v1/topics/foreign-bases"),
    ],
)
def test_a_404_names_the_address_that_may_be_meant(
    client: Client, address: str, meant: str
) -> None:
    factories.topic()

    document = expect.problem(client.get(address), 404, "not_found")

    assert document["detail"] == f"There is nothing at this address. Did you mean {meant}?"


def test_a_problem_says_where_it_happened(client: Client) -> None:
    document = expect.problem(client.get("/v1/topics/%C3%A9 <b>"), 404, "not_found")

    assert document["instance"] == "/v1/topics/%C3%A9%20%3Cb%3E"
    assert (document["type"], document["title"]) == ("about:blank", "Not Found")
    assert document["errors"] == []


METHODS = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"]


@pytest.mark.parametrize(
    ("address", "method", "allowed"),
    [
        (address, method, allowed)
        for address, allowed in [
            ("/v1/topics", "GET, POST, HEAD"),
            ("/v1/topics/a", "GET, PATCH, DELETE, HEAD"),
            ("/v1/topics/a/merge", "POST"),
            ("/v1/documents/a", "GET, PATCH, HEAD"),
            ("/v1/developments", "GET, HEAD"),
            ("/v1/developments/a", "GET, HEAD"),
            ("/v1/changes", "GET, HEAD"),
            ("/livez", "GET, HEAD"),
        ]
        for method in METHODS
        if method not in allowed
    ],
)
def test_a_method_that_is_not_there_is_a_405(
    client: Client, address: str, method: str, allowed: str
) -> None:
    response = client.generic(method, address, b"{}", "application/json")

    expect.problem(response, 405, "method_not_allowed")
    assert sorted(response["Allow"].split(", ")) == sorted(allowed.split(", "))


def test_a_method_is_never_taken_from_a_header(client: Client) -> None:
    response = client.post("/v1/changes", headers={"X-HTTP-Method-Override": "GET"})

    expect.problem(response, 405, "method_not_allowed")


@pytest.mark.parametrize("accept", ["text/plain", "application/xml", "x"])
def test_a_representation_that_is_not_there_is_a_406(client: Client, accept: str) -> None:
    response = client.get("/v1/topics", headers={"Accept": accept})

    expect.problem(response, 406, "not_acceptable")


@pytest.mark.parametrize(
    "accept",
    ["*/*", "application/*", "image/png, */*;q=0.1", "application/json", "application/json;v=2"],
)
def test_json_is_sent_to_whoever_takes_it(client: Client, accept: str) -> None:
    assert client.get("/v1/topics", headers={"Accept": accept}).status_code == 200


@pytest.mark.parametrize(
    "accept", ["", "a/b," * 5000, ";", ",", "\0", "a/b;c*=d", "a/b;c*=x''%ff", "é/é", '"', "/"]
)
def test_a_malformed_accept_header_upsets_nothing(client: Client, accept: str) -> None:
    assert client.get("/v1/topics", headers={"Accept": accept}).status_code in {200, 406}


@pytest.mark.parametrize("host", ["evil.example", "a b", "localhost:x", "%00", "é"])
def test_an_unknown_host_is_a_400(client: Client, host: str) -> None:
    expect.problem(client.get("/v1/topics", headers={"Host": host}), 400, "unknown_host")


def test_spoofed_headers_are_not_believed(client: Client) -> None:
    factories.topic(name="One")
    factories.topic(name="Two")
    spoofed = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}

    page = expect.json(client.get("/v1/topics?page_size=1", headers=spoofed))

    assert page["next"].startswith("http://localhost:8000/v1/topics?")


def test_a_mistake_of_ours_is_a_500_that_tells_nothing(client: Client, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.api.faulty"

    response = client.get("/v1/fault", headers={"X-Request-ID": "asked-once"})

    document = expect.problem(response, 500, "internal_error")
    assert document["detail"] == "Something went wrong on our side."
    assert document["request_id"] == "asked-once"


# --- What the database refuses --------------------------------------------------------------------


def _slow() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 20")
        cursor.execute("SELECT pg_sleep(5)")


def _unreachable() -> None:
    own = {**connection.settings_dict, "HOST": "127.0.0.1", "PORT": "1"}
    ConnectionHandler({"default": own})["default"].ensure_connection()


def _read_only() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        cursor.execute("UPDATE tracker_ledgerhead SET sequence = 1")


def _twice() -> None:
    for _ in range(2):
        models.Identity.objects.create(type="topic", slug="bases")


def _contradictory() -> None:
    models.Identity.objects.create(type="topic", slug="No Slug")


@pytest.mark.parametrize(
    ("act", "status", "code"),
    [
        (_slow, 503, "timeout"),
        (_unreachable, 503, "unavailable"),
        (_read_only, 503, "unavailable"),
        (_twice, 409, "already_exists"),
        (_contradictory, 400, "contradictory"),
    ],
)
def test_what_the_database_refuses_is_a_problem(
    rf: RequestFactory, act: Callable[[], None], status: int, code: str
) -> None:
    with pytest.raises(DatabaseError) as raised, transaction.atomic():
        act()

    response = errors.problem_response(raised.value, {"request": rf.get("/v1/topics")})

    assert response is not None
    assert (response.status_code, orjson.loads(response.content)["code"]) == (status, code)
    assert response.get("Retry-After") == ("5" if status == 503 else None)


def test_a_quote_that_is_not_there_is_a_400(rf: RequestFactory) -> None:
    document = factories.document()

    with pytest.raises(editing.QuoteNotFound) as raised:
        factories.party(citations=[{"document": document.slug, "exact": "words nowhere"}])

    response = errors.problem_response(raised.value, {"request": rf.get("/v1/parties")})
    assert response is not None
    assert orjson.loads(response.content)["code"] == "quote_not_found"


def test_another_exception_is_left_to_django(rf: RequestFactory) -> None:
    fault = ZeroDivisionError()

    assert errors.problem_response(fault, {"request": rf.get("/v1/topics")}) is None
