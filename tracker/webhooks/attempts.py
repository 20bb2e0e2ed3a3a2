"""One attempt: a message signed and sent, and its outcome. Nothing here touches the database."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from tracker.outbound import address, cache_headers, client
from tracker.webhooks import signatures

USER_AGENT = "OnRecord-Webhooks/1"
ANSWER_BYTES = 4096
GONE = 410
NOT_FOUND = 404
ENDED_IN_CHAT = frozenset(
    {
        "action_prohibited",
        "channel_is_archived",
        "channel_not_found",
        "invalid_token",
        "no_active_hooks",
        "no_service",
        "no_team",
        "team_disabled",
    }
)
"""Words by which Slack says, whatever the status, that a webhook will never work again."""
_UNPRINTED = {"Cc", "Cf", "Cs"}


@dataclass(frozen=True)
class Message:
    """What is sent to one address, at one moment, under one id."""

    url: str
    webhook_id: str
    event_type: str
    number: int
    body: bytes = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    is_chat: bool = False


@dataclass(frozen=True)
class Result:
    """The outcome of an attempt; ``answer`` is fit to be stored and shown."""

    outcome: str
    attempted_at: datetime
    duration_ms: int
    status: int | None
    resolved_address: str
    answer: str
    retry_after: timedelta | None = None
    is_unwanted: bool = False
    is_gone: bool = False

    @property
    def is_success(self) -> bool:
        """Whether the message arrived."""
        return self.outcome == "delivered"


async def attempt(
    http: client.Client, message: Message, policy: address.Policy, now: datetime
) -> Result:
    """Send ``message``, signed as of ``now`` with every secret, and return the outcome."""
    headers = {
        **message.headers,
        **_signed(message, now),
        "webhook-attempt": str(message.number),
        "webhook-event-type": message.event_type,
        "User-Agent": USER_AGENT,
        "Content-Type": "application/json",
    }
    try:
        answer = await client.send(
            http, "POST", message.url, headers=headers, body=message.body, policy=policy
        )
    except client.Failure as failure:
        return Result(
            outcome=failure.outcome,
            attempted_at=now,
            duration_ms=failure.duration_ms,
            status=failure.status,
            resolved_address=failure.resolved_address or "",
            answer=failure.detail,
        )
    return _answered(message, answer, now, headers.get("webhook-signature", ""))


def _signed(message: Message, now: datetime) -> dict[str, str]:
    """Return the headers that prove where a message is from; of one in chat only its id."""
    if message.is_chat:
        return {"webhook-id": message.webhook_id}
    timestamp = int(now.timestamp())
    return signatures.headers(message.secrets, message.webhook_id, timestamp, message.body)


def _hidden(message: Message, signature: str) -> Iterator[str]:
    """Yield what an answer may repeat and nobody is to read in it."""
    if message.is_chat:
        # Whoever knows it may post there.
        yield urlsplit(message.url).path
    for proof in (*message.secrets, *signature.split()):
        yield re.split("[,_]", proof, maxsplit=1)[-1]
    for value in message.headers.values():
        # A token is repeated without the word Bearer as well.
        yield from (value, value.rpartition(" ")[2])


def _answered(message: Message, answer: client.Answer, now: datetime, signature: str) -> Result:
    wish = answer.headers.get("webhook-delivery", "").strip().lower()
    is_success = 200 <= answer.status < 300  # noqa: PLR2004 - the class of successes
    ended_at = now + timedelta(milliseconds=answer.duration_ms)
    return Result(
        outcome="delivered" if is_success else "http_error",
        attempted_at=now,
        duration_ms=answer.duration_ms,
        status=answer.status,
        resolved_address=answer.resolved_address,
        answer=printable(answer.body, tuple(_hidden(message, signature))),
        retry_after=cache_headers.retry_after(answer.headers.get("Retry-After", ""), ended_at),
        is_unwanted=wish == "abort-message" and not is_success,
        is_gone=answer.status == GONE or wish == "disable" or _has_ended(message, answer),
    )


def _has_ended(message: Message, answer: client.Answer) -> bool:
    """Return whether a service of chat says that the webhook is not there any more."""
    said = answer.body.decode(errors="replace").strip()
    is_refused = answer.status >= 400  # noqa: PLR2004 - the classes of errors
    return message.is_chat and (
        answer.status == NOT_FOUND or (is_refused and said in ENDED_IN_CHAT)
    )


def printable(body: bytes, hidden: tuple[str, ...]) -> str:
    """Return at most 4 kB of an answer, without control characters and what it echoes of ours.

    ``hidden`` are the words that are left out, the longer ones before those that they contain.
    """
    text = body.decode(errors="replace")
    for word in hidden:
        text = text.replace(word, "[hidden]")
    text = "".join(" " if unicodedata.category(c) in _UNPRINTED else c for c in text)
    return text.encode()[:ANSWER_BYTES].decode(errors="ignore")
