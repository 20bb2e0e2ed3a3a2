"""Developments as feeds that readers of news subscribe to: Atom and JSON Feed."""

import abc
from typing import Any, ClassVar

import orjson
from django.conf import settings
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models, serializers
from tracker.api.http import base, conditional, renderers
from tracker.api.records import filter_backend
from tracker.representations import atom, entries, json_feed

NEWEST = 50
"""How many developments a feed has at most."""
_LIST = f"/v1/{serializers.PLURALS['development']}"
_NEVER = "1970-01-01T00:00:00Z"


class DevelopmentFeed(base.View, abc.ABC):
    """The developments that changed last, for the filters of their list."""

    record_type: ClassVar[str] = "development"
    filter_backends = (filter_backend.ParameterFilter,)

    query_parameters = filter_backend.parameters_of("development")

    def get_queryset(self) -> QuerySet[Any, Any]:
        """Return the public developments; those of old articles only where they are asked for."""
        rows = models.records_of(self.record_type).public()
        is_asked = "is_backfill" in self.request.query_params
        return rows if is_asked else rows.filter(is_backfill=False)

    def answer(self, request: Request) -> Response:
        """Return the feed, or 304 where the ledger is as the client knows it."""
        rows = self.filter_queryset(self.get_queryset())
        etag = conditional.ledger_etag(request)
        return conditional.answer(request, etag, lambda: Response(self.document(self._feed(rows))))

    @abc.abstractmethod
    def document(self, feed: entries.Feed) -> bytes:
        """Return the feed's bytes."""

    def _feed(self, rows: QuerySet[Any, Any]) -> entries.Feed:
        newest = rows.order_by("-changed_at", "-pk").values_list("body", flat=True)[:NEWEST]
        bodies = [orjson.loads(bytes(body)) for body in newest]
        query = self.request.META.get("QUERY_STRING", "")
        tail = f"?{query}" if query else ""
        return entries.Feed(
            home=settings.PUBLIC_URL,
            path=self.request.path + tail,
            page=_LIST + tail,
            updated=bodies[0]["changed_at"] if bodies else _NEVER,
            bodies=bodies,
        )


class AtomFeed(DevelopmentFeed):
    """Developments as Atom."""

    renderer_classes = (renderers.AtomRenderer, renderers.XMLRenderer)

    @extend_schema(
        operation_id="developments_atom_retrieve",
        responses={
            (200, renderer.media_type): str
            for renderer in (renderers.AtomRenderer, renderers.XMLRenderer)
        },
    )
    def get(self, request: Request) -> Response:
        """Return the newest developments as an Atom feed, with quotes and both languages."""
        return self.answer(request)

    def document(self, feed: entries.Feed) -> bytes:
        """Return the feed as XML."""
        return atom.document(feed)


class JSONFeed(DevelopmentFeed):
    """Developments as JSON Feed."""

    renderer_classes = (renderers.JSONFeedRenderer, renderers.BodyRenderer)

    @extend_schema(
        operation_id="developments_json_feed_retrieve",
        responses={
            (200, renderer.media_type): json_feed.SCHEMA
            for renderer in (renderers.JSONFeedRenderer, renderers.BodyRenderer)
        },
    )
    def get(self, request: Request) -> Response:
        """Return the newest developments as a JSON Feed, with quotes and both languages."""
        return self.answer(request)

    def document(self, feed: entries.Feed) -> bytes:
        """Return the feed as JSON."""
        return orjson.dumps(json_feed.document(feed))
