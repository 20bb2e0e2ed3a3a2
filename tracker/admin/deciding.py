"""The form of a decision on a development, and its carrying out."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from rest_framework.exceptions import ValidationError

from tracker import editing, models, partial_dates, reviewing
from tracker.admin import fields
from tracker.admin.forms import PartForm

CONFIRM: Final = "confirm"
CORRECT: Final = "correct"
SPLIT: Final = "split"
DISMISS: Final = "dismiss"
DISMISS_ALL: Final = "dismiss_all"
DISMISS_ALONE: Final = "dismiss_alone"
REOPEN: Final = "reopen"
NEED_REASONS: Final = {
    **dict.fromkeys((DISMISS, DISMISS_ALL, DISMISS_ALONE), "A dismissal needs a reason."),
    REOPEN: "A decision is taken back for a reason.",
}
SPEAKER: Final = (
    *("speaker_name", "speaker_official", "speaker_role"),
    *("speaker_party", "attributed_as"),
)
MEANING: Final = (
    *("kind", "record", "title", "occurred_date", "occurred_precision", "relation", "side"),
    *("place", "participants"),
)
QUOTES: Final = ("quotes", "added_document", "added_quote")
_AS_ENTERED: Final = ("title", "kind", "record", "relation", "side", "place", "participants")
_WIDE: Final = {"style": "width: 48em"}


class DecisionForm(PartForm):
    """A decision on one development, and what it is to say where it is corrected or split."""

    decision = forms.ChoiceField(
        choices=[
            (CONFIRM, "Confirm: it is as flagged"),
            (CORRECT, "Correct: it is as changed here"),
            (SPLIT, "Split: the quotes unticked here are another development, as changed here"),
            (DISMISS, "Dismiss: it is not so"),
            (DISMISS_ALL, "Dismiss a report, and what it was taken to mean"),
            (DISMISS_ALONE, "Dismiss a report, and leave what it was taken to mean"),
            (REOPEN, "Reopen: the decision was wrong, and another is to be made"),
        ],
        widget=forms.RadioSelect,
        initial=CONFIRM,
    )
    reason = forms.CharField(
        required=False,
        max_length=500,
        help_text="Stands in the public history; a dismissal and a reopening need one",
        widget=forms.TextInput(attrs=_WIDE),
    )
    record = forms.CharField(
        max_length=120, help_text="The slug of the record that it is about, of the kind's type"
    )
    participants = fields.JSONField(
        required=False, help_text='[{"name": "as reported", "official": "slug or null"}]'
    )
    quotes = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, help_text="Those ticked stay"
    )
    added_document = forms.CharField(
        required=False, max_length=120, help_text="The slug of a document that is to be quoted too"
    )
    added_quote = forms.CharField(
        required=False, help_text="Its exact words", widget=forms.Textarea(attrs={"rows": 2})
    )

    class Meta:
        model = models.Development
        fields = (
            *("title", "occurred_date", "occurred_precision", "kind", "relation", "side", "place"),
            *SPEAKER,
        )
        widgets = {"title": forms.TextInput(attrs=_WIDE)}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        row = self.instance
        if row.pk is None or "quotes" not in self.fields:
            return
        cited = [(str(quote.pk), _shown(quote)) for quote in row.own_citations]
        self.fields["quotes"].choices = cited  # type: ignore[attr-defined]
        self.initial["quotes"] = [key for key, _ in cited]
        self.initial["record"] = row.subject.slug
        self.initial["participants"] = [
            {"name": one.name, "official": one.official.slug if one.official else None}
            for one in row.participants.select_related("official__identity")
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        decision = values.get("decision", "")
        if decision in NEED_REASONS and not values.get("reason", "").strip():
            self.add_error("reason", NEED_REASONS[decision])
        changed = set(self.changed_data) - {"decision", "reason"}
        if decision not in {CORRECT, SPLIT} and changed:
            self.add_error("decision", "You have changed it: correct it, or leave it as it was.")
        return values

    def correction(self) -> dict[str, Any]:
        """Return what was changed, as the API takes it."""
        values, changed = self.cleaned_data, set(self.changed_data)
        entered: dict[str, Any] = {name: values[name] for name in _AS_ENTERED if name in changed}
        if "participants" in entered:
            entered["participants"] = entered["participants"] or []
        if changed & {"occurred_date", "occurred_precision"}:
            entered["occurred_date"] = partial_dates.show_date(
                values["occurred_date"], values["occurred_precision"]
            )
        if changed & set(SPEAKER):
            entered["speaker"] = self._speaker()
        if values["decision"] == SPLIT:
            entered["citations"] = self._quotes(is_ticked=False)
        elif changed & set(QUOTES):
            entered["citations"] = [*self._quotes(is_ticked=True), *self._added()]
        return entered

    def _speaker(self) -> dict[str, Any] | None:
        values = self.cleaned_data
        official, party = values["speaker_official"], values["speaker_party"]
        speaker = {
            "name": values["speaker_name"],
            "official": official.slug if official else None,
            "role": values["speaker_role"],
            "party": party.slug if party else None,
            "attributed_as": values["attributed_as"],
        }
        return speaker if any(speaker.values()) else None

    def _quotes(self, *, is_ticked: bool) -> list[dict[str, str]]:
        ticked = set(self.cleaned_data["quotes"])
        quotes: Iterable[models.Citation] = self.instance.own_citations
        return [
            {"document": quote.snapshot.document.slug, "exact": quote.exact}
            for quote in quotes
            if (str(quote.pk) in ticked) == is_ticked
        ]

    def _added(self) -> list[dict[str, str]]:
        document = self.cleaned_data["added_document"]
        exact = self.cleaned_data["added_quote"]
        return [{"document": document, "exact": exact}] if document or exact else []


def decide(
    request: HttpRequest,
    development: models.Development,
    decision: str,
    reason: str,
    changes: dict[str, Any] | None = None,
) -> bool:
    """Carry out a decision, and return whether it could be."""
    actor, now = request.user.get_username(), timezone.now()
    try:
        if decision == CORRECT:
            reviewing.correct(development, actor, reason, now, changes or {})
        elif decision == SPLIT:
            own = reviewing.split(development, actor, reason, now, changes or {})
            messages.success(request, f"The quotes are those of {own.slug} now.")
        else:
            _PLAIN[decision](development, actor, reason, now)
    except (
        reviewing.AlreadyDecidedError,
        reviewing.HasMeaningsError,
        reviewing.NotDecidedError,
        editing.QuoteNotFound,
        ValidationError,
    ) as error:
        for text in fields.messages(error):
            messages.error(request, f"{development}: {text}")
        return False
    return True


_PLAIN: Final[dict[str, Callable[..., models.Development]]] = {
    CONFIRM: reviewing.confirm,
    DISMISS: reviewing.dismiss,
    DISMISS_ALL: partial(reviewing.dismiss, with_meanings=True),
    DISMISS_ALONE: partial(reviewing.dismiss, with_meanings=False),
    REOPEN: reviewing.reopen,
}


def _shown(quote: models.Citation) -> str:
    passage = getattr(quote, "passage", None)
    document = quote.snapshot.document
    where = (passage.speaker_name if passage else "", document.outlet, str(document))
    return f"“{quote.exact}” ({', '.join(filter(None, where))})"
