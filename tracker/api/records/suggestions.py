"""Names of records, completed while someone types."""

from typing import Any

import orjson
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models, serializers
from tracker.api.http import base, conditional, parameters
from tracker.api.records import search as search_views
from tracker.api.records import search_serializers
from tracker.serializers import search

DEFAULT_LIMIT = 10
LARGEST_LIMIT = 20
TYPE = parameters.any_of("type", "Of these types alone", list(search.NAMED))
LIMIT = parameters.integer(
    "limit", "How many at most", default=DEFAULT_LIMIT, least=1, most=LARGEST_LIMIT
)
_HEADINGS = ("short_title", "title", "name")


class SuggestionList(base.View):
    """What the name that someone types may be."""

    query_parameters = (search_views.WORDS, TYPE, LIMIT)

    @extend_schema(operation_id="suggest_list", responses=search_serializers.SuggestionsSerializer)
    def get(self, request: Request) -> Response:
        """Return records with a name of which a word begins so, then those with one like it."""
        query = request.query_params
        folded = search.folded(search_views.WORDS.of(query)).strip()
        types, limit = TYPE.of(query), LIMIT.of(query)
        etag = conditional.list_etag(request, conditional.ledger_head())
        return conditional.answer(
            request, etag, lambda: Response({"results": _suggested(folded, types, limit)})
        )


def _suggested(folded: str, types: list[str], limit: int) -> list[dict[str, Any]]:
    found = models.NameEntry.objects.suggested(folded, types, limit) if folded else []
    bodies: dict[int, Any] = {}
    for record_type in {suggestion.type for suggestion in found}:
        keys = [suggestion.record_id for suggestion in found if suggestion.type == record_type]
        rows = models.records_of(record_type).public().filter(pk__in=keys)
        bodies |= {key: orjson.loads(bytes(body)) for key, body in rows.values_list("pk", "body")}
    return [
        _shown(suggestion, bodies[suggestion.record_id])
        for suggestion in found
        if suggestion.record_id in bodies
    ]


def _shown(suggestion: models.Suggestion, body: dict[str, Any]) -> dict[str, Any]:
    shown = {
        "type": suggestion.type,
        "slug": body["slug"],
        "title": next(body[name] for name in _HEADINGS if body.get(name)),
        "url": serializers.address(suggestion.type, body["slug"]),
        "name": suggestion.name,
    }
    if suggestion.type == "party":
        shown |= {"code": body["code"], "kind": body["kind"]}
    if suggestion.type == "official":
        held = [tenure for tenure in body["tenures"] if tenure["end_date"] is None]
        latest = max(held, key=lambda tenure: tenure["start_date"] or "", default=None)
        shown |= {
            "role": latest["role"] if latest else None,
            "party": latest["party"]["slug"] if latest else None,
        }
    return shown
