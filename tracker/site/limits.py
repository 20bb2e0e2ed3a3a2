"""How many pages one client may open: as much as it may ask of the API, counted together."""

from django.conf import settings
from django.http import HttpRequest

from tracker.redis_store import limits, store


def excess(request: HttpRequest) -> limits.RateLimitStatus | None:
    """Count a page for its client; return how things stand where that was one too many.

    None too while Redis is silent, and where nobody is limited.
    """
    if not settings.HAS_RATE_LIMITS:
        return None
    policy = limits.Policy("anonymous", settings.RATE_LIMITS["anonymous"])
    who = getattr(request, "client_address", "")
    status = limits.count(store.at(settings.REDIS_URL), policy, who)
    return status if status is not None and status.is_exceeded else None
