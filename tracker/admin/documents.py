"""Documents with their versions, what changed in each, and when their pages are read again."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import admin
from django.db import models as db
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tracker import models
from tracker.admin import reading
from tracker.admin.base import RecordAdmin
from tracker.admin.site import desk
from tracker.comparison import differences

_MOST_VERSIONS = 20
_ELEMENTS = {"deleted": "<del>{}</del>", "inserted": "<ins>{}</ins>", "equal": "{}"}


@admin.register(models.Document, site=desk)
class DocumentAdmin(RecordAdmin):
    """Documents, which quote nothing and are never merged."""

    pages: ClassVar[Any] = {}
    list_display = ("__str__", "outlet", "language", "published_at", "is_available", "is_public")
    list_filter = ("language", "text_kind", "is_available", *RecordAdmin.list_filter)
    search_fields = ("title", "outlet", "url", "identity__slug")
    about = ("versions", "copies", "is_available", "read_again", *RecordAdmin.about)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: a document comes with its text, by the API or a source."""
        return False

    @admin.display(description="versions")
    def versions(self, document: models.Document) -> SafeString:
        """Return the latest versions of its text, each with what changed in it."""
        rows = document.snapshots.order_by("-number")[:_MOST_VERSIONS]
        return format_html_join(
            "",
            '<details><summary><a href="{}">{}</a>, {}, {}, {} of the sentences</summary>{}'
            "</details>",
            (
                (
                    reverse("admin:tracker_snapshot_change", args=[row.pk]),
                    row.number,
                    f"{row.fetched_at:%Y-%m-%d %H:%M}",
                    row.drift,
                    f"{row.significance:.0%}",
                    changes(row),
                )
                for row in rows
            ),
        )

    @admin.display(description="copies of the same story")
    def copies(self, document: models.Document) -> SafeString:
        """Return the documents that carry the same report."""
        if document.story is None:
            return SafeString("–")
        others = models.Document.objects.filter(story=document.story).exclude(pk=document.pk)
        return format_html_join(
            "",
            '<div><a href="{}">{}: {}</a></div>',
            (
                (
                    reverse("admin:tracker_document_change", args=[row.pk]),
                    row.outlet,
                    row.heading,
                )
                for row in others.select_related("identity").order_by("pk")
            ),
        )

    @admin.display(description="read again")
    def read_again(self, document: models.Document) -> SafeString:
        """Return when its page is read again, and what is suspected."""
        recheck = models.Recheck.objects.filter(document=document).first()
        if recheck is None:
            return SafeString("–")
        address = reverse("admin:tracker_recheck_change", args=[recheck.pk])
        when = f"{recheck.next_check_at:%Y-%m-%d %H:%M}" if recheck.next_check_at else "no more"
        return format_html('<a href="{}">{}</a> {}', address, when, recheck.detail)


class ReadingFilter(admin.SimpleListFilter):
    """Whether a version was read for developments, waits for it, or could not be."""

    title = "reading for developments"
    parameter_name = "reading"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("read", "Read"), ("waiting", "Waiting"), ("aside", "Set aside")]

    def queryset(
        self, request: HttpRequest, queryset: db.QuerySet[models.Snapshot]
    ) -> db.QuerySet[models.Snapshot]:
        rows = models.Snapshot.objects
        keys = {
            "read": rows.filter(flagged_at__isnull=False),
            "waiting": rows.unflagged(),
            "aside": rows.set_aside(),
        }
        wanted = keys.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(pk__in=wanted.order_by())


@admin.register(models.Snapshot, site=desk)
class SnapshotAdmin(reading.RetriedAdmin):
    """Versions of texts."""

    list_display = (
        *("document", "number", "fetched_at", "drift", "significance", "flagged_at", "attempts"),
        "why_unread",
    )
    list_filter = (ReadingFilter, "drift")
    ordering = ("-fetched_at", "-pk")
    search_fields = ("document__title", "document__identity__slug")
    readonly_fields = ("what_changed",)

    def get_queryset(self, request: HttpRequest) -> db.QuerySet[Any]:
        return super().get_queryset(request).select_related("document__identity")

    @admin.display(description="trouble")
    def why_unread(self, snapshot: models.Snapshot) -> str:
        """Return why it could not be read for developments, or what of it was not."""
        return snapshot.why_unread

    @admin.display(description="what changed")
    def what_changed(self, snapshot: models.Snapshot) -> SafeString:
        """Return what changed against the version before."""
        return changes(snapshot)


@admin.register(models.Recheck, site=desk)
class RecheckAdmin(reading.ReadOnlyAdmin):
    """Pages that are read again."""

    list_display = (
        *("document", "next_check_at", "last_checked_at"),
        *("pending_since", "failures", "detail"),
    )
    list_filter = (("pending_since", admin.EmptyFieldListFilter),)
    list_select_related = ("document__identity",)
    ordering = ("next_check_at", "pk")
    search_fields = ("document__title", "document__identity__slug")


def changes(snapshot: models.Snapshot) -> SafeString:
    """Return what changed in a version against the one before, words struck out or underlined."""
    before = snapshot.document.snapshots.filter(number=snapshot.number - 1).first()
    if before is None or before.text == snapshot.text:
        return SafeString("–")
    changed = models.compared(before, snapshot).changes
    return format_html_join(
        "", "<p>{}</p>", ((_shown(one, before.text, snapshot.text),) for one in changed)
    )


def _shown(difference: differences.Difference, before: str, after: str) -> SafeString:
    return format_html_join("", "{}", ((run,) for run in _runs(difference, before, after)))


def _runs(difference: differences.Difference, before: str, after: str) -> Iterator[SafeString]:
    if difference.words:
        for words in difference.words:
            yield format_html(_ELEMENTS[words.change], words.text)
        return
    for change, text in (
        ("deleted", before[slice(*difference.before)]),
        ("inserted", after[slice(*difference.after)]),
    ):
        if text:
            yield format_html(_ELEMENTS[change], text)
