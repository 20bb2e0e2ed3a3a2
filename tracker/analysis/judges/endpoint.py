"""Asking an OpenAI-compatible server: some requests at once, all within one time."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.outbound import address, client

_AT_ONCE = 4
_ANSWER_BYTES = 64 * 1024
_OK = 200


@dataclass(frozen=True)
class Endpoint:
    """The operator's server: ``url`` ends before ``/chat/completions``.

    ``seconds`` is for all requests of one asking together.
    """

    url: str
    model: str
    key: str = ""
    seconds: float = 20.0


@dataclass(frozen=True)
class Fault:
    """Why there is no answer."""

    reason: str


def ask(endpoint: Endpoint, bodies: Sequence[bytes]) -> list[bytes | Fault]:
    """Return the answer to each of ``bodies``, or why there is none, within the time."""
    return asyncio.run(_ask_all(endpoint, bodies, time.monotonic() + endpoint.seconds))


async def _ask_all(
    endpoint: Endpoint, bodies: Sequence[bytes], deadline: float
) -> list[bytes | Fault]:
    turns = asyncio.Semaphore(_AT_ONCE)

    async def one(http: client.Client, body: bytes) -> bytes | Fault:
        async with turns:
            return await _ask(http, endpoint, body, deadline - time.monotonic())

    async with client.Client() as http:
        return await asyncio.gather(*(one(http, body) for body in bodies))


async def _ask(
    http: client.Client, endpoint: Endpoint, body: bytes, seconds: float
) -> bytes | Fault:
    if seconds <= 0:
        return Fault("no time was left")
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    try:
        answer = await client.send(
            http,
            "POST",
            f"{endpoint.url.rstrip('/')}/chat/completions",
            headers=headers,
            body=body,
            # The address is the operator's own choice, and mostly in the operator's network.
            policy=address.ANYWHERE,
            limits=client.Limits(
                connect_seconds=seconds, total_seconds=seconds, answer_bytes=_ANSWER_BYTES
            ),
        )
    except client.Failure as failure:
        return Fault(failure.outcome)
    if answer.status != _OK:
        return Fault(f"status {answer.status}")
    return Fault("the answer is too long") if answer.is_truncated else answer.body
