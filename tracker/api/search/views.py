"""Search across all records."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson
from django.conf import settings
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from tracker import models, searching
from tracker.api.http import base, conditional, pagination, parameters, sheets
from tracker.api.records import filter_backend
from tracker.api.search import serializers
from tracker.representations import listings

_MARK = re.compile("</?mark>")
TYPE = parameters.any_of("type", "Of these types alone", list(models.RECORDS))


class SearchPagination(pagination.KeysetPagination):
    """Pages of what was found, the best first."""

    keys = ("score", "pk")
    orderings = ("-score",)
    is_countable = False

    def taken(self, ranked: Sequence[tuple[float, int]]) -> list[tuple[float, int]]:
        """Return the page's part of all that was ranked, ``read`` having been called."""
        found = list(ranked)
        self.count = None
        if self.cursor is not None:
            here, is_backward = self.cursor.position, self.cursor.is_backward
            found = [place for place in found if (place > here if is_backward else place < here)]
            found = found[::-1] if is_backward else found
        return self._cut(found, lambda place: place)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return how the OpenAPI document describes a page of ``schema``."""
        described = super().get_paginated_response_schema(schema)
        del described["properties"]["count"]
        described["properties"]["facets"] = _FACETS_SCHEMA
        described["required"].append("facets")
        return described


_FACETS_SCHEMA = {
    "type": "array",
    "description": "How many records of each type match, whichever types are asked for",
    "items": {
        "type": "object",
        "required": ["type", "count", "is_exact"],
        "properties": {
            "type": {"type": "string", "enum": list(models.RECORDS)},
            "count": {"type": "integer"},
            "is_exact": {
                "type": "boolean",
                "description": f"Whether it is the number, and not at least {models.MOST_COUNTED}",
            },
        },
    },
}


class Search(base.View):
    """Search across all records and documents."""

    pagination_class = SearchPagination
    query_parameters = (filter_backend.WORDS, TYPE)
    renderer_classes = sheets.RENDERERS

    @extend_schema(operation_id="search_list", responses=serializers.FoundSerializer(many=True))
    def get(self, request: Request) -> HttpResponseBase:
        """Return what matches, the best first, of at most the newest 1,000 matches."""
        asked, types = filter_backend.WORDS.of(request.query_params), TYPE.of(request.query_params)
        pages = SearchPagination()
        pages.read(request)
        if sheets.is_wanted(request) and "page_size" not in request.query_params:
            pages.size = pagination.LARGEST_SIZE
        entries = models.SearchEntry.objects
        counts = entries.counts(asked)
        ranked = entries.ranked(
            asked, {code: counts[code] for code in counts if not types or code in types}
        )
        pages.members = {"facets": _facets(counts)}
        found = searching.found(asked, pages.taken(ranked))
        shown = serializers.FoundSerializer(found, many=True).data
        response: HttpResponseBase
        if sheets.is_wanted(request):
            content = b"".join(listings.found(_quoted(found, shown), settings.PUBLIC_URL))
            response = sheets.response([content], "search")
            pages.link(response)
        else:
            page = pages.get_paginated_response([orjson.dumps(each) for each in shown])
            response, content = page, bytes(page.data)
        # A document's text may be read anew without a change in the ledger.
        etag = conditional.digest_etag(request.get_full_path().encode() + content)
        return conditional.answer(request, etag, lambda: response)


def _quoted(found: Sequence[searching.Found], shown: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Yield what was found as rows of a spreadsheet: marks left out, with quotes and outlets."""
    bodies: dict[int, dict[str, Any]] = {}
    for record_type in {each.entry.type for each in found}:
        keys = [each.entry.pk for each in found if each.entry.type == record_type]
        rows = models.records_of(record_type).public().filter(pk__in=keys)
        bodies |= {key: orjson.loads(bytes(body)) for key, body in rows.values_list("pk", "body")}
    for each, row in zip(found, shown, strict=True):
        excerpt = html.unescape(_MARK.sub("", row["excerpt"] or ""))
        yield {**bodies.get(each.entry.pk, {}), **row, "excerpt": excerpt}


def _facets(counts: dict[str, int]) -> list[dict[str, Any]]:
    order = list(models.RECORDS)
    return [
        {
            "type": code,
            "count": min(count, models.MOST_COUNTED),
            "is_exact": count <= models.MOST_COUNTED,
        }
        for code, count in sorted(counts.items(), key=lambda each: (-each[1], order.index(each[0])))
        if count
    ]
