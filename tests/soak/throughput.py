"""How many deliveries a second the sender makes, as a share of what the same receiver takes."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable

import aiohttp

from tests.soak import machines

DELIVERIES = 3_000
IN_FLIGHT = 64
ROUNDS = 3
SENDER = """
import time, django
django.setup()
from django.db import connection
from django.db.models.functions import Now
from tracker import models
from tracker.webhooks import delivery
chosen = list(models.Delivery.objects.order_by("pk").values_list("pk", flat=True)[:%d])
models.Delivery.objects.filter(pk__in=chosen).update(
    state="waiting", next_attempt_at=Now(), earlier_attempts=0, attempts_made=0)
models.Attempt.objects.filter(delivery__in=chosen).delete()
connection.close()
began = time.perf_counter()
made = delivery.send_due(seconds=120)
print(made / (time.perf_counter() - began))
"""


def compare(service: machines.Machines, home: str, say: Callable[[str], None]) -> None:
    """Say how the sender compares with a bare load generator, in turns, by their medians."""
    for name in machines.WORKERS:
        service.kill_worker(name)
    body = _a_body(service)
    bare, own = [], []
    for _ in range(ROUNDS):
        bare.append(asyncio.run(_load(home, body)))
        own.append(_send(service))
    middle = ROUNDS // 2
    limit, reached = sorted(bare)[middle], sorted(own)[middle]
    say(
        f"throughput: {reached:.0f} deliveries a second by one sender on {os.cpu_count()} cores, "
        f"{reached / limit:.0%} of the {limit:.0f} of a bare load generator"
    )


def _a_body(service: machines.Machines) -> bytes:
    query = "SELECT convert_from(envelope, 'UTF8') FROM tracker_revision ORDER BY sequence DESC"
    return service.rows(f"{query} LIMIT 1")[0][0].encode()


async def _load(home: str, body: bytes) -> float:
    """Return how many POSTs a second the receiver takes from whoever does nothing else."""
    headers = {"webhook-id": "msg_load", "Content-Type": "application/json"}
    left = iter(range(DELIVERIES))

    async def post(session: aiohttp.ClientSession) -> None:
        for _ in left:
            async with session.post(f"{home}/load", data=body, headers=headers) as answer:
                await answer.read()

    async with aiohttp.ClientSession() as session:
        began = time.perf_counter()
        await asyncio.gather(*(post(session) for _ in range(IN_FLIGHT)))
        return DELIVERIES / (time.perf_counter() - began)


def _send(service: machines.Machines) -> float:
    """Return how many deliveries a second one run of the sender makes."""
    done = subprocess.run(
        [sys.executable, "-c", SENDER % DELIVERIES],
        cwd=machines.PROJECT,
        env=service.environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return float(json.loads(done.stdout))
