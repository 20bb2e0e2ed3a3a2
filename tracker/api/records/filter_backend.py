"""Filters of lists, as ``tracker.filters`` declares them."""

import dataclasses
import functools
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from tracker import filters
from tracker.api.http import parameters
from tracker.filters import words


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


# What Python's strip() takes for blanks.
_BLANKS = r"\t-\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_Q_SCHEMA = {
    "type": "string",
    "minLength": 1,
    "maxLength": words.MOST_CHARACTERS,
    "pattern": rf"^[^\u0000]*[^\u0000{_BLANKS}][^\u0000]*$",
}
_Q_HELP = (
    'Words in English or Spanish, accents folded; "a phrase", or, and -word to leave out. '
    f"At most {words.MOST_TERMS} terms"
)


def _asked(query: QueryDict) -> str:
    given = parameters.single(query, "q") or ""
    try:
        return words.checked(given)
    except filters.UnknownValue as error:
        raise parameters.invalid([("q", str(error))]) from error


WORDS = parameters.Parameter("q", _Q_HELP, _Q_SCHEMA, _asked, is_required=True)
"""The words of a search. Reading them raises errors.Problem where there are none."""
NARROWING_WORDS = dataclasses.replace(WORDS, is_required=False)
"""The words that narrow a list."""


class WordFilter(BaseFilterBackend):
    """Narrows a list of records to those that hold the words of ``q``."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Any, Any], view: Any
    ) -> QuerySet[Any, Any]:
        """Return the rows that match; all where no words are given.

        Raises errors.Problem for words that cannot be searched for.
        """
        if "q" not in request.query_params:
            return queryset
        return queryset.filter(words.condition(view.record_type, WORDS.of(request.query_params)))


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
