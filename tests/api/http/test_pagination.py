"""Pages: each result once, in both directions, and no cursor but our own."""

import base64
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest
from django.core import signing
from django.test import Client

from tests import factories
from tests.api import expect
from tracker import editing, recording

pytestmark = pytest.mark.django_db

LIST = "/v1/topics"


def topics(count: int) -> list[str]:
    """Create topics one after the other and return their slugs, the newest first."""
    return [factories.topic(name=f"Topic {number}").slug for number in range(count)][::-1]


def walk(client: Client, address: str, towards: str) -> list[list[str]]:
    """Return the slugs of each page, following ``towards``."""
    pages, following = [], address
    while following:
        response = client.get(following)
        pages.append(expect.slugs(response))
        following = expect.json(response)[towards]
    return pages


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 100])
def test_walking_forward_gives_every_record_once(client: Client, size: int) -> None:
    slugs = topics(7)

    pages = walk(client, f"{LIST}?page_size={size}", "next")

    assert [slug for page in pages for slug in page] == slugs
    assert {len(page) for page in pages[:-1]} <= {size}


def test_walking_back_from_the_last_page_gives_the_same_pages(client: Client) -> None:
    topics(7)
    forward = walk(client, f"{LIST}?page_size=3", "next")
    last = client.get(f"{LIST}?page_size=3")
    while expect.json(last)["next"]:
        last = client.get(expect.json(last)["next"])

    back = walk(client, expect.json(last)["previous"], "previous")

    # Pages are counted from where one turns round.
    assert [slug for page in reversed(back) for slug in page] == [
        slug for page in forward[:-1] for slug in page
    ]


def test_records_of_one_change_share_a_time_and_are_still_paged_apart(client: Client) -> None:
    with recording.change("Emilia Gould", "entered") as change:
        for number in range(5):
            editing.create(change, "topic", {"name": f"Topic {number}"})

    pages = walk(client, f"{LIST}?page_size=2", "next")

    assert pages == [["topic-4", "topic-3"], ["topic-2", "topic-1"], ["topic-0"]]


def test_the_oldest_change_comes_first_when_asked(client: Client) -> None:
    slugs = topics(3)

    pages = walk(client, f"{LIST}?ordering=changed_at&page_size=2", "next")

    assert pages == [[slugs[2], slugs[1]], [slugs[0]]]


def test_links_repeat_next_and_previous_in_a_header(client: Client) -> None:
    topics(3)
    first = client.get(f"{LIST}?page_size=1")
    second = client.get(expect.json(first)["next"])
    addresses = expect.json(second)

    assert second["Link"] == (
        f'<{addresses["next"]}>; rel="next", <{addresses["previous"]}>; rel="prev"'
    )
    assert addresses["next"].startswith("http://localhost:8000/v1/topics?page_size=1&cursor=")
    assert expect.json(first)["previous"] is None
    assert not client.get(LIST).has_header("Link")


def test_a_count_is_given_only_when_asked(client: Client) -> None:
    topics(3)

    assert "count" not in expect.json(client.get(LIST))
    assert "count" not in expect.json(client.get(f"{LIST}?count=false"))
    assert expect.json(client.get(f"{LIST}?count=true&page_size=1"))["count"] == 3


def test_a_cursor_at_a_withdrawn_record_still_works(client: Client) -> None:
    slugs = topics(4)
    following = expect.json(client.get(f"{LIST}?page_size=2"))["next"]
    with recording.change("Emilia Gould", "a duplicate") as change:
        row = factories.known("topic", slugs[1])
        assert row is not None
        editing.delete(change, row, factories.NOW)

    assert expect.slugs(client.get(following)) == slugs[2:]


def test_fifty_results_make_a_page_unless_told(client: Client) -> None:
    with recording.change("Emilia Gould", "entered") as change:
        for number in range(51):
            editing.create(change, "topic", {"name": f"Topic {number}"})

    page = expect.json(client.get(LIST))

    assert len(page["results"]) == 50
    assert page["next"] is not None


@pytest.mark.parametrize(
    "value", ["0", "-5", "101", "1000000", "ten", "", "1.5", "1e1", "+5", "٣", "05", "%00"]
)
def test_a_page_size_out_of_bounds_is_refused(client: Client, value: str) -> None:
    document = expect.problem(client.get(f"{LIST}?page_size={value}"), 400, "invalid_parameter")

    assert document["errors"] == [
        {
            "parameter": "page_size",
            "code": "invalid_parameter",
            "detail": "page_size is a whole number from 1 to 100.",
        }
    ]


@pytest.mark.parametrize(
    "query", ["ordering=slug", "ordering=", "count=yes", "count=", "page_size=1&page_size=2"]
)
def test_an_unknown_value_is_refused(client: Client, query: str) -> None:
    document = expect.problem(client.get(f"{LIST}?{query}"), 400, "invalid_parameter")

    assert [error["parameter"] for error in document["errors"]] == [query.split("=", maxsplit=1)[0]]


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "%00",
        "!!!",
        "e30",
        "a.b",
        "a.b.c",
        ".",
        "%F0%9F%98%80",
        base64.urlsafe_b64encode(b'["x", false, ["2026-01-01", 1]]').decode(),
        pytest.param(signing.dumps(["x", False, [1]]), id="signed"),
    ],
)
def test_a_cursor_that_is_not_ours_is_refused(client: Client, cursor: str) -> None:
    document = expect.problem(client.get(f"{LIST}?cursor={cursor}"), 400, "invalid_cursor")

    assert [error["parameter"] for error in document["errors"]] == ["cursor"]


@pytest.fixture
def cursor(client: Client) -> str:
    """Return a good cursor of the list of topics."""
    topics(3)
    following: str = expect.json(client.get(f"{LIST}?page_size=1"))["next"]
    return parse_qs(urlsplit(following).query)["cursor"][0]


def test_a_tampered_cursor_is_refused(client: Client, cursor: str) -> None:
    content, signature = cursor.split(".")
    padded = content + "=" * (-len(content) % 4)
    binding, is_backward, keys = orjson.loads(base64.urlsafe_b64decode(padded))
    forged = base64.urlsafe_b64encode(orjson.dumps([binding, is_backward, [keys[0], 0]])).decode()

    expect.problem(client.get(f"{LIST}?cursor={forged}.{signature}"), 400, "invalid_cursor")


@pytest.mark.parametrize(
    "address",
    [
        "/v1/parties?cursor=",
        "/v1/topics?ordering=changed_at&cursor=",
        "/v1/topics?parent=topic-0&cursor=",
        "/v1/topics/topic-0/revisions?cursor=",
    ],
)
def test_a_cursor_of_another_list_is_refused(client: Client, cursor: str, address: str) -> None:
    expect.problem(client.get(address + cursor), 400, "invalid_cursor")


def test_a_cursor_serves_another_page_size(client: Client, cursor: str) -> None:
    assert expect.slugs(client.get(f"{LIST}?page_size=9&cursor={cursor}")) == ["topic-1", "topic-0"]
