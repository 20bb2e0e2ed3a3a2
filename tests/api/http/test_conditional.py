"""Entity tags and caching: what need not be sent again, and who may keep what."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.api import expect
from tests.api.conftest import Bearer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
@pytest.mark.parametrize(
    "address", ["/v1/topics/foreign-bases", "/v1/topics", "/v1/changes", "/v1/vocabularies"]
)
def test_what_the_client_has_is_not_sent_again(client: Client, address: str, form: str) -> None:
    factories.topic()
    etag = client.get(address)["ETag"]

    response = client.get(address, headers={"If-None-Match": form.format(etag)})

    expect.unchanged(response, etag)
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=60"


def test_what_the_client_has_costs_one_query_that_reads_no_body(client: Client) -> None:
    factories.topic()
    for address, table in (
        ("/v1/topics/foreign-bases", "tracker_topic"),
        ("/v1/topics", "tracker_ledgerhead"),
    ):
        etag = client.get(address)["ETag"]

        with CaptureQueriesContext(connection) as queries:
            response = client.get(address, headers={"If-None-Match": etag})

        expect.unchanged(response, etag)
        (asked,) = (query["sql"] for query in queries)
        assert (f'FROM "{table}"' in asked, '"body"' in asked) == (True, False)


@pytest.mark.parametrize("given", ['"other"', "nonsense", "", '"'])
def test_another_or_a_malformed_tag_gets_the_whole(client: Client, given: str) -> None:
    factories.topic()

    response = client.get("/v1/topics/foreign-bases", headers={"If-None-Match": given})

    assert response.status_code == 200


def test_a_change_makes_new_tags(client: Client) -> None:
    row = factories.topic()
    addresses = ("/v1/topics/foreign-bases", "/v1/topics", "/v1/changes")
    before = {address: client.get(address)["ETag"] for address in addresses}

    factories.changed(row, name="Bases of others")

    for address, etag in before.items():
        response = client.get(address, headers={"If-None-Match": etag})
        assert (response.status_code, response["ETag"] == etag) == (200, False)


def test_a_list_s_tag_is_of_its_query_and_its_audience(client: Client, bearer: Bearer) -> None:
    reader = bearer("reader")
    asked = ("/v1/topics", "/v1/topics?page_size=1", "/v1/parties")

    tags = [by.get(address)["ETag"] for by in (client, reader) for address in asked]

    assert len(set(tags)) == 6


def test_a_wrong_parameter_is_refused_before_the_tag_is_compared(client: Client) -> None:
    for wrong in ("page_size=0", "ids=A%20B", "fields=shape"):
        response = client.get(f"/v1/topics?{wrong}", headers={"If-None-Match": "*"})

        expect.problem(response, 400, "invalid_parameter")


def test_answers_to_a_token_are_kept_by_nobody_else(bearer: Bearer) -> None:
    response = bearer("reader").get("/v1/topics")

    assert response["Cache-Control"] == "private, no-cache"
    assert {"Authorization", "Accept"} <= {name.strip() for name in response["Vary"].split(",")}


def test_anyone_may_read_from_any_origin_without_credentials(client: Client) -> None:
    response = client.get("/v1/topics", headers={"Origin": "https://frontend.example"})

    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.has_header("Access-Control-Allow-Credentials")
    assert response["Access-Control-Expose-Headers"] == (
        "ETag, Link, Location, Memento-Datetime, RateLimit, RateLimit-Policy, Retry-After, "
        "X-Request-ID"
    )
