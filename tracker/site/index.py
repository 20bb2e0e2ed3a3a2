"""Where programs begin: the addresses from which all others can be reached."""

from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
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
    """Return the addresses of the API; browsers are led to the page that explains it."""
    if prefers_a_page(request):
        response: HttpResponse = HttpResponse(status=303, headers={"Location": "/developers"})
    else:
        response = JsonResponse({"name": "On Record", "version": "v1", "links": LINKS})
    response["Cache-Control"] = "public, max-age=0, s-maxage=60"
    patch_vary_headers(response, ("Accept",))
    return response


def prefers_a_page(request: HttpRequest) -> bool:
    """Return whether a client would rather have HTML than JSON, as browsers do."""
    try:
        return request.get_preferred_type([_JSON, _PAGE]) == _PAGE
    except ValueError:
        # An Accept header that is none.
        return False
