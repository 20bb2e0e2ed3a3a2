"""What people are told at an address at which there is no page."""

from django.http import HttpRequest, HttpResponse

from tracker.site import languages, pages


class NotFound(pages.Page):
    """There is no such page."""

    has_json = False

    def get(self, request: HttpRequest, **_named: object) -> HttpResponse:
        """Say so."""
        raise pages.not_found()


def not_found(request: HttpRequest) -> HttpResponse:
    """Answer an address at which there is no page, in the language of the address."""
    stripped = languages.stripped(request.path)
    found = (c for c in languages.NAMES if languages.prefix(c) + stripped == request.path)
    response = NotFound.as_view()(request, language=next(found, languages.DEFAULT))
    assert isinstance(response, HttpResponse)  # noqa: S101 - what a page answers with
    return response
