"""What programs that walk through pages are asked for."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

_TEXT: Final = """\
# Pages are for everyone; their addresses as of an instant are as many as there are instants.
User-agent: *
Disallow: /admin/
Disallow: /mails/
Disallow: /follow/
Disallow: /es/follow/
Disallow: /*?*known_at=
Disallow: /v1/
DisallowAITraining: /
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Return robots.txt, RFC 9309."""
    return HttpResponse(
        _TEXT,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "public, max-age=86400", "Content-Location": request.path},
    )
