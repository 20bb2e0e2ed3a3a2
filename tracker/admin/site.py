"""The desk itself, and who may try how often to sit down at it."""

from typing import Any, Final

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from tracker.volatile import limits, store

SIGN_INS: Final = limits.Policy("sign-ins", quota=10)


class Desk(admin.AdminSite):
    """Django's admin, with a limit on signing in."""

    site_header = "On Record"
    site_title = "On Record"
    index_title = "The editors' desk"
    site_url = "/docs/"

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Return the form, or what comes of it; 429 for an address that tries too often."""
        if request.method == "POST" and settings.HAS_RATE_LIMITS:
            server = store.at(settings.REDIS_URL)
            standing = limits.count(server, SIGN_INS, getattr(request, "client_address", ""))
            if standing is not None and standing.is_exceeded:
                return HttpResponse(
                    "Too many attempts to sign in. Wait a minute, then try again.",
                    status=429,
                    content_type="text/plain; charset=utf-8",
                    headers={"Retry-After": str(standing.reset_seconds)},
                )
        return super().login(request, extra_context)


desk = Desk()
