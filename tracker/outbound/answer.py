"""The outcomes of a request, an answer or a failure, and the limits that both keep to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Outcome = Literal[
    "timeout_connect",
    "timeout_read",
    "deadline",
    "dns",
    "refused",
    "tls",
    "blocked_address",
    "blocked_port",
    "redirect",
    "protocol",
]


@dataclass(frozen=True)
class Limits:
    """How much time and how many bytes one request may cost.

    ``total_seconds`` is wall time by the monotonic clock, redirects included. ``answer_bytes``
    counts the body as kept: raw for ``send``, decoded for ``fetch``. ``refusal_seconds`` is the
    least time that a connection which never came about takes, whatever prevented it, and
    ``hop_seconds`` the pause before a redirect is followed.
    """

    connect_seconds: float = 5
    total_seconds: float = 20
    answer_bytes: int = 4096
    redirects: int = 0
    refusal_seconds: float = 0.5
    hop_seconds: float = 0


SEND_LIMITS = Limits()
FETCH_LIMITS = Limits(total_seconds=30, answer_bytes=10 * 1024 * 1024, redirects=5)


@dataclass(frozen=True)
class Answer:
    """A complete answer, or the first ``answer_bytes`` of one that ``is_truncated``.

    ``url`` is the last address asked; ``moved_to`` is the last one that permanent redirects
    alone led to, and None where the first redirect was none of those.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    is_truncated: bool
    resolved_address: str
    duration_ms: int
    url: str
    moved_to: str | None = None


class Failure(Exception):  # noqa: N818 - a failed attempt is a result, not a programming error
    """A request without a usable answer.

    ``detail`` may be shown to those who chose the destination. ``reason`` may not: it says what
    a refusal was for. ``status`` is known where the answer had begun.
    """

    def __init__(
        self,
        outcome: Outcome,
        detail: str,
        *,
        resolved_address: str | None = None,
        status: int | None = None,
        reason: str = "",
    ) -> None:
        super().__init__(detail)
        self.outcome: Outcome = outcome
        self.detail = detail
        self.resolved_address = resolved_address
        self.duration_ms = 0
        self.status = status
        self.reason = reason
