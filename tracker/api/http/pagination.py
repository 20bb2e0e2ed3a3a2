"""Lists by page: keyset cursors that are opaque, signed, and good for one list alone."""

import functools
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final, TypeVar

import orjson
from django.conf import settings
from django.core import signing
from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan
from django.http.response import HttpResponseBase
from django.utils.encoding import escape_uri_path
from rest_framework import pagination
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.http import parameters

DEFAULT_SIZE = 50
LARGEST_SIZE = 100
_UNBOUND = {"cursor", "page_size", "count"}
_BINDING_LENGTH = 16

PAGE_SIZE: Final = parameters.integer(
    "page_size", "How many on a page", default=DEFAULT_SIZE, least=1, most=LARGEST_SIZE
)
CURSOR: Final = parameters.given("cursor", "From next or previous of another page")
COUNT: Final = parameters.one_of("count", "Whether to count all", ("false", "true"))

Row = tuple[Any, ...]
R = TypeVar("R")


@functools.cache
def ordering(orderings: tuple[str, ...]) -> parameters.Parameter[str]:
    """Return the parameter of the order of a list, the first of ``orderings`` without it."""
    return parameters.one_of("ordering", "In which order", orderings, orderings[0])


@dataclass(frozen=True)
class Cursor:
    """A place in a list: the keys of the row beside it, and which way it is read from there."""

    position: Row
    is_backward: bool = False

    def text(self, binding: str) -> str:
        """Return the cursor as clients see it, good for the list of this ``binding`` only."""
        keys = [key.isoformat() if isinstance(key, datetime) else key for key in self.position]
        return _signer().sign_object([binding, self.is_backward, keys])

    @classmethod
    def of(cls, text: str, binding: str) -> "Cursor":
        """Return the cursor that ``text`` is.

        Raises errors.Problem ``invalid_cursor`` where we did not make it for this list.
        """
        try:
            bound_to, is_backward, keys = _signer().unsign_object(text)
        except (signing.BadSignature, ValueError):
            bound_to = None
        if bound_to != binding:
            detail = "This cursor is not of this list with this ordering and these filters."
            raise parameters.invalid([("cursor", detail)], "invalid_cursor")
        typed = (datetime.fromisoformat(key) if isinstance(key, str) else key for key in keys)
        return cls(tuple(typed), is_backward)


