"""Addresses that mails were sent to, by their hashes."""

import hashlib
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models


class MailRecipientQuerySet(models.QuerySet["MailRecipient"]):
    """Queries over recipients."""

    def lock(self, email: str) -> "MailRecipient":
        """Return the row of an address, made where it is missing, locked in the transaction."""
        digest = recipient_digest(email)
        self.bulk_create([self.model(digest=digest)], ignore_conflicts=True)
        return self.select_for_update().get(digest=digest)


class MailRecipient(models.Model):
    """An address: when it was asked to confirm something, and whether it wants to be asked."""

    digest = models.CharField(
        max_length=64, unique=True, help_text="SHA-256 of the address without case and +tag"
    )
    asked_at = ArrayField(
        models.DateTimeField(), default=list, help_text="When it was asked, in the last day"
    )
    unsubscribed_at = models.DateTimeField(
        null=True, blank=True, help_text="When it asked for no more mails, until it confirms again"
    )

    objects = MailRecipientQuerySet.as_manager()

    def __str__(self) -> str:
        return self.digest

    def note_asked(self, now: datetime, since: datetime) -> None:
        """Note that it is asked now, and forget what was before ``since``."""
        self.asked_at = [*(each for each in self.asked_at if each > since), now]
        self.save(update_fields=["asked_at"])


def recipient_digest(email: str) -> str:
    """Return the hash of a mailbox: ``A+tag@b`` is that of ``a@b``."""
    name, _, host = email.strip().casefold().rpartition("@")
    return hashlib.sha256(f"{name.partition('+')[0]}@{host}".encode()).hexdigest()
