"""The viewsets of records: lists and details from their stored bodies, and changes by editors."""

import dataclasses
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.decorators import action
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import editing, models, recording, vocabularies
from tracker.api.http import base, conditional, errors, pagination, parameters, sheets
from tracker.api.records import (
    asof,
    filter_backend,
    locking,
    lookup,
    mementos,
    record_pagination,
    representations,
    serializers,
    sparse_fields,
    writing,
)
from tracker.serializers import decisions, references
from tracker.timelines import outcomes

_WRITE = frozenset({vocabularies.Scope.WRITE})
_STORED = frozenset({"list", "retrieve"})
"""The actions that answer with stored bodies, in several representations."""


class RevisionPagination(pagination.KeysetPagination):
    """Pages of a record's versions, the latest first."""

    keys = ("sequence",)
    orderings = ("-sequence", "sequence")
    columns = ("sequence", "event_type", "version", "published_at", "reason", "changed")


class RecordViewSet(base.ViewSet):
    """The public records of one type."""

    record_type: ClassVar[str]
    filter_backends = (filter_backend.ParameterFilter, filter_backend.WordFilter)
    pagination_class = record_pagination.RecordPagination

    def get_query_parameters(self) -> tuple[parameters.Parameter[Any], ...]:
        """Return the parameters of the action: of bodies also time, fields and representation."""
        own: tuple[parameters.Parameter[Any], ...] = ()
        if self.action in _STORED:
            own = representations.parameters_of(self.record_type, is_list=self.action == "list")
        if self.action == "list":
            own = (record_pagination.ordering(self.record_type), *own)
        return (*super().get_query_parameters(), *own)

    def get_renderers(self) -> list[BaseRenderer]:
        """Return in what the answer can be had."""
        if self.action not in _STORED:
            return super().get_renderers()
        is_list = self.action == "list"
        return [*representations.renderers_of(self.record_type, is_list=is_list)]

    def get_queryset(self) -> QuerySet[Any, Any]:
        return models.records_of(self.record_type).public()

    def get_serializer_class(self) -> Any:
        """Return the serializer that describes a body; stored bytes are answered as they are."""
        return serializers.PUBLISHED[self.record_type]

    def get_list_state(self) -> object:
        """Return what the list depends on besides what is asked: the head of the ledger."""
        return models.LedgerHead.objects.sequence()

    def list(self, request: Request) -> HttpResponseBase:
        """Return a page of the list."""
        self._read_query()
        etag = conditional.list_etag(request, self.get_list_state())
        if conditional.is_known(request, etag):
            return conditional.not_modified(etag)
        is_now = self.as_of.is_now
        pages = (self.pagination_class if is_now else mementos.VersionPagination)(self.record_type)
        rows = (
            self.filter_queryset(self.get_queryset())
            if is_now
            else mementos.versions(request, self.record_type, self.as_of)
        )
        pages.read(request)
        return conditional.answer(request, etag, lambda: self._page(pages, rows))

    def retrieve(self, request: Request, slug: str) -> HttpResponseBase:
        """Return the record's body as it is stored, or as of a time, in the shape asked for."""
        self._read_query()
        if not self.as_of.is_as_stored:
            return self._retrieve_as_of(request, slug)
        rows = self.get_queryset()
        if "If-None-Match" in request.headers:
            version = lookup.version(rows, slug)
            etag = representations.record_etag(request, version, self.sparse_fields)
            if version and conditional.is_known(request, etag):
                return conditional.not_modified(etag)
        found = lookup.found(rows, self.record_type, slug)
        etag = representations.record_etag(request, found.version, self.sparse_fields)
        return conditional.answer(
            request,
            etag,
            lambda: Response(representations.record(request, found, self.sparse_fields)),
        )

    @extend_schema(responses=serializers.RevisionSerializer(many=True))
    @action(detail=True, pagination_class=RevisionPagination)
    def revisions(self, request: Request, slug: str) -> HttpResponseBase:
        """Return a page of the record's history."""
        of_record = models.Revision.objects.filter(record__type=self.record_type, record__slug=slug)
        if not of_record.exists():
            raise lookup.not_found()
        rows = of_record.only(*RevisionPagination.columns)
        return self.paged(rows, serializers.RevisionSerializer)

    def _read_query(self) -> None:
        """Take from the address which representation, time and fields are asked for.

        Raises errors.Problem naming the parameter that is wrong.
        """
        query = self.request.query_params
        is_list = self.action == "list"
        self.as_of = asof.read(query, self.record_type)
        self.sparse_fields = sparse_fields.read(query, self.record_type, is_list=is_list)
        if self.as_of.known_at is not None and self.sparse_fields.heads:
            named = ", ".join(self.sparse_fields.heads)
            detail = f"{named} cannot be expanded with known_at; ask for its own list with that."
            raise parameters.invalid([("expand", detail)])

    def _page(
        self, pages: record_pagination.RecordPagination, rows: QuerySet[Any, Any]
    ) -> HttpResponseBase:
        """Return a page of JSON or linked data, or a spreadsheet of as many rows as it may have."""
        if sheets.is_wanted(self.request):
            if "page_size" not in self.request.query_params:
                pages.size = representations.MOST_ROWS
            keys = [row[0] for row in pages.page(rows, ("pk",))]
            sheet = representations.spreadsheet(
                self.record_type, rows, keys, self.sparse_fields, self._on_the_day
            )
            pages.link(sheet)
            self.as_of.mark(sheet)
            return sheet
        found = pages.page(rows, pages.columns)
        bodies = [self._on_the_day(bytes(row[0])) for row in found]
        keys = [row[1] for row in found]
        results = self.sparse_fields.applied(bodies, keys, self.as_of.known_at)
        if self.as_of.known_at is not None:
            results = outcomes.marked(results, keys)
        pages.members = self.as_of.members
        response = pages.get_paginated_response(results)
        self.as_of.mark(response)
        if representations.is_linked_data(self.request):
            response.data = representations.linked_page(self.request, bodies)
        return response

    def _retrieve_as_of(self, request: Request, slug: str) -> Response:
        found = mementos.find(self.record_type, slug, self.as_of)
        of_day = dataclasses.replace(found, body=self._on_the_day(found.body))
        shown = representations.record(request, of_day, self.sparse_fields, self.as_of.known_at)
        if self.as_of.known_at is not None and not representations.is_linked_data(request):
            shown = outcomes.marked([shown], [found.key])[0]
        etag = conditional.ledger_etag(request)
        response = conditional.answer(request, etag, lambda: Response(shown))
        self.as_of.mark(response)
        return response

    def _on_the_day(self, body: bytes) -> bytes:
        return mementos.on_the_day(self.record_type, body, self.as_of)


