"""What the database reads for a list: an index, and no row that does not fit."""

import re
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.api import expect
from tracker import filters, models
from tracker.filters import keysets

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
    own = re.compile("Index Only Scan (Backward )?using development_(of|around)_subject on")
    # In a table of one row, reading another index whole costs as much.
    others = ("listing_covering", "by_occurred", "by_detected", "by_confidence", "by_reviewed")
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX " + ", ".join(f"development_{name}" for name in others))
    for statement in walking:
        assert own.search(plan(statement)), plan(statement)


ORDERED = [
    (record_type, ordering)
    for record_type, orderings in filters.ORDERINGS.items()
    for ordering in orderings
    if ordering not in filters.ORDERINGS_OF_LEDGER
]


@pytest.mark.parametrize(("record_type", "ordering"), ORDERED)
def test_a_list_by_a_date_walks_the_index_of_it_from_any_page(
    client: Client, record_type: str, ordering: str
) -> None:
    column = ordering.removeprefix("-")
    order = filters.order(record_type, ordering)
    rows = models.records_of(record_type).public()
    given: Any = {"confidence": 0.5}.get(column)
    if given is None:
        is_day = rows.model._meta.get_field(column).get_internal_type() == "DateField"
        given = factories.NOW.date() if is_day else factories.NOW
    places = [None, keysets.Cursor((given, 7)), keysets.Cursor((given, 7), is_backward=True)]
    if order.has_gaps:
        places += [keysets.Cursor((None, 7)), keysets.Cursor((None, 7), is_backward=True)]
    name = f"{record_type}_by_{column.removesuffix('_date').removesuffix('_at')}"

    for cursor in places:
        windows = list(order.windows(rows, cursor))
        assert windows
        for window in windows:
            told = plan_of(window.values("pk")[:51])
            assert re.search(rf"Index (Only )?Scan (Backward )?using {name} ", told), told
            assert "Sort" not in told
            if cursor is not None and window is windows[0]:
                by_key = r"record_id [<>] 7" if cursor.position[0] is None else r"ROW\("
                assert re.search(rf"Index Cond: .*{by_key}", told), told


def plan_of(rows: QuerySet[Any, Any]) -> str:
    """Return the plan of a query whose values are in it."""
    statement, values = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        return plan(cursor.mogrify(statement, values))
