"""Accounts and tokens at the desk."""

import re
from typing import Any

import pytest
from django.contrib.auth import password_validation
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.admin.conftest import Send, filled, mistakes, notes
from tests.api import expect
from tracker import models, vocabularies

pytestmark = pytest.mark.django_db


def test_a_token_s_secret_is_shown_once_and_good(send: Send, desk: Client) -> None:
    owner = factories.UserFactory.create(username="courier")

    response = send(
        "/admin/tracker/token/add/", user=str(owner.pk), name="Feed", role="editor", days="30"
    )

    token = models.Token.objects.get()
    assert (token.user, token.name, token.role) == (owner, "Feed", "editor")
    assert token.expires_at is not None
    assert (token.expires_at - token.created_at).days == 30
    secret = re.search(r"orec_[\w-]{43}", notes(response)[0])
    assert secret is not None
    headers = {"Authorization": f"Bearer {secret[0]}"}
    assert expect.json(desk.get("/v1/me", headers=headers))["account"] == "courier"
    assert b"orec_" not in desk.get("/admin/tracker/token/").content


def test_tokens_are_revoked_once(desk: Client) -> None:
    token = factories.TokenFactory.create()
    chosen = {"action": "revoke", "_selected_action": [token.pk]}

    first = desk.post("/admin/tracker/token/", chosen, follow=True)
    second = desk.post("/admin/tracker/token/", chosen, follow=True)

    assert (notes(first), notes(second)) == (["Revoked: 1."], ["Revoked: 0."])
    assert models.Token.objects.get().revoked_at is not None


def test_a_token_is_never_changed(desk: Client) -> None:
    token = factories.TokenFactory.create(role="reader")

    response = desk.post(f"/admin/tracker/token/{token.pk}/change/", {"role": "admin"})

    assert response.status_code == 403
    assert models.Token.objects.get().role == "reader"


def clerk(*permissions: str, **columns: Any) -> tuple[models.User, Client]:
    """Return someone at the desk who may do this alone, and their browser."""
    account = factories.UserFactory.create(is_staff=True, **columns)
    account.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    browser = Client()
    browser.force_login(account)
    return account, browser


@pytest.mark.parametrize("password", ["1", "eleven-char", "123456789012", "password1234"])
def test_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        password_validation.validate_password(password)


def test_a_password_of_twelve_characters_is_accepted() -> None:
    password_validation.validate_password("salt-and-tin")


def test_who_is_no_superuser_makes_tokens_for_nobody_else() -> None:
    owner = factories.UserFactory.create(is_superuser=True)
    account, browser = clerk("add_token", "view_token")
    factories.TokenFactory.create(user=owner, name="not to be seen")
    wanted = {"user": str(owner.pk), "name": "Feed", "role": "reader", "days": ""}

    response = browser.post("/admin/tracker/token/add/", wanted, follow=True)

    assert response.status_code == 200
    assert models.Token.objects.get(name="Feed").user == account
    assert b"not to be seen" not in browser.get("/admin/tracker/token/").content


@pytest.mark.parametrize(
    ("held", "wanted", "is_made"),
    [
        (None, "reader", True),
        (None, "subscriber", False),
        ("editor", "editor", True),
        ("editor", "reviewer", False),
        ("reviewer", "admin", False),
    ],
)
def test_nobody_makes_a_token_of_a_role_above_their_own(
    held: str | None, wanted: str, is_made: bool
) -> None:
    account, browser = clerk("add_token")
    if held is not None:
        factories.TokenFactory.create(user=account, role=held)

    response = browser.post(
        "/admin/tracker/token/add/", {"name": "Feed", "role": wanted, "days": ""}
    )

    assert models.Token.objects.filter(name="Feed").exists() is is_made
    if not is_made:
        assert mistakes(response) == ["Only a superuser gives rights that one has not."]


def test_a_revoked_token_gives_no_rights_to_pass_on() -> None:
    account, browser = clerk("add_token")
    factories.TokenFactory.create(user=account, role="admin", revoked_at=timezone.now())

    browser.post("/admin/tracker/token/add/", {"name": "Feed", "role": "editor", "days": ""})

    assert not models.Token.objects.filter(name="Feed").exists()


def test_others_tokens_are_revoked_by_superusers_alone() -> None:
    token = factories.TokenFactory.create(role=vocabularies.Role.ADMIN)
    _, browser = clerk("view_token", "change_token")

    browser.post("/admin/tracker/token/", {"action": "revoke", "_selected_action": [token.pk]})

    assert models.Token.objects.get().revoked_at is None


def test_who_is_no_superuser_neither_sees_nor_gives_rights() -> None:
    account = factories.UserFactory.create(username="courier")
    _, browser = clerk("change_user", "view_user", "add_user")
    page = f"/admin/tracker/user/{account.pk}/change/"
    shown = filled(browser, page)

    response = browser.post(
        page, {**shown, "is_staff": "on", "is_superuser": "on", "user_permissions": ["1"]}
    )

    assert response.status_code == 302
    assert not {"is_staff", "is_superuser", "groups", "user_permissions"} & shown.keys()
    account.refresh_from_db()
    assert (account.is_staff, account.is_superuser) == (False, False)
    assert not account.user_permissions.exists()
    assert b"is_superuser" not in browser.get("/admin/tracker/user/").content
    assert browser.get("/admin/tracker/user/?is_superuser__exact=1").status_code == 400


@pytest.mark.parametrize("rights", [{"is_superuser": True}, {"is_staff": True}])
def test_who_is_no_superuser_takes_no_account_of_the_desk(rights: dict[str, bool]) -> None:
    account = factories.UserFactory.create(username="courier", **rights)
    _, browser = clerk("change_user", "view_user")
    home = f"/admin/tracker/user/{account.pk}"
    password = {"password1": "salt-and-tin", "password2": "salt-and-tin"}

    assert browser.post(f"{home}/password/", password).status_code == 403
    assert browser.post(f"{home}/change/", {"username": "taken"}).status_code == 403
    account.refresh_from_db()
    assert account.username == "courier"


def test_a_superuser_gives_rights(send: Send) -> None:
    account = factories.UserFactory.create()

    send(f"/admin/tracker/user/{account.pk}/change/", is_staff="on")

    account.refresh_from_db()
    assert account.is_staff
