"""Accounts at the desk: nobody gives, or takes over, what they do not have."""

from typing import Any

import pytest
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from tests import factories
from tests.admin.conftest import Send, filled, mistakes
from tracker import models

pytestmark = pytest.mark.django_db

PASSWORD = {"password1": "salt-and-tin", "password2": "salt-and-tin", "usable_password": "true"}


def at_desk(role: str, **columns: Any) -> tuple[models.User, Client]:
    """Return someone of this role, and their browser."""
    account = factories.UserFactory.create(role=role, **columns)
    browser = Client()
    browser.force_login(account)
    return account, browser


def change(account: models.User) -> str:
    """Return the address of an account's page."""
    return f"/admin/tracker/user/{account.pk}/change/"


def noted() -> list[tuple[str, str, str, str]]:
    """Return what was noted: what, by whom, about whom, in which words."""
    rows = models.AuditEntry.objects.order_by("pk")
    return list(rows.values_list("act", "actor", "about", "detail"))


@pytest.mark.parametrize("password", ["1", "eleven-char", "123456789012", "password1234"])
def test_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        password_validation.validate_password(password)


def test_a_password_of_twelve_characters_is_accepted() -> None:
    password_validation.validate_password("salt-and-tin")


def test_weak_passwords_are_refused_wherever_one_is_set(
    send: Send, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = factories.UserFactory.create(username="courier")
    weak = {**PASSWORD, "password1": "seaport", "password2": "seaport"}
    short = "This password is too short. It must contain at least 12 characters."
    own = {"old_password": "", "new_password1": "seaport", "new_password2": "seaport"}
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "seaport")

    assert short in mistakes(send("/admin/tracker/user/add/", username="new", **weak))
    assert short in mistakes(desk.post(f"/admin/tracker/user/{account.pk}/password/", weak))
    assert short in mistakes(desk.post("/admin/password_change/", own))
    with pytest.raises(CommandError, match="too short"):
        call_command(
            "createsuperuser", interactive=False, username="root", email="root@courier.example"
        )
    assert not models.User.objects.filter(username__in=["new", "root"]).exists()


def test_createsuperuser_makes_an_account_that_may_do_everything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "salt-and-tin")

    call_command("createsuperuser", interactive=False, username="root", email="r@courier.example")

    account = models.User.objects.get()
    assert (account.is_superuser, account.is_staff, account.role) == (True, True, "admin")
    assert account.check_password("salt-and-tin")
    assert noted() == [("account_created", "createsuperuser", "root", "superuser")]


def test_an_account_is_made_with_a_role(send: Send) -> None:
    send("/admin/tracker/user/add/", username="antonia", role="reviewer", **PASSWORD)

    account = models.User.objects.get(username="antonia")
    assert (account.role, account.is_superuser) == ("reviewer", False)
    assert noted() == [("account_created", factories.ACTOR, "antonia", "reviewer")]


def test_the_roles_are_explained_where_one_is_chosen(desk: Client) -> None:
    page = desk.get("/admin/tracker/user/add/").content.decode()

    assert "Reviewer: Also confirms, corrects and dismisses what was flagged." in page


def test_an_administrator_gives_roles_and_never_a_superuser_s_rights() -> None:
    _, browser = at_desk("admin", username="emilia")
    account = factories.UserFactory.create(username="courier")
    shown = filled(browser, change(account))

    response = browser.post(
        change(account),
        {**shown, "role": "admin", "is_superuser": "on", "is_staff": "on", "groups": ["1"]},
    )

    assert response.status_code == 302
    assert not {"is_superuser", "is_staff", "groups", "user_permissions"} & shown.keys()
    account.refresh_from_db()
    assert (account.role, account.is_superuser) == ("admin", False)
    assert noted() == [("role_changed", "emilia", "courier", "from reader to admin")]


def test_a_role_that_there_is_not_is_refused() -> None:
    _, browser = at_desk("admin")
    account = factories.UserFactory.create()

    response = browser.post(change(account), {**filled(browser, change(account)), "role": "root"})

    assert response.status_code == 200
    assert mistakes(response)
    account.refresh_from_db()
    assert account.role == "reader"


def test_nobody_changes_what_they_may_do_themselves() -> None:
    account, browser = at_desk("admin", username="emilia")
    shown = filled(browser, change(account))

    browser.post(
        change(account),
        {**shown, "role": "reader", "is_active": "", "is_superuser": "on", "first_name": "Emilia"},
    )

    account.refresh_from_db()
    assert (account.role, account.is_active, account.is_superuser) == ("admin", True, False)
    assert account.first_name == "Emilia"
    assert noted() == [("account_changed", "emilia", "emilia", "first_name")]


