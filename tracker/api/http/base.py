"""What every view of the API does: refuses unknown parameters, and says who may keep the answer."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final, NoReturn

import orjson
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework import exceptions, generics, serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import models, vocabularies
from tracker.api.http import (
    conditional,
    errors,
    idempotency,
    pagination,
    parameters,
    renderers,
    retries,
    throttling,
)
from tracker.redis_store import limits

_GUARDS: Final[Mapping[str, Callable[..., Callable[..., HttpResponseBase]]]] = {
    "post": idempotency.once,
    "put": retries.retried,
    "patch": retries.retried,
    "delete": retries.retried,
}
"""What surrounds the handler of a write: a key under which it is done once, retries."""


class View(generics.GenericAPIView[Any]):
    """A view of the API.

    ``query_parameters`` are all that an address may ask of a read; a write takes none.
    """

    is_limited: ClassVar[bool] = True
    rate_limit: limits.RateLimitStatus | None = None
    required_scopes: Mapping[str, frozenset[vocabularies.Scope]] = {}
    query_parameters: tuple[parameters.Parameter[Any], ...] = ()
    http_method_names = ("get", "head", "post", "put", "patch", "delete")
    filter_backends: Any = ()
    pagination_class: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer: a POST is done once under its key, and contended writes are tried again."""
        method = str(request.method).lower()
        if method in _GUARDS and hasattr(self, method):
            setattr(self, method, _GUARDS[method](getattr(self, method)))
        return super().dispatch(request, *args, **kwargs)

    def get_query_parameters(self) -> tuple[parameters.Parameter[Any], ...]:
        """Return the parameters that the address of a read may carry."""
        paged = self.pagination_class.get_query_parameters() if self.pagination_class else ()
        return (*paged, *self.query_parameters)

    def get_format_parameters(self) -> tuple[parameters.Parameter[str], ...]:
        """Return the parameter that chooses a representation, of what is JSON first of all."""
        offered = tuple(str(each.format) for each in self.get_renderers())
        is_data = offered[0] == renderers.BodyRenderer.format
        return (parameters.representation(offered),) if is_data else ()

    def perform_authentication(self, request: Request) -> None:
        """Authenticate the client, and refuse one that asks too often."""
        try:
            super().perform_authentication(request)
        except exceptions.AuthenticationFailed:
            throttling.refuse_guessing(request)
            raise
        if self.is_limited:
            self.rate_limit = throttling.count(request)
            throttling.refuse_excess(self.rate_limit)

    def permission_denied(
        self, request: Request, message: str | None = None, code: str | None = None
    ) -> NoReturn:
        """Refuse the client: 401 where no token was given, which says too what one needs."""
        if not request.successful_authenticator:
            raise exceptions.NotAuthenticated(message)
        super().permission_denied(request, message, code)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Check the request before its method is called."""
        super().initial(request, *args, **kwargs)
        if not hasattr(self, str(request.method).lower()):
            return
        query = request.query_params
        forms = self.get_format_parameters() if is_read(request) else ()
        known = self.get_query_parameters() if is_read(request) else ()
        parameters.refuse_unknown(query, (*known, *forms))
        for form in forms:
            form.of(query)

    def body(self) -> dict[str, Any]:
        """Return the object that was sent.

        Raises errors.Problem where nothing was, or not how much of it.
        """
        sent: Any = self.request.data
        if self.request.stream is None:
            detail = "The body is empty, or without its Content-Length; send a JSON object."
            raise errors.Problem(400, "empty_body", detail)
        return dict(sent)

    def entered(
        self, serializer: type[serializers.Serializer[Any]], *, partial: bool = False
    ) -> dict[str, Any]:
        """Return what was sent, as ``serializer`` validates it.

        Raises errors.Problem as ``body`` does, and exceptions.ValidationError.
        """
        found = serializer(data=self.body(), partial=partial)
        found.is_valid(raise_exception=True)
        return dict(found.validated_data)

    def no_body(self) -> None:
        """Raise errors.Problem 400 where something was sent to what takes nothing."""
        if self.request.stream is not None and self.body():
            detail = "Nothing is to be sent here; leave the body empty."
            raise errors.Problem(400, "unexpected_body", detail)

    def paged(
        self,
        rows: QuerySet[Any, Any],
        serializer: type[serializers.Serializer[Any]],
        *,
        is_conditional: bool = True,
        state: tuple[object, ...] = (),
    ) -> HttpResponseBase:
        """Return the page of ``rows`` that is asked for, each as ``serializer`` renders it.

        ``is_conditional`` says that they change with the ledger only, whose head is the entity
        tag, and with ``state``.
        """
        pages: pagination.KeysetPagination = self.pagination_class()
        pages.read(self.request)

        def page() -> HttpResponseBase:
            found = serializer(pages.instances(rows), many=True, context={"view": self}).data
            return pages.get_paginated_response([orjson.dumps(each) for each in found])

        if not is_conditional:
            return page()
        etag = conditional.list_etag(self.request, (models.LedgerHead.objects.sequence(), *state))
        return conditional.answer(self.request, etag, page)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        """Return the answer, which says who may keep it, and what is left of the limit."""
        answered = super().finalize_response(request, response, *args, **kwargs)
        conditional.limit_caching(request, answered)
        if self.rate_limit is not None:
            throttling.describe(answered, self.rate_limit)
        return answered


class ViewSet(viewsets.ViewSetMixin, View):
    """The views of one resource, which a router finds by their actions.

    ``query_parameters`` and ``pagination_class`` of the class are those of its list; an
    ``@action`` is given its own.
    """

    lookup_field = "slug"
    lookup_value_converter: ClassVar[str] = "record"

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.action_options = options

    def get_query_parameters(self) -> tuple[parameters.Parameter[Any], ...]:
        """Return the parameters of the action."""
        if self.action == "list":
            return super().get_query_parameters()
        paged = self.action_options.get("pagination_class")
        return (
            *(paged.get_query_parameters() if paged else ()),
            *self.action_options.get("query_parameters", ()),
        )


def is_read(request: Request) -> bool:
    """Return whether the request changes nothing."""
    return request.method in {"GET", "HEAD"}
