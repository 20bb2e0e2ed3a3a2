"""People who sign in with a password and a code, as their browsers do it."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests import factories
from tracker import models

PASSWORD = "a tall ship and a star"
STEP = "/admin/two-factor/"
DEVICE = "/admin/two-factor/device/"
WRONG = "This code is not right, or was used already. Wait for the next one and try again."


def account(role: str = "reviewer", **columns: Any) -> models.User:
    """Return someone who signs in with ``PASSWORD``."""
    found = factories.UserFactory.create(**{"username": "emilia", "role": role, **columns})
    found.set_password(PASSWORD)
    found.save()
    return found


def enrolled(role: str = "reviewer", **columns: Any) -> tuple[models.User, TOTPDevice]:
    """Return someone with a device and one recovery code."""
    owner = account(role, **columns)
    recovery = StaticDevice.objects.create(user=owner, confirmed=True)
    StaticToken.objects.create(device=recovery, token="salt2tin")
    return owner, TOTPDevice.objects.create(user=owner, confirmed=True)


def sign_in(client: Client, name: str = "emilia", after: str = "/admin/") -> Any:
    """Give the password."""
    entered = {"username": name, "password": PASSWORD}
    return client.post(f"/admin/login/?next={after}", entered)


def code(device: TOTPDevice, steps: int = 0) -> str:
    """Return what the authenticator shows now, or so many steps later."""
    return f"{totp(device.bin_key, t0=-30 * steps):06}"


def lift_throttle() -> None:
    """Let the wait after wrong codes be over."""
    long_ago = timezone.now() - timedelta(hours=1)
    TOTPDevice.objects.update(throttling_failure_timestamp=long_ago)
    StaticDevice.objects.update(throttling_failure_timestamp=long_ago)


def noted() -> list[tuple[str, str, str]]:
    """Return what was noted: what, by whom, about whom."""
    return list(models.AuditEntry.objects.order_by("pk").values_list("act", "actor", "about"))
