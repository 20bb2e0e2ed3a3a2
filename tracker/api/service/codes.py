"""Every code that the API uses, explained: vocabularies and event types."""

import functools

import orjson
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import kinds, vocabularies
from tracker.api.http import base, conditional
from tracker.api.service import serializers


class VocabularyList(base.View):
    """The closed vocabularies."""

    @extend_schema(operation_id="vocabularies_list", responses=serializers.VocabulariesSerializer)
    def get(self, request: Request) -> Response:
        """Return every vocabulary with its codes, labels and explanations."""
        return _unchanging(request, _vocabularies())


class EventTypeList(base.View):
    """The event types."""

    @extend_schema(operation_id="event_types_list", responses=serializers.EventTypesSerializer)
    def get(self, request: Request) -> Response:
        """Return every event type that may become public, explained."""
        return _unchanging(request, _event_types())


def _unchanging(request: Request, content: bytes) -> Response:
    etag = conditional.digest_etag(content)
    return conditional.answer(request, etag, lambda: Response(content))


@functools.cache
def _vocabularies() -> bytes:
    results = [{"name": name, "codes": vocabulary} for name, vocabulary in vocabularies.ALL.items()]
    return orjson.dumps(serializers.VocabulariesSerializer({"results": results}).data)


@functools.cache
def _event_types() -> bytes:
    results = [*kinds.PUBLIC_EVENT_TYPES.values()]
    return orjson.dumps(serializers.EventTypesSerializer({"results": results}).data)
