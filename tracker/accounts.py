"""What is done with accounts: roles, tokens and devices are given and taken, and that is noted."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from tracker import models, vocabularies
from tracker.models import AuditAct


class AboveRoleError(Exception):
    """A token was wanted that would allow more than its account may do."""


def issue_token(  # noqa: PLR0913, PLR0917 - who gives whom what, until when
    actor: str,
    owner: models.User,
    name: str,
    role: vocabularies.Role,
    now: datetime,
    days: int | None = None,
) -> tuple[models.Token, str]:
    """Create a token for ``owner`` and return it with its secret, which is shown this once.

    Raises AboveRoleError where the account may not do what the role allows.
    """
    if not owner.allowed_role.allows(role):
        allowed = owner.allowed_role.label["en"].lower()
        raise AboveRoleError(f"A token allows no more than its account, {allowed}, may do.")
    with transaction.atomic():
        token, secret = models.issue_token(owner, name, role, now, days)
        until = f"until {token.expires_at:%Y-%m-%d}" if token.expires_at else "without expiry"
        models.AuditEntry.objects.note(
            AuditAct.TOKEN_MADE, actor, about=owner.username, detail=f"{name} ({role}), {until}"
        )
    return token, secret


def revoke_tokens(actor: str, tokens: Iterable[models.Token], now: datetime) -> int:
    """Have tokens no longer accepted; return how many still were."""
    with transaction.atomic():
        keys = [token.pk for token in tokens]
        valid = models.Token.objects.select_for_update(of=("self",)).select_related("user")
        revoked = list(valid.filter(pk__in=keys, revoked_at=None).order_by("pk"))
        for token in revoked:
            token.revoked_at = now
            token.save(update_fields=["revoked_at"])
            models.AuditEntry.objects.note(
                AuditAct.TOKEN_REVOKED, actor, about=token.user.username, detail=str(token)
            )
    return len(revoked)


@transaction.atomic
def set_role(actor: str, account: models.User, role: vocabularies.Role, now: datetime) -> None:
    """Give an account another role; its tokens that allow more are revoked.

    What it may do follows from the row at each request, so that its sessions lose at once what the
    role no longer allows.
    """
    before = _locked(account).role
    if before == role:
        return
    account.role = role
    account.save(update_fields=["role"])
    if not account.is_superuser:
        above = (t for t in account.tokens.all() if not role.allows(vocabularies.Role(t.role)))
        revoke_tokens(actor, above, now)
    models.AuditEntry.objects.note(
        AuditAct.ROLE_CHANGED, actor, about=account.username, detail=f"from {before} to {role}"
    )


@transaction.atomic
def set_open(actor: str, account: models.User, now: datetime, *, is_open: bool) -> None:
    """Close an account, whose sessions end and whose tokens are revoked for good, or reopen it."""
    if _locked(account).is_active == is_open:
        return
    account.is_active = is_open
    account.save(update_fields=["is_active"])
    if not is_open:
        revoke_tokens(actor, account.tokens.all(), now)
    act = AuditAct.ACCOUNT_REOPENED if is_open else AuditAct.ACCOUNT_CLOSED
    models.AuditEntry.objects.note(act, actor, about=account.username)


@transaction.atomic
def remove_devices(
    account: models.User, actor: str, act: AuditAct = AuditAct.DEVICE_RESET, *, address: str = ""
) -> bool:
    """Remove the device and the recovery codes of an account; return whether there were any.

    No session counts as verified by them any more.
    """
    found = TOTPDevice.objects.filter(user=account), StaticDevice.objects.filter(user=account)
    removed = sum(rows.delete()[0] for rows in found)
    if removed:
        models.AuditEntry.objects.note(act, actor, about=account.username, address=address)
    return bool(removed)


def _locked(account: models.User) -> models.User:
    """Return the account as it is stored, its row held to the end of the transaction."""
    return models.User.objects.select_for_update(no_key=True).get(pk=account.pk)
