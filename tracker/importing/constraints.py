"""What the database holds of a row, asked of a row that is not stored yet: its check constraints.

A violation that the database reports ends the whole import; told beforehand, it names its row.
"""

import operator
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from django.db import models as db

_OPERATORS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "exact": operator.eq,
    "gte": operator.ge,
    "gt": operator.gt,
    "lte": operator.le,
    "in": lambda value, choices: value in choices,
    "regex": lambda value, pattern: re.search(pattern, value) is not None,
}
_NULL_TEST: Final = "isnull"
_CODES: Final = ("_codes_are_known", "_is_known", "_precisions_are_known")


class UnknownLookup(NotImplementedError):  # noqa: N818 - named as what it reports
    """A constraint asks in a way that is not known here yet."""


def violated(row: db.Model) -> Iterator[str]:
    """Yield in words which check constraints a row violates; codes are for serializers to check."""
    for constraint in row._meta.constraints:
        if not isinstance(constraint, db.CheckConstraint) or constraint.name.endswith(_CODES):
            continue
        if holds(constraint.condition, row) is False:
            yield in_words(constraint.name)


def in_words(name: str) -> str:
    """Return what a constraint of this name demands."""
    return f"It does not hold that {name.replace('_', ' ')}."


def holds(condition: Any, row: db.Model) -> bool | None:
    """Return whether ``condition`` holds of a row; None is SQL's unknown. Raises UnknownLookup."""
    if isinstance(condition, db.Q):
        each = [holds(child, row) for child in condition.children]
        found = _either(each) if condition.connector == db.Q.OR else _both(each)
        return None if found is None else found is not condition.negated
    path: str = condition[0]
    wanted: Any = condition[1]
    name, _, lookup = path.partition("__")
    value = _value(row, name)
    if isinstance(wanted, db.F):
        wanted = _value(row, str(wanted.name))  # type: ignore[attr-defined]
    if lookup == _NULL_TEST:
        return (value is None) is bool(wanted)
    if value is None or wanted is None:
        return None
    try:
        compare = _OPERATORS[lookup or "exact"]
    except KeyError as error:
        raise UnknownLookup(path) from error
    return compare(value, wanted)


def repeated(model: type[db.Model], rows: list[dict[str, Any]], owner: str) -> Iterator[int]:
    """Yield the place of each part that repeats what a part of its record may say once."""
    for constraint in model._meta.constraints:
        if not isinstance(constraint, db.UniqueConstraint):
            continue
        names = [name for name in constraint.fields if name != owner]
        seen: set[tuple[Any, ...]] = set()
        for place, row in enumerate(rows):
            key = tuple(_default(model, name, row) for name in names)
            if None not in key and key in seen:
                yield place
            seen.add(key)


def _default(model: type[db.Model], name: str, row: dict[str, Any]) -> Any:
    value = row.get(name, model._meta.get_field(name).get_default())  # type: ignore[union-attr]
    return id(value) if isinstance(value, db.Model) else value


def _value(row: db.Model, name: str) -> Any:
    """Return what stands in a column; of a relation the row itself, which need not have a key."""
    field = row._meta.get_field(name)
    return getattr(row, field.name, None)


def _either(each: list[bool | None]) -> bool | None:
    return True if True in each else None if None in each else False


def _both(each: list[bool | None]) -> bool | None:
    return False if False in each else None if None in each else True
