"""The outbound policy and the User-Agent, from settings."""

import dataclasses
from typing import Final

from django.conf import settings

from tracker.outbound import address

AGENT: Final = "OnRecord"
"""By what name robots.txt may speak of us."""


def policy() -> address.Policy:
    """Return where this deployment lets anything connect."""
    return address.Policy.from_settings(
        settings.OUTBOUND_ALLOWED_ADDRESSES,
        settings.OUTBOUND_ALLOWED_PORTS,
        settings.OUTBOUND_ALLOW_HTTP,
    )


def allows(url: str, *, is_fetched: bool = True) -> bool:
    """Return whether ``url`` may be one that is fetched, or else one that is only named.

    Names are not looked up: whether they lead anywhere is nobody's to learn here, and is judged
    again before each connection.
    """
    within = policy()
    if not is_fetched:
        url = url.partition("#")[0]
        within = dataclasses.replace(within, allowed_ports=None, allow_http=True)
    try:
        target = address.check_url(url, within)
    except address.DestinationNotAllowed:
        return False
    is_this_machine = target.host.rstrip(".").rpartition(".")[2] == "localhost"
    return not is_this_machine or address.is_allowed("127.0.0.1", within)


def user_agent() -> str:
    """Return by what name pages are asked for: who we are, and where to complain."""
    about = "; ".join(filter(None, [f"+{settings.PUBLIC_URL}", settings.CONTACT]))
    return f"{AGENT}/0.1 ({about})"
