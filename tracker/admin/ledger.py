"""The ledger, to look at only."""

from typing import Any

import orjson
from django.contrib import admin
from django.db import models as db
from django.http import HttpRequest
from django.utils.safestring import SafeString

from tracker import models
from tracker.admin import reading
from tracker.admin.site import desk


@admin.register(models.Revision, site=desk)
class RevisionAdmin(reading.ReadOnlyAdmin):
    """Public versions of records."""

    list_display = ("sequence", "event_type", "record", "version", "actor", "published_at")
    list_filter = ("event_type", "is_withdrawal")
    list_select_related = ("record",)
    ordering = ("-sequence",)
    search_fields = ("=record__slug", "=actor")
    fields = (
        *("sequence", "event_type", "record", "version", "actor", "reason", "published_at"),
        *("superseded_at", "fanned_out_at", "content_hash", "changes", "content"),
    )

    def get_queryset(self, request: HttpRequest) -> db.QuerySet[Any]:
        return super().get_queryset(request).defer("body", "envelope", "facets", "changed")

    @admin.display(description="changed, from")
    def changes(self, revision: models.Revision) -> SafeString:
        """Return the values before."""
        return reading.pretty(revision.changed)

    @admin.display(description="body")
    def content(self, revision: models.Revision) -> SafeString:
        """Return the body, a line for each member."""
        return reading.pretty(orjson.loads(bytes(revision.body)))
