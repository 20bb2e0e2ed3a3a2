"""What an endpoint may be: where it lies, what it asks for, and which headers it wants sent."""

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from tracker import filters, outgoing
from tracker.outbound import client

MOST_HEADERS: Final = 5
LONGEST_HEADER_NAME: Final = 60
LONGEST_HEADER_VALUE: Final = 1000
MOST_PER_MINUTE: Final = 6000
RESERVED_HEADERS: Final = frozenset(
    {
        "accept",
        "accept-encoding",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "cookie",
        "date",
        "expect",
        "forwarded",
        "host",
        "http2-settings",
        "keep-alive",
        "metadata",
        "metadata-flavor",
        "origin",
        "referer",
        "set-cookie",
        "set-cookie2",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "via",
        "x-google-metadata-request",
        "x-http-method-override",
        "x-original-url",
        "x-real-ip",
        "x-rewrite-url",
    }
)
"""Names that describe the message or the way it travels, or open a cloud's inner doors."""
RESERVED_BEGINNINGS: Final = ("webhook-", "proxy-", "sec-", "x-forwarded-", "x-aws-ec2-")

InvalidEndpoint = filters.InvalidSubscription

# Without underscores, which some servers read as hyphens.
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^`|~-]+", re.ASCII)
_HEADER_VALUE = re.compile(r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?", re.ASCII)


def check(wanted: Mapping[str, Any]) -> None:
    """Raise InvalidEndpoint unless an endpoint may have these columns; some may be left out."""
    for fault in faults(wanted):
        raise fault


def faults(wanted: Mapping[str, Any]) -> Iterator[InvalidEndpoint]:
    """Yield what is wrong with each of these columns; nothing is asked of the database.

    The destination is judged last, as its name has to be resolved for that.
    """
    for column, rule in _RULES.items():
        try:
            if column in wanted:
                rule(wanted[column])
        except InvalidEndpoint as fault:
            yield fault


def _check_headers(headers: Mapping[str, str]) -> None:
    if len(headers) > MOST_HEADERS:
        raise InvalidEndpoint("headers", f"Give at most {MOST_HEADERS} headers.")
    if len({name.lower() for name in headers}) < len(headers):
        raise InvalidEndpoint("headers", "A name is given twice.")
    for name, value in headers.items():
        if not _HEADER_NAME.fullmatch(name) or len(name) > LONGEST_HEADER_NAME:
            raise InvalidEndpoint("headers", f"{name[:LONGEST_HEADER_NAME]!r} is no header's name.")
        if name.lower() in RESERVED_HEADERS or name.lower().startswith(RESERVED_BEGINNINGS):
            raise InvalidEndpoint("headers", f"{name} is reserved.")
        # The value is a secret, and is not repeated.
        if not _HEADER_VALUE.fullmatch(value) or len(value) > LONGEST_HEADER_VALUE:
            raise InvalidEndpoint(
                "headers", f"{name} has 1 to {LONGEST_HEADER_VALUE} printable ASCII characters."
            )


def _check_rate(most_per_minute: int | None) -> None:
    if most_per_minute is not None and not 0 < most_per_minute <= MOST_PER_MINUTE:
        raise InvalidEndpoint(
            "most_per_minute", f"Give 1 to {MOST_PER_MINUTE}, or null for no limit."
        )


def _check_destination(url: str) -> None:
    """Raise InvalidEndpoint, always in the same words, so that nobody maps a network by them."""
    try:
        asyncio.run(_check_url(url))
    except client.Failure:
        raise InvalidEndpoint("url", "destination not allowed") from None


async def _check_url(url: str) -> None:
    async with client.Client() as http:
        await client.check(http, url, policy=outgoing.policy())


_RULES: Final[Mapping[str, Callable[[Any], None]]] = {
    "event_types": filters.check_event_types,
    "filters": filters.check_filters,
    "headers": _check_headers,
    "most_per_minute": _check_rate,
    "url": _check_destination,
}
