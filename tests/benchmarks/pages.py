"""The pages for people, where 100,000 developments are public and a fifth is on one commitment."""

import statistics
import time
from collections.abc import Iterator
from typing import Final

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.benchmarks import ledger
from tests.benchmarks.prose import Row

MOST_MS: Final = 50
MOST_BYTES: Final = 60_000
_ROUNDS: Final = 9
ADDRESSES: Final = {
    "the front page": "/",
    "the list of commitments": "/commitments",
    "commitments by their day": "/commitments?ordering=-stated_date&form=refrain",
    "the list of developments": "/developments",
    "a famous commitment": f"/commitments/{ledger.FAMOUS}",
    "a rare commitment": f"/commitments/{ledger.RARE}",
    "a topic": "/topics/topic-0",
    "a party": "/parties/state-0",
    "the calendar": "/calendar",
    "corrections": "/corrections",
    "the method": "/method",
}


def measure() -> Iterator[Row]:
    """Yield how long pages take until their first byte, and how large they are."""
    client = Client(headers={"Host": "localhost", "Accept": "text/html"})
    for what, address in ADDRESSES.items():
        client.get(address)
        spent, counts, sizes = zip(*(_asked(client, address) for _ in range(_ROUNDS)), strict=True)
        median, size = statistics.median(spent), max(sizes)
        yield Row(
            f"page: {what}",
            f"{median:.0f} ms, {max(counts)} queries, {size // 1000} kB",
            f"≤ {MOST_MS} ms, {MOST_BYTES // 1000} kB",
            median <= MOST_MS and size <= MOST_BYTES,
        )


def _asked(client: Client, address: str) -> tuple[float, int, int]:
    with CaptureQueriesContext(connection) as queries:
        start = time.perf_counter()
        response = client.get(address)
        if response.status_code != 200:
            raise AssertionError(address)
        return (time.perf_counter() - start) * 1000, len(queries), len(response.content)
