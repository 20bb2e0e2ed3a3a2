"""Confirming a saved search and ending its mails: a page to ask, and a button that does it.

A link alone changes nothing, since programs that check mails follow links.
"""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tracker import models
from tracker.digests import links, searches
from tracker.site import languages

Page = Callable[[HttpRequest, str], HttpResponse]
_METHODS: Final = ["GET", "HEAD", "POST"]


def _page(purpose: str, act: Callable[[models.SavedSearch], object]) -> Page:
    """Return the view of a link: GET asks, POST does what the link is for.

    The token in the address is the proof of who asks, so that neither a session nor a CSRF token
    is needed; mail programs post here by themselves (RFC 8058).
    """

    @csrf_exempt
    @never_cache
    @require_http_methods(_METHODS)
    def view(request: HttpRequest, token: str) -> HttpResponse:
        search = links.found(token, purpose)
        is_done = search is not None and request.method == "POST"
        if search is not None and is_done:
            act(search)
        context = {"search": search, "purpose": purpose, "is_done": is_done}
        status = 200 if search is not None else 404
        language = search.language if search is not None else languages.DEFAULT
        with translation.override(language):
            context |= {"language": language, "path": request.path}
            return render(request, "tracker/site/link.html", context, status=status)

    return view


confirm: Final = _page(links.CONFIRM, lambda search: searches.confirm(search, timezone.now()))
unsubscribe: Final = _page(
    links.UNSUBSCRIBE, lambda search: searches.unsubscribe(search, timezone.now())
)
