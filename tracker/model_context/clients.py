"""Who asks: the address that a request comes from, or whoever started the server."""

from typing import Final

from django.conf import settings
from starlette.requests import Request

from tracker.redis_store import clients

LOCAL: Final = "local"
"""Whoever talks to the process itself, over its standard input."""


def who(request: Request | None) -> str:
    """Return by what the client of ``request`` is counted; without one it is the local one.

    What the request itself says of that is believed only where it passed our proxy, which
    adds the address that it saw at the end.
    """
    if request is None:
        return LOCAL
    seen = request.client.host if request.client else ""
    if settings.IS_BEHIND_PROXY:
        seen = request.headers.get("x-forwarded-for", "").rpartition(",")[2] or seen
    return clients.of_address(seen)
