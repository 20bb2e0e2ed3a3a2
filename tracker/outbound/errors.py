"""Which outcome an exception stands for, and what may be said about it to an outsider.

aiohttp's own messages name addresses, so none of them is passed on.
"""

import asyncio
import ssl

import aiohttp

from tracker.outbound import address, decoding, resolvers
from tracker.outbound.answer import Failure, Outcome

# The outcomes that must not be told apart by the time they take.
UNCONNECTED: frozenset[Outcome] = frozenset({"blocked_address", "blocked_port", "dns", "refused"})


def classify(error: Exception, dial: resolvers.Dial, status: int | None) -> Failure:
    """Return the failure that ``error`` means, with ``status`` if an answer had begun.

    A refusal of ours gives its outcome and nothing else away: no address, no status.
    """
    refusal = error if isinstance(error, address.DestinationNotAllowed) else dial.blocked
    if refusal is not None:
        return Failure(refusal.outcome, str(refusal), reason=refusal.reason)
    if isinstance(error, Failure):
        outcome, detail = error.outcome, error.detail
    elif isinstance(error, asyncio.TimeoutError):
        outcome, detail = _time_out(error, dial, status)
    elif isinstance(error, aiohttp.ClientConnectorDNSError) or dial.is_resolving:
        outcome, detail = "dns", "the name could not be resolved"
    elif isinstance(error, aiohttp.ClientConnectorError):
        outcome, detail = _connector(error)
    else:
        outcome, detail = "protocol", _protocol(error)
    return Failure(outcome, detail, resolved_address=dial.resolved_address, status=status)


def _time_out(error: Exception, dial: resolvers.Dial, status: int | None) -> tuple[Outcome, str]:
    if dial.is_resolving:
        return "dns", "the name was not resolved in time"
    if isinstance(error, aiohttp.ConnectionTimeoutError) or not dial.is_connected:
        return "timeout_connect", "no connection in time"
    if status is None:
        return "timeout_read", "no answer in time"
    return "deadline", "the answer was not complete in time"


def _connector(error: aiohttp.ClientConnectorError) -> tuple[Outcome, str]:
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        cause = error.certificate_error
        said = cause.verify_message if isinstance(cause, ssl.SSLCertVerificationError) else ""
        return "tls", f"the certificate was not accepted: {said}".rstrip(": ")
    if isinstance(error, aiohttp.ClientSSLError):
        return "tls", "the TLS handshake failed"
    if isinstance(error.os_error, asyncio.TimeoutError):
        return "timeout_connect", "no connection in time"
    if isinstance(error.os_error, ConnectionResetError | ConnectionAbortedError | BrokenPipeError):
        # A connection that was never made cannot be reset: it is the handshake that was.
        return "tls", "the connection closed during the TLS handshake"
    return "refused", "the connection was refused"


def _protocol(error: Exception) -> str:
    if isinstance(error, decoding.UndecodableError):
        return str(error)
    if isinstance(error, aiohttp.ClientPayloadError):
        return "the answer broke off"
    if isinstance(error, aiohttp.ServerDisconnectedError | OSError):
        return "the connection closed before an answer"
    return "the answer is not valid HTTP"
