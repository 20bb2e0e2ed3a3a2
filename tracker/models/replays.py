"""Requests to be told again of everything since a place in the ledger."""

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from tracker.models import leases
from tracker.models.webhooks import WebhookEndpoint


class ReplayQuerySet(leases.LeaseQuerySet["Replay"]):
    """Queries over replays."""

    def unfinished(self) -> "ReplayQuerySet":
        """Return those with work left, the first one first."""
        return self.filter(finished_at__isnull=True).order_by("pk")


class Replay(leases.Attempted):
    """Work to be done: the endpoint is to be sent anew all events of a stretch of the ledger."""

    public_id = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="replays")
    after = models.BigIntegerField(help_text="The last sequence that its owner is sure of")
    until = models.BigIntegerField(help_text="The last sequence when it was requested")
    last_sequence = models.BigIntegerField(help_text="How far it has come")
    deliveries = models.PositiveIntegerField(default=0, help_text="How many are sent anew for it")
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ReplayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint", "after"],
                name="replay_under_way_is_one",
                condition=Q(finished_at__isnull=True),
            ),
            models.CheckConstraint(
                name="replay_ends_after_it_begins",
                condition=Q(after__lte=F("last_sequence"), last_sequence__lte=F("until")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.after} to {self.until} for {self.endpoint_id}"
