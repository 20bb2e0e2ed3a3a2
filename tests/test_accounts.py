"""Roles, tokens and devices as they are given and taken, and what is noted of it."""

import pytest

from tests import factories
from tracker import accounts, models
from tracker.vocabularies import Role

pytestmark = pytest.mark.django_db


def noted() -> list[tuple[str, str, str, str]]:
    """Return what was noted: what, by whom, about whom, in which words."""
    rows = models.AuditEntry.objects.order_by("pk")
    return list(rows.values_list("act", "actor", "about", "detail"))


def test_a_lowered_role_revokes_the_tokens_above_it_and_no_others() -> None:
    account = factories.UserFactory.create(username="courier", role="admin")
    for role in ("reader", "editor", "reviewer"):
        factories.TokenFactory.create(user=account, role=role, name="bot")

    accounts.set_role("Emilia", account, Role.EDITOR, factories.NOW)

    left = account.tokens.filter(revoked_at=None).values_list("role", flat=True)
    assert sorted(left) == ["editor", "reader"]
    assert noted() == [
        ("token_revoked", "Emilia", "courier", "bot (reviewer)"),
        ("role_changed", "Emilia", "courier", "from admin to editor"),
    ]


def test_a_role_that_one_has_already_is_no_change() -> None:
    account = factories.UserFactory.create(role="editor")

    accounts.set_role("Emilia", account, Role.EDITOR, factories.NOW)

    assert noted() == []


def test_a_raised_role_revives_no_token() -> None:
    account = factories.UserFactory.create(role="editor")
    token = factories.TokenFactory.create(user=account, role="editor")

    accounts.set_role("Emilia", account, Role.READER, factories.NOW)
    accounts.set_role("Emilia", account, Role.EDITOR, factories.NOW)

    token.refresh_from_db()
    assert token.revoked_at == factories.NOW


def test_no_token_is_issued_above_the_role_of_its_account() -> None:
    account = factories.UserFactory.create(role="editor")

    with pytest.raises(accounts.AboveRoleError):
        accounts.issue_token("Emilia", account, "bot", Role.REVIEWER, factories.NOW)

    assert noted() == []
    assert not models.Token.objects.exists()


def test_a_superuser_may_have_a_token_of_any_role() -> None:
    account = factories.UserFactory.create(is_superuser=True)

    token, _ = accounts.issue_token("Emilia", account, "bot", Role.ADMIN, factories.NOW, 10)

    assert token.allowed_role == Role.ADMIN


def test_revoking_again_is_not_noted() -> None:
    token = factories.TokenFactory.create()

    assert accounts.revoke_tokens("Emilia", [token], factories.NOW) == 1
    assert accounts.revoke_tokens("Emilia", [token], factories.NOW) == 0
    assert len(noted()) == 1


@pytest.mark.parametrize(
    ("giver", "other", "may"),
    [
        ({"role": "admin"}, {"role": "reviewer"}, True),
        ({"role": "admin"}, {"role": "admin"}, True),
        ({"role": "admin"}, {"role": "reader", "is_superuser": True}, False),
        ({"role": "reviewer"}, {"role": "reader"}, False),
        ({"role": "reader", "is_superuser": True}, {"is_superuser": True}, True),
        ({"is_superuser": True, "is_active": False}, {"role": "reader"}, False),
    ],
)
def test_who_may_manage_whom(giver: dict[str, object], other: dict[str, object], may: bool) -> None:
    one, another = factories.UserFactory.create(**giver), factories.UserFactory.create(**other)

    assert one.may_manage(another) is may
    assert not one.may_manage(one)
