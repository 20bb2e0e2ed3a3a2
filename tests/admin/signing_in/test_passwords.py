"""Signing in: what fails is counted by address and by account, said on the page, and noted."""

import secrets
from ipaddress import IPv4Address
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests import factories
from tracker import models
from tracker.admin.signing_in.passwords import SIGN_INS, SIGN_INS_OF_AN_ACCOUNT

pytestmark = pytest.mark.django_db

PASSWORD = "a tall ship and a star"


def owner(**columns: Any) -> models.User:
    """Return an editor who signs in with ``PASSWORD``."""
    account = factories.UserFactory.create(
        **{"username": f"emilia-{secrets.token_hex(8)}", "role": "editor", **columns}
    )
    account.set_password(PASSWORD)
    account.save()
    return account


def sign_in(client: Client, name: str, password: str = PASSWORD) -> Any:
    """Send what the form of the sign-in page sends."""
    return client.post("/admin/login/", {"username": name, "password": password})


def stranger() -> Client:
    """Return a client at an address that no other test, nor a run of this one, has just used."""
    return Client(REMOTE_ADDR=str(IPv4Address(secrets.randbits(32))))


def test_signing_in_is_limited_by_address(settings: Settings) -> None:
    settings.HAS_RATE_LIMITS = True
    # Accounts are counted too, and runs that follow one another share the counts.
    attempt = {"username": f"emilia-{secrets.token_hex(8)}", "password": "guessed"}
    guesser, bystander = stranger(), stranger()

    for _ in range(SIGN_INS.quota):
        assert guesser.post("/admin/login/", attempt).status_code == 200
    refused = guesser.post("/admin/login/", attempt)

    assert refused.status_code == 429
    seconds = int(refused["Retry-After"])
    assert 0 < seconds <= 60
    unit = "second" if seconds == 1 else "seconds"
    assert f"Too many attempts to sign in. Wait {seconds} {unit}," in refused.content.decode()
    assert b'name="password"' in refused.content
    assert guesser.get("/admin/login/").status_code == 200
    assert bystander.post("/admin/login/", attempt).status_code == 200


def test_an_account_is_not_tried_from_many_addresses(settings: Settings) -> None:
    settings.HAS_RATE_LIMITS = True
    attempt = {"username": f"emilia-{secrets.token_hex(8)}", "password": "guessed"}

    for _ in range(SIGN_INS_OF_AN_ACCOUNT.quota):
        assert stranger().post("/admin/login/", attempt).status_code == 200
    refused = stranger().post("/admin/login/", attempt)

    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= SIGN_INS_OF_AN_ACCOUNT.seconds
    others = {**attempt, "username": f"antonia-{secrets.token_hex(8)}"}
    assert stranger().post("/admin/login/", others).status_code == 200


def test_strangers_do_not_shut_an_account_out_of_its_own_browser(settings: Settings) -> None:
    settings.HAS_RATE_LIMITS = True
    right = {"username": owner().username, "password": PASSWORD}
    signed_in_before = stranger().post("/admin/login/", right).cookies["signed_in_before"]

    for _ in range(SIGN_INS_OF_AN_ACCOUNT.quota):
        stranger().post("/admin/login/", {**right, "password": "guessed"})

    assert stranger().post("/admin/login/", right).status_code == 429
    known = stranger()
    known.cookies["signed_in_before"] = signed_in_before.value
    assert known.post("/admin/login/", right).status_code == 302
    assert (signed_in_before["httponly"], signed_in_before["path"]) == (True, "/admin/")


def test_signing_in_goes_on_without_redis(settings: Settings) -> None:
    settings.HAS_RATE_LIMITS = True
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    attempt = {"username": "emilia", "password": "guessed"}

    for _ in range(SIGN_INS_OF_AN_ACCOUNT.quota + 1):
        assert Client().post("/admin/login/", attempt).status_code == 200


def test_only_failures_count(settings: Settings) -> None:
    settings.HAS_RATE_LIMITS = True
    name, client = owner().username, stranger()

    for _ in range(2 * max(SIGN_INS.quota, SIGN_INS_OF_AN_ACCOUNT.quota)):
        assert sign_in(client, name).status_code == 302


def test_what_is_beyond_the_limit_is_not_tried(settings: Settings) -> None:
    settings.HAS_RATE_LIMITS = True
    name, guesser = owner().username, stranger()

    for _ in range(SIGN_INS.quota):
        sign_in(guesser, name, "guessed")

    assert sign_in(guesser, name).status_code == 429
    assert guesser.get("/admin/").status_code == 302


def test_signing_in_and_failing_to_are_noted(client: Client) -> None:
    name = owner().username

    sign_in(client, name, "guessed")
    sign_in(client, "a tall ship and a star", "guessed")
    sign_in(client, name)

    noted = models.AuditEntry.objects.order_by("pk")
    assert list(noted.values_list("act", "actor", "about", "detail", "address")) == [
        ("sign_in_failed", "", name, "with a password", "127.0.0.1"),
        ("sign_in_failed", "", "", "with a name that no account has", "127.0.0.1"),
        ("signed_in", name, "", "with a password", "127.0.0.1"),
    ]


@pytest.mark.parametrize("role", ["reader", "subscriber"])
def test_readers_and_subscribers_do_not_sign_in_at_the_desk(client: Client, role: str) -> None:
    response = sign_in(client, owner(role=role).username)

    assert response.status_code == 200
    assert client.get("/admin/").status_code == 302
