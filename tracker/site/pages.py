"""What every page does: its language and instant, who may keep it, what it says if it fails."""

import contextlib
import hashlib
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar, Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import View

from tracker import models, serializers
from tracker.site import instants, languages, limits, software
from tracker.timelines import lookups

_PROBLEM: Final = "tracker/site/problem.html"
_KNOWN_AT: Final = "known_at"
_HEADERS: Final = {"Location": "location", "Retry-After": "retry_after"}


class PageError(Exception):
    """A page that cannot be shown: its status, and why, in words."""

    def __init__(self, status: int, title: str, detail: str = "", **members: Any) -> None:
        super().__init__(title)
        self.status, self.title, self.detail, self.members = status, title, detail, members


class Page(View):
    """A page for people: read only, the same for everyone, in one language.

    ``has_json`` says that the API shows the same at the same address below ``/v1``, which takes
    ``json_parameters``; ``has_past`` that it can be shown as of an instant; where it cannot, none
    is asked for.
    """

    http_method_names: Sequence[str] = ("get", "head", "options")
    template_name: ClassVar[str]
    has_json: ClassVar[bool] = True
    has_past: ClassVar[bool] = True
    json_parameters: Collection[str] = (_KNOWN_AT,)
    language: str
    known_at: datetime | None = None

    def dispatch(
        self, request: HttpRequest, *args: Any, language: str = languages.DEFAULT, **kwargs: Any
    ) -> HttpResponseBase:
        """Answer in the language of the address, and say in words what went wrong."""
        self.language = language
        with translation.override(language):
            try:
                self._refuse_excess(request)
                with _absences(request, language):
                    return super().dispatch(request, *args, **kwargs)
            except PageError as problem:
                return self._problem(problem)

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        """Return the page, or 304 where nothing has changed since the client has it."""
        self.known_at = instants.read(request.GET) if self.has_past else None
        etag = self.etag()
        known = get_conditional_response(request, etag=etag)
        if known is not None:
            return known
        response = render(request, self.template_name, {**self.frame(), **self.context(**named)})
        response["ETag"] = etag
        # Whoever keeps it asks each time whether it still holds: its policy names one nonce.
        response["Cache-Control"] = "no-cache"
        return response

    def etag(self) -> str:
        """Return the entity tag: of the ledger's head, the day, the address and this software."""
        head, address = self.clock.sequence, self.request.get_full_path()
        said = f"{head} {timezone.now().date()} {address} {software.digest()} {self.state()}"
        return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'

    @cached_property
    def clock(self) -> models.LedgerClock:
        """What time it is for the ledger, and how far it has come."""
        return models.LedgerHead.objects.clock()

    def state(self) -> object:
        """Return what the page depends on besides the ledger and the day."""
        return ""

    def frame(self) -> dict[str, Any]:
        """Return what the frame of every page shows."""
        path = languages.stripped(self.request.path)
        query = self.request.GET
        return {
            "language": self.language,
            "languages": languages.versions(path, query),
            "path": path,
            "json": self._json_address(path) if self.has_json else "",
            "known_at": self.known_at,
            "known_at_text": serializers.show_moment(self.known_at),
        }

    def context(self, **named: Any) -> dict[str, Any]:
        """Return what the template shows."""
        raise NotImplementedError

    def _json_address(self, path: str) -> str:
        """Return where the API shows what this page shows, of a list from its beginning.

        Without ``format`` a browser would be led back from there.
        """
        given = [(name, value) for name, values in self.request.GET.lists() for value in values]
        asked = [(name, value) for name, value in given if name in self.json_parameters and value]
        return f"/v1{path}?" + urlencode([*asked, ("format", "json")])

    def _refuse_excess(self, request: HttpRequest) -> None:
        """Raise PageError where the client opens more pages than it may."""
        excess = limits.excess(request)
        if excess is not None:
            detail = _("Too many pages were asked for from your network. Try again in a minute.")
            raise PageError(429, _("Too many pages"), detail, retry_after=excess.reset_seconds)

    def _problem(self, problem: PageError) -> HttpResponse:
        context = {**self.frame(), "problem": problem, "json": ""}
        response = render(self.request, _PROBLEM, context, status=problem.status)
        for header, member in _HEADERS.items():
            if member in problem.members:
                response[header] = str(problem.members[member])
        return response


@contextlib.contextmanager
def _absences(request: HttpRequest, language: str) -> Iterator[None]:
    """Say in words what became of a record that is not found, and which instants can be shown."""
    try:
        yield
    except instants.InstantRefused as refused:
        raise PageError(400, refused.title, refused.detail) from None
    except lookups.NeverPublicError:
        raise not_found() from None
    except lookups.WithdrawnError as withdrawn:
        title = _("This was public and has been withdrawn")
        members = lookups.remains(withdrawn.last)
        raise PageError(410, title, str(members["reason"] or ""), **members) from None
    except lookups.MergedError as merged:
        address = languages.page(merged.url, language)
        raise _MovedError(address, request.GET) from None


class _MovedError(PageError):
    """The page is at another address."""

    def __init__(self, address: str, query: QueryDict) -> None:
        tail = f"?{urlencode(query, doseq=True)}" if query else ""
        super().__init__(308, _("This record was merged into another"), location=address + tail)


def not_found() -> PageError:
    """Return what is said of an address at which nothing was ever public."""
    return PageError(404, _("There is no such page"), _("Nothing was ever public at this address."))
