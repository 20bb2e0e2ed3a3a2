"""Saved searches and the mails that were sent of them, to look at only."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from django.contrib import admin

from tracker import models
from tracker.admin import reading
from tracker.admin.site import desk


class SearchMailInline(admin.TabularInline):
    """What was mailed."""

    model = models.SearchMail
    fields = ("sent_at", "last_sequence", "message_id")
    extra = 0
    can_delete = False


@admin.register(models.SavedSearch, site=desk)
class SavedSearchAdmin(reading.ReadOnlyAdmin):
    """Saved searches."""

    inlines = (SearchMailInline,)
    list_display = (
        "title",
        "email",
        "owner",
        "follower",
        "state",
        "frequency",
        "due_at",
        "failures",
    )
    list_filter = ("state", "frequency", "language")
    list_select_related = ("owner", "follower")
    search_fields = ("title", "email", "slug", "owner__username")
