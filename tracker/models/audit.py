"""Who did what at the desk, as far as the ledger does not say it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models.functions import Now

from tracker import vocabularies
from tracker.models import base


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    """Queries over the audit."""

    def note(
        self,
        act: vocabularies.AuditAct,
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
                act=vocabularies.AuditAct.UNPUBLISHED_CHANGE,
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
    act = base.code_field(vocabularies.AuditAct)
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
        constraints = [base.codes_check("audit_act_is_known", act=vocabularies.AuditAct)]

    def __str__(self) -> str:
        return f"{self.actor} {self.act}"
