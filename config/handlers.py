"""What is answered where no view answers: a page to people, a problem in JSON to programs."""

from django.http import HttpRequest, HttpResponse

from tracker.api.http import errors
from tracker.site import index, problems


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that leads nowhere: with a page to who prefers one."""
    response = errors.not_found(request, exception)
    leads_on = response.status_code != 404  # noqa: PLR2004
    is_for_programs = "format" in request.GET or request.method not in {"GET", "HEAD"}
    if leads_on or is_for_programs or not index.prefers_a_page(request):
        return response
    return problems.not_found(request)
