"""Which page for people tells what an address of the API tells, and who is led there."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from tracker import serializers
from tracker.api.http import addresses, conditional, negotiation

_ROOT: Final = "/v1/"
_PAGE: Final = "text/html"
_DATA: Final = ("application/json", "application/ld+json", "application/problem+json", "text/csv")
_DEVELOPERS: Final = "/developers"
"""Where addresses lead that have no page."""
_OWN: Final = {
    **{plural: f"/{plural}" for plural in serializers.PLURALS.values()},
    "search": "/search",
    "suggest": "/search",
    "corrections": "/corrections",
}
"""The page of each list; those of its records are below it."""
_LISTS: Final = frozenset(_OWN.values())
_COUNTED: Final = "tally"
"""What below a list is no record: a page of the list shows it."""
_FILES: Final = frozenset({"schema"})
"""What is fetched as it is, as all is whose address has an extension."""
_OF_FORM: Final = frozenset(
    {"fields", "omit", "expand", "page_size", "cursor", "count", "format", "by", "limit"}
)
"""Parameters that choose the form of data; a page has its own."""
_OF_RECORDS: Final = frozenset({"known_at"})
"""The parameters that hold for the page of a record."""


def lead(request: HttpRequest) -> HttpResponse | None:
    """Return the redirect to a page for who prefers one to data; None for all others.

    To look at ``Accept`` is all that it costs who asks for data.
    """
    accepted = request.META.get("HTTP_ACCEPT", "")
    if "html" not in accepted or request.method not in {"GET", "HEAD"}:
        return None
    if not request.path_info.startswith(_ROOT) or "format" in request.GET:
        return None
    page = of(request.path_info) if _prefers_pages(accepted) else None
    if page is None or not addresses.is_there(request.path_info):
        return None
    response = HttpResponse(status=303, headers={"Location": page + _query(request, page)})
    response["Cache-Control"] = conditional.FOR_EVERYONE
    patch_vary_headers(response, ["Accept"])
    return response


def of(path: str) -> str | None:
    """Return the page of an address of the API, None of a file."""
    name, *below = path.removeprefix(_ROOT).split("/")
    if name in _FILES or "." in path:
        return None
    page = _OWN.get(name, _DEVELOPERS)
    has_records = name in serializers.PLURALS.values() and below and below[0] != _COUNTED
    return f"{page}/{below[0]}" if has_records else page


def _prefers_pages(accepted: str) -> bool:
    ranges = negotiation.ranges(accepted)
    wished = negotiation.wish(ranges, _PAGE)
    return bool(wished[0]) and all(wished > negotiation.wish(ranges, data) for data in _DATA)


def _query(request: HttpRequest, page: str) -> str:
    """Return what of the query holds for the page too, with its question mark."""
    asked = request.GET.copy()
    for name in set(asked):
        is_kept = name not in _OF_FORM if page in _LISTS else name in _OF_RECORDS
        if not is_kept or page == _DEVELOPERS:
            del asked[name]
    return f"?{asked.urlencode()}" if asked else ""
