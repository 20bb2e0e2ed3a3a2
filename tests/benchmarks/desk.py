"""The page of a flag at the desk, where tens of thousands of flags wait."""

import statistics
import time
from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.benchmarks import ledger
from tests.benchmarks.prose import Row

MOST_MS = 150
MOST_QUERIES = 12
_ROUNDS = 9
# A third waits as meanings, half of them against the commitment; two thirds are reports.
_WAITING = """
    UPDATE tracker_development
    SET is_public = false, review_state = 'flagged', relation = 'contradicts',
        kind = CASE WHEN record_id % 2 = 0 THEN 'commitment.contradicted'
                    ELSE 'commitment.qualified' END
    WHERE record_id % 3 = 0
"""


def measure() -> Iterator[Row]:
    """Yield how long the page of a flag takes, by list, and how many queries."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        cursor.execute("VACUUM ANALYZE tracker_development")
    client = Client(headers={"Host": "localhost"})
    client.force_login(factories.UserFactory.create(is_superuser=True))
    for listing in ("waiting", "reports"):
        page = client.get(f"/admin/review/?list={listing}").headers["Location"]
        client.get(page)
        spent, counts = zip(*(_asked(client, page) for _ in range(_ROUNDS)), strict=True)
        median, count = statistics.median(spent), max(counts)
        yield Row(
            f"page of a flag of the list {listing}, {ledger.DEVELOPMENTS:,} flags in all",
            f"{median:.0f} ms, {count} queries",
            f"≤ {MOST_MS} ms, {MOST_QUERIES} queries",
            median <= MOST_MS and count <= MOST_QUERIES,
        )


def _asked(client: Client, page: str) -> tuple[float, int]:
    with CaptureQueriesContext(connection) as queries:
        start = time.perf_counter()
        if client.get(page).status_code != 200:
            raise AssertionError(page)
        return (time.perf_counter() - start) * 1000, len(queries)
