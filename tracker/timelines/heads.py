"""The newest entries of several timelines at once, in one query however many records there are."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection, connections
from django.db.models import BigIntegerField, CharField, Expression, F, QuerySet, Value
from django.db.models.functions import Coalesce

from tracker.timelines import current, entries
from tracker.timelines.entries import Entry

_NO_PRECISION: Final = Value("day", output_field=CharField())
_HEADS: Final = (
    "WITH members(owner, member) AS (SELECT * FROM unnest(%s::bigint[], %s::bigint[])),"
    " heads(owner) AS (SELECT DISTINCT owner FROM members) "
)
_PART: Final = (
    "SELECT heads.owner, %s, found.* FROM heads CROSS JOIN LATERAL ({}) AS found(key, day, shown)"
)
_WAY: Final = (
    "SELECT found.* FROM (SELECT DISTINCT unnest(%s::bigint[])) AS heads(owner)"
    " CROSS JOIN LATERAL ({}) AS found(key, day, shown)"
)
_TOGETHER: Final = "SELECT * FROM ({}) AS every ORDER BY coalesce(day, %s) DESC, key DESC LIMIT %s"

Rows = Mapping[str, QuerySet[Any, Any]]
"""The rows of each type of entry, as ``current.around`` gives them."""
Way = tuple[Iterable[int], QuerySet[Any, Any]]
"""Owners, and the rows of one of them, as they say by ``OWNER``."""


class _Stated(Expression):
    """SQL about the owner at hand, in a query that is made for each of several."""

    def __init__(self, statement: str) -> None:
        super().__init__(output_field=BigIntegerField())
        self.statement = statement

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        return self.statement, ()


OWNER: Final = _Stated("heads.owner")
"""The key of the record at hand, in the rows that ``newest`` is given."""
_FAMILY: Final = _Stated("SELECT member FROM members WHERE members.owner = heads.owner")


def around(
    record_type: str, keys: Iterable[int], most: int, types: Iterable[str] = current.TYPES
) -> dict[int, list[Entry]]:
    """Return the newest entries of the timelines of records with these keys, ``most`` of each."""
    families = current.families(record_type, keys)
    is_single = all(len(family) == 1 for family in families.values())
    rows = current.around_family(record_type, OWNER if is_single else _FAMILY, types)
    return newest(families, rows, most)


def shown(
    heads: Mapping[int, list[Entry]], brief: Callable[[bytes], bytes] = bytes
) -> dict[int, list[bytes]]:
    """Return the entries of each owner as bytes; ``brief`` shortens the body of a development."""
    every = [entry for entries_of_one in heads.values() for entry in entries_of_one]
    stored = entries.contents(every, brief)
    return {
        owner: [each for entry in of_owner for each in entries.shown_of(entry, stored)]
        for owner, of_owner in heads.items()
    }


def newest(families: Mapping[int, Iterable[int]], rows: Rows, most: int) -> dict[int, list[Entry]]:
    """Return the newest ``most`` of ``rows`` for each owner; those without a date come last.

    ``families`` name the owners, and the keys that count as each. The database looks for the rows
    of one after the other, as ``rows`` say by ``OWNER``.
    """
    found: dict[int, list[Entry]] = {owner: [] for owner in families}
    for owner, index, key, day, precision in _read(families, rows, most):
        place = ((day or date.min).toordinal(), index, key)
        found[owner].append((place, day, precision))
    return {
        owner: sorted(of_owner, key=lambda entry: entry[0], reverse=True)[:most]
        for owner, of_owner in found.items()
    }


def first(code: str, ways: Iterable[Way], most: int) -> list[Entry]:
    """Return the newest ``most`` rows of a type that there are in any of several ways.

    As for ``newest``, the database looks for the rows of one owner after the other.
    """
    parts, values = [], []
    for owners, rows in ways:
        statement, given = _first(code, rows, most).query.sql_with_params()
        parts.append(_WAY.format(statement))
        values += [list(owners), *given]
    together = _TOGETHER.format(" UNION ".join(parts))
    with connection.cursor() as cursor:
        cursor.execute(together, [*values, date.min, most])
        found = cursor.fetchall()
    index = current.TYPES.index(code)
    return [
        (((day or date.min).toordinal(), index, key), day, precision)
        for key, day, precision in found
    ]


def _read(
    families: Mapping[int, Iterable[int]], rows: Rows, most: int
) -> Iterator[tuple[int, int, int, date | None, str]]:
    """Yield owner, place of the type, key, day and precision of the newest rows of each type."""
    pairs = [(owner, member) for owner, family in families.items() for member in family]
    values: list[Any] = [[owner for owner, _ in pairs], [member for _, member in pairs]]
    parts = []
    for code, each in rows.items():
        try:
            statement, given = _first(code, each, most).query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(_PART.format(statement))
        values += [current.TYPES.index(code), *given]
    if pairs and parts:
        using = next(iter(rows.values())).db
        with connections[using].cursor() as cursor:
            cursor.execute(_HEADS + " UNION ALL ".join(parts), values)
            yield from cursor.fetchall()


def _first(code: str, rows: QuerySet[Any, Any], most: int) -> QuerySet[Any, Any]:
    column, precision = current.DATES[code]
    told = rows.annotate(
        head_day=F(column), head_shown=F(precision) if precision else _NO_PRECISION
    )
    order = (Coalesce(column, date.min).desc(), "-pk")
    first: QuerySet[Any, Any] = told.order_by(*order).values_list("pk", "head_day", "head_shown")
    return first[:most]
