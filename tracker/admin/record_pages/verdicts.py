"""The page on which a verdict on a commitment is given, by one person or by two."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import ValidationError

from tracker import editing, models, recording, reviewing, vocabularies
from tracker.admin.forms import fields
from tracker.admin.record_pages import marking, opening
from tracker.serializers import decisions

TAKE_BACK: Final = "take_back"
PERMISSION: Final = "tracker.add_assessment"
_STALE: Final = "Someone has changed this record meanwhile. Look at it anew, and give it again."


class VerdictForm(forms.Form):
    """A verdict, as the API takes it."""

    verdict = forms.ChoiceField()
    effective_date = forms.CharField(
        label="Holds from",
        help_text="A day such as 2026-01-31, not one to come",
        widget=forms.TextInput({"size": "12", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        max_length=2000, help_text="Public, beside the verdict", widget=forms.Textarea({"rows": 4})
    )
    reason_code = forms.ChoiceField(required=False, label="Sort of reason")
    corrects = forms.ChoiceField(
        required=False,
        label="Stands in the place of",
        help_text="An earlier verdict that was wrong; it stays in the history, and counts no more",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, commitment: models.Commitment, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        shown: Any = self.fields
        shown["verdict"].choices = [("", "Choose"), *vocabularies.Verdict.choices()]
        shown["reason_code"].choices = [("", "None"), *vocabularies.ReasonCode.choices()]
        shown["corrects"].choices = [
            ("", "None: it is a new verdict"),
            *((line.recorded_at.isoformat(), _told(line)) for line in _standing(commitment)),
        ]

    def clean(self) -> dict[str, Any]:
        """Return the values, as the API's own check leaves them."""
        values = super().clean() or self.cleaned_data
        names = ("verdict", "effective_date", "reason", "reason_code", "corrects")
        drafted = {name: values[name] for name in names if values.get(name)}
        shape = decisions.VerdictSerializer(data=drafted)
        if not self.errors and not shape.is_valid():
            for name, said in shape.errors.items():
                known = name if name in self.fields else None
                self.add_error(known, [str(text) for text in said])
        return values if self.errors else {**shape.validated_data, "seen": values["seen"]}


def page(admin: ModelAdmin, request: HttpRequest, key: str) -> HttpResponse:
    """Return the page; or give the verdict, and return to the commitment."""
    commitment = opening.standing(admin, request, key)
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    waiting = models.ProposedVerdict.objects.open().filter(commitment=commitment).first()
    if TAKE_BACK in request.POST and waiting is not None:
        return _taken_back(request, commitment, waiting.pk)
    taken = _taken(request, waiting)
    picker = marking.opened(request, marking.likely(commitment), _rows(taken))
    initial = _initial(request, commitment, taken)
    form = VerdictForm(commitment, request.POST or None, initial=initial)
    is_sent = request.method == "POST" and not marking.is_browsing(request)
    if is_sent and form.is_valid() and picker.table.is_valid():
        given = _given(request, commitment, form, picker)
        if given is not None:
            return given
    if request.method == "POST" and marking.is_browsing(request):
        form = VerdictForm(commitment, initial=request.POST.dict())
    return opening.shown(
        admin,
        request,
        commitment,
        "verdict",
        title=f"Verdict on {commitment}",
        form=form,
        picker=picker,
        lines=lines(commitment),
        **_stage(request, commitment, waiting),
    )


def lines(commitment: models.Commitment) -> list[tuple[models.Assessment, bool]]:
    """Return the history of the verdict, the latest first, each line with whether it stands."""
    rows = commitment.assessments.prefetch_related("citations__snapshot__document__identity")
    found = list(rows.select_related("corrects"))
    corrected = {line.corrects_id for line in found}
    return [(line, line.pk not in corrected) for line in reversed(found)]


def _standing(commitment: models.Commitment) -> list[models.Assessment]:
    found: list[models.Assessment] = commitment.standing_assessments()
    return found[::-1]


def _told(line: models.Assessment) -> str:
    label = vocabularies.Verdict(line.verdict).label["en"]
    return f"{label}, from {line.effective_date}, by {line.assessor}"


def _stage(
    request: HttpRequest, commitment: models.Commitment, waiting: models.ProposedVerdict | None
) -> dict[str, Any]:
    """Return what the page says of other readers, and nothing of what the first of them said.

    Only a third person, who decides between two, is shown both.
    """
    if waiting is None:
        return {"is_first": reviewing.needs_second_reader(commitment)}
    reader = request.user.get_username()
    answer = waiting.answer
    if reader in waiting.readers:
        own = waiting if waiting.assessor == reader else answer
        return {"own": own, "can_take_back": own == waiting and answer is None}
    if answer is None:
        return {"is_second": True}
    return {"both": [(row, reviewing.quotes_of(row)) for row in (waiting, answer)]}


def _taken(
    request: HttpRequest, waiting: models.ProposedVerdict | None
) -> models.ProposedVerdict | None:
    """Return the one of two verdicts from which who decides between them starts, if any."""
    is_third = waiting is not None and request.user.get_username() not in waiting.readers
    if waiting is None or waiting.answer is None or not is_third:
        return None
    both = {str(row.pk): row for row in (waiting, waiting.answer)}
    return both.get(request.GET.get("take", ""))


def _initial(
    request: HttpRequest, commitment: models.Commitment, taken: models.ProposedVerdict | None
) -> dict[str, Any]:
    shown = {"seen": commitment.version, "corrects": request.GET.get("corrects", "")}
    if taken is None:
        return shown
    names = ("verdict", "effective_date", "reason", "reason_code")
    corrects = taken.corrects.recorded_at.isoformat() if taken.corrects else ""
    return {**shown, **{name: getattr(taken, name) for name in names}, "corrects": corrects}


def _rows(taken: models.ProposedVerdict | None) -> list[dict[str, Any]]:
    return [
        {"document": quote.snapshot.document.slug, "exact": quote.exact, "start": quote.start}
        for quote in (reviewing.quotes_of(taken) if taken else ())
    ]


def _given(
    request: HttpRequest,
    commitment: models.Commitment,
    form: VerdictForm,
    picker: marking.Picker,
) -> HttpResponse | None:
    """Give the verdict and return where to go on; None, said in the form, where that cannot be."""
    values = form.cleaned_data
    entered = {**values, "citations": picker.quotes}
    try:
        with recording.change(request.user.get_username(), values["reason"]) as change:
            row = opening.locked(commitment)
            if row.version != values["seen"]:
                form.add_error(None, _STALE)
                return None
            line = reviewing.give_verdict(change, row, entered)
    except (ValidationError, reviewing.OwnReadingError, editing.QuoteNotFound) as refusal:
        form.add_error(None, fields.messages(refusal))
        return None
    if line is not None:
        messages.success(request, f"The verdict is public: {_told(line)}.")
    elif reviewing.awaited_reader(row) == decisions.THIRD_READER:
        messages.warning(request, "Two verdicts differ: a third person decides between them.")
    else:
        messages.success(request, "Kept, not public: it waits for another person's verdict.")
    return opening.back(commitment)


def _taken_back(request: HttpRequest, commitment: models.Commitment, key: int) -> HttpResponse:
    try:
        with transaction.atomic():
            opening.locked(commitment)
            waiting = models.ProposedVerdict.objects.select_related("second").get(pk=key)
            reviewing.take_back_verdict(waiting, request.user.get_username())
    except reviewing.OwnReadingError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Your verdict is taken back.")
    return opening.back(commitment)
