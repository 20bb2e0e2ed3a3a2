"""Filters of lists, as ``tracker.filters`` declares them."""

import functools
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from tracker import filters
from tracker.api.http import parameters


class ParameterFilter(BaseFilterBackend):
    """Narrows a list of records to what the address asks for."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Any, Any], view: Any
    ) -> QuerySet[Any, Any]:
        """Return the rows that satisfy every parameter, each once.

        Raises errors.Problem naming each parameter whose values it cannot have.
        """
        asked = of(request.query_params, view.record_type)
        return queryset.filter(filters.condition(view.record_type, asked))


@functools.cache
def parameters_of(record_type: str) -> tuple[parameters.Parameter[Any], ...]:
    """Return the filters of lists of this type of record."""
    return tuple(parameter(known) for known in filters.PARAMETERS[record_type].values())


def parameter(known: filters.Parameter) -> parameters.Parameter[list[str]]:
    """Return a filter as a query parameter."""
    several = {
        "type": "array",
        "items": dict(known.schema),
        "minItems": 1,
        "maxItems": filters.MOST_VALUES,
    }
    return parameters.Parameter(
        known.name,
        known.help,
        known.schema if known.is_single else several,
        lambda query: list(known.checked(query.getlist(known.name))),
        details=None if known.is_single else {"explode": True},
    )


def of(query: QueryDict, record_type: str) -> dict[str, list[str]]:
    """Return what ``query`` asks of a list of records of this type, each value once.

    Raises errors.Problem naming each parameter whose values it cannot have.
    """
    known = filters.PARAMETERS[record_type]
    asked = {name: list(dict.fromkeys(query.getlist(name))) for name in query if name in known}
    wrong = []
    for name, values in asked.items():
        try:
            known[name].checked(query.getlist(name))
        except filters.UnknownValue as error:
            hint = "" if known[name].is_single else parameters.several(name, values)
            wrong.append((name, f"{error}{hint}"))
    if wrong:
        raise parameters.invalid(wrong)
    return asked
