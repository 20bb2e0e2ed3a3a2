"""Lists, details and histories of all records, from their stored bodies."""

import functools
from typing import Any, ClassVar

import orjson
from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as framework
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models, serializers
from tracker.api.http import base, conditional, pagination, parameters
from tracker.api.records import (
    asof,
    filter_backend,
    lookup,
    mementos,
    record_pagination,
    representation_schema,
    representations,
    search,
    sparse_fields,
)
from tracker.api.records import serializers as shapes
from tracker.timelines import outcomes


class RecordList(base.ListView):
    """Public records of one type, by page."""

    record_type: ClassVar[str] = ""
    filter_backends = (filter_backend.ParameterFilter, search.WordFilter)
    pagination_class = record_pagination.RecordPagination

    def get_query_parameters(self) -> tuple[parameters.Parameter[Any], ...]:
        """Return the parameters of pages, time, shape and representation, and the filters."""
        return (
            *super().get_query_parameters(),
            *parameters_of_list(self.record_type),
            representation_schema.format_parameter(_formats(self)),
        )

    def get_renderers(self) -> list[BaseRenderer]:
        """Return in what the list can be had."""
        is_read = self.request.method in {"GET", "HEAD"}
        offered = representations.renderers_of(self.record_type, is_list=True)
        return offered if is_read else offered[:1]

    def get_queryset(self) -> QuerySet[Any, Any]:
        """Return the public rows."""
        return models.records_of(self.record_type).public()

    def get_serializer_class(self) -> type[framework.BaseSerializer[Any]]:
        """Return what describes a body; none is run, as bodies are stored."""
        return shapes.PUBLISHED[self.record_type]

    def list(  # type: ignore[override]
        self, request: Request, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Return a page in the shape that is asked for, or 304."""
        _check_format(self)
        self.as_of = asof.read(request.query_params, self.record_type)
        self.shape = sparse_fields.read(request.query_params, self.record_type)
        if not self.as_of.is_now:
            self.pagination_class = mementos.VersionPagination
        return super().list(request, *args, **kwargs)

    def filter_queryset(self, queryset: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        """Return what satisfies all that is asked: rows, or versions as of a time."""
        if self.as_of.is_now:
            return super().filter_queryset(queryset)
        return mementos.versions(self.request, self.record_type, self.as_of)

    def page(
        self, pages: pagination.KeysetPagination, rows: QuerySet[Any, Any]
    ) -> HttpResponseBase:
        """Return a page of JSON or linked data, or a spreadsheet of as many rows as it may have."""
        if representations.is_spreadsheet(self.request):
            if "page_size" not in self.request.query_params:
                pages.size = representations.MOST_ROWS
            keys = [row[0] for row in pages.page(rows, ("pk",))]
            sheet = representations.spreadsheet(
                self.record_type, rows, keys, self.shape, self._shown
            )
            pages.link(sheet)
            self.as_of.mark(sheet)
            return sheet
        found = pages.paginate_queryset(rows, self.request, self)
        bodies = [self._shown(self.render(row)) for row in found]
        results = self.shape.applied(bodies, self.as_of.known_at)
        if self.as_of.known_at is not None:
            results = outcomes.marked(results, [row[1] for row in found])
        pages.members = self.as_of.members
        response = pages.get_paginated_response(results)
        self.as_of.mark(response)
        if representations.is_linked_data(self.request):
            response.data = representations.linked_page(self.request, bodies)
        return response

    def render(self, row: pagination.Row) -> bytes:
        """Return the body as it is stored."""
        return bytes(row[0])

    def _shown(self, body: bytes) -> bytes:
        return mementos.on_the_day(self.record_type, body, self.as_of)


class RecordDetail(base.View):
    """One public record."""

    record_type: ClassVar[str] = ""
    lookup_field = "slug"

    def get_query_parameters(self) -> tuple[parameters.Parameter[Any], ...]:
        """Return the parameters of time, shape and representation."""
        return (
            *parameters_of_one(self.record_type),
            representation_schema.format_parameter(_formats(self)),
        )

    def get_renderers(self) -> list[BaseRenderer]:
        """Return in what the record can be had."""
        is_read = self.request.method in {"GET", "HEAD"}
        offered = representations.renderers_of(self.record_type, is_list=False)
        return offered if is_read else offered[:1]

    def get_serializer_class(self) -> type[framework.BaseSerializer[Any]]:
        """Return what describes the body; none is run, as bodies are stored."""
        return shapes.PUBLISHED[self.record_type]

    def get(self, request: Request, slug: str) -> Response:
        """Return the record's body as it is stored, or as of a time, in the shape asked for."""
        _check_format(self)
        as_of = asof.read(request.query_params, self.record_type)
        shape = sparse_fields.read(request.query_params, self.record_type)
        if not as_of.is_as_stored:
            return self._as_of(request, slug, as_of, shape)
        found = self.find(slug)
        etag = representations.record_etag(request, found.version, shape)
        return conditional.answer(
            request, etag, lambda: Response(representations.record(request, found.body, shape))
        )

    def _as_of(
        self, request: Request, slug: str, as_of: asof.AsOf, shape: sparse_fields.Shape
    ) -> Response:
        found = mementos.find(self.record_type, slug, as_of)
        body = mementos.on_the_day(self.record_type, found.body, as_of)
        shown = representations.record(request, body, shape, as_of.known_at)
        if as_of.known_at is not None and not representations.is_linked_data(request):
            shown = outcomes.marked([shown], [found.key])[0]
        etag = conditional.list_etag(request, conditional.ledger_head())
        response = conditional.answer(request, etag, lambda: Response(shown))
        as_of.mark(response)
        return response

    def find(self, slug: str) -> lookup.Found:
        """Return the record that whoever asks may see; errors.Problem where there is none."""
        return lookup.find(self.record_type, slug)


class RevisionPagination(pagination.KeysetPagination):
    """Pages of a record's versions, the latest first."""

    keys = ("sequence",)
    orderings = ("-sequence", "sequence")
    columns = ("sequence", "event_type", "version", "published_at", "reason", "changed")


class RevisionList(base.ListView):
    """The public versions of one record: when, why, and which fields changed from what."""

    record_type: ClassVar[str] = ""
    pagination_class = RevisionPagination

    def get_queryset(self) -> QuerySet[Any, Any]:
        """Return the record's revisions; those of a withdrawn record stay readable."""
        of_record = models.Revision.objects.filter(
            record__type=self.record_type, record__slug=self.kwargs["slug"]
        )
        if not of_record.exists():
            raise lookup.not_found()
        return of_record

    @extend_schema(responses=shapes.RevisionSerializer(many=True))
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return a page of the record's history."""
        return super().get(request, *args, **kwargs)

    def render(self, row: pagination.Row) -> bytes:
        """Return one entry of the history."""
        entry = dict(zip(self.pagination_class.columns, row, strict=True))
        entry["published_at"] = serializers.show_moment(entry["published_at"])
        return orjson.dumps(entry)


@functools.cache
def parameters_of_list(record_type: str) -> tuple[parameters.Parameter[Any], ...]:
    """Return the parameters of time and shape, and the filters, of a list of records."""
    return (
        search.NARROWING_WORDS,
        *filter_backend.parameters_of(record_type),
        *asof.parameters_of_list(record_type),
        *sparse_fields.parameters_of(record_type),
    )


@functools.cache
def parameters_of_one(record_type: str) -> tuple[parameters.Parameter[Any], ...]:
    """Return the parameters of time and shape of one record."""
    return (*asof.parameters_of_one(record_type), *sparse_fields.parameters_of(record_type))


def _formats(view: base.View) -> tuple[str, ...]:
    return tuple(str(renderer.format) for renderer in view.get_renderers())


def _check_format(view: base.View) -> None:
    """Raise errors.Problem unless the representation asked for is one that there is."""
    representation_schema.format_parameter(_formats(view)).of(view.request.query_params)
