"""Signing in with a password, and how often that may fail: by address, and by account.

A browser from which an account has signed in before is counted by itself, so that strangers who
try many passwords do not shut the account's owner out.
"""

import hashlib
from typing import Any, Final

from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from tracker import models
from tracker.models import AuditAct
from tracker.redis_store import limits, store

SIGN_INS: Final = limits.Policy("sign-ins", quota=10)
SIGN_INS_OF_AN_ACCOUNT: Final = limits.Policy("sign-ins-of-an-account", quota=20, seconds=900)
_BROWSER: Final = "signed_in_before"
_SALT: Final = "tracker.admin.browser"
_BROWSER_SECONDS: Final = 90 * 24 * 3600


class SignInForm(AdminAuthenticationForm):
    """A name and a password; what fails counts, and beyond the limit nothing is tried."""

    excess: limits.RateLimitStatus | None = None

    def clean(self) -> dict[str, Any]:
        """Return what was entered; ValidationError where it is wrong or tried too often."""
        request: HttpRequest = self.request  # type: ignore[assignment]
        self.excess = _count(request)
        if self.excess is not None:
            raise ValidationError(wait_message(self.excess.reset_seconds), code="too_many_attempts")
        name = self.cleaned_data.get("username", "")
        try:
            entered: dict[str, Any] = super().clean()
        except ValidationError:
            _note_failure(request, name)
            raise
        if self.user_cache is not None:
            _forget(request)
        return entered


def first_page(request: HttpRequest, wanted: str) -> str:
    """Return where an account goes that has signed in: to what waits, unless to another page."""
    may_look = request.user.has_perm("tracker.view_development")
    is_home = wanted == reverse("admin:index")
    return reverse("admin:review") if is_home and may_look else wanted


def wait_message(seconds: int) -> str:
    """Return the sentence that says for how long nothing is tried."""
    unit = "second" if seconds == 1 else "seconds"
    return f"Too many attempts to sign in. Wait {seconds} {unit}, then try again."


def refused(response: HttpResponse, seconds: int) -> HttpResponse:
    """Return a page as the refusal of an attempt before its time."""
    response.status_code = 429
    response["Retry-After"] = str(seconds)
    return response


def remember_browser(request: HttpRequest, response: HttpResponse) -> None:
    """Have the browser known as one from which the account has signed in."""
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


def _count(request: HttpRequest) -> limits.RateLimitStatus | None:
    """Count an attempt to sign in, and return the limit that it exceeds, if any.

    It is counted before it is tried, so that many at once are no way round.
    """
    if not settings.HAS_RATE_LIMITS:
        return None
    server = store.at(settings.REDIS_URL)
    for policy, who in _counted(request):
        rate_limit = limits.count(server, policy, who)
        if rate_limit is not None and rate_limit.is_exceeded:
            return rate_limit
    return None


def _forget(request: HttpRequest) -> None:
    """Take back the count of an attempt that did not fail."""
    if settings.HAS_RATE_LIMITS:
        for policy, who in _counted(request):
            limits.give_back(store.at(settings.REDIS_URL), policy, who)


def _counted(request: HttpRequest) -> tuple[tuple[limits.Policy, str], ...]:
    address = getattr(request, "client_address", "")
    return (SIGN_INS, address), (SIGN_INS_OF_AN_ACCOUNT, _who(request))


def _who(request: HttpRequest) -> str:
    """Return the key that an attempt counts for: the account, or the account in a known browser."""
    account = _digest(request.POST.get("username", ""))
    known = request.get_signed_cookie(_BROWSER, "", salt=_SALT, max_age=_BROWSER_SECONDS)
    return _digest(request.COOKIES[_BROWSER]) if known == account else account


def _note_failure(request: HttpRequest, name: str) -> None:
    """Note that a password was wrong; a name that nobody has may be a password, and is not kept."""
    known = models.User.objects.filter(username=name).values_list("username", flat=True).first()
    models.AuditEntry.objects.note(
        AuditAct.SIGN_IN_FAILED,
        "",
        about=known or "",
        detail="with a password" if known else "with a name that no account has",
        address=getattr(request, "client_address", ""),
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.casefold().encode("utf-8", "surrogatepass")).hexdigest()
