"""Rows that wait are claimed and worked on one after the other: an error in one ends nothing."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import structlog

from tracker.models import leases

log = structlog.get_logger(__name__)

L = TypeVar("L", bound=leases.Leased)


@dataclass(frozen=True)
class Batch:
    """How many rows are claimed in a row, for how long each, and until when."""

    limit: int
    lease_seconds: float
    seconds: float = float("inf")


def work_off(
    rows: leases.LeaseQuerySet[L],
    work: Callable[[L], object],
    put_off: Callable[[L, Exception], object],
    batch: Batch,
) -> int:
    """Claim ``rows`` one after the other, each once, and return how many were taken up.

    Each has its whole lease to itself. Where ``work`` fails, the error is logged with the row's
    key, and ``put_off`` says when the row is taken up again.
    """
    done: list[int] = []
    end = time.monotonic() + batch.seconds
    while len(done) < batch.limit and (not done or time.monotonic() < end):
        claimed = rows.exclude(pk__in=done).claim(1, batch.lease_seconds)
        if not claimed:
            break
        for row in claimed:
            done.append(row.pk)
            _work_on(row, work, put_off)
    return len(done)


def pause(row: leases.Attempted, error: Exception) -> None:
    """Put a row off, for longer the more often it was attempted."""
    row.put_off(row.pause)


def in_words(error: Exception) -> str:
    """Return an error as a person at the desk may read it: its type, and what it says first."""
    first = str(error).partition("\n")[0]
    return f"{type(error).__name__}: {first}"[:500]


def _work_on(
    row: L, work: Callable[[L], object], put_off: Callable[[L, Exception], object]
) -> None:
    try:
        work(row)
    except Exception as error:
        # Whatever it is, it is this row's: without a database this fails too, and ends the batch.
        log.exception("claims.failed", rows=row._meta.model_name, key=row.pk)
        put_off(row, error)
