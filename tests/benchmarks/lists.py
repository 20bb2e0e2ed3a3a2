"""Asking a ledger of 100,000 developments for what is rare and what is frequent in it."""

import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.test import Client

from tests.benchmarks import desk, idiomatic, ledger, pages
from tests.benchmarks.prose import Row

MOST_MS, MOST_STATUS_MS = 200, 100
_ROUNDS = 5
_FAMOUS = f"/v1/commitments/{ledger.FAMOUS}"
ASKED = {
    "all": "",
    "a famous commitment": f"commitment={ledger.FAMOUS}",
    "a rare commitment": f"commitment={ledger.RARE}",
    "a frequent party": "party=state-0",
    "a rare party": "party=state-1",
    "a party without any": "party=nobody",
    "a frequent topic": "topic=topic-0",
    "a rare topic": "topic=topic-1",
    "a country without any": "country=QZ",
    "what was confirmed": "review_state=confirmed",
    "what was corrected, which is rare": "review_state=corrected",
    "what was found on reading again": "is_backfill=true",
    "what is almost sure": "min_confidence=0.9",
    "a kind of a rare party": "kind=commitment.reaffirmed&party=state-1",
    "a rare state of a frequent party": "party=state-0&review_state=corrected",
    "a rare kind": "kind=commitment.broken",
}
"""Lists of developments by what is asked for."""


def measure() -> Iterator[Row]:
    """Yield how long each answer takes, in a database made for this and removed again."""
    settings.HAS_RATE_LIMITS = False
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        ledger.build()
        yield from _rows()
        yield from pages.measure()
        yield from desk.measure()
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def _rows() -> Iterator[Row]:
    month_ago = (datetime.now(UTC) - timedelta(days=30)).strftime("%Y-%m-%dT%H:%M:%SZ")
    known_at = f"known_at={month_ago}"
    for what, asked in ASKED.items():
        yield _row(f"developments of {what}", f"/v1/developments?{asked}", MOST_MS)
    yield _row(
        "developments of a famous commitment a month ago",
        f"/v1/developments?commitment={ledger.FAMOUS}&{known_at}",
        MOST_MS,
    )
    yield _row("timeline of a famous commitment", f"{_FAMOUS}/timeline", MOST_MS)
    yield _row("evidence on a famous commitment", f"{_FAMOUS}/evidence", MOST_MS)
    yield _row("status", "/v1/status", MOST_STATUS_MS)
    yield _row("metrics", "/metrics", MOST_STATUS_MS)
    yield from idiomatic.measure(ledger.RARE)


def _row(what: str, address: str, most: int) -> Row:
    client = Client(headers={"Host": "localhost"})
    spent = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        response = client.get(address)
        spent.append((time.perf_counter() - start) * 1000)
        if response.status_code != 200:
            raise AssertionError(address)
    median = statistics.median(spent)
    named = f"{what}, {ledger.DEVELOPMENTS:,} in all"
    return Row(named, f"{median:.0f} ms", f"≤ {most} ms", median <= most)
