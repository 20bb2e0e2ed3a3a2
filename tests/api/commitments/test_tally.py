"""Counts of commitments, now and then."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tests.api import expect, moments

pytestmark = pytest.mark.django_db


def test_a_tally_counts_in_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    both = [factories.costaguana().slug, factories.ruritania().slug]
    moments.judged(factories.commitment(holders=both), "kept", date(2026, 1, 1))
    factories.commitment(short_title="Open the port")

    with django_assert_num_queries(2):  # the head of the ledger, and the counts
        response = client.get("/v1/commitments/tally?by=verdict,holder")

    assert expect.json(response) == {
        "results": [
            {"verdict": "kept", "holder": "costaguana", "count": 1},
            {"verdict": "kept", "holder": "ruritania", "count": 1},
            {"verdict": "not_yet_rated", "holder": "costaguana", "count": 1},
        ],
        "total": 2,
    }


def test_a_tally_is_of_the_filters_and_the_time(client: Client) -> None:
    row = factories.commitment()
    then = moments.instant()
    moments.judged(row, "kept", date(2026, 1, 1))
    factories.commitment(short_title="Open the port", form="achieve")

    def tally(query: str) -> tuple[Any, int]:
        answered = expect.json(client.get(f"/v1/commitments/tally?by=verdict&{query}"))
        return [tuple(count.values()) for count in answered["results"]], answered["total"]

    assert tally("") == ([("kept", 1), ("not_yet_rated", 1)], 2)
    assert tally("form=refrain") == ([("kept", 1)], 1)
    assert tally(f"known_at={then}") == ([("not_yet_rated", 1)], 1)
    assert tally("valid_at=2025-12-31") == ([("not_yet_rated", 2)], 2)
    assert tally("verdict=broken") == ([], 0)
    assert tally("q=port") == ([("not_yet_rated", 1)], 1)
    # A single character is no word: nothing is asked of the database.
    assert tally("q=0") == ([], 0)


def test_to_whom_nothing_is_owed_by_name_it_is_owed_to_the_public(client: Client) -> None:
    factories.commitment()

    answered = expect.json(client.get("/v1/commitments/tally?by=towards"))

    assert answered["results"] == [{"towards": None, "count": 1}]
