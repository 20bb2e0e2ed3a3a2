"""The desk itself, and who may try how often to sit down at it."""

import hashlib
from typing import Any, Final

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from tracker.admin.imports import views as imports
from tracker.redis_store import limits, store

SIGN_INS: Final = limits.Policy("sign-ins", quota=10)
SIGN_INS_OF_AN_ACCOUNT: Final = limits.Policy("sign-ins-of-an-account", quota=20, seconds=900)
_BROWSER: Final = "signed_in_before"
_SALT: Final = "tracker.admin.browser"
_BROWSER_SECONDS: Final = 90 * 24 * 3600


class Desk(admin.AdminSite):
    """Django's admin, with limits on signing in: by address, and by account.

    A browser from which an account has signed in before is counted by itself, so that strangers
    who try many passwords do not shut the account's owner out.
    """

    site_header = "On Record"
    site_title = "On Record"
    index_title = "The editors' desk"
    site_url = "/"

    def get_urls(self) -> list[Any]:
        return [path("import/", include(imports.urls(self))), *super().get_urls()]

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Return the form, or what comes of it; 429 where it is tried too often."""
        if request.method != "POST":
            return super().login(request, extra_context)
        excess = _excess(request) if settings.HAS_RATE_LIMITS else None
        if excess is not None:
            return _too_many(excess)
        response = super().login(request, extra_context)
        if request.user.is_authenticated:
            response.set_signed_cookie(
                _BROWSER,
                _digest(request.user.get_username()),
                salt=_SALT,
                max_age=_BROWSER_SECONDS,
                path="/admin/",
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Strict",
            )
        return response


def _excess(request: HttpRequest) -> limits.RateLimitStatus | None:
    """Count an attempt to sign in, and return the limit that it exceeds, if any."""
    server = store.at(settings.REDIS_URL)
    address = getattr(request, "client_address", "")
    for policy, who in ((SIGN_INS, address), (SIGN_INS_OF_AN_ACCOUNT, _who(request))):
        rate_limit = limits.count(server, policy, who)
        if rate_limit is not None and rate_limit.is_exceeded:
            return rate_limit
    return None


def _who(request: HttpRequest) -> str:
    """Return the key that an attempt counts for: the account, or the account in a known browser."""
    account = _digest(request.POST.get("username", ""))
    known = request.get_signed_cookie(_BROWSER, "", salt=_SALT, max_age=_BROWSER_SECONDS)
    return _digest(request.COOKIES[_BROWSER]) if known == account else account


def _digest(text: str) -> str:
    return hashlib.sha256(text.casefold().encode("utf-8", "surrogatepass")).hexdigest()


def _too_many(rate_limit: limits.RateLimitStatus) -> HttpResponse:
    return HttpResponse(
        "Too many attempts to sign in. Wait, then try again.",
        status=429,
        content_type="text/plain; charset=utf-8",
        headers={"Retry-After": str(rate_limit.reset_seconds)},
    )


desk = Desk()
