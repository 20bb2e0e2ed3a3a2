"""The page on which one record is merged into another of its type, after what moves was shown."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from typing import Any, Final

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from rest_framework.exceptions import ValidationError

from tracker import editing, models, recording
from tracker.admin import keys, withdrawals
from tracker.admin.forms import fields
from tracker.admin.record_pages import opening
from tracker.serializers import search

_MOST_FOUND: Final = 15
_MOST_ALIKE: Final = 6


def page(admin: ModelAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """Return the page: first others to choose from, then what would move; or merge the two."""
    row = opening.standing(admin, request, key)
    if not admin.has_delete_permission(request, row):
        raise PermissionDenied
    given = request.POST if request.method == "POST" else request.GET
    into = _other(row, given.get("into", ""))
    if request.method == "POST" and into is not None:
        merged = _merged(request, row, into, request.POST.get("reason", "").strip())
        if merged is not None:
            return merged
    query = given.get("q", "").strip()
    context: dict[str, Any] = {
        "title": f"Merge {row}",
        "into": into,
        "query": query,
        "found": _found(admin, request, row, query) if query else [],
        "alike": [] if query else _alike(row),
    }
    if into is not None:
        context |= {
            "moving": editing.moving(row, into),
            "users": withdrawals.users(row),
            "reason": given.get("reason", ""),
        }
    return opening.shown(admin, request, row, "merge", **context)


def _other(row: models.Record, key: str) -> Any:
    """Return the record of the same type with this key, if there is one that stands."""
    return _others(row).filter(pk=keys.primary_key(key)).first()


def _others(row: models.Record) -> Any:
    """Return the other records of the type of ``row`` that stand."""
    rows = models.records_of(row.RECORD_TYPE.value).standing().exclude(pk=row.pk)
    return rows.select_related("identity").defer("body")


def _found(admin: ModelAdmin, request: HttpRequest, row: models.Record, query: str) -> list[Any]:
    """Return others of the type that are searched for, as the list of the type finds them."""
    found, is_doubled = admin.get_search_results(request, _others(row), query)
    return list((found.distinct() if is_doubled else found).order_by("pk")[:_MOST_FOUND])


def _alike(row: models.Record) -> list[Any]:
    """Return others of the type whose names are like one of the record's."""
    record_type = row.RECORD_TYPE.value
    plain = search.folded(row.heading).strip()
    alike = models.NameEntry.objects.suggested(plain, [record_type], _MOST_ALIKE + 1)
    others = [each.record_id for each in alike if each.record_id != row.pk]
    by_key = {found.pk: found for found in _others(row).filter(pk__in=others)}
    return [by_key[key] for key in others if key in by_key]


def _merged(
    request: HttpRequest, row: models.Record, into: models.Record, reason: str
) -> HttpResponse | None:
    """Merge, and return where to go on; None, with what is wrong told, where that cannot be."""
    if not reason:
        messages.error(request, "A merger needs a reason; it is public.")
        return None
    try:
        with recording.change(request.user.get_username(), reason, is_withdrawing=True) as change:
            locked = {each.pk: opening.locked(each) for each in _in_order(row, into)}
            editing.merge(change, locked[row.pk], locked[into.pk], timezone.now())
    except ValidationError as refusal:
        for text in fields.messages(refusal):
            messages.error(request, f"Nothing was merged: {text}")
        return None
    messages.success(request, f"{row} was merged into {into}, and its address leads here.")
    return opening.back(into)


def _in_order(*rows: models.Record) -> list[models.Record]:
    """Return the rows in the one order in which they are locked."""
    return sorted(rows, key=lambda row: row.pk)
