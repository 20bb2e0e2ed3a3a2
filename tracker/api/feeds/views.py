"""Feeds that readers of news subscribe to, as Atom and as JSON Feed: developments, corrections."""

import abc
from collections.abc import Callable
from typing import Any, ClassVar

import orjson
from django.conf import settings
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import filters, models, serializers
from tracker.api.http import base, conditional, renderers
from tracker.api.records import filter_backend
from tracker.api.review import corrections
from tracker.api.review import serializers as review_serializers
from tracker.representations import atom, entries, feed_entries, feeds, json_feed

NEWEST = 50
"""How many entries a feed has at most."""
_FILTERS = filters.PARAMETERS["development"]
_NEVER = "1970-01-01T00:00:00Z"

Decorator = Callable[[type[Any]], type[Any]]


class Feed(base.View, abc.ABC):
    """A feed: the entries that changed last, of what the address asks for."""

    listing: ClassVar[str]
    """The address of the list that it is a feed of."""

    @abc.abstractmethod
    def document(self, feed: entries.Feed) -> bytes:
        """Return the feed's bytes."""

    def feed(self, bodies: list[dict[str, Any]], title: str) -> entries.Feed:
        """Return the feed of these entries, newest change first."""
        query = self.request.META.get("QUERY_STRING", "")
        tail = f"?{query}" if query else ""
        return entries.Feed(
            home=settings.PUBLIC_URL,
            path=self.request.path + tail,
            listing=self.listing + tail,
            page=serializers.page_at(self.listing) + tail,
            updated=bodies[0]["changed_at"] if bodies else _NEVER,
            bodies=bodies,
            title=title,
        )

    def asked(self) -> dict[str, list[str]]:
        """Return what the address asks for, by parameter."""
        query = self.request.query_params
        return {name: list(dict.fromkeys(query.getlist(name))) for name in query}


class AtomMixin:
    """A feed as Atom."""

    renderer_classes: Any = (renderers.AtomRenderer, renderers.XMLRenderer)

    def document(self, feed: entries.Feed) -> bytes:
        """Return the feed as XML."""
        return atom.document(feed)


class JSONMixin:
    """A feed as JSON Feed."""

    renderer_classes: Any = (renderers.JSONFeedRenderer, renderers.BodyRenderer)

    def document(self, feed: entries.Feed) -> bytes:
        """Return the feed as JSON."""
        return orjson.dumps(json_feed.document(feed))


def as_atom(name: str) -> Decorator:
    """Describe a view as the Atom feed of this name in the OpenAPI document."""
    return _described(f"{name}_atom_retrieve", AtomMixin, str)


def as_json(name: str) -> Decorator:
    """Describe a view as the JSON Feed of this name in the OpenAPI document."""
    return _described(f"{name}_json_feed_retrieve", JSONMixin, json_feed.SCHEMA)


def _described(operation: str, form: Any, schema: Any) -> Decorator:
    answers = {(200, renderer.media_type): schema for renderer in form.renderer_classes}
    described = extend_schema(operation_id=operation, responses=answers)
    return extend_schema_view(get=described)


class DevelopmentFeed(Feed):
    """The developments that changed last, for the filters of their list."""

    record_type: ClassVar[str] = "development"
    listing = f"/v1/{serializers.PLURALS['development']}"
    filter_backends = (filter_backend.ParameterFilter, filter_backend.WordFilter)
    query_parameters = (
        filter_backend.NARROWING_WORDS,
        *filter_backend.parameters_of("development"),
    )

    def get_queryset(self) -> QuerySet[Any, Any]:
        """Return the public developments; those of old articles only where they are asked for."""
        rows = models.records_of(self.record_type).public()
        is_asked = "is_backfill" in self.request.query_params
        return rows if is_asked else rows.filter(is_backfill=False)

    def get(self, request: Request) -> Response:
        """Return the newest developments as a feed, with quotes and both languages."""
        rows = self.filter_queryset(self.get_queryset())
        etag = conditional.ledger_etag(request)
        return conditional.answer(request, etag, lambda: Response(self._document(rows)))

    def _document(self, rows: QuerySet[Any, Any]) -> bytes:
        newest = rows.order_by("-changed_at", "-pk").values_list("body", flat=True)[:NEWEST]
        bodies = [orjson.loads(bytes(body)) for body in newest]
        asked = self.asked()
        title = feeds.title("developments", asked, _FILTERS) if asked else entries.TITLE
        return self.document(self.feed(bodies, title))


@as_atom("developments")
class DevelopmentAtom(AtomMixin, DevelopmentFeed):
    """Developments as Atom."""


@as_json("developments")
class DevelopmentJSON(JSONMixin, DevelopmentFeed):
    """Developments as JSON Feed."""


class CorrectionFeed(Feed):
    """What was corrected or withdrawn last."""

    listing = "/v1/corrections"
    query_parameters = (corrections.TYPE,)

    def get(self, request: Request) -> Response:
        """Return what was corrected or withdrawn last as a feed, with what it said before."""
        types = corrections.TYPE.of(request.query_params)
        etag = conditional.ledger_etag(request)
        return conditional.answer(request, etag, lambda: Response(self._document(types)))

    def _document(self, types: list[str]) -> bytes:
        rows = corrections.rows(types).select_related("record__search_entry")
        bodies = [_correction(row) for row in rows.order_by("-sequence")[:NEWEST]]
        of_types = f" of {', '.join(serializers.PLURALS[code] for code in types)}" if types else ""
        return self.document(self.feed(bodies, f"{feeds.NAME}: corrections{of_types}"))


def _correction(row: models.Revision) -> dict[str, Any]:
    shown = review_serializers.CorrectionSerializer(row).data
    heading = getattr(row.record, "search_entry", None)
    return feed_entries.of_correction(shown, heading.heading if heading else "")


@as_atom("corrections")
class CorrectionAtom(AtomMixin, CorrectionFeed):
    """Corrections as Atom."""


@as_json("corrections")
class CorrectionJSON(JSONMixin, CorrectionFeed):
    """Corrections as JSON Feed."""
