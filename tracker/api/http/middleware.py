"""Middleware: an id and an origin for each request, compression for each long answer."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from tracker.api.http import errors, pages, renderers, throttling
from tracker.redis_store import clients

_PLAIN = re.compile(r"[\x21-\x7e]{1,128}", re.ASCII)


class RequestMiddleware:
    """Gives each request its id: the one it came with where that is plain, else a new one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer ``request`` with its id in the log's context and in ``X-Request-ID``."""
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _PLAIN.fullmatch(given) else uuid.uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        request.client_address = client_address(request)  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        response = _refusal(request) or self.get_response(request)
        response["X-Request-ID"] = request_id
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the answer where the database is away, whichever view it is that needs it."""
        return errors.unavailable(request, exception)


class PagesMiddleware:
    """Leads who prefers a page to data, as browsers do, from an address of the API to its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the redirect, or else the answer."""
        return pages.lead(request) or self.get_response(request)


class CompressionMiddleware(GZipMiddleware):
    """Compresses long answers; a bulk file is passed on as it is, so that its digest holds."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if response.get("Content-Type") == renderers.ArchiveRenderer.media_type:
            return response
        return super().process_response(request, response)


def _refusal(request: HttpRequest) -> HttpResponse | None:
    """Return the answer to a Host that is not ours, counted as any other request.

    Of an answer the log has a line; of Django's own refusal it would have a traceback.
    """
    try:
        request.get_host()
    except DisallowedHost:
        pass
    else:
        return None
    try:
        throttling.refuse_excess(throttling.count_stranger(request))
    except errors.Problem as problem:
        return errors.respond(request, problem)
    return errors.respond(request, errors.UNKNOWN_HOST)


def client_address(request: HttpRequest) -> str:
    """Return where ``request`` comes from: an IPv4 address, or the network of an IPv6 one.

    What the request itself says of that is believed only where it passed our proxy, which
    adds the address that it saw at the end.
    """
    seen = request.META.get("REMOTE_ADDR", "")
    if settings.IS_BEHIND_PROXY:
        seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2] or seen
    return clients.of_address(seen)
