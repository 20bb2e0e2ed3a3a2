"""The page on which a withdrawn record is restored, with what stands in the way of that."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse

from tracker import models
from tracker.admin import withdrawals
from tracker.admin.record_pages import opening


def page(admin: ModelAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """Return the page; or restore the record, and return to it."""
    row = opening.record(admin, request, key)
    if not row.is_withdrawn:
        raise Http404
    reason = request.POST.get("reason", "").strip()
    if request.method == "POST":
        if not reason:
            messages.error(request, "A restoration needs a reason.")
        elif withdrawals.restore(request, row, reason):
            messages.success(request, "It is public again, at its address.")
            return opening.back(row)
    withdrawn = models.Revision.objects.filter(record=row.pk, is_withdrawal=True)
    return opening.shown(
        admin,
        request,
        row,
        "restore",
        title=f"Restore {row}",
        why=withdrawn.order_by("sequence").last(),
        merged_into=row.identity.merged_into,
    )
