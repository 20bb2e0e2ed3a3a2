"""Records withdrawn at the desk, and restored: what stands in the way of either is shown."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from itertools import islice
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import options
from django.db import models as db
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from rest_framework.exceptions import ValidationError

from tracker import editing, models, recording
from tracker.admin.forms import fields, records


def users(record: models.Record) -> list[SafeString]:
    """Return the first of the records that refer to ``record``, each with the way to its page."""
    return [linked(user) for user in islice(editing.users_of(record), editing.MOST_USERS)]


def linked(record: models.Record) -> SafeString:
    """Return a record's type and title, which lead to its page."""
    page = reverse(f"admin:tracker_{record._meta.model_name}_change", args=[record.pk])
    return format_html('{}: <a href="{}">{}</a>', record.RECORD_TYPE.value, page, record.heading)


class RestoringAdmin(options.BaseModelAdmin):
    """A list of records of which those that are withdrawn can be restored."""

    action_form: Any = records.ReasonForm
    actions: Any = ("restore",)

    @admin.action(description="Restore what was withdrawn, with a reason", permissions=["change"])
    def restore(self, request: HttpRequest, queryset: db.QuerySet[Any]) -> None:
        """Show the selected again."""
        reason = request.POST.get("reason", "").strip()
        if not reason:
            messages.error(request, "A restoration needs a reason.")
            return
        done = sum(restore(request, row, reason) for row in queryset.order_by("pk"))
        messages.success(request, f"Restored {done}.")


def restore(request: HttpRequest, row: models.Record, reason: str) -> bool:
    """Restore a record, and return whether that could be."""
    try:
        with recording.change(request.user.get_username(), reason) as change:
            editing.begin(row)
            rows = type(row)._default_manager.select_related("identity")
            editing.restore(change, rows.get(pk=row.pk))
    except editing.NotRestorable as refusal:
        messages.error(request, f"{row}: {refusal}")
        for record in refusal.missing:
            messages.error(request, linked(record))
        return False
    except ValidationError as refusal:
        for text in fields.messages(refusal):
            messages.error(request, f"{row}: {text}")
        return False
    return True
