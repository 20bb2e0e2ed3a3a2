"""The device that shows one-time codes, and the recovery codes: made, checked and asked for."""

import math
import time
from base64 import b32encode
from typing import Any, Final

import segno
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django_otp import verify_token
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from tracker import accounts, models
from tracker.models import AuditAct
from tracker.vocabularies import Role

RECOVERY_CODES: Final = 10
_KEY: Final = "key_of_a_new_device"
_DIGITS: Final = 6


def must_have_one(account: models.User) -> bool:
    """Return whether the account is let in with a code only, and so has to set up a device."""
    decides = account.is_superuser or account.allowed_role.allows(Role.REVIEWER)
    return settings.TWO_FACTOR == "required" and decides


def device_of(account: models.User) -> TOTPDevice | None:
    """Return the device of which codes are asked, if the account has one."""
    return TOTPDevice.objects.filter(user=account, confirmed=True).first()


def is_satisfied(request: HttpRequest) -> bool:
    """Return whether the session has shown all that is asked of its account."""
    account: Any = request.user
    if settings.TWO_FACTOR == "off" or getattr(account, "otp_device", None) is not None:
        return True
    return not (must_have_one(account) or _has_device(account))


def _has_device(account: Any) -> bool:
    """Return what the account of a session knows; just signed in, it is asked."""
    known: bool | None = getattr(account, "has_device", None)
    return device_of(account) is not None if known is None else known


def verified(account: models.User, code: str) -> Any:
    """Return the device that accepts ``code``, which it does once; None where it is wrong.

    Six digits are of the authenticator, all else is a recovery code.
    """
    device = _asked(account, code)
    return device and verify_token(account, device.persistent_id, _plain(code))


def wait_seconds(account: models.User, code: str) -> int:
    """Return for how long no code is tried, after wrong ones; 0 where one may be tried now."""
    device = _asked(account, code)
    is_allowed, reason = device.verify_is_allowed() if device is not None else (True, {})
    if is_allowed:
        return 0
    left: float = reason["locked_until"].timestamp() - time.time()
    return max(1, math.ceil(left))


def new_device(account: models.User, session: SessionBase) -> TOTPDevice:
    """Return the device that the session is setting up; the account does not have it yet."""
    key = session.setdefault(_KEY, default_key())
    return TOTPDevice(user=account, name="Authenticator", key=key, confirmed=True)


def confirm(request: HttpRequest, account: models.User, code: str) -> tuple[Any, list[str]] | None:
    """Store the device that was set up, with new recovery codes; None where the code is wrong.

    The code with which it is confirmed is used up.
    """
    device = new_device(account, request.session)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time()
    plain = _plain(code)
    if not _is_of_authenticator(plain) or not totp.verify(int(plain), device.tolerance):
        return None
    address = getattr(request, "client_address", "")
    with transaction.atomic():
        # Of two sessions that set one up at once, the second finds the account changed.
        models.User.objects.select_for_update(no_key=True).get(pk=account.pk)
        accounts.remove_devices(account, account.username, AuditAct.DEVICE_REMOVED, address=address)
        device.last_t, device.drift = totp.t(), totp.drift
        device.save()
        codes = _make_codes(account)
        models.AuditEntry.objects.note(
            AuditAct.DEVICE_ENROLLED, account.username, about=account.username, address=address
        )
    del request.session[_KEY]
    return device, codes


def renew_codes(account: models.User, address: str) -> list[str]:
    """Return new recovery codes, which are shown this once; former ones no longer count."""
    with transaction.atomic():
        codes = _make_codes(account)
        models.AuditEntry.objects.note(
            AuditAct.RECOVERY_CODES_MADE, account.username, about=account.username, address=address
        )
    return codes


def codes_left(account: models.User) -> int:
    """Return how many recovery codes were not used yet."""
    return int(StaticToken.objects.filter(device__user=account).count())


def is_recovery(device: Any) -> bool:
    """Return whether it was a recovery code that a device accepted."""
    return isinstance(device, StaticDevice)


def secret(device: TOTPDevice) -> str:
    """Return the secret as people type it: in groups of four."""
    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def qr_code(device: TOTPDevice) -> SafeString:
    """Return the secret as a QR code: an SVG without styles, dark on light in every theme."""
    drawn = segno.make(device.config_url, error="m", micro=False)
    svg = drawn.svg_inline(scale=5, dark="#000", light="#fff", svgclass="qr", lineclass=None)
    return mark_safe(svg)  # noqa: S308 - shapes that segno draws, no text


def _make_codes(account: models.User) -> list[str]:
    StaticDevice.objects.filter(user=account).delete()
    device = StaticDevice.objects.create(user=account, name="Recovery codes")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def _asked(account: models.User, code: str) -> Any:
    if _is_of_authenticator(_plain(code)):
        return device_of(account)
    return StaticDevice.objects.filter(user=account, confirmed=True).first()


def _is_of_authenticator(plain: str) -> bool:
    return len(plain) == _DIGITS and plain.isascii() and plain.isdecimal()


def _plain(code: str) -> str:
    """Return a code as it was given out, however it was spaced."""
    return "".join(code.split()).replace("-", "").lower()
