"""How the pages of one record begin: the record is found, the account may, the page is shown."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from tracker import editing, models
from tracker.admin import keys


def record(admin: ModelAdmin, request: HttpRequest, key: str) -> Any:
    """Return the record with this key, which the account may look at.

    Raises Http404 where there is none, PermissionDenied where it may not be changed.
    """
    rows: Any = admin.model._default_manager.select_related("identity").defer("body")
    row = rows.filter(pk=keys.primary_key(key)).first()
    if row is None:
        raise Http404
    if not admin.has_change_permission(request):
        raise PermissionDenied
    return row


def standing(admin: ModelAdmin, request: HttpRequest, key: str) -> Any:
    """Return the record with this key, which is not withdrawn; raises as ``record`` does."""
    row = record(admin, request, key)
    if row.is_withdrawn:
        raise Http404
    return row


def locked(row: models.Record) -> Any:
    """Return the row as it is now stored, locked to the end of the transaction."""
    editing.begin(row)
    return type(row)._default_manager.select_related("identity").get(pk=row.pk)


def address(row: models.Record, page: str = "change") -> str:
    """Return the address of a page of a record."""
    return reverse(f"admin:tracker_{row._meta.model_name}_{page}", args=[row.pk])


def back(row: models.Record) -> HttpResponse:
    """Return to the page of the record's fields."""
    return HttpResponseRedirect(address(row))


def shown(
    admin: ModelAdmin, request: HttpRequest, row: models.Record, page: str, **context: Any
) -> HttpResponse:
    """Return the page of this name about a record."""
    shared = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "record": row,
        "record_page": address(row),
    }
    return TemplateResponse(request, f"tracker/desk/{page}.html", {**shared, **context})
