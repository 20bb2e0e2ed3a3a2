"""The views of the review queue: the page of a flag, decisions on it, and taking them back."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from tracker import models, reviewing, vocabularies
from tracker.admin.forms import fields
from tracker.admin.proposing import passages
from tracker.admin.review import asking, deciding, pages
from tracker.admin.review.forms import CorrectionForm
from tracker.reviewing import queue


def urls(site: AdminSite) -> list[URLPattern]:
    """Return the addresses of the queue, below ``/admin/review/``."""

    def of_site(view: Any) -> Any:
        return site.admin_view(lambda request, **named: view(site, request, **named))

    return [
        path("", of_site(index), name="review"),
        path("undo/", of_site(undo), name="review_undo"),
        path("<int:key>/", of_site(flag), name="review_flag"),
    ]


def index(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Lead to the first flag of a list that nobody else looks at, or say that none waits."""
    _require(request, "view")
    wanted = asking.asked(request.GET)
    entries = queue.entries(wanted.listing, wanted.filters)
    looks = models.Look.objects.of_others(_account(request), timezone.now())
    first = pages.Place(entries, 0, _keys(looks)).after or (entries[0].key if entries else None)
    if first is not None:
        return HttpResponseRedirect(wanted.address(first))
    context = asking.context(site, request, wanted, entries)
    return TemplateResponse(request, "tracker/desk/review/empty.html", context)


def flag(site: AdminSite, request: HttpRequest, key: int) -> HttpResponse:
    """Show a flag with its evidence; or decide on it, and go on with the next one."""
    _require(request, "view")
    row = pages.found(key)
    if row is None:
        raise Http404
    wanted = asking.asked(request.GET)
    entries = queue.entries(wanted.listing, wanted.filters)
    looks = list(models.Look.objects.of_others(_account(request), timezone.now()))
    place = pages.Place(entries, key, _keys(looks))
    shown = pages.Flag(row)
    form = _form(request, shown)
    if request.method == "POST" and _decide(request, shown, form):
        return HttpResponseRedirect(wanted.address(place.after))
    models.Look.objects.note(_account(request), row, timezone.now())
    context = asking.context(site, request, wanted, entries) | {
        "title": str(row),
        "flag": shown,
        "place": place,
        "form": form,
        "looking": [look.account for look in looks if look.development_id == key],
        "seen": deciding.seen(row),
        "dismissals": list(enumerate(vocabularies.DismissalReason, start=1)),
        "suggested": list(dict.fromkeys((row.subject.type, "official", "party"))),
        "passages_page": passages.address(row),
    }
    return TemplateResponse(request, "tracker/desk/review/flag.html", context)


def undo(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Take back what the person decided last, and show it."""
    _require(request, "change")
    if request.method != "POST":
        return HttpResponseRedirect(asking.asked(request.GET).address(None))
    again = reviewing.undo(_account(request))
    if again:
        messages.success(request, f"Undone: “{again[-1]}” waits again.")
    else:
        messages.warning(
            request,
            "Nothing is left to undo. What has entered the record can be reopened.",
        )
    return HttpResponseRedirect(asking.asked(request.GET).address(again[-1].pk if again else None))


def _form(request: HttpRequest, shown: pages.Flag) -> CorrectionForm | None:
    """Return the form of a correction, as it was sent; None where none is asked for."""
    is_sent = request.method == "POST" and request.POST.get("decision") in deciding.WITH_FORM
    if not is_sent and "edit" not in request.GET:
        return None
    return CorrectionForm(shown.row, shown.quotes, request.POST if is_sent else None)


def _decide(request: HttpRequest, shown: pages.Flag, form: CorrectionForm | None) -> bool:
    """Hold what was decided, and return whether that could be; else say why not."""
    _require(request, "change")
    if refusal := deciding.stale(request.POST, shown.row):
        messages.error(request, refusal)
        return False
    if form is not None and not form.is_valid():
        return False
    try:
        decided = deciding.decided(request.POST, shown, form)
        rows = [shown.row, *(deciding.chosen(request.POST) if form is None else ())]
        held = reviewing.hold(rows, decided, _account(request), timezone.now())
    except (
        *reviewing.REFUSALS,
        reviewing.DecidedMeanwhileError,
        deciding.IncompleteError,
    ) as error:
        for text in fields.messages(error):
            messages.error(request, f"Nothing was done. {text}")
        return False
    others = f" And {len(held) - 1} that tell of the same." if len(held) > 1 else ""
    messages.success(request, f"{decided.decision.label['en']}: “{shown.row}”.{others}")
    return True


def _keys(looks: Iterable[models.Look]) -> frozenset[int]:
    return frozenset(look.development_id for look in looks)


def _account(request: HttpRequest) -> models.User:
    account = request.user
    assert isinstance(account, models.User), "the site lets nobody else in"  # noqa: S101
    return account


def _require(request: HttpRequest, right: str) -> None:
    """Raise PermissionDenied where the account may not see flags, or decide on them."""
    if not _account(request).has_perm(f"tracker.{right}_development"):
        raise PermissionDenied
