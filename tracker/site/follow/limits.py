"""How often whom may ask to be told: counted by network, and by address, for all processes."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tracker import models
from tracker.redis_store import limits, store
from tracker.site import pages

FOLLOWS: Final = limits.Policy("follow", quota=10, seconds=3600)
"""Of a network: what somebody has us mail to addresses that may be strangers'."""
POSTS: Final = limits.Policy("follow-channels", quota=10, seconds=3600)
"""Of an address: codes that we post in channels."""
GUESSES: Final = limits.Policy("follow-codes", quota=10, seconds=3600)
"""Of a channel: codes that are entered."""


def refuse_excess(request: HttpRequest) -> None:
    """Count a wish to follow; raises pages.PageError 429 where its network has too many."""
    who = getattr(request, "client_address", "")
    if _is_exceeded(FOLLOWS, who):
        detail = _("From your network this was asked for too often. Try again in an hour.")
        raise pages.PageError(429, _("Too many wishes"), detail)


def may_post(follower: models.Follower) -> bool:
    """Count a code to be posted, and return whether it still may be."""
    return not _is_exceeded(POSTS, models.recipient_digest(follower.email))


def may_guess(endpoint: models.WebhookEndpoint) -> bool:
    """Count a code that is entered, and return whether it still may be."""
    return not _is_exceeded(GUESSES, endpoint.slug)


def _is_exceeded(policy: limits.Policy, who: str) -> bool:
    if not settings.HAS_RATE_LIMITS:
        return False
    status = limits.count(store.at(settings.REDIS_URL), policy, who)
    return status is not None and status.is_exceeded
