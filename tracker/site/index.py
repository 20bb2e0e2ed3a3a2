"""Where people and programs begin: what is here, as JSON or as a page."""

from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from tracker import serializers

_PAGE: Final = "text/html"
_JSON: Final = "application/json"
_RESOURCES: Final = (*serializers.PLURALS.values(), "corrections", "changes", "search", "suggest")
LINKS: Final = {
    "docs": "/docs/",
    "schema": "/v1/schema",
    "status": "/v1/status",
    "desk": "/admin/",
    "vocabularies": "/v1/vocabularies",
    "event_types": "/v1/event-types",
    "feed": "/v1/developments.atom",
    "calendar": "/v1/calendar.ics",
    "exports": "/v1/exports",
    "webhook_endpoints": "/v1/webhook-endpoints",
    "saved_searches": "/v1/saved-searches",
    "me": "/v1/me",
    **{name: f"/v1/{name}" for name in _RESOURCES},
}
"""The addresses from which all others can be reached, relative to this service."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Return what is here: as a page to clients that prefer HTML, as browsers do, else as JSON."""
    if _prefers_a_page(request):
        resources = {name: LINKS[name] for name in _RESOURCES}
        response = render(request, "tracker/site/index.html", {"resources": resources})
    else:
        response = JsonResponse({"name": "On Record", "version": "v1", "links": LINKS})
    response["Cache-Control"] = "public, max-age=0, s-maxage=60"
    patch_vary_headers(response, ("Accept",))
    return response


def _prefers_a_page(request: HttpRequest) -> bool:
    try:
        return request.get_preferred_type([_JSON, _PAGE]) == _PAGE
    except ValueError:
        # An Accept header that is none.
        return False
