"""Counts of commitments by what is asked of them, from the facets of their versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.fields.json import KT, KeyTransform

from tracker import filters, models

DIMENSIONS: Final = (
    *("holder", "towards", "form", "strength", "verdict", "schedule", "consistency"),
    *("evidence_for", "evidence_against", "topic", "country"),
)
"""By what commitments are counted."""
_SEVERAL: Final = {
    "holder": f"holder{filters.OWN}",
    "towards": f"towards{filters.OWN}",
    "topic": "topic",
    "country": "country",
}
"""The facets that hold several values of one commitment."""


@dataclass(frozen=True)
class Tally:
    """How many commitments there are, each once, and how many have which values.

    A row of ``counts`` has a value for each of ``dimensions``, and then the count.
    """

    total: int
    dimensions: tuple[str, ...]
    counts: list[tuple[Any, ...]]


def tally(
    versions: QuerySet[models.Revision], dimensions: Sequence[str], valid_at: str = ""
) -> Tally:
    """Return the counts of these versions of commitments, the largest first; one query for all.

    With ``valid_at`` verdicts are those that held on that day.
    """
    names = [f"by_{number}" for number in range(len(dimensions))]
    expressions = {
        name: _values(dimension, valid_at)
        for name, dimension in zip(names, dimensions, strict=True)
    }
    chosen = versions.annotate(**expressions).order_by().values_list(*names)
    try:
        inner, parameters = chosen.query.sql_with_params()
    except EmptyResultSet:
        # Words of which no record has any: Django makes no query of such a filter.
        return Tally(0, tuple(dimensions), [])
    several = [name for name, code in zip(names, dimensions, strict=True) if code in _SEVERAL]
    with connection.cursor() as cursor:
        cursor.execute(_statement(inner, names, several), parameters)
        rows = cursor.fetchall()
    counts = [row[1:] for row in rows if row[-1] is not None]
    return Tally(rows[0][0], tuple(dimensions), counts)


def _statement(inner: str, names: Sequence[str], several: Sequence[str]) -> str:
    """Return the statement that counts what ``inner`` selects under ``names``, and in all."""
    laterals = "".join(
        f" LEFT JOIN LATERAL jsonb_array_elements_text({name}) AS {name}_s(value) ON true"
        for name in several
    )
    shown = [f"{name}_s.value" if name in several else name for name in names]
    columns = ", ".join(f"{value} AS {name}" for name, value in zip(names, shown, strict=True))
    outer = ", ".join(f"counted.{name}" for name in names)
    return (
        f"WITH found ({', '.join(names)}) AS MATERIALIZED ({inner}), "  # noqa: S608 - our names
        f"counted AS (SELECT {columns}, count(*) AS number FROM found{laterals} "
        f"GROUP BY {', '.join(str(place + 1) for place in range(len(names)))}) "
        f"SELECT total.number, {outer}, counted.number "
        "FROM (SELECT count(*) AS number FROM found) AS total LEFT JOIN counted ON true "
        f"ORDER BY counted.number DESC, {outer}"
    )


def _values(dimension: str, valid_at: str) -> Any:
    """Return the expression for a dimension's value, or list of values, in facets."""
    if dimension in _SEVERAL:
        return KeyTransform(_SEVERAL[dimension], "facets")
    field, history = filters.HISTORIES["commitment"]
    if dimension == field and valid_at:
        return filters.first(f"$.{history.key}[*] ? ({filters.covering(valid_at)}).is")
    return KT(f"facets__{dimension}__0")
