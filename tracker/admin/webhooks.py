"""Subscriptions and what was sent, to look at only; secrets are shown nowhere."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from django.contrib import admin

from tracker import models
from tracker.admin import reading
from tracker.admin.site import desk


@admin.register(models.WebhookEndpoint, site=desk)
class WebhookEndpointAdmin(reading.ReadOnlyAdmin):
    """Endpoints."""

    list_display = ("url", "owner", "state", "failures", "failing_since", "created_at")
    list_filter = ("state",)
    list_select_related = ("owner",)
    search_fields = ("url", "slug", "owner__username")


class AttemptInline(admin.TabularInline):
    """Every try at a delivery."""

    model = models.Attempt
    extra = 0
    can_delete = False


@admin.register(models.Delivery, site=desk)
class DeliveryAdmin(reading.ReadOnlyAdmin):
    """Deliveries."""

    inlines = (AttemptInline,)
    list_display = ("revision", "endpoint", "state", "attempts_made", "next_attempt_at")
    list_filter = ("state",)
    list_select_related = ("revision", "endpoint")
    ordering = ("-pk",)
    raw_id_fields = ("revision",)


@admin.register(models.Attempt, site=desk)
class AttemptAdmin(reading.ReadOnlyAdmin):
    """Attempts."""

    list_display = ("delivery", "number", "outcome", "status", "duration_ms", "attempted_at")
    list_filter = ("outcome",)
    list_select_related = ("delivery",)
    ordering = ("-attempted_at", "-pk")
