"""Who did what at the desk, as far as the ledger does not say it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models.functions import Now


class AuditAct(models.TextChoices):
    """What an account did, or what was done to it, besides public changes of records."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a code
    ACCOUNT_CREATED = "account_created"
    ACCOUNT_CHANGED = "account_changed"
    ACCOUNT_CLOSED = "account_closed"
    ACCOUNT_REOPENED = "account_reopened"
    ROLE_CHANGED = "role_changed"
    TOKEN_MADE = "token_made"  # noqa: S105 - a code
    TOKEN_REVOKED = "token_revoked"  # noqa: S105 - a code
    DEVICE_ENROLLED = "device_enrolled"
    DEVICE_REMOVED = "device_removed"
    """One's own device for one-time codes."""
    DEVICE_RESET = "device_reset"
    """Another's."""
    RECOVERY_CODES_MADE = "recovery_codes_made"
    RECOVERY_CODE_USED = "recovery_code_used"
    UNPUBLISHED_CHANGE = "unpublished_change"
    """A change of, or a decision on, what the public never saw: the ledger has no line of it."""
    ACTED = "acted"
    """Something done with the selected rows of a list at the desk."""


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    """Queries over the audit."""

    def note(
        self,
        act: AuditAct,
        actor: str,
        *,
        about: str = "",
        detail: str = "",
        address: str = "",
    ) -> "AuditEntry":
        """Note what was done, by whom, and about what; all by the names they have now."""
        return self.create(
            at=Now(), act=act, actor=actor, about=about, detail=detail, address=address
        )

    def note_unpublished(
        self, actor: str, reason: str, changes: Iterable[tuple[str, str, str]]
    ) -> None:
        """Note changes of what the public never saw: (type of record, slug, event type) of each."""
        self.bulk_create(
            self.model(
                at=Now(),
                act=AuditAct.UNPUBLISHED_CHANGE,
                actor=actor,
                about=f"{record_type}/{slug}",
                detail=": ".join(text for text in (event_type, reason) if text),
            )
            for record_type, slug, event_type in changes
        )

    def between(self, since: datetime, until: datetime) -> "AuditEntryQuerySet":
        """Return what was noted from the one moment to before the other."""
        return self.filter(at__gte=since, at__lt=until)


class AuditEntry(models.Model):
    """One line of the audit. Names are kept as they were; nothing is changed afterwards."""

    at = models.DateTimeField()
    act = models.CharField(max_length=40, choices=AuditAct.choices)
    actor = models.CharField(
        max_length=150, blank=True, help_text="The account, or the command; empty: nobody known"
    )
    about = models.CharField(max_length=200, blank=True, help_text="The account or the record")
    detail = models.TextField(blank=True)
    address = models.CharField(max_length=45, blank=True, help_text="Where the request came from")

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "audit"
        indexes = [models.Index(fields=["at"], name="audit_by_time")]
        constraints = [
            models.CheckConstraint(
                name="audit_act_is_known", condition=models.Q(act__in=AuditAct.values)
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.act}"
