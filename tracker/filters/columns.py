"""Lookups through other tables as lookups on columns of the row itself.

A list is read from an index that holds these columns, newest first: rare values and frequent ones
alike cost no more than reading that index once, and a join gives no row twice.
"""

from typing import Any

from django.db.models import Q

from tracker import models


def own(model: type[models.Record], condition: Q) -> Q:
    """Return the same condition, each lookup that leads away being a subquery of its own.

    Two lookups on related rows need not be satisfied by one and the same of these.
    """
    parts = (_own(model, part) for part in condition.children)
    found = Q(*parts, _connector=condition.connector)
    return ~found if condition.negated else found


def _own(model: type[models.Record], part: Any) -> Any:
    """Return a part of a condition, which is a lookup, an expression, or a condition itself."""
    if isinstance(part, Q):
        return own(model, part)
    if not isinstance(part, tuple) or not _leads_away(model, part[0]):
        return part
    lookup, value = part
    column, _, further = lookup.partition("__")
    field: Any = model._meta.get_field(column)
    if field.one_to_many or field.many_to_many:
        return Q(pk__in=model._default_manager.filter(**{lookup: value}).values("pk"))
    rows = field.related_model._default_manager.filter(**{further: value})
    if field.primary_key:
        # Slugs are found by type and slug.
        rows = rows.filter(type=model.RECORD_TYPE)
    return Q(**{f"{column}__in": rows.values("pk")})


def _leads_away(model: type[models.Record], lookup: str) -> bool:
    """Return whether a lookup needs more than the row: a column of another, or several rows."""
    column, _, further = lookup.partition("__")
    if column == "pk":
        return False
    field: Any = model._meta.get_field(column)
    if not field.is_relation:
        return False
    is_many = field.one_to_many or field.many_to_many
    return is_many or further not in {"in", "exact", "isnull", ""}
