"""Subscriptions: where events are sent, what is to be delivered, and every attempt made."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now

from tracker import vocabularies
from tracker.models import base, leases
from tracker.models.ledger import Revision


class WebhookEndpointQuerySet(models.QuerySet["WebhookEndpoint"]):
    """Queries over endpoints by their state."""

    def subscribed(self) -> Self:
        """Return those for which deliveries are kept, though some may not be sent to now."""
        return self.exclude(state=vocabularies.EndpointState.PENDING)


class WebhookEndpoint(models.Model):
    """An address that a subscriber wants events sent to."""

    slug = models.CharField(max_length=40, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="webhook_endpoints"
    )
    url = models.CharField(max_length=2000)
    description = models.CharField(max_length=300, blank=True)
    state = base.code_field(vocabularies.EndpointState, default=vocabularies.EndpointState.PENDING)
    event_types = ArrayField(
        models.CharField(max_length=60), size=50, help_text="Exact, or with a wildcard: meeting.*"
    )
    filters = models.JSONField(
        default=dict, blank=True, help_text="{parameter: [value]}: as on the API's lists"
    )
    has_backfill = models.BooleanField(
        default=False, help_text="Whether old happenings, found on reading again, are sent"
    )
    failures = models.PositiveIntegerField(
        default=0, editable=False, help_text="Attempts that failed since the last success"
    )
    failing_since = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField()

    objects = WebhookEndpointQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            base.codes_check("webhook_endpoint_state_is_known", state=vocabularies.EndpointState)
        ]

    def __str__(self) -> str:
        return self.url


class WebhookSecretQuerySet(models.QuerySet["WebhookSecret"]):
    """Queries over secrets by whether they still sign."""

    def live(self) -> Self:
        """Return those that sign at present, by the database's clock, the newest first."""
        return self.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=Now()))


class WebhookSecret(models.Model):
    """A signing secret, encrypted; all that have not expired sign."""

    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="secrets")
    ciphertext = models.BinaryField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = WebhookSecretQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"secret of {self.endpoint_id}"


# The ORM has no LATERAL, without which each claim would rank all that waits.
_STARTABLE = """
    SELECT startable.id FROM tracker_webhookendpoint AS endpoint CROSS JOIN LATERAL (
        SELECT id FROM tracker_delivery
        WHERE endpoint_id = endpoint.id AND state = 'waiting' AND leased_until IS NULL
            AND next_attempt_at <= statement_timestamp()
        ORDER BY next_attempt_at, id
        LIMIT greatest(0, %s - (
            SELECT count(*) FROM tracker_delivery
            WHERE endpoint_id = endpoint.id AND leased_until IS NOT NULL
        ))
    ) AS startable WHERE endpoint.state = 'enabled'
"""


class DeliveryQuerySet(leases.LeaseQuerySet["Delivery"]):
    """Queries over deliveries by what is left to do."""

    def startable(self, per_endpoint: int) -> "DeliveryQuerySet":
        """Return what may be sent at once, the longest due first.

        No endpoint has more than ``per_endpoint`` of these and of those under way together.
        What is due is due by the database's clock.
        """
        return self.filter(
            pk__in=RawSQL(_STARTABLE, [per_endpoint]),  # noqa: S611 - no text from outside
            # Asked again of the row once it is locked, which the subquery is not.
            state=vocabularies.DeliveryState.WAITING,
            leased_until__isnull=True,
        ).order_by("next_attempt_at", "pk")

    def lapsed(self) -> "DeliveryQuerySet":
        """Return those whose sender let the lease run out without a result."""
        return self.filter(leased_until__lt=Now())

    def behind(self, delivery: "Delivery") -> "DeliveryQuerySet":
        """Return what else waits for its next attempt at the same endpoint."""
        return self.filter(
            endpoint=delivery.endpoint_id,
            state=vocabularies.DeliveryState.WAITING,
            leased_until__isnull=True,
            next_attempt_at__gt=Now(),
        ).exclude(pk=delivery.pk)


class Delivery(leases.Leased):
    """One event for one endpoint, until it has arrived or all attempts are used up."""

    endpoint = models.ForeignKey(
        WebhookEndpoint, on_delete=models.CASCADE, related_name="deliveries"
    )
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="deliveries")
    state = base.code_field(vocabularies.DeliveryState, default=vocabularies.DeliveryState.WAITING)
    attempts_made = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["endpoint", "next_attempt_at", "id"],
                name="delivery_waiting",
                condition=Q(state=vocabularies.DeliveryState.WAITING),
            ),
            models.Index(
                fields=["endpoint"],
                name="delivery_under_way",
                condition=Q(leased_until__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint", "revision"], name="delivery_of_an_event_is_one"
            ),
            base.codes_check("delivery_state_is_known", state=vocabularies.DeliveryState),
        ]

    def __str__(self) -> str:
        return f"{self.revision_id} to {self.endpoint_id}"


class Attempt(models.Model):
    """One try at a delivery, and what came of it."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveIntegerField()
    attempted_at = models.DateTimeField()
    duration_ms = models.PositiveIntegerField()
    resolved_address = models.CharField(max_length=60, blank=True)
    outcome = base.code_field(vocabularies.AttemptOutcome)
    status = models.PositiveIntegerField(null=True, blank=True)
    answer = models.TextField(blank=True, help_text="At most 4 kB, without control characters")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "number"], name="attempt_number_is_used_once"
            ),
            base.codes_check("attempt_outcome_is_known", outcome=vocabularies.AttemptOutcome),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.outcome}"
