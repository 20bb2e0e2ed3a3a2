"""One question to an OpenAI-compatible server, whose address is the operator's own choice."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

from tracker.outbound import address, client

_ANSWER_BYTES = 1024 * 1024
_OK = 200
#: What a server says to a request that it will not take, however often it is made.
_REFUSALS: Final = frozenset({400, 413, 422})


class UnavailableError(Exception):
    """The server gives no answer now; says why."""


class RefusedError(Exception):
    """The server does not take this request; says with which status."""


@dataclass(frozen=True)
class Server:
    """Where a model answers: ``url`` ends before ``/chat/completions``."""

    url: str
    model: str
    key: str = ""


@dataclass(frozen=True)
class Completion:
    """What a model said; ``is_cut`` where it was not let say more."""

    text: str
    is_cut: bool
    tokens: int = 0


def ask(
    server: Server,
    messages: Sequence[Mapping[str, str]],
    schema: Mapping[str, Any] | None,
    *,
    most_tokens: int,
    seconds: float,
) -> Completion:
    """Return the answer to ``messages``, of this JSON schema if one is given.

    Raises UnavailableError, and RefusedError where the server does not take such a request.
    """
    form = {"name": "answer", "strict": True, "schema": schema}
    body = {
        "model": server.model,
        "temperature": 0,
        "stream": False,
        "max_tokens": most_tokens,
        "messages": list(messages),
        **({"response_format": {"type": "json_schema", "json_schema": form}} if schema else {}),
    }
    return _completion(asyncio.run(_sent(server, orjson.dumps(body), seconds)))


async def _sent(server: Server, body: bytes, seconds: float) -> bytes:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if server.key:
        headers["Authorization"] = f"Bearer {server.key}"
    if seconds <= 0:
        raise UnavailableError("no time was left")
    limits = client.Limits(
        connect_seconds=seconds, total_seconds=seconds, answer_bytes=_ANSWER_BYTES
    )
    url = f"{server.url.rstrip('/')}/chat/completions"
    async with client.Client() as http:
        try:
            answer = await client.send(
                http,
                "POST",
                url,
                headers=headers,
                body=body,
                # Mostly it is in the operator's own network.
                policy=address.ANYWHERE,
                limits=limits,
            )
        except client.Failure as failure:
            raise UnavailableError(failure.outcome) from failure
    if answer.status in _REFUSALS:
        raise RefusedError(f"status {answer.status}")
    if answer.status != _OK:
        raise UnavailableError(f"status {answer.status}")
    if answer.is_truncated:
        raise UnavailableError("the answer is too long")
    return answer.body


def _completion(body: bytes) -> Completion:
    try:
        answer = orjson.loads(body)
        choice = answer["choices"][0]
        text = choice["message"]["content"]
    except (orjson.JSONDecodeError, LookupError, TypeError) as error:
        raise UnavailableError("the answer is not a chat completion") from error
    if not isinstance(text, str):
        raise UnavailableError("the answer has no text")
    usage = answer.get("usage")
    tokens = usage.get("total_tokens") if isinstance(usage, dict) else None
    return Completion(
        text, choice.get("finish_reason") == "length", tokens if isinstance(tokens, int) else 0
    )
