"""The page that a managing link opens: all that an address follows, and its channels in chat."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker import models
from tracker.digests import following, searches
from tracker.site import languages, pages
from tracker.site.follow import channels, forms, private, wishes
from tracker.timelines import lookups
from tracker.webhooks import endpoints

Done = str
"""What is told afterwards: a code of ``_TOLD``; '' of nothing besides what the page shows."""

_NOT_SHOWN: Final = (lookups.NeverPublicError, lookups.WithdrawnError, lookups.MergedError)
_TOLD: Final = {
    "address": gettext_lazy("That is no address of a page here that can be followed."),
    "full": gettext_lazy("An address follows at most twenty things: end one of them first."),
    "state": gettext_lazy("That is not possible as things stand."),
    "entry": gettext_lazy("What was entered cannot be used."),
    **channels.TOLD,
}


class Manage(private.WrittenPage):
    """What an address follows; whoever has the link may change all of it."""

    template_name = "tracker/site/follow/manage.html"

    def post(self, request: HttpRequest, **named: Any) -> HttpResponse:
        """Do one thing and show the page again, with what went wrong as a code in its address.

        An answer that says by its status that something failed would have the link logged.
        """
        self.refuse_other_sites()
        follower = self._follower(named["token"])
        act = _ACTS.get(request.POST.get("do", ""))
        try:
            told = act(follower, request.POST) if act else "entry"
        except models.WrongStateError:
            told = "state"
        if act in {_leave, _end_links}:
            return self.led_to("/follow/ended")
        tail = f"?told={told}" if told else ""
        return self.led_to(f"/follow/manage/{named['token']}{tail}")

    def context(self, **named: Any) -> dict[str, Any]:
        follower = self._follower(named["token"])
        searches_of = list(follower.saved_searches.order_by("pk"))
        told = _TOLD.get(self.request.GET.get("told", ""), "")
        return {
            "follower": follower,
            "searches": [(row, _form(row)) for row in searches_of],
            "channels": channels.shown(follower),
            "channel_form": channels.form(follower, searches_of),
            "told": told,
        }

    def frame(self) -> dict[str, Any]:
        # The same page in the other language, without what was told.
        return {**super().frame(), "languages": languages.versions(self._path(), {})}

    def _path(self) -> str:
        return languages.stripped(self.request.path)

    @staticmethod
    def _follower(token: str) -> models.Follower:
        follower = models.Follower.objects.holding(token)
        if follower is None:
            raise pages.PageError(
                404, _("This link is not valid any more"), _("Each mail brings the present one.")
            )
        return follower


class Ended(private.WrittenPage):
    """What is told to whoever left, or ended the links."""

    http_method_names = ("get", "head", "options")
    template_name = "tracker/site/follow/ended.html"

    def context(self, **_named: Any) -> dict[str, Any]:
        return {}


def _form(search: models.SavedSearch) -> forms.SearchForm:
    initial = {"frequency": search.frequency, "language": search.language}
    return forms.SearchForm(initial=initial, prefix=search.slug)


def _search(follower: models.Follower, given: QueryDict) -> models.SavedSearch:
    found = follower.saved_searches.filter(slug=given.get("search", "")).first()
    if found is None:
        raise models.WrongStateError("It is not followed any more.")
    return found


def _confirm(follower: models.Follower, given: QueryDict) -> Done:
    following.confirm(_search(follower, given), timezone.now())
    return ""


def _pause(follower: models.Follower, given: QueryDict) -> Done:
    searches.pause(_search(follower, given))
    return ""


def _resume(follower: models.Follower, given: QueryDict) -> Done:
    searches.resume(_search(follower, given))
    return ""


def _end(follower: models.Follower, given: QueryDict) -> Done:
    _search(follower, given).delete()
    return ""


def _change(follower: models.Follower, given: QueryDict) -> Done:
    search = _search(follower, given)
    form = forms.SearchForm(given, prefix=search.slug)
    if not form.is_valid():
        return "entry"
    searches.change(search, form.cleaned_data, timezone.now())
    return ""


def _add(follower: models.Follower, given: QueryDict) -> Done:
    """Follow what a page of this service shows, whose address was entered."""
    parts = urlsplit(given.get("address", "").strip())
    path = languages.stripped(parts.path)
    try:
        wish = wishes.read(QueryDict(parts.query)) if path == "/follow" else wishes.of_address(path)
    except (pages.PageError, *_NOT_SHOWN):
        return "address"
    wanted = {
        **wish.columns,
        "title": wish.title,
        "language": follower.language,
        "frequency": "daily",
    }
    search = following.follow_at_once(follower, wanted, timezone.now())
    return "" if search else "full"


def _leave(follower: models.Follower, _given: QueryDict) -> Done:
    for endpoint in follower.webhook_endpoints.all():
        endpoints.delete(endpoint)
    following.leave(follower)
    return ""


def _end_links(follower: models.Follower, _given: QueryDict) -> Done:
    following.end_links(follower)
    return ""


_ACTS: Final[Mapping[str, Callable[[models.Follower, QueryDict], Done]]] = {
    "confirm": _confirm,
    "pause": _pause,
    "resume": _resume,
    "end": _end,
    "change": _change,
    "add": _add,
    "leave": _leave,
    "end-links": _end_links,
    **channels.ACTS,
}
