"""Lists by page: keyset cursors that are opaque, signed, and good for one list alone."""

import functools
from collections.abc import Callable
from typing import Any, ClassVar, Final, TypeVar

import orjson
from django.conf import settings
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils.encoding import escape_uri_path
from rest_framework import pagination
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.http import parameters
from tracker.filters import keysets

DEFAULT_SIZE = 50
LARGEST_SIZE = 100
_UNBOUND = {"cursor", "page_size", "count"}
AROUND: Final = ("next", "previous", "next_cursor", "previous_cursor")
"""What a list says of the pages on both sides: their addresses, and the cursors in these."""

PAGE_SIZE: Final = parameters.integer(
    "page_size", "How many on a page", default=DEFAULT_SIZE, least=1, most=LARGEST_SIZE
)
CURSOR: Final = parameters.given("cursor", "From next or previous of another page")
COUNT: Final = parameters.one_of("count", "Whether to count all", ("false", "true"))

R = TypeVar("R")


@functools.cache
def ordering(orderings: tuple[str, ...]) -> parameters.Parameter[str]:
    """Return the parameter of the order of a list, the first of ``orderings`` without it."""
    return parameters.one_of("ordering", "In which order", orderings, orderings[0])


class KeysetPagination(pagination.BasePagination):
    """Pages of rows in the order of unique ``keys``; page 10,000 costs what the first one costs.

    ``orderings`` are the values of the parameter, the default first: all keys go one way.
    """

    keys: ClassVar[tuple[str, ...]]
    orderings: tuple[str, ...]
    is_countable: ClassVar[bool] = True

    @classmethod
    def get_query_parameters(cls) -> tuple[parameters.Parameter[Any], ...]:
        """Return the parameters of pages."""
        ordered = (ordering(cls.orderings),) if len(cls.orderings) > 1 else ()
        counted = (COUNT,) if cls.is_countable else ()
        return (*ordered, PAGE_SIZE, CURSOR, *counted)

    @property
    def order(self) -> keysets.Order:
        """The order that is asked for."""
        return keysets.Order(self.keys, is_descending=self.ordering.startswith("-"))

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
        self.texts: dict[keysets.Cursor, str] = {}
        given = CURSOR.of(query)
        self.cursor = None if given is None else self._cursor(given)

    def page(self, queryset: QuerySet[Any, Any], columns: tuple[str, ...]) -> list[keysets.Row]:
        """Return these columns of the page's rows, ``read`` having been called."""
        keys = self.order.keys
        width = len(keys)
        found = self._read(queryset, lambda rows: rows.values_list(*keys, *columns))
        return [row[width:] for row in self._cut(found, lambda row: row[:width])]

    def instances(self, queryset: QuerySet[Any, Any]) -> list[Any]:
        """Return the page's rows themselves, ``read`` having been called."""
        keys = self.order.keys
        found = self._read(queryset, lambda rows: rows)
        return self._cut(found, lambda row: tuple(getattr(row, key) for key in keys))

    def _read(
        self,
        queryset: QuerySet[Any, Any],
        taken: Callable[[QuerySet[Any, Any]], QuerySet[Any, Any]],
    ) -> list[Any]:
        """Return the page's rows and one more, in the direction in which they are read."""
        self.count = queryset.count() if self.is_counted else None
        found: list[Any] = []
        for window in self.order.windows(queryset, self.cursor):
            wanted = self.size + 1 - len(found)
            found += taken(self._chosen(window, wanted))[:wanted]
            if len(found) > self.size:
                break
        return found

    def _cut(self, found: list[R], place: Callable[[R], keysets.Row]) -> list[R]:
        """Return the page of what was found, and remember the places at its ends."""
        page = keysets.page(found, self.size, self.cursor, place)
        self.next, self.previous = page.next, page.previous
        return page.rows

    def get_paginated_response(self, data: list[bytes]) -> Response:
        """Return the page around ``data``, which are bodies already."""
        members: dict[str, Any] = {**self.addresses(), **self.members}
        if self.count is not None:
            members["count"] = self.count
        response = Response(joined(data, members))
        self.link(response)
        return response

    def addresses(self) -> dict[str, str | None]:
        """Return where the pages on both sides are, and their cursors; None where there is none."""
        return {
            "next": self._address(self.next),
            "previous": self._address(self.previous),
            "next_cursor": self._text(self.next),
            "previous_cursor": self._text(self.previous),
        }

    def link(self, response: HttpResponseBase) -> None:
        """Say on ``response`` where the pages on both sides are."""
        links = {"next": self._address(self.next), "prev": self._address(self.previous)}
        if given := [f'<{url}>; rel="{rel}"' for rel, url in links.items() if url]:
            response["Link"] = ", ".join(given)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": ["string", "null"], "format": "uri"}
        cursor = {"type": ["string", "null"]}
        return {
            "type": "object",
            "required": ["results", *AROUND],
            "properties": {
                "results": schema,
                **{name: cursor if name.endswith("cursor") else address for name in AROUND},
                "count": {"type": "integer", "description": "With count=true"},
            },
        }

    def _chosen(self, rows: QuerySet[Any, Any], number: int) -> QuerySet[Any, Any]:
        """Return rows of which the first so many are those of ``rows``."""
        return rows

    def _bind(self) -> str:
        query = self.request.query_params
        asked = sorted((name, sorted(query.getlist(name))) for name in query.keys() - _UNBOUND)
        return keysets.binding(self.request.path, self.ordering, asked)

    def _cursor(self, given: str) -> keysets.Cursor:
        try:
            return keysets.Cursor.of(given, self.binding)
        except keysets.ForeignCursorError as error:
            detail = "This cursor is not of this list with this ordering and these filters."
            raise parameters.invalid([("cursor", detail)], "invalid_cursor") from error

    def _text(self, cursor: keysets.Cursor | None) -> str | None:
        if cursor is None:
            return None
        # It stands in members, in addresses and in a header, and is signed once.
        if cursor not in self.texts:
            self.texts[cursor] = cursor.text(self.binding)
        return self.texts[cursor]

    def _address(self, cursor: keysets.Cursor | None) -> str | None:
        text = self._text(cursor)
        if text is None:
            return None
        query = self.request.query_params.copy()
        query["cursor"] = text
        return address(self.request, query.urlencode())


def address(request: Request, query: str) -> str:
    """Return the address of another page of the list, as the public knows it.

    Never by the request's Host, which the client makes up, and which a cache may overlook.
    """
    return f"{settings.PUBLIC_URL}{escape_uri_path(request.path)}?{query}"


def joined(results: list[bytes], members: dict[str, Any]) -> bytes:
    """Return the bytes of a list: results that are bytes already, and further members."""
    return b'{"results":[' + b",".join(results) + b"]," + orjson.dumps(members)[1:]
