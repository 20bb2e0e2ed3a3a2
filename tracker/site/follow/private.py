"""Pages that people write to: kept by nobody, found by nobody, and asked from our own pages."""

from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from tracker.site import languages, pages

_ELSEWHERE: Final = frozenset({"cross-site", "same-site"})


@method_decorator(csrf_exempt, name="dispatch")
class WrittenPage(pages.Page):
    """A page with forms.

    Nothing here knows a visitor by a cookie or a session: what may be done is what anybody may, or
    what a signed link in the address permits. So there is nothing that another site could do in a
    visitor's name, no CSRF token that would need a cookie, and pages can be read without any. That
    another site has a visitor's browser ask, and use up their network's limit, is refused by what
    browsers say of where a request comes from.
    """

    http_method_names: Sequence[str] = ("get", "head", "post", "options")
    has_json = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        """Return the page, which differs from one request to the next."""
        return self.shown(**self.context(**named))

    def shown(self, **context: Any) -> HttpResponse:
        """Return the page with this context."""
        return render(self.request, self.template_name, {**self.frame(), **context})

    def refuse_other_sites(self) -> None:
        """Raise pages.PageError where a page of another site has the browser write here."""
        if self.request.headers.get("Sec-Fetch-Site") in _ELSEWHERE:
            raise pages.PageError(403, _("Open this page itself, and send its form"))

    def led_to(self, path: str) -> HttpResponse:
        """Return the answer that leads to another page in this language."""
        return redirect(languages.prefix(self.language) + path, permanent=False)
