"""What happened around a record, in the order of its dates."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

import orjson
from django.conf import settings
from django.db.models import Q, QuerySet
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request

from tracker.api.http import base, conditional, pagination, parameters, sheets
from tracker.api.records import asof, mementos, timeline_serializers
from tracker.representations import listings
from tracker.timelines import current, entries, historical, windows

_Entry = entries.Entry
_Parts = Mapping[str, list[historical.PastPart]]


MOST_ROWS = 1000
"""How many rows a spreadsheet has at most, unless it is asked for pages."""
TYPE = parameters.any_of("type", "Entries of these types alone", current.TYPES)
AFTER = parameters.date("after", "On this day or later: 2026, 2026-01, …")
BEFORE = parameters.date("before", "Before this day: 2026, 2026-01, …")


class TimelinePagination(pagination.KeysetPagination):
    """Pages over several tables at once, by day; what has no date comes last."""

    keys = ("day", "type", "pk")
    orderings = ("-date", "date")

    def taken(self, rows: Mapping[str, QuerySet[Any, Any]], parts: _Parts) -> list[_Entry]:
        """Return the page's entries, ``read`` having been called."""
        is_backward = self.cursor is not None and self.cursor.is_backward
        is_descending = self.ordering.startswith("-") != is_backward
        self.count = self._count(rows, parts) if self.is_counted else None
        position = self.cursor.position if self.cursor is not None else None
        window = windows.Window(self.size + 1, position, is_descending)
        return self._cut(windows.taken(rows, parts, window), lambda entry: entry[0])

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return how the OpenAPI document describes a page, with the instant it holds for."""
        described = super().get_paginated_response_schema(schema)
        described["properties"] |= asof.described_page()
        return described

    def _count(self, rows: Mapping[str, QuerySet[Any, Any]], parts: _Parts) -> int:
        return sum(each.count() for each in rows.values()) + sum(map(len, parts.values()))


class TimelineMixin(base.ViewSet):
    """The timeline of a record: what was said, done, reported and judged around it."""

    record_type: ClassVar[str]

    @extend_schema(responses=timeline_serializers.ENTRIES)
    @action(
        detail=True,
        pagination_class=TimelinePagination,
        query_parameters=(TYPE, AFTER, BEFORE, *asof.INSTANT_ONLY),
        renderer_classes=sheets.RENDERERS,
    )
    def timeline(self, request: Request, slug: str) -> HttpResponseBase:
        """Return what happened, the newest first; what was said stands in its development.

        A spreadsheet has up to 1,000 entries, and `Link` leads to those beyond.
        """
        query = request.query_params
        types = TYPE.of(query) or list(current.TYPES)
        after, before = AFTER.of(query), BEFORE.of(query)
        as_of = asof.AsOf(asof.instant(query))
        pages = TimelinePagination()
        pages.read(request)
        pages.members = as_of.members
        if sheets.is_wanted(request) and "page_size" not in query:
            pages.size = MOST_ROWS
        found = mementos.find(self.record_type, slug, as_of, "/timeline")

        def answer() -> HttpResponseBase:
            if as_of.known_at is None:
                rows = current.around(self.record_type, found.key, types)
                page = pages.taken(_between(rows, after, before), {})
                return self._answer(pages, entries.shown_now(page))
            past = historical.Past(self.record_type, slug, found.body, as_of.known_at)
            versions = _between(historical.around(past, types), after, before)
            parts = {
                code: [part for part in each if _is_within(part.day, after, before)]
                for code, each in historical.parts(past, types).items()
            }
            page = pages.taken(versions, parts)
            shown = entries.shown_then(page, parts, as_of.known_at)
            return self._answer(pages, shown)

        etag = conditional.ledger_etag(request)
        response = conditional.answer(request, etag, answer)
        as_of.mark(response)
        return response

    def _answer(self, pages: TimelinePagination, shown: list[bytes]) -> HttpResponseBase:
        if not sheets.is_wanted(self.request):
            return pages.get_paginated_response(shown)
        lines = listings.timeline(map(orjson.loads, shown), settings.PUBLIC_URL)
        sheet = sheets.response(lines, f"{self.kwargs['slug']}-timeline")
        pages.link(sheet)
        return sheet


def _between(
    rows: Mapping[str, QuerySet[Any, Any]], after: date | None, before: date | None
) -> dict[str, QuerySet[Any, Any]]:
    return {
        code: each.filter(_within(current.DATES[code][0], after, before))
        for code, each in rows.items()
    }


def _is_within(day: date | None, after: date | None, before: date | None) -> bool:
    if day is None:
        return after is None and before is None
    return (after is None or day >= after) and (before is None or day < before)


def _within(column: str, after: date | None, before: date | None) -> Q:
    wanted = Q()
    if after is not None:
        wanted &= Q(**{f"{column}__gte": after})
    if before is not None:
        wanted &= Q(**{f"{column}__lt": before})
    return wanted