class ChangeableViewSet(RecordViewSet):
    """Records that editors change."""

    required_scopes = {"PATCH": _WRITE}

    @extend_schema(parameters=[writing.IF_MATCH, writing.REASON])
    def partial_update(self, request: Request, slug: str) -> Response:
        """Change the fields that are given; lists are replaced whole."""
        with recording.change(writing.actor(request), writing.change_reason(request)) as change:
            row = locking.locked(request, self.record_type, slug)
            editing.update(change, row, self.body())
        return writing.stored(row)


class EditableViewSet(ChangeableViewSet):
    """Records that editors create, change, merge, delete and restore."""

    required_scopes = {"POST": _WRITE, "PATCH": _WRITE, "DELETE": _WRITE}

    @extend_schema(parameters=[writing.REASON])
    def create(self, request: Request) -> Response:
        """Create a record; its slug is made of its title where none is given."""
        with recording.change(writing.actor(request), writing.change_reason(request)) as change:
            row = editing.create(change, self.record_type, self.body())
        response = writing.stored(row, 201)
        response["Location"] = references.address(self.record_type, row.slug)
        return response

    @extend_schema(parameters=[writing.IF_MATCH, writing.NEEDED_REASON])
    def destroy(self, request: Request, slug: str) -> Response:
        """Withdraw the record: its address answers 410 from now on, its history stays.

        What other records refer to is in use and is not deleted (409 `in_use`, with the first of
        them in `used_by`). What is withdrawn can be restored.
        """
        reason = writing.change_reason(request)
        if not reason:
            detail = "A withdrawal needs X-Change-Reason: its address tells why from then on."
            raise errors.Problem(400, "reason_required", detail)
        with recording.change(writing.actor(request), reason, is_withdrawing=True) as change:
            row = locking.locked(request, self.record_type, slug)
            editing.delete(change, row, timezone.now())
        return Response(status=204)

    @extend_schema(
        request=decisions.MergerSerializer, parameters=[writing.IF_MATCH, writing.REASON]
    )
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, slug: str) -> Response:
        """Withdraw this record in favour of another, to which its address leads from now on.

        That has its name in `other_names`, its parts, citations and links; verdicts stay.
        """
        target = self.entered(decisions.MergerSerializer)["into"]
        reason = writing.change_reason(request)
        with recording.change(writing.actor(request), reason, is_withdrawing=True) as change:
            rows = {name: locking.lock(self.record_type, name) for name in sorted({slug, target})}
            row = locking.locked(request, self.record_type, slug)
            into = rows[target]
            if into is None or not into.is_public:
                detail = f"There is no {self.record_type} with this slug."
                raise exceptions.ValidationError({"into": detail}, code="does_not_exist")
            editing.merge(change, row, into, timezone.now())
        response = writing.stored(into)
        response["Content-Location"] = references.address(self.record_type, into.slug)
        return response

    @extend_schema(request=decisions.RestorationSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, slug: str) -> Response:
        """Show a withdrawn record again, at its address and as it was; all who were told are told.

        A merged record stays merged, and what refers to withdrawn records waits for these (409).
        """
        reason = self.entered(decisions.RestorationSerializer)["reason"]
        with recording.change(writing.actor(request), reason) as change:
            row = locking.lock(self.record_type, slug)
            if row is None or not models.Revision.objects.filter(record=row.pk).exists():
                raise lookup.not_found()
            editing.restore(change, row)
        return writing.stored(row)
