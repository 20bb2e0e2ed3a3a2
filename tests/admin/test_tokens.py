"""Tokens at the desk."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.admin.conftest import Send, mistakes, notes
from tests.api import expect
from tracker import models, vocabularies

pytestmark = pytest.mark.django_db

ADD = "/admin/tracker/token/add/"
ABOVE = "A token allows no more than its account may do."


def at_desk(role: str, **columns: Any) -> tuple[models.User, Client]:
    """Return someone of this role, and their browser."""
    account = factories.UserFactory.create(role=role, **columns)
    browser = Client()
    browser.force_login(account)
    return account, browser


def test_a_token_s_secret_is_shown_once_and_good(send: Send, desk: Client) -> None:
    owner = factories.UserFactory.create(username="courier", role="editor")

    response = send(ADD, user=str(owner.pk), name="Feed", role="editor", days="30")

    token = models.Token.objects.get()
    assert (token.user, token.name, token.role) == (owner, "Feed", "editor")
    assert token.expires_at is not None
    assert (token.expires_at - token.created_at).days == 30
    secret = re.search(r"orec_[\w-]{43}", notes(response)[0])
    assert secret is not None
    headers = {"Authorization": f"Bearer {secret[0]}"}
    assert expect.json(desk.get("/v1/me", headers=headers))["account"] == "courier"
    assert b"orec_" not in desk.get("/admin/tracker/token/").content
    (entry,) = models.AuditEntry.objects.filter(act="token_made")
    assert (entry.actor, entry.about) == (factories.ACTOR, "courier")
    assert entry.detail == f"Feed (editor), until {token.expires_at:%Y-%m-%d}"


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


@pytest.mark.parametrize("role", ["editor", "reviewer", "admin"])
def test_who_is_no_superuser_makes_tokens_for_nobody_else(role: str) -> None:
    owner = factories.UserFactory.create(is_superuser=True)
    account, browser = at_desk(role)
    wanted = {"user": str(owner.pk), "name": "Feed", "role": "reader", "days": ""}

    response = browser.post(ADD, wanted, follow=True)

    assert response.status_code == 200
    assert models.Token.objects.get(name="Feed").user == account


def test_others_tokens_are_seen_by_administrators_alone() -> None:
    factories.TokenFactory.create(name="not to be seen")
    _, editor = at_desk("editor")
    _, administrator = at_desk("admin")

    assert b"not to be seen" not in editor.get("/admin/tracker/token/").content
    assert b"not to be seen" in administrator.get("/admin/tracker/token/").content


@pytest.mark.parametrize(
    ("held", "wanted", "is_made"),
    [
        ("editor", "reader", True),
        ("editor", "editor", True),
        ("editor", "reviewer", False),
        ("reviewer", "admin", False),
        ("admin", "admin", True),
    ],
)
def test_nobody_makes_a_token_of_a_role_above_their_own(
    held: str, wanted: str, is_made: bool
) -> None:
    _, browser = at_desk(held)

    response = browser.post(ADD, {"name": "Feed", "role": wanted, "days": ""})

    assert models.Token.objects.filter(name="Feed").exists() is is_made
    if not is_made:
        assert mistakes(response) == [ABOVE]


def test_not_even_a_superuser_makes_a_token_above_the_role_of_its_account(send: Send) -> None:
    owner = factories.UserFactory.create(role="subscriber")

    response = send(ADD, user=str(owner.pk), name="Feed", role="editor", days="")

    assert mistakes(response) == [ABOVE]
    assert not models.Token.objects.exists()


@pytest.mark.parametrize(
    ("by", "of", "is_revoked"),
    [
        ("editor", {"role": "reader"}, False),
        ("reviewer", {"role": "editor"}, False),
        ("admin", {"role": "reviewer"}, True),
        ("admin", {"role": "admin", "is_superuser": True}, False),
    ],
)
def test_administrators_revoke_the_tokens_of_those_who_may_do_no_more(
    by: str, of: dict[str, Any], is_revoked: bool
) -> None:
    owner = factories.UserFactory.create(**of)
    token = factories.TokenFactory.create(user=owner, role="reader")
    _, browser = at_desk(by)

    browser.post("/admin/tracker/token/", {"action": "revoke", "_selected_action": [token.pk]})

    assert (models.Token.objects.get().revoked_at is not None) is is_revoked


def test_a_token_allows_no_more_than_its_account_may_do_now(client: Client) -> None:
    account = factories.UserFactory.create(role="editor")
    _, secret = models.issue_token(account, "bot", vocabularies.Role.EDITOR, timezone.now())
    headers = {"Authorization": f"Bearer {secret}"}
    assert expect.json(client.get("/v1/me", headers=headers))["token"]["role"] == "editor"

    models.User.objects.update(role="reader")

    token = expect.json(client.get("/v1/me", headers=headers))["token"]
    assert (token["role"], token["scopes"]) == ("reader", ["read"])
    answer = client.post("/v1/topics", {"name": "Ports"}, headers=headers)
    assert answer.status_code == 403
