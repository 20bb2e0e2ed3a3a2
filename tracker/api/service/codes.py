"""Every code that the API uses, explained: vocabularies and event types."""

import functools
from datetime import UTC, datetime

import orjson
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import kinds, vocabularies
from tracker.api.http import base, conditional
from tracker.api.service import code_serializers
from tracker.webhooks import examples

_EXAMPLE_ID = f"evt_{0:032x}"
_EXAMPLE_AT = datetime(2026, 1, 25, 15, tzinfo=UTC)


class VocabularyList(base.View):
    """The closed vocabularies."""

    @extend_schema(
        operation_id="vocabularies_list", responses=code_serializers.VocabulariesSerializer
    )
    def get(self, request: Request) -> Response:
        """Return every vocabulary with its codes, labels and explanations."""
        content = _vocabularies()
        etag = conditional.digest_etag(content)
        return conditional.answer(request, etag, lambda: Response(content))


class EventTypeList(base.View):
    """The event types."""

    @extend_schema(operation_id="event_types_list", responses=code_serializers.EventTypesSerializer)
    def get(self, request: Request) -> Response:
        """Return every event type that may become public, explained."""
        content = _event_types()
        etag = conditional.digest_etag(content)
        return conditional.answer(request, etag, lambda: Response(content))


@functools.cache
def _vocabularies() -> bytes:
    results = [
        {
            "name": name,
            "codes": [
                {
                    "code": code.value,
                    "label": code.label,
                    "explanation": code.explanation,
                    "order": code.order,
                    "is_terminal": code.is_terminal,
                }
                for code in vocabulary
            ],
        }
        for name, vocabulary in vocabularies.ALL.items()
    ]
    return orjson.dumps({"results": results})


@functools.cache
def _event_types() -> bytes:
    results = [
        {
            "code": event_type.code,
            "label": event_type.label,
            "explanation": event_type.explanation,
            "record_type": getattr(event_type, "record_type", None),
            "relation": getattr(event_type, "relation", None),
            "example": examples.example(event_type.code, _EXAMPLE_ID, _EXAMPLE_AT),
        }
        for event_type in kinds.EVENT_TYPES.values()
        if getattr(event_type, "is_public", True)
    ]
    return orjson.dumps({"results": results})
