"""What is to be delivered to whom, and every attempt made."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.postgres.functions import RandomUUID
from django.db import connection, models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now

from tracker import vocabularies
from tracker.models import base, leases
from tracker.models.ledger import Revision
from tracker.models.webhooks import WebhookEndpoint

# The ORM has no LATERAL, without which each claim would rank all that waits. Of an endpoint with
# a limit, what is under way and what was sent in the last minute is taken off it.
_STARTABLE = """
    SELECT startable.id FROM tracker_webhookendpoint AS endpoint CROSS JOIN LATERAL (
        SELECT count(*) AS number FROM tracker_delivery
        WHERE endpoint_id = endpoint.id AND leased_until IS NOT NULL
    ) AS under_way CROSS JOIN LATERAL (
        SELECT id FROM tracker_delivery
        WHERE endpoint_id = endpoint.id AND state = 'waiting' AND leased_until IS NULL
            AND next_attempt_at <= statement_timestamp()
        ORDER BY next_attempt_at, id
        LIMIT greatest(0, least(%s - under_way.number, CASE
            WHEN endpoint.most_per_minute IS NOT NULL
            THEN endpoint.most_per_minute - under_way.number - (
                SELECT count(*) FROM tracker_delivery
                WHERE endpoint_id = endpoint.id AND leased_until IS NULL
                    AND last_attempt_at > statement_timestamp() - interval '1 minute'
            )
        END))
    ) AS startable WHERE endpoint.state = 'enabled'
    UNION ALL SELECT id FROM tracker_delivery
    WHERE state = 'waiting' AND sample_type <> '' AND leased_until IS NULL
        AND next_attempt_at <= statement_timestamp()
"""

# One statement, however many arrived at the same time.
_ARRIVED = """
    UPDATE tracker_delivery SET state = 'delivered', delivered_at = statement_timestamp(),
        attempts_made = attempts_made + 1, last_attempt_at = attempted_at, leased_until = NULL
    FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[]) AS found (key, token, attempted_at)
    WHERE id = key AND lease_token = token AND leased_until IS NOT NULL
    RETURNING id, lease_token
"""


class DeliveryQuerySet(leases.LeaseQuerySet["Delivery"]):
    """Queries over deliveries by what is left to do."""

    def at_rest(self) -> "DeliveryQuerySet":
        """Return what waits for an attempt and is not under way."""
        waiting = vocabularies.DeliveryState.WAITING
        return self.filter(state=waiting, leased_until__isnull=True)

    def startable(self, per_endpoint: int) -> "DeliveryQuerySet":
        """Return what may be sent at once, the longest due first.

        No endpoint has more than ``per_endpoint`` of these and of those under way together, nor
        more in a minute than it allows. What is due is due by the database's clock. A sample is
        sent whatever the state of its endpoint is.
        """
        startable = RawSQL(_STARTABLE, [per_endpoint])  # noqa: S611 - no text from outside
        # Whether it is at rest is asked again of the row once it is locked, which the subquery
        # is not.
        return self.at_rest().filter(pk__in=startable).order_by("next_attempt_at", "pk")

    def sendable(self) -> "DeliveryQuerySet":
        """Return what waits for an attempt, now or later, that can be made as things stand.

        What waits for an endpoint that is paused or disabled is kept and not tried.
        """
        return self.filter(
            Q(endpoint__state=vocabularies.EndpointState.ENABLED) | ~Q(sample_type=""),
            state=vocabularies.DeliveryState.WAITING,
        )

    def lapsed(self) -> "DeliveryQuerySet":
        """Return those whose sender let the lease run out without a result."""
        return self.filter(leased_until__lt=Now())

    def put_off_at(self, endpoints: "models.QuerySet[WebhookEndpoint]") -> "DeliveryQuerySet":
        """Return what waits for its next attempt at any of ``endpoints``."""
        return self.at_rest().filter(endpoint__in=endpoints, next_attempt_at__gt=Now())

    def arrived(self, found: "Sequence[tuple[Delivery, datetime]]") -> set[tuple[int, int]]:
        """Have those that are still held be delivered, and return their keys and lease tokens.

        ``found`` are deliveries as they were claimed, with the time of their attempt.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                _ARRIVED,
                [
                    [delivery.pk for delivery, _ in found],
                    [delivery.lease_token for delivery, _ in found],
                    [attempted_at for _, attempted_at in found],
                ],
            )
            return set(cursor.fetchall())

    def send_anew(self) -> int:
        """Have these be due now, and return how many; what was over begins as if never sent."""
        waiting = vocabularies.DeliveryState.WAITING
        return self.update(
            earlier_attempts=models.Case(
                models.When(state=waiting, then=models.F("earlier_attempts")),
                default=models.F("attempts_made"),
            ),
            state=waiting,
            next_attempt_at=Now(),
        )

    def erase(self, endpoint: WebhookEndpoint) -> None:
        """Delete all that was or is to be sent to ``endpoint``, with the attempts made."""
        # By itself Django would fetch every row first.
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM tracker_attempt USING tracker_delivery AS delivery "
                "WHERE delivery_id = delivery.id AND endpoint_id = %s",
                [endpoint.pk],
            )
            cursor.execute("DELETE FROM tracker_delivery WHERE endpoint_id = %s", [endpoint.pk])


class Delivery(leases.Leased):
    """One event or sample for one endpoint, until it has arrived or all attempts are used up."""

    public_id = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    endpoint = models.ForeignKey(
        WebhookEndpoint, on_delete=models.CASCADE, related_name="deliveries"
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="deliveries", null=True, blank=True
    )
    sample_type = models.CharField(
        max_length=60, blank=True, help_text="Of a message that is no event: a ping or an example"
    )
    sample = models.BinaryField(default=b"", help_text="The bytes of such a message")
    state = base.code_field(vocabularies.DeliveryState, default=vocabularies.DeliveryState.WAITING)
    attempts_made = models.PositiveIntegerField(default=0)
    earlier_attempts = models.PositiveIntegerField(
        default=0, help_text="Those made before it was last to be sent anew, as if none had been"
    )
    next_attempt_at = models.DateTimeField()
    last_attempt_at = models.DateTimeField(null=True, blank=True)
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
            models.Index(
                fields=["next_attempt_at"],
                name="delivery_sample_waiting",
                condition=Q(state=vocabularies.DeliveryState.WAITING) & ~Q(sample_type=""),
            ),
            models.Index(fields=["endpoint", "last_attempt_at"], name="delivery_by_last_attempt"),
            models.Index(fields=["endpoint", "-id"], name="delivery_by_endpoint"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint", "revision"], name="delivery_of_an_event_is_one"
            ),
            base.codes_check("delivery_state_is_known", state=vocabularies.DeliveryState),
            models.CheckConstraint(
                name="delivery_carries_an_event_or_a_sample",
                condition=Q(revision__isnull=False, sample_type="")
                | (Q(revision__isnull=True) & ~Q(sample_type="")),
            ),
            models.CheckConstraint(
                name="delivery_was_attempted_as_often_before",
                condition=Q(earlier_attempts__lte=models.F("attempts_made")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision_id or self.sample_type} to {self.endpoint_id}"

    @property
    def event_type(self) -> str:
        """What the message is called."""
        return self.revision.event_type if self.revision else self.sample_type

    @property
    def is_sample(self) -> bool:
        """Whether it is a ping or an example, and no event."""
        return bool(self.sample_type)

    @property
    def message(self) -> bytes:
        """The bytes that are sent, the same at each attempt."""
        return bytes(self.revision.envelope if self.revision else self.sample)


class Attempt(models.Model):
    """One try at a delivery, and its outcome."""

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
