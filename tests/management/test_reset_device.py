"""The command that lets in a superuser whose device is lost."""

import pytest
from django.core.management import CommandError, call_command
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests import factories
from tracker import models

pytestmark = pytest.mark.django_db


def test_a_device_is_reset_and_that_is_noted(capsys: pytest.CaptureFixture[str]) -> None:
    account = factories.UserFactory.create(username="emilia", is_superuser=True)
    TOTPDevice.objects.create(user=account, confirmed=True)

    call_command("reset_device", "emilia")

    assert capsys.readouterr().out == "emilia signs in with the password alone now.\n"
    assert not TOTPDevice.objects.exists()
    entry = models.AuditEntry.objects.get()
    assert (entry.act, entry.actor, entry.about) == ("device_reset", "reset_device", "emilia")


@pytest.mark.parametrize("name", ["nobody", "emilia"])
def test_where_there_is_no_device_none_is_reset(name: str) -> None:
    factories.UserFactory.create(username="emilia")

    with pytest.raises(CommandError):
        call_command("reset_device", name)

    assert not models.AuditEntry.objects.exists()
