"""Limits: how often whom may ask, by account or else by address; none while Redis is silent."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from tracker import models, vocabularies
from tracker.api.http import errors
from tracker.redis_store import limits, store

GUESSES: Final = limits.Policy("guesses", quota=10)
SAMPLES: Final = limits.Policy("webhook-samples", quota=20)
TIERS: Final = {
    vocabularies.Role.READER: "reader",
    vocabularies.Role.SUBSCRIBER: "subscriber",
    vocabularies.Role.EDITOR: "editor",
    vocabularies.Role.REVIEWER: "editor",
    vocabularies.Role.ADMIN: "editor",
}


def count(request: Request) -> limits.RateLimitStatus | None:
    """Count ``request`` for its account or address; return what is left, None without limits."""
    if not settings.HAS_RATE_LIMITS:
        return None
    tier, who = "anonymous", client_address(request)
    if isinstance(request.auth, models.Token):
        tier = TIERS[request.auth.allowed_role]
        who = f"account-{request.auth.user_id}"
    policy = limits.Policy(tier, settings.RATE_LIMITS[tier])
    return limits.count(store.at(settings.REDIS_URL), policy, who)


def count_stranger(request: HttpRequest) -> limits.RateLimitStatus | None:
    """Count ``request``, which no view sees, for its address; None without limits."""
    if not settings.HAS_RATE_LIMITS:
        return None
    policy = limits.Policy("anonymous", settings.RATE_LIMITS["anonymous"])
    return limits.count(store.at(settings.REDIS_URL), policy, client_address(request))


def refuse_excess(rate_limit: limits.RateLimitStatus | None) -> None:
    """Raise errors.Problem 429 where a limit is exceeded."""
    if rate_limit is not None and rate_limit.is_exceeded:
        raise _too_many(
            f"At most {rate_limit.policy.quota} requests are answered"
            f" in {rate_limit.policy.seconds} seconds.",
            rate_limit,
        )


def refuse_guessing(request: Request) -> None:
    """Count a token that is not good; errors.Problem 429 where they come too often."""
    if not settings.HAS_RATE_LIMITS:
        return
    rate_limit = limits.count(store.at(settings.REDIS_URL), GUESSES, client_address(request))
    if rate_limit is not None and rate_limit.is_exceeded:
        raise _too_many("Too many tokens from this address were not valid.", rate_limit)


def refuse_samples(request: Request) -> None:
    """Count a ping, example or confirmation mail; errors.Problem 429 where they are too many.

    They go wherever a subscriber says, who must not have us knock at a stranger's door.
    """
    if settings.HAS_RATE_LIMITS:
        who = f"account-{request.user.pk}"
        refuse_excess(limits.count(store.at(settings.REDIS_URL), SAMPLES, who))


def describe(response: HttpResponseBase, rate_limit: limits.RateLimitStatus) -> None:
    """Say on ``response`` what the limit is, and what is left of it.

    As draft-ietf-httpapi-ratelimit-headers has it; of an answer out of a cache a client is to
    overlook them.
    """
    policy = rate_limit.policy
    response["RateLimit-Policy"] = f'"{policy.name}";q={policy.quota};w={policy.seconds}'
    response["RateLimit"] = f'"{policy.name}";r={rate_limit.remaining};t={rate_limit.reset_seconds}'


def client_address(request: HttpRequest | Request) -> str:
    """Return the address that ``RequestMiddleware`` found the request to come from."""
    address: str = getattr(request, "client_address", "")
    return address


def _too_many(detail: str, rate_limit: limits.RateLimitStatus) -> errors.Problem:
    headers = {"Retry-After": str(rate_limit.reset_seconds)}
    return errors.Problem(429, "too_many_requests", detail, headers=headers)
