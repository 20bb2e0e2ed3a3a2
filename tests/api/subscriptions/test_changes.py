"""The feed of changes: gap-free, in order, byte for byte what webhooks send."""

import pytest
from django.test import Client

from tests import factories
from tests.api import expect
from tracker import models

pytestmark = pytest.mark.django_db

FEED = "/v1/changes"


def sequences(page: dict[str, list[dict[str, int]]]) -> list[int]:
    return [change["sequence"] for change in page["results"]]


def test_envelopes_are_the_bytes_that_webhooks_send(client: Client) -> None:
    factories.changed(factories.topic(), name="Bases of others")
    envelopes = models.Revision.objects.order_by("sequence").values_list("envelope", flat=True)

    content = client.get(FEED).content

    joined = b",".join(map(bytes, envelopes))
    assert content == b'{"results":[' + joined + b'],"next":null,"last_sequence":2}'


def test_following_next_gives_every_change_once(client: Client) -> None:
    for number in range(7):
        factories.topic(name=f"Topic {number}")

    found, following = [], f"{FEED}?limit=3"
    while following:
        page = expect.json(client.get(following))
        found += sequences(page)
        following = page["next"]

    assert found == [1, 2, 3, 4, 5, 6, 7]


def test_a_page_says_from_where_to_go_on(client: Client) -> None:
    for number in range(3):
        factories.topic(name=f"Topic {number}")

    response = client.get(f"{FEED}?limit=2")
    page = expect.json(response)

    assert page["last_sequence"] == 2
    assert page["next"] == "http://localhost:8000/v1/changes?after=2&limit=2"
    assert response["Link"] == f'<{page["next"]}>; rel="next"'


def test_at_the_head_there_is_nothing_yet_and_polling_is_a_304(client: Client) -> None:
    factories.topic()

    response = client.get(f"{FEED}?after=1")

    assert expect.json(response) == {"results": [], "next": None, "last_sequence": 1}
    again = client.get(f"{FEED}?after=1", headers={"If-None-Match": response["ETag"]})
    expect.unchanged(again, response["ETag"])
    factories.topic(name="Another")
    later = client.get(f"{FEED}?after=1", headers={"If-None-Match": response["ETag"]})
    assert sequences(expect.json(later)) == [2]


def test_a_place_beyond_the_head_is_refused_with_the_head(client: Client) -> None:
    factories.topic()

    for query in ("after=2", f"after={10**18 - 1}&type=topic"):
        document = expect.problem(client.get(f"{FEED}?{query}"), 409, "beyond_head")
        assert document["last_sequence"] == 1
        assert [error["parameter"] for error in document["errors"]] == ["after"]
    assert expect.json(client.get(f"{FEED}?after=1"))["results"] == []


@pytest.mark.parametrize(
    "query",
    ["after=-1", "after=x", "after=", "after=9999999999999999999", "limit=0", "limit=1001"],
)
def test_a_place_that_is_none_is_refused(client: Client, query: str) -> None:
    document = expect.problem(client.get(f"{FEED}?{query}"), 400, "invalid_parameter")

    assert [error["parameter"] for error in document["errors"]] == [query.split("=", maxsplit=1)[0]]


def test_a_thousand_changes_at_once_are_allowed(client: Client) -> None:
    assert expect.json(client.get(f"{FEED}?limit=1000")) == {
        "results": [],
        "next": None,
        "last_sequence": 0,
    }


def test_filters_leave_out_what_does_not_match_and_lead_past_it(client: Client) -> None:
    costaguana = factories.costaguana()
    factories.commitment(holders=[costaguana.slug])
    factories.commitment(short_title="Pay", form="act", holders=[costaguana.slug])
    factories.topic()

    page = expect.json(client.get(f"{FEED}?type=commitment&form=refrain&holder=costaguana"))
    beyond = expect.json(client.get(f"{FEED}?type=commitment&form=maintain&after=1"))

    assert (sequences(page), page["last_sequence"], page["next"]) == ([2], 4, None)
    assert (sequences(beyond), beyond["last_sequence"]) == ([], 4)


def test_filters_are_kept_in_the_address_of_the_next_page(client: Client) -> None:
    for number in range(3):
        factories.topic(name=f"Topic {number}")
        factories.costaguana()

    page = expect.json(client.get(f"{FEED}?type=topic&event_type=record.*&limit=2"))

    assert (sequences(page), page["last_sequence"]) == ([1, 3], 3)
    rest = expect.json(client.get(page["next"]))
    assert (sequences(rest), rest["last_sequence"], rest["next"]) == ([4], 4, None)


def test_a_refresh_is_matched_by_its_name_alone(client: Client) -> None:
    factories.changed(factories.topic(), name="Bases of others")

    def found(event_type: str) -> list[int]:
        return sequences(expect.json(client.get(f"{FEED}?event_type={event_type}")))

    assert found("*") == [1, 2]
    assert found("record.updated") == [2]
    assert found("record.refreshed") == []


@pytest.mark.parametrize("query", ["verdict=kept", "type=topic&verdict=kept"])
def test_filters_need_their_type(client: Client, query: str) -> None:
    expect.problem(client.get(f"{FEED}?{query}"), 400, "unknown_parameter")


@pytest.mark.parametrize(
    "query", ["type=treaty", "event_type=x", "type=commitment&verdict=lost", "type=a&type=b"]
)
def test_a_filter_with_another_value_is_refused(client: Client, query: str) -> None:
    expect.problem(client.get(f"{FEED}?{query}"), 400, "invalid_parameter")
