"""Subscriptions: where events are sent, what is wanted there, and the secrets that sign."""

from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from tracker import vocabularies
from tracker.models import base, followers


class WebhookEndpointQuerySet(models.QuerySet["WebhookEndpoint"]):
    """Queries over endpoints by their state."""

    def subscribed(self) -> Self:
        """Return those for which deliveries are kept, though some may not be sent to now."""
        return self.filter(answered_at__isnull=False)


class WebhookEndpoint(models.Model):
    """An address that a subscriber wants events sent to."""

    slug = models.CharField(max_length=40, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="webhook_endpoints",
        null=True,
        blank=True,
    )
    follower = models.ForeignKey(
        followers.Follower,
        on_delete=models.CASCADE,
        related_name="webhook_endpoints",
        null=True,
        blank=True,
        help_text="Whose it is where it is no account's",
    )
    url = models.CharField(max_length=2000)
    format = base.code_field(
        vocabularies.EndpointFormat, default=vocabularies.EndpointFormat.STANDARD
    )
    language = base.code_field(
        vocabularies.MailLanguage,
        default=vocabularies.MailLanguage.EN,
        help_text="Of messages in chat",
    )
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
    has_public_key = models.BooleanField(
        default=False, help_text="Whether an ed25519 key signs too, for whoever must not sign"
    )
    headers = models.BinaryField(
        default=b"", editable=False, help_text="Sent with each delivery; encrypted"
    )
    header_names = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, editable=False
    )
    most_per_minute = models.PositiveIntegerField(
        null=True, blank=True, help_text="Deliveries sent in a minute at most; empty: as they come"
    )
    answered_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="When it last answered a challenge; once it has, its events are kept",
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
            base.codes_check("webhook_endpoint_state_is_known", state=vocabularies.EndpointState),
            base.codes_check(
                "webhook_endpoint_codes_are_known",
                format=vocabularies.EndpointFormat,
                language=vocabularies.MailLanguage,
            ),
            followers.has_one_owner("webhook_endpoint_has_one_owner"),
            models.CheckConstraint(
                name="webhook_endpoint_answered_before_it_is_sent_to",
                condition=Q(state=vocabularies.EndpointState.PENDING)
                | Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.shown_url

    @property
    def is_chat(self) -> bool:
        """Whether it is a channel in chat, whose address is itself the secret."""
        return bool(self.format != vocabularies.EndpointFormat.STANDARD)

    @property
    def shown_url(self) -> str:
        """Its address, as others than its owner may read it."""
        if not self.is_chat:
            return self.url
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.hostname}/…"

    @property
    def belongs_to(self) -> followers.Owner:
        """The account or the address that it belongs to."""
        owner = self.owner or self.follower
        if owner is None:
            raise ValueError(f"endpoint {self.slug} belongs to nobody")
        return owner


class WebhookSecretQuerySet(models.QuerySet["WebhookSecret"]):
    """Queries over secrets by whether they still sign."""

    def live(self) -> Self:
        """Return those that sign at present, by the database's clock, the newest first."""
        return self.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=Now()))


class WebhookSecret(models.Model):
    """A signing secret, encrypted; all that have not expired sign."""

    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="secrets")
    ciphertext = models.BinaryField()
    public_key = models.CharField(
        max_length=60, blank=True, help_text="Of a key that signs as v1a; empty for a shared secret"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = WebhookSecretQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"secret of {self.endpoint_id}"
