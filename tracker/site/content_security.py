"""What a browser may do with an answer: the Content-Security-Policy of each part of the service."""

import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tracker.site import languages

HEADER: Final = "Content-Security-Policy"
NOTHING: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""Of data: nothing is loaded, run, sent or framed, should a browser ever take it for a page."""
PAGES: Final = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self';"
    " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Of our own pages: styles from files, and scripts that carry the answer's nonce."""
EMBEDS: Final = PAGES.replace("frame-ancestors 'none'", "frame-ancestors *")
"""Of cards that other sites show within their pages."""
DESK: Final = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self';"
    " img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none';"
    " form-action 'self'; frame-ancestors 'none'"
)
"""Of Django's admin: its scripts come from files that name no nonce; its images are data too."""
DOCS: Final = DESK.replace("script-src 'self' ", "script-src ")
"""Of Swagger UI: each of its scripts carries the nonce; it sets styles by CSSOM alone."""
_DJANGO_ERRORS: Final = DESK.replace("style-src 'self'", "style-src 'unsafe-inline'")
"""Of the pages on which Django shows a programmer what failed, while DEBUG is on."""

_NONCE_BYTES: Final = 16
_BY_PREFIX: Final = {
    "/admin/": DESK,
    "/docs/": DOCS,
    **{f"{languages.prefix(code)}/embed/": EMBEDS for code in languages.NAMES},
}


class ContentSecurityMiddleware:
    """Says on every answer what a browser may do with it, unless a view has said so already.

    ``request.csp_nonce`` is what the scripts of a page have to carry; each answer has its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer with its policy."""
        request.csp_nonce = secrets.token_urlsafe(_NONCE_BYTES)  # type: ignore[attr-defined]
        response = self.get_response(request)
        # A page that is kept has the policy, and the nonce, with which it was sent.
        if response.status_code != HTTPStatus.NOT_MODIFIED:
            said = policy(request.path, response).replace("{nonce}", request.csp_nonce)  # type: ignore[attr-defined]
            response.headers.setdefault(HEADER, said)
        return response


def policy(path: str, response: HttpResponseBase) -> str:
    """Return the policy of an answer: that of its part of the service, the strictest for data."""
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return NOTHING
    if settings.DEBUG and response.status_code >= 400:  # noqa: PLR2004 - Django's own pages
        return _DJANGO_ERRORS
    return next((each for prefix, each in _BY_PREFIX.items() if path.startswith(prefix)), PAGES)
