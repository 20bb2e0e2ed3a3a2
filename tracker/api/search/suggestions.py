"""Names of records, completed while someone types."""

from dataclasses import dataclass
from typing import Any

import orjson
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models
from tracker.api.http import base, conditional, parameters
from tracker.api.records import filter_backend
from tracker.api.search import serializers
from tracker.serializers import search

DEFAULT_LIMIT = 10
LARGEST_LIMIT = 20
TYPE = parameters.any_of("type", "Of these types alone", list(search.NAMED))
LIMIT = parameters.integer(
    "limit", "How many at most", default=DEFAULT_LIMIT, least=1, most=LARGEST_LIMIT
)
_HEADINGS = ("short_title", "title", "name")


@dataclass(frozen=True)
class Completion:
    """What someone may mean: a name and the stored body of its record."""

    type: str
    name: str
    body: dict[str, Any]

    @property
    def title(self) -> str:
        """What the record is called."""
        return str(next(self.body[name] for name in _HEADINGS if self.body.get(name)))

    @property
    def tenure(self) -> dict[str, Any] | None:
        """The present office of an official, the latest of several."""
        held = [each for each in self.body.get("tenures", ()) if each["end_date"] is None]
        return max(held, key=lambda each: each["start_date"] or "", default=None)


class SuggestionList(base.View):
    """What the name that someone types may be."""

    query_parameters = (filter_backend.WORDS, TYPE, LIMIT)

    @extend_schema(operation_id="suggest_list", responses=serializers.SuggestionsSerializer)
    def get(self, request: Request) -> Response:
        """Return records with a name of which a word begins so, then those with one like it."""
        query = request.query_params
        folded = search.folded(filter_backend.WORDS.of(query)).strip()
        types, limit = TYPE.of(query), LIMIT.of(query)
        etag = conditional.ledger_etag(request)
        return conditional.answer(request, etag, lambda: Response(_suggested(folded, types, limit)))


def _suggested(folded: str, types: list[str], limit: int) -> Any:
    found = models.NameEntry.objects.suggested(folded, types, limit) if folded else []
    bodies: dict[int, Any] = {}
    for record_type in {suggestion.type for suggestion in found}:
        keys = [suggestion.record_id for suggestion in found if suggestion.type == record_type]
        rows = models.records_of(record_type).public().filter(pk__in=keys)
        bodies |= {key: orjson.loads(bytes(body)) for key, body in rows.values_list("pk", "body")}
    completions = [
        Completion(suggestion.type, suggestion.name, bodies[suggestion.record_id])
        for suggestion in found
        if suggestion.record_id in bodies
    ]
    return serializers.SuggestionsSerializer({"results": completions}).data
