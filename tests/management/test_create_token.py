"""The command that makes tokens."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tracker import models

pytestmark = pytest.mark.django_db


def create(*arguments: str) -> str:
    """Return the last line of what the command prints."""
    out = StringIO()
    call_command("create_token", *arguments, stdout=out)
    return out.getvalue().splitlines()[-1]


def test_the_last_line_is_a_token_that_works() -> None:
    secret = create("emilia", "--role", "editor")

    token = models.Token.objects.presented(secret, timezone.now())
    assert token is not None
    assert (token.user.username, token.role, token.expires_at) == ("emilia", "editor", None)
    assert not token.user.has_usable_password()
    noted = models.AuditEntry.objects.order_by("pk").values_list("act", "actor", "about", "detail")
    assert list(noted) == [
        ("account_created", "create_token", "emilia", "editor"),
        ("token_made", "create_token", "emilia", "emilia (editor), without expiry"),
    ]


def test_a_known_account_gets_another_token() -> None:
    assert create("emilia", "--role", "editor") != create("emilia", "--role", "reader")

    assert models.User.objects.get().role == "editor"
    assert models.Token.objects.count() == 2


def test_a_known_account_gets_no_token_above_its_role() -> None:
    create("emilia", "--role", "reader")

    with pytest.raises(CommandError, match="set_role"):
        create("emilia", "--role", "admin")

    assert models.User.objects.get().role == "reader"
    assert models.Token.objects.count() == 1


def test_a_token_expires_after_the_days_given() -> None:
    create("emilia", "--role", "editor", "--days", "365")

    token = models.Token.objects.get()
    assert token.expires_at is not None
    assert (token.expires_at - token.created_at).days == 365


@pytest.mark.parametrize(
    "arguments",
    [
        ["emilia"],
        ["emilia", "--role", "editors"],
        ["emilia", "--role", "editor", "--days", "0"],
        ["emilia", "--role", "editor", "--days", "x"],
        ["emilia", "--role", "editor", "--days", "99999999"],
    ],
)
def test_what_cannot_be_is_refused(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        create(*arguments)

    assert models.Token.objects.count() == 0


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 151])
def test_a_name_that_cannot_be_is_refused(name: str) -> None:
    with pytest.raises(CommandError):
        create(name, "--role", "editor")
