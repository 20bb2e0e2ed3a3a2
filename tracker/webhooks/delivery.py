"""Sending: what is due is leased, sent on one event loop, and written down by one thread.

No transaction is open during HTTP: the lease is committed before, the result after.
"""

import asyncio
import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection, connections
from django.db.models import Prefetch, prefetch_related_objects

from tracker import models, outgoing
from tracker.outbound import client
from tracker.webhooks import attempts, composing, encryption, results

SLOTS = 64
PER_ENDPOINT = 2
RUN_SECONDS = 60.0
TICK_SECONDS = 1.0
GATHERING_SECONDS = 0.01

Returned = TypeVar("Returned")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Claimed:
    """A delivery that is ours until its lease ends."""

    delivery: models.Delivery
    message: attempts.Message
    leased_at: datetime
    give_up: float


def send_due(seconds: float = RUN_SECONDS, slots: int = SLOTS) -> int:
    """Send what is due until nothing is, or ``seconds`` passed, and return how many attempts.

    ``slots`` attempts run at once. SIGTERM ends it early: what is under way is finished, which
    takes as long as an attempt may. Raises OperationalError where the database is not there.
    """
    # Django's connections belong to threads, and its rows must not be asked for on the loop.
    with ThreadPoolExecutor(1, thread_name_prefix="deliveries") as rows:
        sender = _Sender(rows, slots, time.monotonic() + seconds)
        try:
            with _stopped_by_sigterm(sender.stop):
                return asyncio.run(sender.run())
        finally:
            rows.submit(connections.close_all).result()


class _Sender:
    """One run: attempts under way, and results that are still to be written."""

    def __init__(self, rows: ThreadPoolExecutor, slots: int, end: float) -> None:
        self._rows = rows
        self._slots = slots
        self._end = end
        self._under_way: dict[asyncio.Task[attempts.Result], _Claimed] = {}
        self._unwritten: list[tuple[_Claimed, attempts.Result]] = []
        self._attempts = 0
        self._looks_for_lapsed_at = 0.0

    def stop(self) -> None:
        """Start nothing more."""
        self._end = 0.0

    async def run(self) -> int:
        """Fill the slots again and again; returns the number of attempts."""
        policy = outgoing.policy()
        async with client.Client() as http:
            while True:
                await self._write()
                for claimed in await self._claim():
                    task = asyncio.create_task(
                        attempts.attempt(http, claimed.message, policy, claimed.leased_at)
                    )
                    self._under_way[task] = claimed
                if self._under_way:
                    await self._wait()
                elif self._unwritten:
                    await asyncio.sleep(TICK_SECONDS)
                else:
                    return self._attempts

    async def _wait(self) -> None:
        """Wait for some attempts to end, but no longer than till it is time to look for more."""
        done, _ = await asyncio.wait(
            self._under_way, timeout=TICK_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        if done:
            # Others end at about the same time: one look at the rows serves them all.
            await asyncio.sleep(GATHERING_SECONDS)
        for task in [task for task in self._under_way if task.done()]:
            claimed = self._under_way.pop(task)
            self._attempts += 1
            if error := task.exception():
                # A fault of ours: the lease runs out, and the attempt counts as lost.
                log.error("attempt of delivery %s broke", claimed.delivery.pk, exc_info=error)
            else:
                self._unwritten.append((claimed, task.result()))

    async def _claim(self) -> list[_Claimed]:
        free = self._slots - len(self._under_way)
        if time.monotonic() >= self._end or free <= 0:
            return []
        try:
            if time.monotonic() >= self._looks_for_lapsed_at:
                await self._in_thread(results.recover_lapsed)
                self._looks_for_lapsed_at = time.monotonic() + TICK_SECONDS
            return await self._in_thread(lambda: _claim(free))
        except (OperationalError, InterfaceError):
            if not self._under_way and not self._unwritten:
                raise
            return []

    async def _write(self) -> None:
        """Write the results; while the database is away they are kept until their lease ends."""
        self._unwritten = [
            (claimed, result)
            for claimed, result in self._unwritten
            if time.monotonic() < claimed.give_up
        ]
        if not self._unwritten:
            return
        found = [(claimed.delivery, result) for claimed, result in self._unwritten]
        try:
            await self._in_thread(lambda: results.store_all(found))
        except (OperationalError, InterfaceError):
            return
        self._unwritten = []

    async def _in_thread(self, work: Callable[[], Returned]) -> Returned:
        return await asyncio.get_running_loop().run_in_executor(self._rows, _guarded, work)


def _guarded(work: Callable[[], Returned]) -> Returned:
    """Return what ``work`` gives; a connection that failed is not used again."""
    try:
        return work()
    except (OperationalError, InterfaceError):
        connection.close()
        raise


def _claim(limit: int) -> list[_Claimed]:
    """Lease what can start at once, with all that is needed to send it."""
    give_up = time.monotonic() + results.LEASE_SECONDS
    deliveries = models.Delivery.objects.startable(PER_ENDPOINT).claim(limit, results.LEASE_SECONDS)
    prefetch_related_objects(
        deliveries,
        Prefetch("revision", models.Revision.objects.only("sequence", "event_type", "envelope")),
        "endpoint",
        Prefetch("endpoint__secrets", models.WebhookSecret.objects.live()),
    )
    claimed = []
    for delivery in deliveries:
        try:
            message = _message(delivery)
        except encryption.UnreadableSecret as error:
            log.error("endpoint %s is disabled: %s", delivery.endpoint.slug, error)  # noqa: TRY400
            results.disable(delivery.endpoint_id)
            delivery.release()
        else:
            claimed.append(_Claimed(delivery, message, _leased_at(delivery), give_up))
    return claimed


def _message(delivery: models.Delivery) -> attempts.Message:
    return composing.message(
        delivery.endpoint, delivery.message, delivery.event_type, delivery.attempts_made + 1
    )


def _leased_at(delivery: models.Delivery) -> datetime:
    """Return the time at which the attempt begins, by the database's clock."""
    if delivery.leased_until is None:
        raise ValueError(f"delivery {delivery.pk} is not leased")
    return delivery.leased_until - timedelta(seconds=results.LEASE_SECONDS)


@contextmanager
def _stopped_by_sigterm(stop: Callable[[], None]) -> Iterator[None]:
    """Have SIGTERM call ``stop``, and the handler before it when all is done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    received = threading.Event()

    def note(signum: int, frame: object) -> None:
        received.set()
        stop()

    previous = signal.signal(signal.SIGTERM, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous or signal.SIG_DFL)
        if received.is_set():
            signal.raise_signal(signal.SIGTERM)
