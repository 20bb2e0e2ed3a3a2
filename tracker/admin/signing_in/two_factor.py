"""The second step of signing in, and the page on which one sets up one's own device.

Whoever has given a password alone sees these pages and nothing else of the desk.
"""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME, get_user_model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_otp import login

from tracker import accounts, models
from tracker.admin.signing_in import devices, passwords
from tracker.models import AuditAct

_STEP = "tracker/desk/two_factor_step.html"
_DEVICE = "tracker/desk/two_factor_device.html"
_CODES = "tracker/desk/two_factor_codes.html"
_WRONG = "This code is not right, or was used already. Wait for the next one and try again."


class CodeForm(forms.Form):
    """A code of the authenticator, or a recovery code."""

    code = forms.CharField(
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )


def next_step(request: HttpRequest) -> HttpResponseRedirect:
    """Return where the second step of signing in is: a code, or a device to be set up."""
    account = _account(request)
    name = "two-factor" if devices.device_of(account) is not None else "two-factor-device"
    query = urlencode({REDIRECT_FIELD_NAME: _next(request)})
    return HttpResponseRedirect(f"{reverse(f'admin:{name}')}?{query}")


def step(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Ask for a code, and let in whoever has it."""
    account = _account(request)
    if devices.is_satisfied(request):
        return HttpResponseRedirect(_next(request))
    if devices.device_of(account) is None:
        return next_step(request)
    form = CodeForm(request.POST or None)
    seconds = _try(request, account, form) if form.is_valid() else 0
    if request.method == "POST" and not form.errors:
        return HttpResponseRedirect(_next(request))
    context = {"form": form, "next": _next(request), "title": "One-time code"}
    return _page(site, request, _STEP, context, seconds)


def device(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Show how to set up a device, or the one there is, and set up, renew or remove it."""
    account = _account(request)
    has_one = devices.device_of(account) is not None
    if has_one and not devices.is_satisfied(request):
        return next_step(request)
    form = CodeForm(request.POST or None)
    seconds = 0
    if form.is_valid():
        act = _renew_or_remove if has_one else _set_up
        seconds, done = act(site, request, form)
        if done is not None:
            return done
    context: dict[str, Any] = {"form": form, "next": _next(request), "has_one": has_one}
    if has_one:
        left = devices.codes_left(account)
        context |= {"title": "Your device for one-time codes", "left": left}
    else:
        new = devices.new_device(account, request.session)
        drawn = {"qr": devices.qr_code(new), "secret": devices.secret(new)}
        context |= {"title": "Set up a device for one-time codes", **drawn}
    context["is_required"] = devices.must_have_one(account)
    return _page(site, request, _DEVICE, context, seconds)


def _set_up(
    site: AdminSite, request: HttpRequest, form: CodeForm
) -> tuple[int, HttpResponse | None]:
    account = _account(request)
    confirmed = devices.confirm(request, account, form.cleaned_data["code"])
    if confirmed is None:
        form.add_error("code", _WRONG)
        return 0, None
    new, codes = confirmed
    _verify(request, new)
    return 0, _codes_page(site, request, codes)


def _renew_or_remove(
    site: AdminSite, request: HttpRequest, form: CodeForm
) -> tuple[int, HttpResponse | None]:
    """Do what the button says, with a code: a session left open is not enough for it."""
    account, address = _account(request), getattr(request, "client_address", "")
    is_removal = request.POST.get("action") == "remove"
    if is_removal and devices.must_have_one(account):
        form.add_error(None, "Your role needs a device; an administrator may reset it.")
        return 0, None
    seconds = _check(account, form)
    if form.errors:
        return seconds, None
    if is_removal:
        accounts.remove_devices(account, account.username, AuditAct.DEVICE_REMOVED, address=address)
        messages.success(request, "Your device is removed; your password alone signs you in.")
        return 0, HttpResponseRedirect(reverse("admin:index"))
    return 0, _codes_page(site, request, devices.renew_codes(account, address))


def _try(request: HttpRequest, account: models.User, form: CodeForm) -> int:
    """Let the session in where the code is right, and note what came of it."""
    address = getattr(request, "client_address", "")
    seconds = _check(account, form)
    entries = models.AuditEntry.objects
    if form.errors:
        entries.note(
            AuditAct.SIGN_IN_FAILED,
            "",
            about=account.username,
            detail="with a one-time code, after the right password",
            address=address,
        )
        return seconds
    accepted = form.cleaned_data["device"]
    _verify(request, accepted)
    if devices.is_recovery(accepted):
        left = devices.codes_left(account)
        name = account.username
        entries.note(AuditAct.RECOVERY_CODE_USED, name, detail=f"{left} left", address=address)
        messages.warning(request, f"You used a recovery code; {left} are left.")
    entries.note(AuditAct.SIGNED_IN, account.username, detail="with a code", address=address)
    return 0


def _check(account: models.User, form: CodeForm) -> int:
    """Check the code of a form, which then has its device or an error; return how long to wait."""
    code = form.cleaned_data["code"]
    seconds = devices.wait_seconds(account, code)
    if seconds:
        form.add_error("code", passwords.wait_message(seconds))
        return seconds
    form.cleaned_data["device"] = devices.verified(account, code)
    if form.cleaned_data["device"] is None:
        form.add_error("code", _WRONG)
    return 0


def _verify(request: HttpRequest, accepted: Any) -> None:
    login(request, accepted)
    # Whoever knew the session before the code does not know it now.
    request.session.cycle_key()


def _codes_page(site: AdminSite, request: HttpRequest, codes: list[str]) -> HttpResponse:
    context = {"codes": codes, "next": _next(request), "title": "Your recovery codes"}
    return _page(site, request, _CODES, context, 0)


def _page(
    site: AdminSite, request: HttpRequest, template: str, context: dict[str, Any], seconds: int
) -> HttpResponse:
    request.current_app = site.name
    response = TemplateResponse(request, template, {**site.each_context(request), **context})
    return passwords.refused(response, seconds) if seconds else response


def _account(request: HttpRequest) -> models.User:
    """Return who has given their password; 404 for anyone else, and where no codes are asked."""
    account = request.user
    if settings.TWO_FACTOR == "off" or not account.is_authenticated or not account.is_staff:
        raise Http404
    return get_user_model().objects.get(pk=account.pk)


def _next(request: HttpRequest) -> str:
    """Return where the account was going, if that is at this desk."""
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return passwords.first_page(request, wanted if is_ours else reverse("admin:index"))
