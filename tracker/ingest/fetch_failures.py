"""What a failed fetch means: how grave it is, in words, and how long to stay away."""

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.outbound import cache_headers, client
from tracker.readers import base, sandbox

LONGEST_WORDS = 500
"""How much of its words a column holds."""

OK, NOT_MODIFIED, GONE, TOO_MANY = 200, 304, 410, 429
_SERVERS_OWN = 500
# A name that we refuse and one that nobody knows: they are told and tried alike.
_UNREACHABLE = {"blocked_address", "dns"}
_REFUSED = {"blocked_port", "redirect"}


class Severity(enum.Enum):
    """How likely it is that asking again helps."""

    TEMPORARY = "temporary"
    SOFT = "soft"
    HARD = "hard"
    GONE = "gone"


@dataclass(frozen=True)
class Trouble:
    """Why something could not be read; ``is_of_host`` where the whole host is to be left alone."""

    severity: Severity
    words: str
    status: int | None = None
    retry_after: timedelta | None = None
    is_of_host: bool = False


def unreadable(error: base.Unreadable) -> Trouble:
    """Return what it means that something fetched cannot be read.

    What takes too long to read would do so again, and what a script makes is never there.
    """
    is_lasting = isinstance(error, (sandbox.TookTooLong, base.NeedsScriptError))
    return Trouble(Severity.HARD if is_lasting else Severity.SOFT, str(error))


def broken(error: Exception) -> Trouble:
    """Return what it means that something read could not be stored, by an error of ours."""
    return Trouble(Severity.SOFT, f"It could not be stored ({type(error).__name__}).")


def in_words(failure: client.Failure) -> str:
    """Return what may be told to anyone of a request that failed.

    A name in a network of the operator's own and an unknown one read the same; logs say which.
    """
    if failure.outcome in _UNREACHABLE:
        return "unreachable: the address cannot be reached from here"
    return f"{failure.outcome}: {failure.detail}"


def of(outcome: client.Answer | client.Failure, now: datetime) -> Trouble | None:
    """Return what is wrong with the outcome of a request; None for an answer that can be used."""
    if isinstance(outcome, client.Failure):
        return _failed(outcome)
    status = outcome.status
    if status in {OK, NOT_MODIFIED}:
        is_whole = not outcome.is_truncated
        return None if is_whole else Trouble(Severity.HARD, "It is larger than 10 MB.", status)
    words = f"The server answered {status}."
    if status == TOO_MANY or status >= _SERVERS_OWN:
        wait = cache_headers.retry_after(outcome.headers.get("Retry-After", ""), now)
        return Trouble(Severity.TEMPORARY, words, status, wait, is_of_host=True)
    return Trouble(Severity.GONE if status == GONE else Severity.SOFT, words, status)


def _failed(failure: client.Failure) -> Trouble:
    words = in_words(failure)
    if failure.outcome == "protocol" and failure.status is not None:
        # The server is there and answered; what it sent is only not what it says it is.
        return Trouble(Severity.SOFT, words, failure.status)
    severity = Severity.HARD if failure.outcome in _REFUSED else Severity.TEMPORARY
    return Trouble(severity, words, failure.status, is_of_host=failure.outcome != "redirect")
