"""The review queue: what was flagged, its evidence beside it, and what a person decides."""

from typing import Any, Final

from django import forms
from django.contrib import admin, messages
from django.db import models as db
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from rest_framework.exceptions import ValidationError

from tracker import models, partial_dates, reviewing, vocabularies
from tracker.admin import explaining, fields
from tracker.admin.base import RecordAdmin
from tracker.admin.forms import PartForm, ReasonForm
from tracker.admin.site import desk

CONFIRM: Final = "confirm"
CORRECT: Final = "correct"
DISMISS: Final = "dismiss"
_CORRECTABLE: Final = ("title", "occurred_date", "occurred_precision", "relation", "place")
_QUOTE_LENGTH: Final = 120


class DecisionForm(PartForm):
    """A decision on one development."""

    decision = forms.ChoiceField(
        choices=[
            (CONFIRM, "Confirm: it is as flagged"),
            (CORRECT, "Correct: it is as changed here"),
            (DISMISS, "Dismiss: it is not so"),
        ],
        widget=forms.RadioSelect,
        initial=CONFIRM,
    )
    reason = forms.CharField(
        required=False,
        max_length=500,
        help_text="Stands in the public history; a dismissal needs one",
        widget=forms.TextInput(attrs={"style": "width: 48em"}),
    )

    class Meta:
        model = models.Development
        fields = _CORRECTABLE
        widgets = {"title": forms.TextInput(attrs={"style": "width: 48em"})}

    def clean(self) -> dict[str, Any]:
        """Return the decision, which has a reason where it needs one."""
        values = super().clean()
        decision = values.get("decision")
        if decision == DISMISS and not values.get("reason", "").strip():
            self.add_error("reason", "A dismissal needs a reason.")
        if decision != CORRECT and set(self.changed_data) & set(_CORRECTABLE):
            self.add_error("decision", "You have changed it: correct it, or leave it as it was.")
        return values


@admin.register(models.Development, site=desk)
class DevelopmentAdmin(RecordAdmin):
    """Developments, those that wait for a person first."""

    class Media:
        css = {"all": ("tracker/desk.css",)}

    action_form = ReasonForm
    actions = ("confirm", "dismiss")
    form = DecisionForm
    list_display = ("title", "quote", "confidence", "review_state", "detected_at")
    list_filter = ("review_state", "kind", "is_backfill", "is_public")
    search_fields = ("title", "subject__slug", "record__slug")
    readonly_fields = (
        "citations",
        "kind",
        "subject",
        "summary",
        "side",
        "speaker_name",
        "speaker_official",
        "speaker_party",
        "speaker_role",
        "confidence",
        "explained",
        "detector",
        "detector_version",
        "detected_at",
        "review_state",
        "review_reason",
        "reviewed_at",
        "slug",
        "is_public",
        "version",
    )
    fieldsets = (
        ("The words", {"fields": ("citations",)}),
        ("What they are taken to say", {"fields": ("kind", "subject", *_CORRECTABLE)}),
        ("Your decision", {"fields": ("decision", "reason")}),
        (
            "Who said it",
            {"fields": ("side", "speaker_name", "speaker_official", "speaker_party")},
        ),
        (
            "Why it was flagged",
            {"fields": ("confidence", "explained", "detector", "detector_version", "detected_at")},
        ),
        (
            "So far",
            {"fields": ("review_state", "review_reason", "reviewed_at", "slug", "is_public")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> db.QuerySet[Any]:
        """Return the rows with what a list shows of them."""
        rows = super().get_queryset(request).select_related("subject")
        return rows.prefetch_related("record__citations")

    def get_ordering(self, request: HttpRequest) -> Any:
        """Return the order: what waits for a person, then the latest."""
        del request
        flagged = db.Q(review_state=vocabularies.ReviewState.FLAGGED)
        return (db.Case(db.When(flagged, then=0), default=1), "-detected_at", "-pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: developments are flagged."""
        del request
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: a development is dismissed."""
        del request, obj
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the account may decide; what is dismissed stays so."""
        is_over = obj is not None and obj.is_withdrawn
        return super().has_change_permission(request, obj) and not is_over

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Decide as entered."""
        del change
        values = form.cleaned_data
        fresh = models.Development.objects.get(pk=obj.pk)
        changes = _corrections(form) if values["decision"] == CORRECT else {}
        _decide(request, fresh, values["decision"], values["reason"].strip(), changes)

    @admin.action(description="Confirm", permissions=["change"])
    def confirm(self, request: HttpRequest, queryset: db.QuerySet[models.Development]) -> None:
        """Stand behind the selected."""
        self._decide_all(request, queryset, CONFIRM)

    @admin.action(description="Dismiss, with a reason", permissions=["change"])
    def dismiss(self, request: HttpRequest, queryset: db.QuerySet[models.Development]) -> None:
        """Withdraw the selected."""
        self._decide_all(request, queryset, DISMISS)

    def _decide_all(
        self, request: HttpRequest, rows: db.QuerySet[models.Development], decision: str
    ) -> None:
        reason = request.POST.get("reason", "").strip()
        if decision == DISMISS and not reason:
            messages.error(request, "A dismissal needs a reason.")
            return
        done = sum(_decide(request, development, decision, reason) for development in rows)
        messages.success(request, f"Decided on {done}.")

    @admin.display(description="the words")
    def quote(self, development: models.Development) -> str:
        """Return the first quote, or as much as a list holds."""
        words = next((citation.exact for citation in development.own_citations), "")
        return words if len(words) <= _QUOTE_LENGTH else f"{words[:_QUOTE_LENGTH]}…"

    @admin.display(description="explanation")
    def explained(self, development: models.Development) -> SafeString:
        """Return which words matched, which decided, what each counted, and which rule spoke."""
        return explaining.drawn(development)


def _corrections(form: DecisionForm) -> dict[str, Any]:
    """Return what was changed, as the API takes it."""
    values = form.cleaned_data
    changed = {name: values[name] for name in ("title", "relation", "place")}
    entered = {name: value for name, value in changed.items() if name in form.changed_data}
    if {"occurred_date", "occurred_precision"} & set(form.changed_data):
        entered["occurred_date"] = partial_dates.show_date(
            values["occurred_date"], values["occurred_precision"]
        )
    return entered


def _decide(
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
        elif decision == DISMISS:
            reviewing.dismiss(development, actor, reason, now)
        else:
            reviewing.confirm(development, actor, reason, now)
    except (reviewing.AlreadyDecidedError, ValidationError) as error:
        said = fields.messages(error.detail) if isinstance(error, ValidationError) else [error]
        for text in said:
            messages.error(request, f"{development}: {text}")
        return False
    return True
