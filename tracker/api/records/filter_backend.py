"""Filters of lists, as ``tracker.filters`` declares them."""

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

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Return how the OpenAPI document describes the filters of this list."""
        return [described(parameter) for parameter in filters.PARAMETERS[view.record_type].values()]


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


def described(parameter: filters.Parameter) -> dict[str, Any]:
    """Return how the OpenAPI document describes a filter."""
    value = dict(parameter.schema)
    if parameter.is_single:
        return parameters.schema(parameter.name, parameter.help, **value)
    described = parameters.schema(
        parameter.name,
        parameter.help,
        type="array",
        items=value,
        minItems=1,
        maxItems=filters.MOST_VALUES,
    )
    return {**described, "explode": True}
