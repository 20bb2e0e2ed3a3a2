"""Search across all records."""

import dataclasses
import html
from collections.abc import Sequence
from typing import Any

import orjson
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models
from tracker.api.http import base, conditional, pagination, parameters
from tracker.api.records import filter_backend
from tracker.api.search import serializers
from tracker.serializers import quotes

_WITH_TEXT = models.Document.RECORD_TYPE.value
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

    @extend_schema(operation_id="search_list", responses=serializers.FoundSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Return what matches, the best first, of at most the newest 1,000 matches."""
        asked, types = filter_backend.WORDS.of(request.query_params), TYPE.of(request.query_params)
        pages = SearchPagination()
        pages.read(request)
        entries = models.SearchEntry.objects
        counts = entries.counts(asked)
        ranked = entries.ranked(
            asked, {code: counts[code] for code in counts if not types or code in types}
        )
        pages.members = {"facets": _facets(counts)}
        found = _found(asked, pages.taken(ranked))
        shown = serializers.FoundSerializer(found, many=True).data
        response = pages.get_paginated_response([orjson.dumps(each) for each in shown])
        # A document's text may be read anew without a change in the ledger.
        etag = conditional.digest_etag(request.get_full_path().encode() + bytes(response.data))
        return conditional.answer(request, etag, lambda: response)


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


@dataclasses.dataclass(frozen=True)
class Found:
    """An entry of the index that matches, how well, and an excerpt as HTML."""

    entry: models.SearchEntry
    score: float
    excerpt: str


def _found(asked: str, page: Sequence[tuple[float, int]]) -> list[Found]:
    keys = [key for _, key in page]
    rows = models.SearchEntry.objects.filter(pk__in=keys).select_related("record")
    entries = rows.only("type", "heading", "changed_at", "record__slug").in_bulk()
    texts = [key for key, entry in entries.items() if entry.type == _WITH_TEXT]
    public = quotes.public_words(texts) if texts else {}
    excerpts = models.SearchEntry.objects.marked(asked, keys, public) if keys else {}
    return [
        Found(entries[key], round(score, 6), _as_html(excerpts[key]))
        for score, key in page
        if key in entries
    ]


def _as_html(headline: str) -> str:
    """Return a headline as HTML: escaped, in one line, what matches in ``<mark>``."""
    start, stop = models.MARKS
    escaped = html.escape(" ".join(headline.split()))
    return escaped.replace(start, "<mark>").replace(stop, "</mark>")
