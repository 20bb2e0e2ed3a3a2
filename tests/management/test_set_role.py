"""The command that gives an account another role."""

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tracker import models

pytestmark = pytest.mark.django_db


def test_an_account_gets_another_role_and_that_is_noted(capsys: pytest.CaptureFixture[str]) -> None:
    factories.UserFactory.create(username="emilia")

    call_command("set_role", "emilia", "reviewer")

    assert capsys.readouterr().out == "emilia is of the role reviewer now.\n"
    assert models.User.objects.get().role == "reviewer"
    entry = models.AuditEntry.objects.get()
    assert (entry.act, entry.actor, entry.about) == ("role_changed", "set_role", "emilia")


@pytest.mark.parametrize("arguments", [["nobody", "editor"], ["emilia", "root"], ["emilia"]])
def test_what_cannot_be_is_refused(arguments: list[str]) -> None:
    factories.UserFactory.create(username="emilia")

    with pytest.raises(CommandError):
        call_command("set_role", *arguments)

    assert models.User.objects.get().role == "reader"
