"""Accounts and tokens at the desk."""

import re

import pytest
from django.test import Client

from tests import factories
from tests.admin.conftest import Send, notes
from tests.api import expect
from tracker import models

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
