"""What is answered where no view answers: a page to people, a problem in JSON to programs."""

from django.http import HttpRequest, HttpResponse

from tracker.api.http import errors
from tracker.site import index, problems


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that leads nowhere: with a page outside the API to who prefers one."""
    response = errors.not_found(request, exception)
    is_dead_end = response.status_code == 404  # noqa: PLR2004 - else it leads on
    is_read = request.method in {"GET", "HEAD"}
    if (
        is_dead_end
        and is_read
        and not request.path.startswith("/v1")
        and index.prefers_a_page(request)
    ):
        return problems.not_found(request)
    return response
