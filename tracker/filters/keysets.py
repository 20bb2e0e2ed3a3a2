"""Pages by keyset: which rows stand beside a place in a list, and the place as a cursor.

Page 10,000 costs what the first one costs: rows are found by their keys, never counted off.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Generic, TypeVar

import orjson
from django.core import signing
from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan

_BINDING_LENGTH: Final = 16

Row = tuple[Any, ...]
R = TypeVar("R")


class ForeignCursorError(ValueError):
    """A cursor that was not made for the list at hand."""


@dataclass(frozen=True)
class Cursor:
    """A place in a list: the keys of the row beside it, and which way it is read from there."""

    position: Row
    is_backward: bool = False

    def text(self, binding: str) -> str:
        """Return the cursor as clients see it, good for the list of this ``binding`` only."""
        keys = [key.isoformat() if isinstance(key, date) else key for key in self.position]
        return _signer().sign_object([binding, self.is_backward, keys])

    @classmethod
    def of(cls, text: str, binding: str) -> "Cursor":
        """Return the cursor that ``text`` is.

        Raises ForeignCursorError where we did not make it for this list.
        """
        try:
            bound_to, is_backward, keys = _signer().unsign_object(text)
        except (signing.BadSignature, ValueError):
            bound_to = None
        if bound_to != binding:
            raise ForeignCursorError
        return cls(tuple(map(_typed, keys)), is_backward)


@dataclass(frozen=True)
class Order:
    """The order of a list: unique ``keys``, all one way.

    ``has_gaps`` says that rows may be without the first key; they come last, whichever way it
    goes.
    """

    keys: tuple[str, ...]
    is_descending: bool = False
    has_gaps: bool = False

    def windows(
        self, rows: QuerySet[Any, Any], cursor: Cursor | None
    ) -> Iterator[QuerySet[Any, Any]]:
        """Yield the rows beyond ``cursor``, in the direction in which they are read from there.

        Rows without the first key are a window of their own, so that an index by the keys gives
        each window as it stands.
        """
        is_backward = cursor is not None and cursor.is_backward
        is_descending = self.is_descending != is_backward
        ordered = rows.order_by(*(f"-{key}" if is_descending else key for key in self.keys))
        parts = [False, True] if self.has_gaps else [False]
        for is_gap in reversed(parts) if is_backward else parts:
            window = ordered
            if self.has_gaps:
                window = window.filter(**{f"{self.keys[0]}__isnull": is_gap})
            if cursor is None:
                yield window
                continue
            is_cursor_s = is_gap == (cursor.position[0] is None)
            if is_cursor_s:
                yield _beyond(window, self.keys[is_gap:], cursor.position[is_gap:], is_descending)
            elif is_gap != is_backward:
                # The window beyond that of the cursor; the other one is passed.
                yield window


@dataclass(frozen=True)
class Page(Generic[R]):
    """Rows of a list, and the places on both sides; None where nothing is beyond."""

    rows: list[R]
    next: Cursor | None
    previous: Cursor | None


def page(
    found: Sequence[R], size: int, cursor: Cursor | None, place: Callable[[R], Row]
) -> Page[R]:
    """Return the page of ``found``, which were read from ``cursor`` on, one more than ``size``.

    ``place`` gives the keys of a row.
    """
    is_backward = cursor is not None and cursor.is_backward
    has_more = len(found) > size
    rows = list(found[:size])
    if is_backward:
        rows.reverse()
    first = last = cursor.position if cursor else ()
    if rows:
        first, last = place(rows[0]), place(rows[-1])
    has_previous = has_more if is_backward else cursor is not None
    return Page(
        rows,
        Cursor(last) if has_more or is_backward else None,
        Cursor(first, is_backward=True) if has_previous else None,
    )


def binding(*parts: Any) -> str:
    """Return what binds a cursor to the list that ``parts`` tell: its address, order, filters."""
    return hashlib.sha256(orjson.dumps(parts)).hexdigest()[:_BINDING_LENGTH]


def _beyond(
    rows: QuerySet[Any, Any], keys: tuple[str, ...], position: Row, is_descending: bool
) -> QuerySet[Any, Any]:
    beyond = TupleLessThan if is_descending else TupleGreaterThan
    if len(keys) > 1:
        return rows.filter(beyond(tuple(F(key) for key in keys), position))
    return rows.filter(**{f"{keys[0]}__{'lt' if is_descending else 'gt'}": position[0]})


def _typed(key: Any) -> Any:
    """Return a key as its column has it: a moment, a day, or what it was."""
    if not isinstance(key, str):
        return key
    return datetime.fromisoformat(key) if "T" in key else date.fromisoformat(key)


def _signer() -> signing.Signer:
    return signing.Signer(sep=".", salt=__name__)
