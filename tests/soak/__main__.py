"""``python -m tests.soak``: creates events while machines are killed at random, and counts.

It ends with 0 only if every event of the ledger was accepted by its receiver at least once. The
seed is printed; with ``--seed`` the same machines are killed in the same order.
"""

import argparse
import json
import random
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from config.embedded import processes
from tests.soak import machines, throughput

BETWEEN_KILLS = (2.0, 6.0)
MOST_SECONDS = 900.0
LARGEST_SEED = 2**31
_PAUSE = threading.Event()


def main() -> int:
    """Run the soak and return its exit status."""
    asked = _arguments()
    _say(f"Seed {asked.seed}: {asked.events} events")
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        service = machines.Machines(Path(folder))
        try:
            service.start()
            return _soak(service, asked.events, chance)
        finally:
            service.stop()


def _soak(service: machines.Machines, events: int, chance: random.Random) -> int:
    receiver = service.run("tests.soak.receiving", is_heard=True)
    assert receiver.stdout is not None
    port = int(receiver.stdout.readline())
    home = f"http://127.0.0.1:{port}"
    try:
        subscribing = service.run("tests.soak.subscribing", str(port), is_heard=True)
        secrets = json.loads(subscribing.communicate()[0])
        _ask(f"{home}/secrets", secrets)
        began = time.monotonic()
        creator = service.run("tests.soak.creating", str(events))
        while creator.poll() is None:
            _kill_something(service, chance)
        created = time.monotonic()
        _say(f"Created in {created - began:.0f} s; killed: {_counted(service.kills)}")
        if creator.returncode or not _wait_for_rest(service):
            _say("Not all was delivered in time.")
            return 1
        _say(f"Delivered {time.monotonic() - created:.0f} s after the last was created")
        status = _reckon(service, _ask(f"{home}/report"))
        throughput.compare(service, home, _say)
        return status
    finally:
        receiver.kill()
        receiver.communicate()


def _kill_something(service: machines.Machines, chance: random.Random) -> None:
    """Wait a little, kill one of the machines, and start it again after another little while."""
    _PAUSE.wait(chance.uniform(*BETWEEN_KILLS))
    ways: list[tuple[Callable[[], None], Callable[[], None]]] = [
        (lambda: service.kill_worker("worker"), lambda: service.start_worker("worker")),
        (
            lambda: service.kill_worker("webhook-worker"),
            lambda: service.start_worker("webhook-worker"),
        ),
        (service.kill_valkey, service.start_valkey),
        (service.kill_postgres, service.start_postgres),
    ]
    kill, start = chance.choice(ways)
    kill()
    _PAUSE.wait(chance.uniform(0.0, 2.0))
    start()


def _wait_for_rest(service: machines.Machines) -> bool:
    """Return whether all was fanned out and delivered before the time was up."""
    left = (
        "SELECT (SELECT count(*) FROM tracker_revision WHERE fanned_out_at IS NULL)"
        " + (SELECT count(*) FROM tracker_delivery WHERE state = 'waiting')"
    )
    return processes.wait_until(lambda: service.value(left) == 0, MOST_SECONDS)


def _reckon(service: machines.Machines, report: dict[str, Any]) -> int:
    accepted: dict[str, int] = report["accepted"]
    due = service.rows(
        "SELECT convert_from(envelope, 'UTF8')::json ->> 'id' FROM tracker_revision"
        " WHERE event_type = 'commitment.reported'"
    )
    came = {key.split(" ")[1] for key in accepted}
    lost = [event for (event,) in due if event not in came]
    extra = sum(accepted.values()) - len(accepted)
    attempts = service.value("SELECT count(*) FROM tracker_attempt")
    vanished = service.value("SELECT count(*) FROM tracker_attempt WHERE outcome = 'lost'")
    gaps = service.value("SELECT max(sequence) - count(*) FROM tracker_revision")
    _say(
        f"events {len(due)}  attempts {attempts} ({vanished} lost with their sender, "
        f"{report['refused']} refused once)  lost {len(lost)}  duplicates {extra}  "
        f"badly signed {len(report['bad'])}  gaps in the ledger {gaps}"
    )
    first = (
        "WITH first AS (SELECT extract(epoch FROM min(attempted_at) - min(published_at)) AS wait"
        " FROM tracker_attempt JOIN tracker_delivery AS delivery ON delivery_id = delivery.id"
        " JOIN tracker_revision ON revision_id = sequence GROUP BY delivery.id)"
        " SELECT percentile_cont({share}) WITHIN GROUP (ORDER BY wait)::numeric(9, 2) FROM first"
    )
    p50, p99 = (service.rows(first.format(share=share))[0][0] for share in (0.5, 0.99))
    _say(f"from event to first attempt: p50 {p50} s  p99 {p99} s")
    return int(bool(lost or report["bad"] or gaps))


def _ask(url: str, body: object = None) -> dict[str, Any]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, method="GET" if data is None else "PUT")  # noqa: S310 - our own
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own
        found: dict[str, Any] = json.loads(answer.read() or b"{}")
        return found


def _counted(kills: list[str]) -> str:
    return ", ".join(f"{name} {kills.count(name)}×" for name in sorted(set(kills)))


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - this is a program


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(LARGEST_SEED))
    parser.add_argument("--events", type=int, default=10_000)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
