"""A service whose broker, database and workers are killed delivers all the same."""

import json
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded import processes
from tests.soak import machines

PATIENCE_SECONDS = 150.0


class Told:
    """A service with subscribers, and what these have accepted."""

    def __init__(self, service: machines.Machines, home: str) -> None:
        self.service = service
        self._home = home

    def create(self, number: int) -> subprocess.Popen[str]:
        """Have so many more developments flagged, by a process of its own."""
        known = self.service.value(
            "SELECT count(*) FROM tracker_revision WHERE event_type = 'commitment.reported'"
        )
        return self.service.run("tests.soak.creating", str(known + number))

    def accepted(self) -> dict[str, int]:
        """Return how often each message was accepted, by its id."""
        with urllib.request.urlopen(f"{self._home}/report") as answer:  # noqa: S310 - our own
            report = json.loads(answer.read())
        assert report["bad"] == []
        return {key.split(" ")[1]: count for key, count in report["accepted"].items()}

    def due(self) -> set[str]:
        """Return the ids of all events that were to be delivered."""
        rows = self.service.rows(
            "SELECT convert_from(envelope, 'UTF8')::json ->> 'id' FROM tracker_revision"
            " WHERE event_type = 'commitment.reported'"
        )
        return {event for (event,) in rows}

    def wait_for_all(self) -> bool:
        """Return whether every event arrived in time."""
        due = self.due()
        return processes.wait_until(lambda: self.accepted().keys() >= due, PATIENCE_SECONDS)


@pytest.fixture(scope="module")
def told() -> Iterator[Told]:
    """Run a service of its own with servers, workers and subscribers."""
    with tempfile.TemporaryDirectory(prefix="machines-") as folder:
        service = machines.Machines(Path(folder))
        receiver = None
        try:
            service.start()
            receiver = service.run("tests.soak.receiving", is_heard=True)
            assert receiver.stdout is not None
            port = receiver.stdout.readline().strip()
            home = f"http://127.0.0.1:{port}"
            subscribing = service.run("tests.soak.subscribing", port, is_heard=True)
            secrets = subscribing.communicate()[0].encode()
            request = urllib.request.Request(f"{home}/secrets", secrets, method="PUT")  # noqa: S310
            urllib.request.urlopen(request).close()  # noqa: S310 - our own
            yield Told(service, home)
        finally:
            if receiver is not None:
                receiver.kill()
                receiver.communicate()
            service.stop()


def test_what_is_created_while_the_broker_is_away_is_delivered_when_it_is_back(told: Told) -> None:
    told.service.kill_valkey()
    before = len(told.accepted())
    assert told.create(100).wait(PATIENCE_SECONDS) == 0
    assert len(told.due()) >= 100

    told.service.start_valkey()
    back = time.monotonic()

    assert processes.wait_until(lambda: len(told.accepted()) > before, PATIENCE_SECONDS)
    assert time.monotonic() - back < 30
    assert told.wait_for_all()


def test_a_broker_that_is_full_for_a_while_ends_no_worker(told: Told) -> None:
    with told.service.full_valkey():
        assert processes.wait_until(
            lambda: told.service.has_logged("worker", "OutOfMemoryError"), PATIENCE_SECONDS
        )
        assert told.create(10).wait(PATIENCE_SECONDS) == 0

    back = time.monotonic()
    assert told.wait_for_all()
    assert time.monotonic() - back < 30
    assert all(told.service.is_alive(name) for name in ("worker", "webhook-worker"))


def test_what_was_under_way_when_the_database_was_killed_is_delivered(told: Told) -> None:
    creating = told.create(60)
    before = len(told.accepted())
    assert processes.wait_until(lambda: len(told.accepted()) > before, PATIENCE_SECONDS)

    told.service.kill_postgres()
    told.service.start_postgres()

    assert creating.wait(PATIENCE_SECONDS) == 0
    assert told.wait_for_all()


def test_two_beats_deliver_nothing_twice(told: Told) -> None:
    told.service.start_another("worker")
    known = told.accepted()
    assert told.create(40).wait(PATIENCE_SECONDS) == 0

    assert told.wait_for_all()

    counts = told.accepted()
    assert {counts[event] for event in told.due() - known.keys()} == {1}


def test_texts_that_take_long_to_read_delay_no_delivery(told: Told) -> None:
    assert told.service.run("tests.soak.lengthening", "5").wait(PATIENCE_SECONDS) == 0
    unread = "SELECT count(*) FROM tracker_snapshot WHERE flagged_at IS NULL"
    begun = f"{unread} AND attempts > 0"
    assert processes.wait_until(lambda: told.service.value(begun) > 0, PATIENCE_SECONDS)

    assert told.create(40).wait(PATIENCE_SECONDS) == 0

    assert told.wait_for_all()
    assert told.service.value(unread) > 0
