"""Lists by the dates of their records: both ways, from page to page, what has no date last."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests import factories
from tests.api import expect, moments
from tests.filters import world
from tracker import filters, models, serializers

pytestmark = pytest.mark.django_db

LIST = "/v1/commitments"
DATES = ("2026-01-03", None, "2026-01-01", "2026-01-03", None)


def commitments() -> list[str]:
    """Create commitments stated on ``DATES`` and return their slugs."""
    return [
        factories.commitment(short_title=f"Stated {number}", stated_date=stated).slug
        for number, stated in enumerate(DATES)
    ]


def walk(client: Client, address: str, towards: str = "next") -> list[list[str]]:
    """Return the slugs of each page, following ``towards``."""
    pages, following = [], address
    while following:
        response = client.get(following)
        pages.append(expect.slugs(response))
        following = expect.json(response)[towards]
    return pages


def in_order(record_type: str, ordering: str) -> list[str]:
    """Return the slugs of all public records as ``ordering`` has them."""
    column = ordering.removeprefix("-")
    rows = list(models.records_of(record_type).public().select_related("identity"))
    dated = [row for row in rows if getattr(row, column) is not None]
    undated = [row for row in rows if getattr(row, column) is None]

    def place(row: Any) -> Any:
        return getattr(row, column), row.pk

    is_descending = ordering.startswith("-")
    dated.sort(key=place, reverse=is_descending)
    undated.sort(key=lambda row: row.pk, reverse=is_descending)
    return [row.slug for row in dated + undated]


def test_each_type_of_record_is_ordered_by_the_dates_that_it_shows() -> None:
    asked = {name: [o for o in filters.ORDERINGS[name] if o[0] != "-"] for name in models.RECORDS}

    assert asked == {
        "topic": ["changed_at"],
        "party": ["changed_at"],
        "official": ["changed_at"],
        "agreement": [
            "changed_at",
            "signed_date",
            "in_force_date",
            "expiry_date",
            "publication_due_date",
        ],
        "meeting": ["changed_at", "starts_at", "ends_at"],
        "event": ["changed_at", "start_date", "end_date"],
        "commitment": ["changed_at", "stated_date", "due_date"],
        "statement": ["changed_at", "stated_date"],
        "source": ["changed_at"],
        "document": ["changed_at", "published_at", "modified_at", "first_seen_at"],
        "development": [
            "changed_at",
            "occurred_date",
            "detected_at",
            "confidence",
            "reviewed_at",
        ],
    }


def test_every_list_is_walked_in_every_order_and_back(client: Client) -> None:
    world.make()

    for record_type in models.RECORDS:
        for ordering in filters.ORDERINGS[record_type]:
            address = f"/v1/{serializers.PLURALS[record_type]}?ordering={ordering}&page_size=2"
            pages = walk(client, address)
            expected = in_order(record_type, ordering)
            assert [slug for page in pages for slug in page] == expected, ordering
            if len(pages) > 1:
                last = client.get(address)
                while expect.json(last)["next"]:
                    last = client.get(expect.json(last)["next"])
                back = walk(client, expect.json(last)["previous"], "previous")
                assert [slug for page in reversed(back) for slug in page] == [
                    slug for page in pages[:-1] for slug in page
                ], ordering


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [("stated_date", [2, 0, 3, 1, 4]), ("-stated_date", [3, 0, 2, 4, 1])],
)
@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_what_has_no_date_comes_last_whichever_way_and_wherever_pages_end(
    client: Client, ordering: str, expected: list[int], size: int
) -> None:
    slugs = commitments()

    pages = walk(client, f"{LIST}?ordering={ordering}&page_size={size}")

    assert [slug for page in pages for slug in page] == [slugs[number] for number in expected]
    assert {len(page) for page in pages[:-1]} <= {size}


def test_an_order_goes_with_filters_counts_and_a_spreadsheet(client: Client) -> None:
    slugs = commitments()
    query = "ordering=-stated_date&stated_after=2026-01-02"

    page = client.get(f"{LIST}?{query}&count=true&page_size=1")
    sheet = client.get(f"{LIST}?{query}&format=csv&fields=slug")

    assert (expect.slugs(page), expect.json(page)["count"]) == ([slugs[3]], 2)
    lines = b"".join(sheet.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert [line.split(",")[1] for line in lines[1:]] == [slugs[3], slugs[0]]


def test_cursors_stand_by_themselves_beside_the_addresses_that_hold_them(client: Client) -> None:
    commitments()
    first = expect.json(client.get(f"{LIST}?ordering=due_date&page_size=2"))
    second = expect.json(client.get(first["next"]))

    for page, name in ((first, "next"), (second, "next"), (second, "previous")):
        query = parse_qs(urlsplit(page[name]).query)
        assert query["cursor"] == [page[f"{name}_cursor"]]
    assert first["previous_cursor"] is None
    by_cursor = f"{LIST}?ordering=due_date&page_size=2&cursor={first['next_cursor']}"
    assert expect.json(client.get(by_cursor)) == second


def test_a_cursor_of_another_order_is_refused(client: Client) -> None:
    commitments()
    cursor = expect.json(client.get(f"{LIST}?ordering=stated_date&page_size=2"))["next_cursor"]

    for ordering in ("-stated_date", "due_date", "changed_at"):
        address = f"{LIST}?ordering={ordering}&cursor={cursor}"
        expect.problem(client.get(address), 400, "invalid_cursor")


def test_an_order_that_a_list_does_not_have_is_refused_with_those_that_it_has(
    client: Client,
) -> None:
    document = expect.problem(client.get("/v1/topics?ordering=name"), 400, "invalid_parameter")

    assert document["detail"] == "ordering is one of -changed_at, changed_at."


@pytest.mark.parametrize("time", ["known_at={then}", "valid_at=2026-02-01"])
def test_as_of_a_time_a_list_is_ordered_by_its_changes_alone(client: Client, time: str) -> None:
    slugs = commitments()
    asked = f"{LIST}?{time.format(then=moments.instant())}"

    document = expect.problem(client.get(f"{asked}&ordering=due_date"), 400, "invalid_parameter")

    assert document["detail"] == (
        "As of a time a list is ordered by -changed_at or changed_at, not by due_date."
    )
    assert expect.slugs(client.get(f"{asked}&ordering=changed_at")) == slugs
