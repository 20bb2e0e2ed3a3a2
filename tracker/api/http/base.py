"""What every view of the API does: refuses unknown parameters, and says who may keep the answer."""

import abc
from collections.abc import Callable
from typing import Any, ClassVar, Final

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from rest_framework import exceptions, generics, mixins
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import vocabularies
from tracker.api.http import (
    conditional,
    errors,
    idempotency,
    pagination,
    parameters,
    retries,
    throttling,
)
from tracker.volatile import limits

_ALIKE: Final = ("put", "patch", "delete")
"""The methods of writes that do the same however often they are sent."""


class View(generics.GenericAPIView[Any]):
    """A view of the API."""

    is_limited: ClassVar[bool] = True
    further_problems: ClassVar[tuple[str, ...]] = ()
    standing: limits.Standing | None = None
    required_scopes: ClassVar[dict[str, frozenset[vocabularies.Scope]]] = {}
    http_method_names = ("get", "head", "post", "put", "patch", "delete")
    filter_backends: Any = ()
    pagination_class: Any = None

    def __init_subclass__(cls, **options: Any) -> None:
        """See to it that every POST is done once under its key, and contended writes again."""
        super().__init_subclass__(**options)
        wrappers: dict[str, Callable[..., Any]] = dict.fromkeys(_ALIKE, retries.retried)
        wrappers["post"] = idempotency.once
        for method, wrapped in wrappers.items():
            if method in cls.__dict__:
                setattr(cls, method, wrapped(cls.__dict__[method]))

    def known_parameters(self) -> frozenset[str]:
        """Return the parameters that the address may carry."""
        return frozenset()

    def described_parameters(self) -> list[dict[str, Any]]:
        """Return how the OpenAPI document describes parameters that nothing else describes."""
        return []

    def perform_authentication(self, request: Request) -> None:
        """Find out who asks, and refuse whoever asks too often."""
        try:
            super().perform_authentication(request)
        except exceptions.AuthenticationFailed:
            throttling.refuse_guessing(request)
            raise
        if self.is_limited:
            self.standing = throttling.count(request)
            throttling.refuse_excess(self.standing)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Check the request before its method is called."""
        super().initial(request, *args, **kwargs)
        if hasattr(self, str(request.method).lower()):
            known = self.known_parameters()
            parameters.refuse_unknown(request.query_params, known)
            if "format" in known:
                formats = tuple(str(offered.format) for offered in self.get_renderers())
                parameters.choice(request.query_params, "format", formats)

    def body(self) -> dict[str, Any]:
        """Return the object that was sent.

        Raises errors.Problem where nothing was, or not how much of it.
        """
        sent: Any = self.request.data
        if self.request.stream is None:
            detail = "The body is empty, or without its Content-Length; send a JSON object."
            raise errors.Problem(400, "empty_body", detail)
        return dict(sent)

    def no_body(self) -> None:
        """Raise errors.Problem 400 where something was sent to what takes nothing."""
        if self.request.stream is not None and self.body():
            detail = "Nothing is to be sent here; leave the body empty."
            raise errors.Problem(400, "unexpected_body", detail)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        """Return the answer, which says who may keep it, and what is left of the limit."""
        answered = super().finalize_response(request, response, *args, **kwargs)
        conditional.limit_caching(request, answered)
        if self.standing is not None:
            throttling.describe(answered, self.standing)
        return answered


class ListView(mixins.ListModelMixin, View, abc.ABC):
    """A list by page, whose results change only with the ledger.

    A subclass gives the rows by ``get_queryset`` and the bytes of each by ``render``.
    """

    pagination_class: type[pagination.KeysetPagination]

    def known_parameters(self) -> frozenset[str]:
        """Return the parameters of pages."""
        return self.pagination_class.parameters

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return a page of the list."""
        return self.list(request, *args, **kwargs)

    def list(  # type: ignore[override]
        self, request: Request, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Return a page, or 304 where the ledger is as the client knows it."""
        del args, kwargs
        rows = self.filter_queryset(self.get_queryset())
        pages = self.pagination_class()
        pages.read(request)
        etag = conditional.list_etag(request, self.state())
        return conditional.answer(request, etag, lambda: self.page(pages, rows))

    def state(self) -> object:
        """Return what the list depends on besides what is asked: the head of the ledger."""
        return conditional.ledger_head()

    @abc.abstractmethod
    def render(self, row: pagination.Row) -> bytes:
        """Return the bytes of a result from the columns of its row."""

    def page(
        self, pages: pagination.KeysetPagination, rows: QuerySet[Any, Any]
    ) -> HttpResponseBase:
        """Return the page of ``rows`` that is asked for."""
        found = pages.paginate_queryset(rows, self.request, self)
        return pages.get_paginated_response([self.render(row) for row in found])
