"""What the owner of a webhook endpoint has to be told by mail."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tracker import vocabularies
from tracker.models import base, leases
from tracker.models.webhooks import WebhookEndpoint

ONCE_IN = timedelta(days=1)


class EndpointNoticeQuerySet(leases.LeaseQuerySet["EndpointNotice"]):
    """Queries over notices by what is to be sent."""

    def due(self) -> "EndpointNoticeQuerySet":
        """Return those to be mailed now, the longest due first."""
        return self.filter(sent_at__isnull=True, due_at__lte=Now()).order_by("due_at", "pk")

    def note(self, endpoint: int, reason: vocabularies.NoticeReason) -> None:
        """Have the owner of the endpoint with this key be told, of one reason once a day."""
        known = self.filter(endpoint=endpoint, reason=reason, created_at__gt=Now() - ONCE_IN)
        if not known.exists():
            self.create(endpoint_id=endpoint, reason=reason, created_at=Now(), due_at=Now())


class EndpointNotice(leases.Leased):
    """A mail to the owner of an endpoint, sent or still to be sent."""

    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="notices")
    reason = base.code_field(vocabularies.NoticeReason)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = EndpointNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="endpoint_notice_due",
                condition=Q(sent_at__isnull=True),
            ),
            models.Index(
                fields=["endpoint", "reason", "created_at"], name="endpoint_notice_latest"
            ),
        ]
        constraints = [
            base.codes_check("endpoint_notice_reason_is_known", reason=vocabularies.NoticeReason)
        ]

    def __str__(self) -> str:
        return f"{self.reason}: {self.endpoint_id}"
