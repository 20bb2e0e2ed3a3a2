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
    "the front page in Spanish": "/es",
    "the list of commitments": "/commitments",
    "commitments by their day": "/commitments?ordering=-stated_date&form=refrain",
    "the list of developments": "/developments",
    "a famous commitment": f"/commitments/{ledger.FAMOUS}",
    "a famous commitment in Spanish": f"/es/commitments/{ledger.FAMOUS}",
    "its history": f"/commitments/{ledger.FAMOUS}/history",
    "its card": f"/embed/commitments/{ledger.FAMOUS}",
    "to follow it": f"/follow?record=commitments/{ledger.FAMOUS}",
    "a rare commitment": f"/commitments/{ledger.RARE}",
    "a development": "/developments/d-50000",
    "a document": "/documents/article-50000",
    "a source": "/sources/sulaco-courier",
    "a topic": "/topics/topic-0",
    "to follow it all": "/follow?topic=topic-0",
    "a party": "/parties/state-0",
    "an official": "/officials/official-0",
    "the calendar": "/calendar",
    "corrections": "/corrections",
    "what is searched for": "/search?q=bases",
    "the method": "/method",
}


def measure() -> Iterator[Row]:
    """Yield how long pages take until their first byte, and how large they are."""
    client = Client(headers={"Host": "localhost", "Accept": "text/html"})
    for what, address in ADDRESSES.items():
        # The first one fills what a process keeps, and tells what the others are made of.
        with CaptureQueriesContext(connection) as queries:
            size = len(_asked(client, address))
            count = len(queries)
        median = statistics.median(_spent(client, address) for _ in range(_ROUNDS))
        yield Row(
            f"page: {what}",
            f"{median:.0f} ms, {count} queries, {size // 1000} kB",
            f"≤ {MOST_MS} ms, {MOST_BYTES // 1000} kB",
            median <= MOST_MS and size <= MOST_BYTES,
        )


def _spent(client: Client, address: str) -> float:
    start = time.perf_counter()
    _asked(client, address)
    return (time.perf_counter() - start) * 1000


def _asked(client: Client, address: str) -> bytes:
    response = client.get(address)
    if response.status_code != 200:
        raise AssertionError(address)
    content: bytes = response.content
    return content
