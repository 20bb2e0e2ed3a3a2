"""The page on which editors change by what a commitment is watched, and try that out first."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from rest_framework.exceptions import ValidationError

from tracker import editing, flagging, models, recording
from tracker.admin import keys
from tracker.admin.forms import fields
from tracker.analysis import lexicon
from tracker.serializers import watches

SUGGEST: Final = "suggest"
SAVE: Final = "save"
_ANY: Final = ("", "any language")
_SPARE_ROWS: Final = 3
_NAMES: Final = {"en": "English", "es": "Spanish"}


class TermForm(forms.Form):
    """A row of the table of terms."""

    term = forms.CharField(required=False, max_length=watches.LONGEST_TERM)
    language = forms.ChoiceField(
        required=False,
        choices=[_ANY, *((code, _NAMES.get(code, code)) for code in lexicon.LANGUAGES)],
    )
    weight = forms.FloatField(
        required=False,
        min_value=0,
        max_value=watches.HEAVIEST,
        widget=forms.NumberInput(attrs={"step": "0.1"}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("term") and values.get("weight") is None and "weight" not in self.errors:
            self.add_error("weight", "Give the term a weight.")
        return values


TermTable: Any = forms.formset_factory(TermForm, extra=_SPARE_ROWS, can_delete=True)


def _lines(label: str, help_text: str, rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(required=False, label=label, help_text=help_text, widget=widget)


class WatchForm(forms.Form):
    """All of a watch but its terms, a line for each entry."""

    groups = _lines(
        "Concepts",
        "One each line: “any: base, port” or “all: foreign, military”. In a sentence that lacks "
        "one, in it and beside it, no term counts.",
    )
    exclusions = _lines("Exclusions", "Phrases in which a term means something else: “tax base”")
    aliases = _lines("Further names", "One party or official each line: “slug: name, name”")
    places = _lines("Places", "The text must name one of them; left empty, the commitment's own")
    violation = _lines("What would break it, said in a sentence", "", 2)
    fulfilment = _lines("What would keep it, said in a sentence", "", 2)
    days = forms.IntegerField(
        label="Try on the articles of the last days",
        min_value=1,
        max_value=366,
        initial=flagging.PREVIEW_DAYS,
    )
    reason = forms.CharField(
        required=False,
        max_length=500,
        label="Why it is changed",
        help_text="Stands in the public history",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


def page(site: AdminSite, request: HttpRequest, key: str, *, may_change: bool) -> HttpResponse:
    """Return the page, with what was suggested or tried; or save, and go on with the record."""
    rows = models.Commitment.objects.select_related("identity")
    commitment = rows.filter(pk=keys.primary_key(key), identity__deleted_at=None).first()
    if commitment is None:
        raise Http404
    if not may_change:
        raise PermissionDenied
    if request.method != "POST":
        return _shown(site, request, commitment, _filled(commitment, commitment.watch))
    table, form = entered = TermTable(request.POST, prefix="terms"), WatchForm(request.POST)
    watch = _entered(table, form)
    action = request.POST.get("action")
    if watch is None:
        return _shown(site, request, commitment, entered)
    if action == SAVE:
        saved = _saved(request, commitment, watch, form)
        return saved or _shown(site, request, commitment, entered)
    if action == SUGGEST:
        commitment.watch = watch
        watch = flagging.suggest_watch(commitment)
        messages.info(request, "Terms and concepts were suggested; nothing is saved yet.")
        return _shown(site, request, commitment, _filled(commitment, watch, form))
    days = form.cleaned_data["days"]
    trial = flagging.preview_watch(commitment, watch, timezone.now(), days)
    return _shown(site, request, commitment, entered, trial)


def _saved(
    request: HttpRequest, commitment: models.Commitment, watch: dict[str, Any], form: WatchForm
) -> HttpResponse | None:
    """Save the watch and return where to go on; None where that cannot be."""
    try:
        return _recorded(request, commitment, watch, form)
    except ValidationError as error:
        form.add_error(None, fields.messages(error))
        return None


def _recorded(
    request: HttpRequest, commitment: models.Commitment, watch: dict[str, Any], form: WatchForm
) -> HttpResponse | None:
    """Save the watch and return where to go on; None where someone changed it meanwhile."""
    with recording.change(request.user.get_username(), form.cleaned_data["reason"]) as change:
        editing.begin(commitment)
        commitment.refresh_from_db()
        if commitment.version != form.cleaned_data["seen"]:
            said = "Someone has changed this record meanwhile. Open it anew and change it again."
            form.add_error(None, said)
            return None
        editing.update(change, commitment, {"watch": watch})
    messages.success(request, "Saved, and used from now on.")
    return HttpResponseRedirect(request.path)


def _shown(
    site: AdminSite,
    request: HttpRequest,
    commitment: models.Commitment,
    filled: tuple[Any, WatchForm],
    trial: flagging.Preview | None = None,
) -> HttpResponse:
    table, form = filled
    context = {
        **site.each_context(request),
        "title": f"Watched by: {commitment}",
        "commitment": commitment,
        "table": table,
        "form": form,
        "trial": trial,
        "passages": [_passage(shown) for shown in trial.passages] if trial else [],
    }
    return TemplateResponse(request, "tracker/watch.html", context)


def _passage(shown: flagging.Shown) -> SafeString:
    """Return a passage that a report would show, the words that matched marked."""
    text, position, pieces = shown.sentence.text, 0, []
    for hit in shown.hits:
        if hit.start >= position:
            pieces.append(
                format_html(
                    '{}<mark class="term">{}<small>{}</small></mark>',
                    text[position : hit.start],
                    text[hit.start : hit.end],
                    f"{hit.weight:g}",
                )
            )
            position = hit.end
    document = shown.snapshot.document
    return format_html(
        '<blockquote>{}{}<br><small>{}, <a href="/v1/documents/{}">{}</a>, {}</small></blockquote>',
        format_html_join("", "{}", ((piece,) for piece in pieces)),
        text[position:],
        document.outlet,
        document.slug,
        document.heading,
        f"{document.published_at:%Y-%m-%d}" if document.published_at else "undated",
    )


def _filled(
    commitment: models.Commitment, watch: Mapping[str, Any], form: WatchForm | None = None
) -> tuple[Any, WatchForm]:
    """Return the forms as they show a watch."""
    by_language = {"": watch.get("terms", {}), **watch.get("language_terms", {})}
    rows = [
        {"term": term, "language": language, "weight": weight}
        for language, weighted in by_language.items()
        for term, weight in sorted(weighted.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    said = (
        {"days": form.cleaned_data["days"], "reason": form.cleaned_data["reason"]} if form else {}
    )
    initial = {
        "groups": "\n".join(
            f"{'any' if 'any_of' in group else 'all'}: {', '.join(*group.values())}"
            for group in watch.get("groups", ())
        ),
        "exclusions": "\n".join(watch.get("exclusions", ())),
        "aliases": "\n".join(
            f"{slug}: {', '.join(names)}" for slug, names in watch.get("aliases", {}).items()
        ),
        "places": "\n".join(watch.get("places", ())),
        "violation": watch.get("violation", ""),
        "fulfilment": watch.get("fulfilment", ""),
        "seen": commitment.version,
        **said,
    }
    return TermTable(initial=rows, prefix="terms"), WatchForm(initial=initial)


def _entered(table: Any, form: WatchForm) -> dict[str, Any] | None:
    """Return the watch that was entered, as the API takes it; None where it refuses that."""
    if not (table.is_valid() and form.is_valid()):
        return None
    values = form.cleaned_data
    draft = {
        **_terms(table),
        "groups": [_group(line) for line in _split(values["groups"], "\n")],
        "exclusions": _split(values["exclusions"], "\n"),
        "aliases": dict(_alias(line) for line in _split(values["aliases"], "\n")),
        "places": _split(values["places"], "\n"),
        "violation": values["violation"],
        "fulfilment": values["fulfilment"],
    }
    shape = watches.WatchSerializer(data={key: value for key, value in draft.items() if value})
    try:
        shape.is_valid(raise_exception=True)
    except ValidationError as error:
        form.add_error(None, fields.messages(error))
        return None
    return dict(shape.validated_data)


def _terms(table: Any) -> dict[str, Any]:
    terms: dict[str, float] = {}
    language_terms: dict[str, dict[str, float]] = {}
    for row in table.cleaned_data:
        if row.get("term") and not row.get("DELETE"):
            language = row["language"]
            own = language_terms.setdefault(language, {}) if language else terms
            own[row["term"]] = row["weight"]
    return {"terms": terms, "language_terms": language_terms}


def _group(line: str) -> dict[str, list[str]]:
    sort, _, words = line.partition(":")
    return {f"{sort.strip().lower()}_of": _split(words, ",")}


def _alias(line: str) -> tuple[str, list[str]]:
    slug, _, names = line.partition(":")
    return slug.strip(), _split(names, ",")


def _split(text: str, separator: str) -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]
