"""The page on which a person says what each passage of a report means, and who speaks in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from tracker import kinds, models, partial_dates, reviewing, vocabularies
from tracker.admin import keys
from tracker.admin.forms import fields, inputs
from tracker.admin.proposing import paragraphs
from tracker.reviewing import meanings

_NOTHING: Final = "nothing"
_MEANT: Final = [
    ("", "– not said –"),
    *(
        (kind.code, f"{kind.english}: {kind.english_explanation}")
        for kind in kinds.KINDS.values()
        if kind.is_meaning
    ),
    (_NOTHING, "Nothing: it says nothing about the commitment"),
]
_STALE: Final = "Someone has decided on it meanwhile. Look at it again, and say it again."


class PassageForm(forms.Form):
    """What a passage means, and who says it."""

    kind = forms.ChoiceField(choices=_MEANT, required=False, label="It means")
    side = forms.ChoiceField(choices=vocabularies.Side.choices(), label="On the side of the")
    occurred_date = inputs.PartialDateField(label="Said or done on")
    name = forms.CharField(required=False, max_length=300, label="Who says it")
    official = inputs.RecordField(models.Official, label="Who is the official")
    party = inputs.RecordField(models.Party, label="Speaking for")
    role = forms.CharField(required=False, max_length=300)
    attributed_as = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def entered(self) -> dict[str, Any] | None:
        """Return what is said of the passage, as the API takes it; None where nothing is."""
        values = self.cleaned_data
        if not values["kind"]:
            return None
        spoke = {name: values[name] for name in ("name", "official", "party", "role")}
        spoke["attributed_as"] = values["attributed_as"]
        return {
            "kind": None if values["kind"] == _NOTHING else values["kind"],
            "side": values["side"],
            "occurred_date": values["occurred_date"],
            "speaker": spoke if any(spoke.values()) else None,
        }


@dataclass(frozen=True)
class _Passage:
    """A quote of a report, what it was taken to mean so far, and the form of what it means."""

    citation: models.Citation
    quote: paragraphs.Paragraph
    meant: list[models.Development]
    form: PassageForm


def urls(site: AdminSite) -> list[URLPattern]:
    """Return the address of the page, below that of a development."""

    def view(request: HttpRequest, object_id: str) -> HttpResponse:
        return page(site, request, object_id)

    address = "<str:object_id>/passages/"
    return [path(address, site.admin_view(view), name="report_passages")]


def page(site: AdminSite, request: HttpRequest, key: str) -> HttpResponse:
    """Return the page; or store what the passages mean, and go on with the next report."""
    if not request.user.has_perm("tracker.change_development"):
        raise PermissionDenied
    row = _reports().filter(pk=keys.primary_key(key)).first()
    if row is None:
        raise Http404
    if request.method != "POST":
        return _shown(site, request, row, _passages(row))
    passages = _passages(row, request.POST)
    following = _next(row)
    if _is_judged(request, row, passages):
        return HttpResponseRedirect(address(following) if following else _list())
    return _shown(site, request, row, passages)


def _reports() -> Any:
    rows = models.Development.objects.select_related("identity", "subject__commitment")
    return rows.filter(kind=kinds.REPORTED, identity__deleted_at=None).defer("body")


def _passages(row: models.Development, data: Any = None) -> list[_Passage]:
    quotes = row.identity.citations.of_the_record().select_related(
        "snapshot__document__identity", "snapshot__document__source", "passage"
    )
    return [
        _Passage(quote, paragraphs.around(quote), meant, _form(row, quote, meant, data))
        for quote in quotes
        for meant in [meanings.meant(row, quote)]
    ]


def _form(
    row: models.Development, quote: models.Citation, meant: list[models.Development], data: Any
) -> PassageForm:
    """Return the form of a passage: what a person said of it, else who speaks and when."""
    flagged = vocabularies.ReviewState.FLAGGED
    said = next((each for each in meant if each.review_state != flagged), None)
    who: Any = said or next(iter(meant), None) or getattr(quote, "passage", None) or row
    day = said or row
    official, party = who.speaker_official, who.speaker_party
    side = (who.side if isinstance(who, models.Development) else "") or meanings.side_of(
        row.subject.commitment, official, party, row.occurred_date
    )
    initial = {
        "kind": said.kind if said else "",
        "side": side,
        "occurred_date": partial_dates.show_date(day.occurred_date, day.occurred_precision),
        "name": who.speaker_name,
        "official": official.slug if official else "",
        "party": party.slug if party else "",
        "role": who.speaker_role,
        "attributed_as": who.attributed_as,
    }
    return PassageForm(data, prefix=f"passage-{quote.pk}", initial=initial)


def _is_judged(request: HttpRequest, row: models.Development, passages: list[_Passage]) -> bool:
    """Store what is said of the passages, and return whether that could be."""
    if not all([each.form.is_valid() for each in passages]):  # noqa: C419 - each shows its mistakes
        return _refused(request, "Nothing was stored. Put right what is marked below.")
    said = list(_said(passages))
    if not said:
        return _refused(request, "Say of at least one passage what it means.")
    if request.POST.get("seen") != _seen(row):
        return _refused(request, _STALE)
    reason = request.POST.get("reason", "").strip()
    try:
        decided = reviewing.Decided(vocabularies.Decision.JUDGE, reason, {"passages": said})
        reviewing.hold([row], decided, request.user, timezone.now())  # type: ignore[arg-type]
    except (*reviewing.REFUSALS, reviewing.DecidedMeanwhileError) as error:
        return _refused(request, *fields.messages(error))
    messages.success(request, f"Said what it means: “{row}”.")
    return True


def _said(passages: list[_Passage]) -> Iterator[dict[str, Any]]:
    for each in passages:
        entered = each.form.entered()
        if entered is not None:
            document = each.citation.snapshot.document
            yield {"document": document.slug, "exact": each.citation.exact, **entered}


def _refused(request: HttpRequest, *sentences: str) -> bool:
    for text in sentences:
        messages.error(request, text)
    return False


def _seen(row: models.Development) -> str:
    """Return by what it is known that nobody has decided on a report or its meanings meanwhile."""
    decided = [row, *row.meanings.order_by("pk").defer("body")]
    return " ".join(f"{each.pk}:{each.version}:{each.review_state}" for each in decided)


def address(row: models.Development) -> str:
    """Return the address of the page on which the passages of a report are judged."""
    return reverse("admin:report_passages", args=[row.pk])


def _list() -> str:
    return reverse("admin:tracker_development_changelist")


def _next(row: models.Development) -> models.Development | None:
    """Return the next report of which no person has said anything, the latest first."""
    found: models.Development | None = _waiting().filter(pk__lt=row.pk).order_by("-pk").first()
    return found or _waiting().exclude(pk=row.pk).order_by("-pk").first()


def _waiting() -> Any:
    return _reports().filter(review_state=vocabularies.ReviewState.FLAGGED)


def _shown(
    site: AdminSite, request: HttpRequest, row: models.Development, passages: list[_Passage]
) -> HttpResponse:
    context = {
        **site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": f"What it means: {row}",
        "report": row,
        "commitment": row.subject.commitment,
        "passages": passages,
        "seen": _seen(row),
        "previous": _waiting().filter(pk__gt=row.pk).order_by("pk").first(),
        "following": _next(row),
        "party_names": inputs.party_names(),
    }
    return TemplateResponse(request, "tracker/desk/proposals/passages.html", context)
