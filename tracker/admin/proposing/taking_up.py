"""The page of a proposal: its words beside what would be made of them, and what is decided."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from rest_framework.exceptions import ValidationError

from tracker import editing, kinds, models, reviewing, vocabularies
from tracker.admin import keys, withdrawals
from tracker.admin.forms import fields, inputs
from tracker.admin.proposing import drafting, paragraphs, relating
from tracker.reviewing import drafts, likeness

REASONS: Final = (
    "The text does not say so",
    "It is not ours to track",
    "It is too vague to be held to",
    "It is on record already",
    "It is old",
    "The source is not to be relied on",
)
"""Why a proposal is dismissed, by number."""

TAKE_UP: Final = "take_up"
FIND: Final = "find"
TIE: Final = "tie"
DISMISS: Final = "dismiss"
_LATELY: Final = timedelta(hours=1)
_SLIP: Final = "It was decided by mistake"
_REFUSALS: Final = (reviewing.AlreadyDecidedError, reviewing.NotDecidedError, ValidationError)


@dataclass
class _Filled:
    """The forms of a page, as they are shown."""

    draft: drafting.DraftForm | None
    relations: relating.Relating | None

    def is_valid(self) -> bool:
        is_drafted = self.draft is not None and self.draft.is_valid()
        is_related = self.relations is None or self.relations.is_valid()
        return is_drafted and is_related

    def entered(self) -> dict[str, Any]:
        """Return what is to be made, as the API takes it."""
        assert self.draft is not None  # noqa: S101 - nothing is made without a form
        related = {} if self.relations is None else {"relations": self.relations.entered()}
        return {**self.draft.entered(), **related}


def page(site: AdminSite, request: HttpRequest, key: str, *, may_decide: bool) -> HttpResponse:
    """Return the page; or decide, and go on with the next proposal."""
    row = _row(key)
    if request.method != "POST":
        return _shown(site, request, row, _filled(row), may_decide=may_decide)
    if not may_decide:
        raise PermissionDenied
    action, _, what = request.POST.get("action", "").partition(":")
    filled = _filled(row, request.POST, is_searching=action == FIND)
    act = _ACTS.get(action)
    following = _next(row)
    if act is not None and act(request, row, filled, what):
        return HttpResponseRedirect(following)
    return _shown(site, request, _row(key), filled, may_decide=may_decide)


def take_back(request: HttpRequest, key: str, *, may_decide: bool) -> HttpResponse:
    """Take the decision on a proposal back, and return to its page."""
    row = _row(key)
    if request.method != "POST":
        raise Http404
    if not may_decide:
        raise PermissionDenied
    reason = request.POST.get("reason", "").strip() or _SLIP
    try:
        reviewing.reopen_proposal(row, request.user.get_username(), reason)
        messages.success(request, f"Taken back; it waits again: {row}")
    except editing.InUse as error:
        messages.error(request, str(error))
        for user in error.users:
            messages.error(request, withdrawals.linked(user))
    except _REFUSALS as error:
        _refuse(request, error)
    return HttpResponseRedirect(_address(row))


def first() -> str:
    """Return the address of the first proposal that waits; of the list where none does."""
    row = models.Proposal.objects.waiting().order_by("-pk").first()
    return _address(row) if row else reverse("admin:tracker_proposal_changelist")


def _row(key: str) -> models.Proposal:
    rows = models.Proposal.objects.select_related(
        "record", "development__identity", "suggested", "speaker_official", "speaker_party"
    )
    row = rows.filter(pk=keys.primary_key(key)).first()
    if row is None:
        raise Http404
    return row


def _address(row: models.Proposal) -> str:
    return reverse("admin:tracker_proposal_change", args=[row.pk])


def _next(row: models.Proposal) -> str:
    """Return the address of the next proposal that waits, the latest first."""
    following = _following(row)
    return _address(following) if following else reverse("admin:tracker_proposal_first")


def _following(row: models.Proposal) -> models.Proposal | None:
    return models.Proposal.objects.waiting().filter(pk__lt=row.pk).order_by("-pk").first()


def _filled(row: models.Proposal, data: Any = None, *, is_searching: bool = False) -> _Filled:
    make = drafting.FORMS.get(row.record_type)
    if make is None or row.review_state != vocabularies.ReviewState.FLAGGED:
        return _Filled(None, None)
    is_deed = row.record_type == "event"
    related = relating.Relating(row, data, is_searching=is_searching) if is_deed else None
    return _Filled(make(drafts.of(row), data), related)


def _take_up(request: HttpRequest, row: models.Proposal, filled: _Filled, what: str) -> bool:
    """Make what was entered, and return whether that could be."""
    if filled.draft is not None and not filled.is_valid():
        messages.error(request, "Nothing was made. Put right what is marked below.")
        return False
    fields_entered = filled.entered() if filled.draft is not None else {}
    try:
        return _accepted(request, row, fields_entered, "")
    except ValidationError as error:
        if filled.draft is None:
            return _refuse(request, error)
        filled.draft.refuse(error)
        messages.error(request, "Nothing was made. Put right what is marked below.")
        return False


def _tie(request: HttpRequest, row: models.Proposal, filled: _Filled, slug: str) -> bool:
    """Tie the proposal to the record with this slug, and return whether that could be."""
    try:
        return _accepted(request, row, {}, slug)
    except ValidationError as error:
        return _refuse(request, error)


def _accepted(
    request: HttpRequest, row: models.Proposal, entered: dict[str, Any], into: str
) -> bool:
    reason = request.POST.get("reason", "").strip()
    actor, also = request.user.get_username(), _also(request, row)
    try:
        made = reviewing.accept(row, actor, reason, entered, into, also)
    except reviewing.AlreadyDecidedError as error:
        return _refuse(request, error)
    record = made.record
    assert record is not None  # noqa: S101 - what is taken up has one
    said = "Added to" if into else "Made"
    messages.success(
        request, format_html("{} {}", said, withdrawals.linked(getattr(record, record.type)))
    )
    return True


def _dismiss(request: HttpRequest, row: models.Proposal, filled: _Filled, number: str) -> bool:
    """Put the proposal aside, for a reason of the list or in words, and return whether it was."""
    listed = REASONS[int(number) - 1] if number in _NUMBERS else ""
    reason = ". ".join(filter(None, (listed, request.POST.get("reason", "").strip())))
    if not reason:
        messages.error(request, "A dismissal needs a reason.")
        return False
    actor, now = request.user.get_username(), timezone.now()
    try:
        reviewing.reject(row, actor, reason, now, _also(request, row))
    except _REFUSALS as error:
        return _refuse(request, error)
    messages.success(request, f"Dismissed: {row}")
    return True


def _find(request: HttpRequest, row: models.Proposal, filled: _Filled, what: str) -> bool:
    """Show what was found beside what was entered: nothing is decided."""
    return False


_NUMBERS: Final = {str(number) for number, _ in enumerate(REASONS, start=1)}
_ACTS: Final[dict[str, Callable[[HttpRequest, models.Proposal, _Filled, str], bool]]] = {
    TAKE_UP: _take_up,
    TIE: _tie,
    DISMISS: _dismiss,
    FIND: _find,
}


def _refuse(request: HttpRequest, error: Exception) -> bool:
    for text in fields.messages(error):
        messages.error(request, f"Nothing was decided: {text}")
    return False


def _also(request: HttpRequest, row: models.Proposal) -> list[models.Proposal]:
    """Return those of the same that are ticked, to be decided together with ``row``."""
    ticked = set(request.POST.getlist("also"))
    return [other for other in likeness.proposals(row) if other.slug in ticked]


def _shown(
    site: AdminSite,
    request: HttpRequest,
    row: models.Proposal,
    filled: _Filled,
    *,
    may_decide: bool,
) -> HttpResponse:
    waits = row.review_state == vocabularies.ReviewState.FLAGGED
    context = {
        **site.each_context(request),
        **_around(row),
        "is_nav_sidebar_enabled": False,
        "title": f"{kinds.get(row.kind).label['en']}: {row}",
        "proposal": row,
        "kind": kinds.get(row.kind).label["en"],
        "quotes": _quotes(row),
        "like_records": likeness.records(row) if waits else (),
        "like_proposals": _alike(request, row) if waits else (),
        "form": filled.draft if waits else None,
        "relations": filled.relations if waits else None,
        "reasons": list(enumerate(REASONS, start=1)),
        "may_decide": may_decide,
        "waits": waits,
        "made": getattr(row.record, row.record.type) if row.record else None,
        "last": _last(request, row) if may_decide else None,
        "party_names": inputs.party_names() if waits else (),
    }
    return TemplateResponse(request, "tracker/desk/proposals/proposal.html", context)


def _alike(
    request: HttpRequest, row: models.Proposal
) -> list[tuple[models.Proposal, str, list[paragraphs.Paragraph], bool]]:
    """Return proposals of the same, each with its kind, its words, and whether it is ticked."""
    ticked = set(request.POST.getlist("also"))
    return [
        (
            other,
            kinds.get(other.kind).label["en"],
            _quotes(other)[:1],
            request.method != "POST" or other.slug in ticked,
        )
        for other in likeness.proposals(row)
    ]


def _quotes(row: models.Proposal) -> list[paragraphs.Paragraph]:
    quotes = row.quotes.select_related("snapshot__document__identity", "snapshot__document__source")
    return [paragraphs.around(quote) for quote in quotes]


def _around(row: models.Proposal) -> dict[str, Any]:
    """Return where a proposal stands among those that wait, and which are before and after it."""
    waiting = models.Proposal.objects.waiting()
    previous = waiting.filter(pk__gt=row.pk).order_by("pk").first()
    return {
        "count": waiting.count(),
        "position": waiting.filter(pk__gt=row.pk).count() + 1,
        "previous": previous,
        "following": _following(row),
    }


def _last(request: HttpRequest, row: models.Proposal) -> models.Proposal | None:
    """Return what the account decided on last, within the hour; not the one that is shown."""
    since = timezone.now() - _LATELY
    decided = models.Proposal.objects.filter(
        reviewer=request.user.get_username(), reviewed_at__gt=since
    )
    last = decided.order_by("-reviewed_at", "pk").first()
    return last if last is not None and last.pk != row.pk else None
