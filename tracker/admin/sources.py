"""Sources and documents; what was read of them, and what was handed in, to look at only."""

from typing import Any

from django.contrib import admin
from django.db import models as db
from django.http import HttpRequest
from django.utils.safestring import SafeString

from tracker import models
from tracker.admin import reading
from tracker.admin.base import NounAdmin
from tracker.admin.site import desk


@admin.register(models.Source, site=desk)
class SourceAdmin(NounAdmin):
    """Sources."""

    list_display = ("__str__", "type", "tier", "is_text_public", "is_public", "changed_at")
    list_filter = ("tier", "type", *NounAdmin.list_filter)
    search_fields = ("name", "url", "record__slug")


@admin.register(models.Document, site=desk)
class DocumentAdmin(NounAdmin):
    """Documents."""

    list_display = ("__str__", "outlet", "language", "published_at", "is_public")
    list_filter = ("language", "text_kind", *NounAdmin.list_filter)
    search_fields = ("title", "outlet", "url", "record__slug")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: a document comes with its text, by the API or a source."""
        del request
        return False


@admin.register(models.Snapshot, site=desk)
class SnapshotAdmin(reading.ReadOnlyAdmin):
    """Versions of texts."""

    list_display = ("document", "number", "fetched_at", "drift", "flagged_at")
    list_filter = ("drift", ("flagged_at", admin.EmptyFieldListFilter))
    ordering = ("-fetched_at", "-pk")
    search_fields = ("document__title", "document__record__slug")

    def get_queryset(self, request: HttpRequest) -> db.QuerySet[Any]:
        """Return the rows with what names them."""
        return super().get_queryset(request).select_related("document__record")


@admin.register(models.Submission, site=desk)
class SubmissionAdmin(reading.ReadOnlyAdmin):
    """Articles handed in."""

    list_display = ("slug", "actor", "state", "document", "submitted_at", "attempts")
    list_filter = ("state",)
    list_select_related = ("document__record",)
    ordering = ("-submitted_at", "-pk")
    search_fields = ("slug", "actor")
    exclude = ("payload",)
    readonly_fields = ("handed_in",)

    @admin.display(description="as handed in")
    def handed_in(self, submission: models.Submission) -> SafeString:
        """Return what was handed in, a line for each member."""
        return reading.pretty(submission.payload)


@admin.register(models.Rereading, site=desk)
class RereadingAdmin(reading.ReadOnlyAdmin):
    """Stored articles that are read again."""

    list_display = (
        "__str__",
        "since",
        "documents",
        "documents_read",
        "developments",
        "requested_at",
        "finished_at",
    )
    list_filter = (("finished_at", admin.EmptyFieldListFilter),)
    list_select_related = ("commitment",)
    ordering = ("-pk",)
    search_fields = ("commitment__record__slug", "actor")
