"""What happened around a record, in the order of its dates."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models
from tracker.api.http import base, conditional, pagination, parameters
from tracker.api.records import asof, mementos, timeline_serializers
from tracker.filters import keysets
from tracker.timelines import current, entries, historical

_Entry = entries.Entry
_Parts = Mapping[str, list[historical.PastPart]]


TYPE = parameters.any_of("type", "Entries of these types alone", current.TYPES)
AFTER = parameters.date("after", "On this day or later: 2026, 2026-01, …")
BEFORE = parameters.date("before", "Before this day: 2026, 2026-01, …")


class TimelinePagination(pagination.KeysetPagination):
    """Pages over several tables at once, by day; what has no date comes last."""

    keys = ("day", "type", "pk")
    orderings = ("-date", "date")

    def taken(self, rows: Mapping[str, QuerySet[Any, Any]], parts: _Parts) -> list[_Entry]:
        """Return the page's entries, ``read`` having been called.

        Each table gives as many rows as a page may need; nothing else is read.
        """
        is_backward = self.cursor is not None and self.cursor.is_backward
        is_descending = self.ordering.startswith("-") != is_backward
        self.count = self._count(rows, parts) if self.is_counted else None
        found = [e for code in rows for e in self._entries(code, rows[code], is_descending)]
        found += [e for code in parts for e in self._held(code, parts[code], is_descending)]
        found.sort(key=lambda entry: entry[0], reverse=is_descending)
        return self._cut(found, lambda entry: entry[0])

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return how the OpenAPI document describes a page, with the instant it holds for."""
        described = super().get_paginated_response_schema(schema)
        described["properties"] |= asof.described_page()
        return described

    def _count(self, rows: Mapping[str, QuerySet[Any, Any]], parts: _Parts) -> int:
        return sum(each.count() for each in rows.values()) + sum(map(len, parts.values()))

    def _held(
        self, code: str, parts: Iterable[historical.PastPart], is_descending: bool
    ) -> Iterable[_Entry]:
        index = current.TYPES.index(code)
        for part in parts:
            place = ((part.day or date.min).toordinal(), index, part.key)
            if self.cursor is None or _follows(place, self.cursor.position, is_descending):
                yield place, part.day, ""

    def _entries(
        self, code: str, rows: QuerySet[Any, Any], is_descending: bool
    ) -> Iterable[_Entry]:
        column, precision = current.DATES[code]
        is_past = rows.model is models.Revision
        key_column = "record_id" if is_past else "pk"
        index = current.TYPES.index(code)
        dated = rows.alias(day=Coalesce(column, date.min))
        if self.cursor is not None:
            dated = dated.filter(_beyond(self.cursor.position, index, key_column, is_descending))
        order = ("-day", f"-{key_column}") if is_descending else ("day", key_column)
        # Versions tell the precision in their bodies.
        columns = (key_column, column, *([precision] if precision and not is_past else []))
        for key, day, *known in dated.order_by(*order).values_list(*columns)[: self.size + 1]:
            yield ((day or date.min).toordinal(), index, key), day, known[0] if known else "day"


class TimelineMixin(base.ViewSet):
    """The timeline of a record: what was said, done, reported and judged around it."""

    record_type: ClassVar[str]

    @extend_schema(responses=timeline_serializers.ENTRIES)
    @action(
        detail=True,
        pagination_class=TimelinePagination,
        query_parameters=(TYPE, AFTER, BEFORE, *asof.INSTANT_ONLY),
    )
    def timeline(self, request: Request, slug: str) -> Response:
        """Return what happened, the newest first; what was said stands in its development."""
        query = request.query_params
        types = TYPE.of(query) or list(current.TYPES)
        after, before = AFTER.of(query), BEFORE.of(query)
        as_of = asof.AsOf(asof.instant(query))
        pages = TimelinePagination()
        pages.read(request)
        pages.members = as_of.members
        found = mementos.find(self.record_type, slug, as_of, "/timeline")

        def answer() -> Response:
            if as_of.known_at is None:
                rows = current.around(self.record_type, found.key, types)
                page = pages.taken(_between(rows, after, before), {})
                return pages.get_paginated_response(entries.shown_now(page))
            past = historical.Past(self.record_type, slug, found.body, as_of.known_at)
            versions = _between(historical.around(past, types), after, before)
            parts = {
                code: [part for part in each if _is_within(part.day, after, before)]
                for code, each in historical.parts(past, types).items()
            }
            page = pages.taken(versions, parts)
            shown = entries.shown_then(page, parts, as_of.known_at)
            return pages.get_paginated_response(shown)

        etag = conditional.ledger_etag(request)
        response = conditional.answer(request, etag, answer)
        as_of.mark(response)
        return response


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


def _follows(place: entries.Place, position: keysets.Row, is_descending: bool) -> bool:
    return place < position if is_descending else place > position


def _beyond(position: keysets.Row, index: int, key_column: str, is_descending: bool) -> Q:
    """Return the condition for rows of a type that come after a place."""
    day, type_index, key = date.fromordinal(position[0]), position[1], position[2]
    step = "lt" if is_descending else "gt"
    later = Q(**{f"day__{step}": day})
    if index == type_index:
        return later | Q(day=day, **{f"{key_column}__{step}": key})
    same_day_follows = index < type_index if is_descending else index > type_index
    return Q(**{f"day__{step}e": day}) if same_day_follows else later
