"""Addresses that follow without an account: whoever reads their mails decides what they get."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Value
from django.db.models.functions import Lower

from tracker import vocabularies
from tracker.models import base
from tracker.models.accounts import User

UNCONFIRMED_FOR: Final = timedelta(days=8)
"""How long an address is kept that has confirmed nothing: longer than its link is good."""
_SALT: Final = "tracker.followers.manage"


class FollowerQuerySet(models.QuerySet["Follower"]):
    """Queries over followers."""

    def at(self, email: str) -> "FollowerQuerySet":
        """Return who follows at this address, in whatever case it is written."""
        return self.alias(lowered=Lower("email")).filter(lowered=Lower(Value(email.strip())))

    def holding(self, token: str) -> "Follower | None":
        """Return whose managing link has this token; None where it is none, or has ended."""
        try:
            said = _signer().unsign_object(token)
        except signing.BadSignature:
            return None
        return self.filter(pk=said["follower"], link_number=said["number"]).first()

    def lock(self, email: str, language: str, now: datetime) -> "Follower":
        """Return who follows at this address, made where it is missing, locked till the commit."""
        email = email.strip()
        row = self.model(email=email, language=language, created_at=now)
        self.bulk_create([row], ignore_conflicts=True)
        return self.at(email).select_for_update().get()

    def abandoned(self, now: datetime) -> "FollowerQuerySet":
        """Return those that have confirmed nothing for so long that they will not."""
        return self.filter(confirmed_at__isnull=True, created_at__lt=now - UNCONFIRMED_FOR)


class Follower(models.Model):
    """An address that follows records and searches without an account."""

    email = models.EmailField()
    language = base.code_field(vocabularies.MailLanguage, default=vocabularies.MailLanguage.EN)
    link_number = models.PositiveIntegerField(
        default=0, editable=False, help_text="Counted up, it ends every managing link sent so far"
    )
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When a mail to it was first answered"
    )

    objects = FollowerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="follower_is_one_for_an_address"),
            base.codes_check("follower_language_is_known", language=vocabularies.MailLanguage),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def managing_token(self) -> str:
        """What proves that a mail to this address was read, and permits all that it follows."""
        said = {"follower": self.pk, "number": self.link_number}
        return _signer().sign_object(said)

    @property
    def managing_url(self) -> str:
        """The page on which all that this address follows is shown and changed."""
        home = settings.PUBLIC_URL + ("/es" if self.language == "es" else "")
        return f"{home}/follow/manage/{self.managing_token}"


def _signer() -> signing.Signer:
    """Return what signs managing links: the same link each time, until it is ended."""
    return signing.Signer(salt=_SALT)


Owner = User | Follower
"""To whom a subscription belongs: an account, or an address without one."""


def owned_by(owner: Owner) -> dict[str, Any]:
    """Return the columns that say to whom a subscription belongs."""
    return {"follower" if isinstance(owner, Follower) else "owner": owner}


def has_one_owner(name: str) -> models.CheckConstraint:
    """Return a constraint that a row belongs to an account or to a follower, not to both."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(owner__isnull=False, follower__isnull=True)
        | models.Q(owner__isnull=True, follower__isnull=False),
    )
