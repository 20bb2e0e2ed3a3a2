"""Subscriptions and what was sent: looked at, stopped and sent anew; secrets are shown nowhere."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from collections.abc import Callable
from typing import Any

import orjson
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from tracker import models, vocabularies
from tracker.admin import reading
from tracker.admin.site import desk
from tracker.webhooks import endpoints, pinging, resending, results


class SteeredAdmin(reading.ReadOnlyAdmin):
    """Rows that the service writes, and whose course a person may change."""

    def has_steer_permission(self, request: HttpRequest) -> bool:
        """Return whether the account may change rows of this sort, as far as actions do."""
        return request.user.has_perm(f"tracker.change_{self.opts.model_name}")

    def steer(
        self, request: HttpRequest, rows: QuerySet[Any], done: str, act: Callable[[Any], object]
    ) -> None:
        """Do ``act`` to each row under its lock, and say how often it was done, or why not."""
        count = 0
        for key in rows.values_list("pk", flat=True):
            try:
                with transaction.atomic():
                    act(self.model._default_manager.select_for_update(of=("self",)).get(pk=key))
            except models.WrongStateError as error:
                messages.error(request, f"{key}: {error}")
            else:
                count += 1
        messages.success(request, f"{done}: {count}.")


@admin.register(models.WebhookEndpoint, site=desk)
class WebhookEndpointAdmin(SteeredAdmin):
    """Endpoints."""

    actions = ("pause", "resume", "disable", "ping")
    list_display = (
        "shown_url",
        "format",
        "owner",
        "follower",
        "state",
        "failures",
        "failing_since",
        "created_at",
    )
    list_filter = ("state", "format", "has_backfill", "has_public_key")
    list_select_related = ("owner", "follower")
    ordering = ("-pk",)
    search_fields = ("url", "slug", "owner__username", "follower__email")
    fields = (
        *(
            "slug",
            "owner",
            "follower",
            "shown_url",
            "format",
            "language",
            "description",
            "state",
            "event_types",
            "asked",
        ),
        *("has_backfill", "has_public_key", "header_names", "most_per_minute", "signs"),
        *("answered_at", "failures", "failing_since", "created_at"),
    )
    readonly_fields = (
        "shown_url",
        "asked",
        "header_names",
        "signs",
        "answered_at",
        "failures",
        "failing_since",
    )

    @admin.display(description="filters")
    def asked(self, endpoint: models.WebhookEndpoint) -> SafeString:
        """Return what an event has to satisfy."""
        return reading.pretty(endpoint.filters)

    @admin.display(description="secrets that sign")
    def signs(self, endpoint: models.WebhookEndpoint) -> str:
        """Return how many secrets sign, and none of them."""
        return str(endpoint.secrets.live().count())

    @admin.action(description="Pause", permissions=["steer"])
    def pause(self, request: HttpRequest, queryset: QuerySet[models.WebhookEndpoint]) -> None:
        """Send nothing more for now."""
        self.steer(request, queryset, "Paused", endpoints.pause)

    @admin.action(description="Resume", permissions=["steer"])
    def resume(self, request: HttpRequest, queryset: QuerySet[models.WebhookEndpoint]) -> None:
        """Send again, first what was kept."""
        self.steer(request, queryset, "Resumed", endpoints.resume)

    @admin.action(description="Disable", permissions=["steer"])
    def disable(self, request: HttpRequest, queryset: QuerySet[models.WebhookEndpoint]) -> None:
        """Send nothing more until their owners, who are told, resume them."""
        self.steer(request, queryset, "Disabled", _disable)

    @admin.action(description="Ping", permissions=["steer"])
    def ping(self, request: HttpRequest, queryset: QuerySet[models.WebhookEndpoint]) -> None:
        """Have each be pinged soon; what comes of it stands among its deliveries."""
        now = timezone.now()
        self.steer(request, queryset, "To be pinged", lambda row: pinging.challenge(row, now))


def _disable(endpoint: models.WebhookEndpoint) -> None:
    if endpoint.state != vocabularies.EndpointState.ENABLED:
        raise models.WrongStateError("It is not enabled.")
    results.disable(endpoint.pk)


class AttemptInline(admin.TabularInline):
    """Every try at a delivery."""

    model = models.Attempt
    extra = 0
    can_delete = False


@admin.register(models.Delivery, site=desk)
class DeliveryAdmin(SteeredAdmin):
    """Deliveries."""

    actions = ("redeliver",)
    inlines = (AttemptInline,)
    list_display = ("named", "endpoint", "state", "attempts_made", "next_attempt_at", "created_at")
    list_filter = ("state", ("sample_type", admin.EmptyFieldListFilter), "endpoint__state")
    list_select_related = ("revision", "endpoint")
    ordering = ("-pk",)
    search_fields = ("endpoint__slug", "endpoint__url", "revision__event_type", "sample_type")
    fields = (
        *("public_id", "endpoint", "named", "state", "attempts_made", "earlier_attempts"),
        *("next_attempt_at", "last_attempt_at", "delivered_at", "created_at", "shown_message"),
    )
    readonly_fields = ("public_id", "named", "shown_message")

    @admin.display(description="message", ordering="revision")
    def named(self, delivery: models.Delivery) -> str:
        """Return the event with its sequence, or the sample."""
        return str(delivery.revision or delivery.sample_type)

    @admin.display(description="what is sent")
    def shown_message(self, delivery: models.Delivery) -> SafeString:
        """Return the message."""
        return reading.pretty(orjson.loads(delivery.message))

    @admin.action(description="Send anew", permissions=["steer"])
    def redeliver(self, request: HttpRequest, queryset: QuerySet[models.Delivery]) -> None:
        """Send the selected as soon as may be, under their former ids."""
        self.steer(request, queryset, "To be sent anew", resending.redeliver)


@admin.register(models.Attempt, site=desk)
class AttemptAdmin(reading.ReadOnlyAdmin):
    """Attempts."""

    list_display = ("delivery", "number", "outcome", "status", "duration_ms", "attempted_at")
    list_filter = ("outcome",)
    list_select_related = ("delivery",)
    ordering = ("-attempted_at", "-pk")


@admin.register(models.Replay, site=desk)
class ReplayAdmin(reading.ReadOnlyAdmin):
    """Requests to be sent everything anew."""

    list_display = ("endpoint", "after", "until", "last_sequence", "deliveries", "finished_at")
    list_filter = (("finished_at", admin.EmptyFieldListFilter),)
    list_select_related = ("endpoint",)
    ordering = ("-pk",)
