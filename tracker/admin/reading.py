"""What is only to be looked at: rows that the service writes, quotes, and JSON."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

import json
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db import models as db
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tracker import models


def quoted(citation: models.Citation) -> SafeString:
    """Return a quote in its context, with who speaks, what it supports and where it stands."""
    document = citation.snapshot.document
    passage = getattr(citation, "passage", None)
    return format_html(
        '<blockquote class="stored-quote">…{}<mark>{}</mark>{}…'
        '<br><small>{}{}, <a href="{}">{}</a>, version {}</small></blockquote>',
        citation.prefix,
        citation.exact,
        citation.suffix,
        "".join(
            f"{each}: " for each in (citation.supports, passage and passage.speaker_name) if each
        ),
        document.outlet,
        f"/v1/documents/{document.slug}",
        document.heading,
        citation.snapshot.number,
    )


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that only the service itself writes."""

    class Media:
        css: ClassVar[Any] = {"all": ("tracker/desk.css",)}

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def pretty(value: Any) -> SafeString:
    """Return JSON with a line for each member, as it can be read on a page."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return format_html('<pre class="stored-json">{}</pre>', text)


class RetriedAdmin(ReadOnlyAdmin):
    """Rows that can be tried again where they failed, by people who may change what they make."""

    actions = ("try_again",)

    def has_try_again_permission(self, request: HttpRequest) -> bool:
        """Return whether they may change documents."""
        return request.user.has_perm("tracker.change_document")

    @admin.action(description="Try again", permissions=["try_again"])
    def try_again(self, request: HttpRequest, queryset: db.QuerySet[Any]) -> None:
        """Have those of the selected be read that failed."""
        chosen: Any = self.model._default_manager.filter(pk__in=queryset.values("pk"))
        messages.success(request, f"{chosen.try_again()} are tried again.")
