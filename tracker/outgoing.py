"""What of this deployment's settings concerns all that goes out: whereto, and by what name."""

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


def user_agent() -> str:
    """Return by what name pages are asked for: who we are, and where to complain."""
    about = "; ".join(filter(None, [f"+{settings.PUBLIC_URL}", settings.CONTACT]))
    return f"{AGENT}/0.1 ({about})"
