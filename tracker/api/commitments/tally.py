"""Counts of commitments by what is asked of them, now and as of a time."""

from collections.abc import Sequence
from typing import Any

import orjson
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.fields.json import KT, KeyTransform
from django.http import QueryDict
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import filters, models
from tracker.api.commitments import tally_serializers
from tracker.api.http import base, conditional, parameters
from tracker.api.records import asof, filter_backend, mementos, search

COMMITMENT = "commitment"
MOST_DIMENSIONS = 2
DIMENSIONS = (
    "holder",
    "towards",
    "form",
    "strength",
    "verdict",
    "schedule",
    "consistency",
    "evidence_for",
    "evidence_against",
    "topic",
    "country",
)
"""By what commitments are counted."""
_SEVERAL = {"holder": f"holder{filters.OWN}", "towards": f"towards{filters.OWN}"}
_SEVERAL |= {"topic": "topic", "country": "country"}
_BY_SCHEMA = {
    "type": "string",
    "pattern": f"^({'|'.join(DIMENSIONS)})(,({'|'.join(DIMENSIONS)}))?$",
}


def _dimensions(query: QueryDict) -> list[str]:
    names = (parameters.single(query, "by") or "").split(",")
    if not set(names) <= set(DIMENSIONS) or len(names) > MOST_DIMENSIONS:
        detail = f"by is one or two of {', '.join(DIMENSIONS)}."
        raise parameters.invalid([("by", detail)])
    return list(dict.fromkeys(names))


BY = parameters.Parameter(
    "by",
    "One or two of these, with a comma. A commitment with two holders counts for both; the total"
    " counts each once",
    _BY_SCHEMA,
    _dimensions,
    is_required=True,
)


class Tally(base.View):
    """How many commitments there are of each sort."""

    record_type = COMMITMENT
    filter_backends = (filter_backend.ParameterFilter, search.WordFilter)

    query_parameters = (
        BY,
        *asof.parameters_of_list(COMMITMENT),
        search.NARROWING_WORDS,
        *filter_backend.parameters_of(COMMITMENT),
    )

    @extend_schema(operation_id="commitments_tally", responses=tally_serializers.TallySerializer)
    def get(self, request: Request) -> Response:
        """Return the counts of the commitments that satisfy the filters, the largest first."""
        dimensions = BY.of(request.query_params)
        as_of = asof.read(request.query_params, COMMITMENT)
        found = mementos.versions(request, COMMITMENT, as_of)
        etag = conditional.list_etag(request, conditional.ledger_head())
        response = conditional.answer(
            request, etag, lambda: Response(_counted(found, dimensions, as_of))
        )
        as_of.mark(response)
        return response


def _counted(
    found: QuerySet[models.Revision], dimensions: Sequence[str], as_of: asof.AsOf
) -> bytes:
    """Return the answer's bytes: counts, each with the values counted, and the total."""
    total, groups = _grouped(found, dimensions, as_of)
    results = [
        {**dict(zip(dimensions, values, strict=True)), "count": count} for *values, count in groups
    ]
    return orjson.dumps({"results": results, "total": total, **as_of.members})


def _grouped(
    found: QuerySet[models.Revision], dimensions: Sequence[str], as_of: asof.AsOf
) -> tuple[int, list[tuple[Any, ...]]]:
    """Return how many versions were found, and (values…, count); one query for all."""
    names = [f"by_{number}" for number in range(len(dimensions))]
    expressions = {
        name: _values(dimension, as_of) for name, dimension in zip(names, dimensions, strict=True)
    }
    chosen = found.annotate(**expressions).order_by().values_list(*names)
    try:
        inner, parameters_ = chosen.query.sql_with_params()
    except EmptyResultSet:
        # Words of which no record has any: Django makes no query of such a filter.
        return 0, []
    several = [name for name, code in zip(names, dimensions, strict=True) if code in _SEVERAL]
    laterals = "".join(
        f" LEFT JOIN LATERAL jsonb_array_elements_text({name}) AS {name}_s(value) ON true"
        for name in several
    )
    shown = [f"{name}_s.value" if name in several else name for name in names]
    columns = ", ".join(f"{value} AS {name}" for name, value in zip(names, shown, strict=True))
    outer = ", ".join(f"counted.{name}" for name in names)
    statement = (
        f"WITH found ({', '.join(names)}) AS MATERIALIZED ({inner}), "  # noqa: S608 - our names
        f"counted AS (SELECT {columns}, count(*) AS number FROM found{laterals} "
        f"GROUP BY {', '.join(str(place + 1) for place in range(len(names)))}) "
        f"SELECT total.number, {outer}, counted.number "
        "FROM (SELECT count(*) AS number FROM found) AS total LEFT JOIN counted ON true "
        f"ORDER BY counted.number DESC, {outer}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters_)
        rows = cursor.fetchall()
    return rows[0][0], [row[1:] for row in rows if row[-1] is not None]


def _values(dimension: str, as_of: asof.AsOf) -> Any:
    """Return the expression for a dimension's value, or list of values, in facets."""
    if dimension in _SEVERAL:
        return KeyTransform(_SEVERAL[dimension], "facets")
    field, history = filters.HISTORIES[COMMITMENT]
    if dimension == field and as_of.valid_at:
        return filters.first(f"$.{history.key}[*] ? ({filters.covering(as_of.valid_at)}).is")
    return KT(f"facets__{dimension}__0")