def test_a_superuser_is_out_of_an_administrator_s_reach() -> None:
    _, browser = at_desk("admin")
    account = factories.UserFactory.create(username="root", is_superuser=True, role="admin")
    before = models.User.objects.values().get(pk=account.pk)
    home = f"/admin/tracker/user/{account.pk}"

    assert browser.post(f"{home}/password/", PASSWORD).status_code == 403
    assert browser.post(f"{home}/change/", {"role": "reader"}).status_code == 403
    assert browser.post(f"{home}/reset-device/").status_code == 403
    assert models.User.objects.values().get(pk=account.pk) == before


@pytest.mark.parametrize("role", ["editor", "reviewer"])
def test_whoever_is_no_administrator_has_no_hand_in_accounts(role: str) -> None:
    own, browser = at_desk(role)
    other = factories.UserFactory.create()

    for account in (own, other):
        home = f"/admin/tracker/user/{account.pk}"
        assert browser.get(f"{home}/change/").status_code == 403
        assert browser.post(f"{home}/change/", {"role": "admin"}).status_code == 403
        assert browser.post(f"{home}/reset-device/").status_code == 403
    assert browser.post(f"/admin/tracker/user/{other.pk}/password/", PASSWORD).status_code == 403
    made = {"username": "new", "role": "admin", **PASSWORD}
    assert browser.post("/admin/tracker/user/add/", made).status_code == 403
    assert set(models.User.objects.values_list("role", flat=True)) == {role, "reader"}


def test_an_account_keeps_the_name_that_the_ledger_has() -> None:
    _, browser = at_desk("admin")
    account = factories.UserFactory.create(username="courier")

    browser.post(change(account), {**filled(browser, change(account)), "username": "emilia"})

    account.refresh_from_db()
    assert account.username == "courier"


def test_a_password_set_by_an_administrator_ends_the_sessions_of_the_account() -> None:
    _, browser = at_desk("admin", username="emilia")
    account, theirs = at_desk("editor", username="courier")
    assert theirs.get("/admin/").status_code == 200

    response = browser.post(f"/admin/tracker/user/{account.pk}/password/", PASSWORD)

    assert response.status_code == 302
    assert theirs.get("/admin/").status_code == 302
    assert browser.get("/admin/").status_code == 200
    assert noted() == [("password_changed", "emilia", "courier", "")]


def test_one_s_own_password_is_changed_with_the_former_one_and_ends_other_sessions() -> None:
    account, browser = at_desk("admin", username="emilia")
    account.set_password("a tall ship and a star")
    account.save()
    elsewhere = Client()
    browser.force_login(account)
    elsewhere.force_login(account)
    wanted = {"new_password1": "salt-and-tin", "new_password2": "salt-and-tin"}

    led_away = browser.post(f"/admin/tracker/user/{account.pk}/password/", PASSWORD)
    refused = browser.post("/admin/password_change/", {**wanted, "old_password": "guessed"})
    changed = browser.post(
        "/admin/password_change/", {**wanted, "old_password": "a tall ship and a star"}
    )

    assert led_away["Location"] == "/admin/password_change/"
    assert (refused.status_code, changed.status_code) == (200, 302)
    assert browser.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302
    assert noted() == [("password_changed", "emilia", "emilia", "one's own")]


def test_a_closed_account_is_out_at_once_and_its_tokens_are_gone_for_good() -> None:
    _, browser = at_desk("admin", username="emilia")
    account, theirs = at_desk("editor", username="courier")
    token = factories.TokenFactory.create(user=account, name="bot")
    shown = filled(browser, change(account))

    browser.post(change(account), {name: v for name, v in shown.items() if name != "is_active"})

    assert theirs.get("/admin/").status_code == 302
    token.refresh_from_db()
    assert token.revoked_at is not None
    browser.post(change(account), {**shown, "is_active": "on"})
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert noted() == [
        ("token_revoked", "emilia", "courier", "bot (editor)"),
        ("account_closed", "emilia", "courier", ""),
        ("account_reopened", "emilia", "courier", ""),
    ]


def test_what_is_kept_of_a_superuser_s_password_is_shown_to_nobody() -> None:
    _, browser = at_desk("admin")
    account = factories.UserFactory.create(is_superuser=True)
    account.set_password("a tall ship and a star")
    account.save()

    page = browser.get(change(account)).content.decode()

    assert account.username in page
    assert account.password.rpartition("$")[2] not in page
    assert 'type="submit"' not in page.partition("user_form")[2].partition("</form>")[0]


def test_rights_are_not_found_out_by_narrowing_the_list() -> None:
    _, browser = at_desk("admin")

    assert browser.get("/admin/tracker/user/?password__startswith=md5").status_code == 400
    assert browser.get("/admin/tracker/token/?user__password__startswith=md5").status_code == 400
    assert browser.get("/admin/tracker/token/?digest__startswith=a").status_code == 400
