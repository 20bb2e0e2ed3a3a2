"""What of this deployment's settings concerns all that goes out: whereto, and by what name."""

from django.conf import settings

from tracker.outbound import address


def policy() -> address.Policy:
    """Return where this deployment lets anything connect."""
    return address.Policy.from_settings(
        settings.OUTBOUND_ALLOWED_ADDRESSES,
        settings.OUTBOUND_ALLOWED_PORTS,
        settings.OUTBOUND_ALLOW_HTTP,
    )


def user_agent() -> str:
    """Return by what name pages are asked for."""
    return f"OnRecord/0.1 (+{settings.PUBLIC_URL})"
