"""What the database reads for a list: an index, and no row that does not fit."""

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.api import expect

pytestmark = pytest.mark.django_db

WALKED = "Index Only Scan using development_listing_covering on tracker_development"
LISTED = re.compile(r'ORDER BY [A-Z]0\."changed_at"')
ASKED = [
    "party=costaguana",
    "topic=foreign-bases",
    "country=XC",
    "review_state=corrected",
    "is_backfill=true",
    "min_confidence=0.9",
    "kind=commitment.reaffirmed",
    "record_type=commitment",
    "commitment=no-foreign-bases",
    "speaker=ana-ruiz",
    "occurred_after=2026",
    "detected_after=2026-01-01T00:00:00Z",
    "kind=commitment.reaffirmed&party=costaguana&min_confidence=0.5",
    "any=review_state:corrected,is_backfill:true",
]


def plan(statement: str) -> str:
    """Return how the database would answer if the table were too large to be read whole."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {statement}")
        return "\n".join(line for (line,) in cursor.fetchall())


@pytest.mark.parametrize("asked", ASKED)
def test_a_list_of_developments_reads_no_row_that_does_not_fit(client: Client, asked: str) -> None:
    topic = factories.topic()
    factories.development(subject=factories.commitment(topics=[topic.slug]))

    with CaptureQueriesContext(connection) as asking:
        expect.json(client.get(f"/v1/developments?{asked}"))

    (listing,) = (query["sql"] for query in asking if LISTED.search(query["sql"]))
    assert WALKED in plan(listing)


def test_evidence_and_timelines_read_no_row_but_those_of_a_page(client: Client) -> None:
    factories.development(subject=factories.commitment())

    with CaptureQueriesContext(connection) as asking:
        for below in ("evidence", "timeline"):
            expect.json(client.get(f"/v1/commitments/no-foreign-bases/{below}"))

    walking = [q["sql"] for q in asking if '"tracker_development"."subject_id" IN' in q["sql"]]
    walking += [q["sql"] for q in asking if '"tracker_development"."subject_id" =' in q["sql"]]
    # What is asked of reports that nobody judged is their number and the latest: no page.
    walking = [statement for statement in walking if '"review_state" = ' not in statement]
    assert len(walking) == 3
    own = "Index Only Scan using development_of_subject on tracker_development"
    # In a table of one row, reading another index whole costs as much.
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX development_listing_covering")
    for statement in walking:
        assert own in plan(statement), plan(statement)