class KeysetPagination(pagination.BasePagination):
    """Pages of rows in the order of unique ``keys``; page 10,000 costs what the first one costs.

    ``orderings`` are the values of the parameter, the default first: all keys go one way.
    """

    keys: ClassVar[tuple[str, ...]]
    orderings: ClassVar[tuple[str, ...]]
    is_countable: ClassVar[bool] = True

    @classmethod
    def get_query_parameters(cls) -> tuple[parameters.Parameter[Any], ...]:
        """Return the parameters of pages."""
        ordered = (ordering(cls.orderings),) if len(cls.orderings) > 1 else ()
        counted = (COUNT,) if cls.is_countable else ()
        return (*ordered, PAGE_SIZE, CURSOR, *counted)

    def read(self, request: Request) -> None:
        """Take from ``request`` which page is asked for.

        Raises errors.Problem naming the parameter that is wrong.
        """
        query = request.query_params
        self.request = request
        self.size = PAGE_SIZE.of(query)
        self.ordering = ordering(self.orderings).of(query)
        self.is_counted = COUNT.of(query) == "true"
        self.binding = self._bind()
        self.members: dict[str, Any] = {}
        given = CURSOR.of(query)
        self.cursor = None if given is None else Cursor.of(given, self.binding)

    def page(self, queryset: QuerySet[Any, Any], columns: tuple[str, ...]) -> list[Row]:
        """Return these columns of the page's rows, ``read`` having been called."""
        found = list(self._window(queryset).values_list(*self.keys, *columns))
        width = len(self.keys)
        return [row[width:] for row in self._cut(found, lambda row: row[:width])]

    def instances(self, queryset: QuerySet[Any, Any]) -> list[Any]:
        """Return the page's rows themselves, ``read`` having been called."""
        found = list(self._window(queryset))
        return self._cut(found, lambda row: tuple(getattr(row, key) for key in self.keys))

    def _window(self, queryset: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        """Return the page's rows and one more, in the direction in which they are read."""
        is_backward = self.cursor is not None and self.cursor.is_backward
        is_descending = self.ordering.startswith("-") != is_backward
        self.count = queryset.count() if self.is_counted else None
        if self.cursor is not None:
            beyond = TupleLessThan if is_descending else TupleGreaterThan
            keys = tuple(F(key) for key in self.keys)
            queryset = queryset.filter(beyond(keys, self.cursor.position))
        order = [f"-{key}" if is_descending else key for key in self.keys]
        return self._chosen(queryset.order_by(*order))[: self.size + 1]

    def _cut(self, found: list[R], place: Callable[[R], Row]) -> list[R]:
        """Return the page of what was found, and remember the places at its ends."""
        is_backward = self.cursor is not None and self.cursor.is_backward
        page = found[: self.size]
        if is_backward:
            page.reverse()
        places = [place(row) for row in (page[:1] + page[-1:])]
        self._place(places, is_backward=is_backward, has_more=len(found) > self.size)
        return page

    def get_paginated_response(self, data: list[bytes]) -> Response:
        """Return the page around ``data``, which are bodies already."""
        members: dict[str, Any] = {**self.addresses(), **self.members}
        if self.count is not None:
            members["count"] = self.count
        response = Response(joined(data, members))
        self.link(response)
        return response

    def addresses(self) -> dict[str, str | None]:
        """Return where the pages on both sides are; None where there is none."""
        return {"next": self._address(self.next), "previous": self._address(self.previous)}

    def link(self, response: HttpResponseBase) -> None:
        """Say on ``response`` where the pages on both sides are."""
        links = {"next": self._address(self.next), "prev": self._address(self.previous)}
        if given := [f'<{url}>; rel="{rel}"' for rel, url in links.items() if url]:
            response["Link"] = ", ".join(given)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["results", "next", "previous"],
            "properties": {
                "results": schema,
                "next": address,
                "previous": address,
                "count": {"type": "integer", "description": "With count=true"},
            },
        }

    def _chosen(self, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        """Return the rows of which the page is the first ones."""
        return rows

    def _bind(self) -> str:
        query = self.request.query_params
        asked = sorted((name, sorted(query.getlist(name))) for name in query.keys() - _UNBOUND)
        bound = orjson.dumps([self.request.path, self.ordering, asked])
        return hashlib.sha256(bound).hexdigest()[:_BINDING_LENGTH]

    def _place(self, places: Sequence[Row], *, is_backward: bool, has_more: bool) -> None:
        """Work out the cursors to the pages on both sides."""
        has_next = has_more or is_backward
        has_previous = has_more if is_backward else self.cursor is not None
        first = last = self.cursor.position if self.cursor else ()
        if places:
            first, last = places[0], places[-1]
        self.next = Cursor(last) if has_next else None
        self.previous = Cursor(first, is_backward=True) if has_previous else None

    def _address(self, cursor: Cursor | None) -> str | None:
        if cursor is None:
            return None
        query = self.request.query_params.copy()
        query["cursor"] = cursor.text(self.binding)
        return address(self.request, query.urlencode())


def _signer() -> signing.Signer:
    return signing.Signer(sep=".", salt=__name__)


def address(request: Request, query: str) -> str:
    """Return the address of another page of the list, as the public knows it.

    Never by the request's Host, which the client makes up, and which a cache may overlook.
    """
    return f"{settings.PUBLIC_URL}{escape_uri_path(request.path)}?{query}"


def joined(results: list[bytes], members: dict[str, Any]) -> bytes:
    """Return the bytes of a list: results that are bytes already, and further members."""
    return b'{"results":[' + b",".join(results) + b"]," + orjson.dumps(members)[1:]
