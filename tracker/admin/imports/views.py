"""The views of imports and exports: a file is handed in, tried, put right, and imported whole."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from tracker import importing, models, serializers
from tracker.admin.imports import forms, pages
from tracker.vocabularies import ImportState

_CONFIRM: Final = "import"
_DISCARD: Final = "discard"
_MOST_LISTED: Final = 10


def urls(site: AdminSite) -> list[URLPattern]:
    """Return the addresses of imports and exports, below ``/admin/import/``."""

    def of_site(view: Callable[..., HttpResponseBase]) -> Any:
        return site.admin_view(lambda request, **named: view(site, request, **named))

    return [
        path("", of_site(hand_in), name="import"),
        path("template/<slug:record_type>/", of_site(template), name="import_template"),
        path("export/<slug:record_type>/<slug:form>/", of_site(export), name="import_export"),
        path("<slug:name>/", of_site(one), name="import_one"),
    ]


def hand_in(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Show the form for a file; or take a file in and go on to its dry run."""
    allowed = [name for name in importing.NOUNS if _may(request, name)]
    if not allowed:
        raise PermissionDenied
    form = forms.FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        row = _taken_in(request, form)
        if row is not None:
            return HttpResponseRedirect(reverse("admin:import_one", args=[row.name]))
    nouns = [
        {
            "record_type": name,
            "plural": serializers.PLURALS[name],
            "columns": noun.by_heading.values(),
            "formats": importing.formats(noun),
        }
        for name, noun in importing.NOUNS.items()
        if name in allowed
    ]
    context = {
        **site.each_context(request),
        "title": "Import and export",
        "form": form,
        "nouns": nouns,
        "earlier": _own(request).order_by("-pk").defer("content", "report")[:_MOST_LISTED],
    }
    return TemplateResponse(request, "tracker/desk/import/index.html", context)


def one(site: AdminSite, request: HttpRequest, name: str) -> HttpResponse:
    """Show a dry run; or put cells right and try again, import, or throw it away."""
    row = _own(request).filter(name=name).first()
    if row is None:
        raise Http404
    _require(request, row.record_type)
    form = forms.ConfirmForm(request.POST or None, initial={"reason": row.reason})
    if request.method == "POST" and form.is_valid():
        return _decided(request, row, form)
    rows = pages.Rows(row, request.GET.get("show", ""), request.GET.get("page", ""))
    context = {
        **site.each_context(request),
        "title": f"Import {serializers.PLURALS[row.record_type]}",
        "row": row,
        "rows": rows,
        "form": form,
        "how_far": importing.how_far(row) if row.is_worked_on else "",
        "is_checked": row.state == ImportState.CHECKED,
        "is_possible": _is_possible(row),
        "listed": f"admin:tracker_{row.record_type}_changelist",
    }
    return TemplateResponse(request, "tracker/desk/import/one.html", context)


def template(site: AdminSite, request: HttpRequest, record_type: str) -> HttpResponse:
    """Return the file that people fill in."""
    noun = _noun(request, record_type)
    name = importing.file_name(noun, "csv", "template-")
    return HttpResponse(
        importing.template(noun),
        content_type=importing.MEDIA_TYPES["csv"],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def export(
    site: AdminSite, request: HttpRequest, record_type: str, form: str
) -> StreamingHttpResponse:
    """Return all public records of a type as a file that can be imported again."""
    noun = _noun(request, record_type)
    if form not in importing.formats(noun):
        raise Http404
    return StreamingHttpResponse(
        importing.export(noun, form),
        content_type=importing.MEDIA_TYPES[form],
        headers={
            "Content-Disposition": f'attachment; filename="{importing.file_name(noun, form)}"'
        },
    )


def _taken_in(request: HttpRequest, form: forms.FileForm) -> models.Import | None:
    """Take a file in and return it; None where it cannot be used, which the form says."""
    _require(request, form.cleaned_data["record_type"])
    try:
        return importing.hand_in(
            form.noun,
            file_name=form.file_name,
            content=form.cleaned_data["file"].read(),
            form=form.cleaned_data["format"],
            actor=request.user.get_username(),
            now=timezone.now(),
        )
    except importing.Unreadable as error:
        form.add_error("file", str(error))
        return None


def _decided(request: HttpRequest, row: models.Import, form: forms.ConfirmForm) -> HttpResponse:
    """Do what was decided on an import, and return where to go on."""
    here = HttpResponseRedirect(request.get_full_path())
    if request.POST.get("action") == _DISCARD and row.state != ImportState.IMPORTING:
        row.delete()
        messages.success(request, f"{row.file_name} is thrown away. Nothing was imported.")
        return HttpResponseRedirect(reverse("admin:import"))
    if row.state != ImportState.CHECKED:
        messages.warning(request, "This was decided already.")
        return here
    is_confirmed = request.POST.get("action") == _CONFIRM
    if is_confirmed and request.POST.get("digest") != row.digest:
        messages.error(request, "Nothing was imported: this dry run is another by now. Look again.")
        return here
    has_changed = _take_up(request, row)
    row.reason = form.cleaned_data["reason"]
    if is_confirmed and not has_changed:
        _confirm(request, row)
        return here
    importing.check(row)
    if is_confirmed:
        messages.warning(request, "You changed rows: this is the dry run with them. Look again.")
    return HttpResponseRedirect(request.path) if not is_confirmed else here


def _take_up(request: HttpRequest, row: models.Import) -> bool:
    """Note what was put right, left out and wanted; return whether any of it is new."""
    before = (row.corrections, row.left_out, row.wanted)
    sent = request.POST
    row.corrections = importing.storable(forms.decided(sent, row.corrections))
    row.left_out = importing.storable(forms.ticked(sent, forms.LEAVE_OUT, row.left_out))
    row.wanted = importing.storable(forms.ticked(sent, forms.WANT, row.wanted))
    return before != (row.corrections, row.left_out, row.wanted)


def _confirm(request: HttpRequest, row: models.Import) -> None:
    try:
        importing.confirm(row, timezone.now())
    except importing.NotImported as error:
        importing.refuse(row, error)
        messages.error(request, str(error))


def _is_possible(row: models.Import) -> bool:
    """Return whether the dry run found nothing wrong, and something to do."""
    is_wrong = row.report.get("problems") or row.counts.get("refused")
    return not is_wrong and bool(row.counts.get("new") or row.counts.get("changed"))


def _own(request: HttpRequest) -> Any:
    """Return the imports of the account; a superuser sees all."""
    rows = models.Import.objects.all()
    return rows if request.user.is_superuser else rows.filter(actor=request.user.get_username())


def _noun(request: HttpRequest, record_type: str) -> importing.Noun:
    if record_type not in importing.NOUNS:
        raise Http404
    _require(request, record_type)
    return importing.NOUNS[record_type]


def _require(request: HttpRequest, record_type: str) -> None:
    if not _may(request, record_type):
        raise PermissionDenied


def _may(request: HttpRequest, record_type: str) -> bool:
    """Return whether the account may create and change such records."""
    rights = [f"tracker.{right}_{record_type}" for right in ("add", "change")]
    return bool(request.user.has_perms(rights))
