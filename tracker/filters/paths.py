"""How facets are asked in SQL: predicates of jsonpath, put together and made a condition."""

from collections.abc import Iterable

import orjson
from django.db.models import BooleanField, F, Func, Q, TextField, Value

NEVER = "(1 == 0)"
"""A predicate that nothing satisfies."""


def literal(value: str) -> str:
    """Return a text as it is written in a jsonpath."""
    return orjson.dumps(value).decode()


def some(key: str, test: str) -> str:
    """Return the predicate that one of the values of a facet passes ``test``."""
    return f"exists(@.{key}[*] ? ({test or NEVER}))"


def none(key: str) -> str:
    """Return the predicate that a facet has no value."""
    return f"!exists(@.{key}[*])"


def covering(day: str) -> str:
    """Return the predicate that a stretch of a history holds on ``day``."""
    return f"@.from <= {literal(day)} && @.until > {literal(day)}"


def condition(predicates: Iterable[str]) -> Q:
    """Return the condition that a revision's facets satisfy all predicates."""
    joined = " && ".join(predicates)
    return Q(_Matches(F("facets"), _path(f"$ ? ({joined})"))) if joined else Q()


def first(path: str) -> Func:
    """Return the expression for the first text that a jsonpath finds in a revision's facets."""
    return Func(
        F("facets"),
        _path(path),
        template="(jsonb_path_query_first(%(expressions)s) #>> '{}')",
        output_field=TextField(),
    )


def _path(text: str) -> Func:
    return Func(Value(text), template="%(expressions)s::jsonpath")


class _Matches(Func):
    """Whether a jsonpath finds anything: the operator that the index on facets knows."""

    template = "%(expressions)s"
    arg_joiner = " @? "
    output_field = BooleanField()
