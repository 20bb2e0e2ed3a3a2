"""The page of a record's quotes: those it has, with the way to take them out, and new ones."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from rest_framework.exceptions import ValidationError

from tracker import editing, models, recording
from tracker.admin import keys
from tracker.admin.forms import fields
from tracker.admin.record_pages import marking, opening

REMOVE: Final = "remove"
_ITSELF: Final = ("", "the record itself")
_WHOLE: Final = ("", "all of it")
_NO_FACTS: Final = frozenset({"slug", "citations", "translations", "watch"})


class QuotingForm(forms.Form):
    """For what the new quotes stand, and why the record is changed."""

    part = forms.ChoiceField(required=False, label="They support")
    supports = forms.ChoiceField(required=False, label="They are evidence for")
    reason = forms.CharField(
        required=False, max_length=500, label="Why", help_text="Stands in the public history"
    )

    def __init__(self, row: models.Record, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        parts = [(f"{name}-{part.pk}", str(part)) for name, part in _parts(row)]
        self.fields["part"].choices = [_ITSELF, *parts]  # type: ignore[attr-defined]
        if not parts:
            self.fields["part"].widget = forms.HiddenInput()
        self.fields["supports"].choices = [_WHOLE, *_fields(row)]  # type: ignore[attr-defined]


def page(admin: ModelAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """Return the page; or add, or take out, and return to it."""
    row = opening.standing(admin, request, key)
    if REMOVE in request.POST:
        return _removed(request, row)
    picker = marking.opened(request, marking.likely(row))
    form = QuotingForm(row, request.POST or None)
    is_saved = request.method == "POST" and not marking.is_browsing(request)
    if is_saved and form.is_valid() and picker.table.is_valid():
        if picker.quotes:
            return _added(request, row, form.cleaned_data, picker)
        form.add_error(None, "Mark or paste the words that are to be quoted.")
    return opening.shown(
        admin,
        request,
        row,
        "quotes",
        title=f"Quotes of {row}",
        quotes=list(row.identity.citations.select_related("snapshot__document__identity")),
        picker=picker,
        form=form,
    )


def _added(
    request: HttpRequest, row: models.Record, given: dict[str, Any], picker: marking.Picker
) -> HttpResponse:
    parts = {f"{name}-{part.pk}": {name: part} for name, part in _parts(row)}
    drafts = [{**quote, "supports": given["supports"]} for quote in picker.quotes]
    with recording.change(request.user.get_username(), given["reason"]) as change:
        quotes = editing.find(drafts)
        editing.add_quotes(change, opening.locked(row), quotes, **parts.get(given["part"], {}))
    messages.success(request, f"Quoted {len(drafts)}.")
    return HttpResponseRedirect(request.path)


def _removed(request: HttpRequest, row: models.Record) -> HttpResponse:
    chosen = keys.primary_key(request.POST[REMOVE])
    quote = row.identity.citations.filter(pk=chosen).first()
    if quote is None:
        raise Http404
    reason = request.POST.get("reason", "").strip()
    try:
        with recording.change(request.user.get_username(), reason) as change:
            editing.remove_quote(change, opening.locked(row), quote)
    except ValidationError as refusal:
        for text in fields.messages(refusal):
            messages.error(request, text)
    else:
        messages.success(request, "Taken out.")
    return HttpResponseRedirect(request.path)


def _fields(row: models.Record) -> Iterator[tuple[str, str]]:
    """Yield the fields of a record for which a quote may be evidence, each with its label."""
    shape = fields.shape(type(row))
    for name, field in shape().fields.items() if shape else ():
        if not field.read_only and name not in _NO_FACTS:
            yield name, name.replace("_", " ")


def _parts(row: models.Record) -> Iterator[tuple[str, Any]]:
    """Yield the parts of a record that have quotes of their own, each with what it is called."""
    for name, accessor in editing.PARTS.items():
        # The relations of a commitment are parts of what was said of it.
        is_another_s = name == "relation" and isinstance(row, models.Commitment)
        parts = None if is_another_s else getattr(row, accessor, None)
        if parts is not None:
            yield from ((name, part) for part in parts.all())
