"""The page on which something is followed: what one would be told, how often, by which way."""

from datetime import timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.digests import following
from tracker.filters import previewing
from tracker.site.follow import forms, limits, private, wishes

DAYS: Final = (30, 365)


class Follow(private.WrittenPage):
    """What an address of ``/follow`` asks for, and the form by which it is mailed."""

    template_name = "tracker/site/follow/follow.html"

    def post(self, request: HttpRequest, **_named: Any) -> HttpResponse:
        """Have an address be asked whether it wants to be told; the answer tells nothing of it."""
        self.refuse_other_sites()
        wish = wishes.read(request.GET)
        form = forms.MailForm(request.POST)
        if not form.is_valid():
            return self.shown(**self._context(wish, form))
        limits.refuse_excess(request)
        entered = {**form.cleaned_data}
        wanted = {**wish.columns, "title": wish.title, **entered}
        following.follow(wanted.pop("email"), wanted, timezone.now())
        return self.led_to("/follow/sent")

    def context(self, **_named: Any) -> dict[str, Any]:
        if not self.request.GET:
            return {"wish": None}
        return self._context(wishes.read(self.request.GET), None)

    def _context(self, wish: wishes.Wish, form: forms.MailForm | None) -> dict[str, Any]:
        return {
            "wish": wish,
            "follow": wish.box,
            "form": form or forms.MailForm(initial={"language": self.language}),
            "often": _often(wish),
        }


def _often(wish: wishes.Wish) -> list[str]:
    """Return in words how often it would have been told in a month, and in a year."""
    since = [timezone.now() - timedelta(days=days) for days in DAYS]
    told = previewing.moments(wish.columns, since[-1])
    return [
        _times(sum(moment >= first for moment in told), days)
        for first, days in zip(since, DAYS, strict=True)
    ]


def _times(number: int, days: int) -> str:
    if number > previewing.MOST_COUNTED:
        words = _("more than %(number)s times in the last %(days)s days")
        return words % {"number": previewing.MOST_COUNTED, "days": days}
    words = ngettext(
        "%(number)s time in the last %(days)s days",
        "%(number)s times in the last %(days)s days",
        number,
    )
    return words % {"number": number, "days": days}


class Sent(private.WrittenPage):
    """What is told to whoever entered an address: to look into its mails."""

    http_method_names = ("get", "head", "options")
    template_name = "tracker/site/follow/sent.html"

    def context(self, **_named: Any) -> dict[str, Any]:
        return {}
