"""The review queue: what was flagged, its evidence beside it, and what a person decides."""

from typing import Any, Final

from django.contrib import admin, messages
from django.db import models as db
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from tracker import models, vocabularies
from tracker.admin import deciding, explaining, passages
from tracker.admin.base import BaseRecordAdmin
from tracker.admin.forms import ReasonForm
from tracker.admin.site import desk

_QUOTE_LENGTH: Final = 120


_WORDS: Final[Any] = ("The words", {"fields": ("citations", "report", "meant")})
_SPEAKER: Final[Any] = ("Who said it", {"fields": deciding.SPEAKER})
_FLAGGED: Final[Any] = (
    (
        "Why it was flagged",
        {
            "fields": (
                *("confidence", "has_cleared_bar", "is_doubtful", "explained"),
                *("detector", "detector_version", "detected_at"),
            )
        },
    ),
    (
        "So far",
        {"fields": ("review_state", "review_reason", "reviewed_at", "slug", "is_public")},
    ),
)


@admin.register(models.Development, site=desk)
class DevelopmentAdmin(BaseRecordAdmin):
    """Developments, those that wait for a person first."""

    class Media:
        css = {"all": ("tracker/desk.css",)}

    action_form = ReasonForm
    actions = ("confirm", "dismiss", "reopen")
    form = deciding.DecisionForm
    list_display = ("title", "quote", "confidence", "review_state", "detected_at")
    list_filter = ("review_state", "kind", "is_backfill", "is_public")
    search_fields = ("title", "subject__slug", "identity__slug")
    readonly_fields = (
        *("citations", "report", "meant", "summary", "confidence", "explained", "detector"),
        *("has_cleared_bar", "is_doubtful", "detector_version", "detected_at", "review_state"),
        *("review_reason", "reviewed_at"),
        *("slug", "is_public", "version"),
    )
    fieldsets = (
        _WORDS,
        ("What they are taken to say", {"fields": deciding.MEANING}),
        _SPEAKER,
        ("Which words stay", {"fields": deciding.QUOTES}),
        ("Your decision", {"fields": ("decision", "reason")}),
        *_FLAGGED,
    )

    def get_urls(self) -> list[URLPattern]:
        return [*passages.urls(self.admin_site), *super().get_urls()]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the form; of what is only to be looked at, what it says."""
        if self.has_change_permission(request, obj):
            return self.fieldsets
        said = ("kind", "subject", "title", "occurred_date", "relation", "side", "place")
        return [_WORDS, ("What they are taken to say", {"fields": said}), _SPEAKER, *_FLAGGED]

    def get_queryset(self, request: HttpRequest) -> db.QuerySet[Any]:
        rows = super().get_queryset(request).select_related("subject")
        return rows.prefetch_related("identity__citations")

    def get_ordering(self, request: HttpRequest) -> Any:
        """Return the order: what waits for a person, then the latest."""
        flagged = db.Q(review_state=vocabularies.ReviewState.FLAGGED)
        return (db.Case(db.When(flagged, then=0), default=1), "-detected_at", "-pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: a development is dismissed."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the account may decide; what is dismissed is reopened from the list."""
        is_over = obj is not None and obj.is_withdrawn
        return super().has_change_permission(request, obj) and not is_over

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        values = form.cleaned_data
        fresh = models.Development.objects.get(pk=obj.pk)
        obj.is_decided = deciding.decide(
            request, fresh, values["decision"], values["reason"].strip(), form.correction()
        )

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Return to the list; to the page where the decision was refused."""
        if not obj.is_decided:
            return HttpResponseRedirect(request.get_full_path())
        return super().response_change(request, obj)

    @admin.action(description="Confirm", permissions=["change"])
    def confirm(self, request: HttpRequest, queryset: db.QuerySet[models.Development]) -> None:
        """Stand behind the selected."""
        self._decide_all(request, queryset, deciding.CONFIRM)

    @admin.action(description="Dismiss, with a reason", permissions=["change"])
    def dismiss(self, request: HttpRequest, queryset: db.QuerySet[models.Development]) -> None:
        """Withdraw the selected."""
        self._decide_all(request, queryset, deciding.DISMISS)

    @admin.action(description="Reopen, with a reason", permissions=["change"])
    def reopen(self, request: HttpRequest, queryset: db.QuerySet[models.Development]) -> None:
        """Take the decisions on the selected back."""
        self._decide_all(request, queryset, deciding.REOPEN)

    def _decide_all(
        self, request: HttpRequest, rows: db.QuerySet[models.Development], decision: str
    ) -> None:
        reason = request.POST.get("reason", "").strip()
        if decision in deciding.NEED_REASONS and not reason:
            messages.error(request, deciding.NEED_REASONS[decision])
            return
        done = sum(deciding.decide(request, development, decision, reason) for development in rows)
        messages.success(request, f"Decided on {done}.")

    @admin.display(description="the words")
    def quote(self, development: models.Development) -> str:
        """Return the first quote, or as much as a list holds."""
        words = next((citation.exact for citation in development.own_citations), "")
        return words if len(words) <= _QUOTE_LENGTH else f"{words[:_QUOTE_LENGTH]}…"

    @admin.display(description="what it may mean")
    def meant(self, development: models.Development) -> SafeString:
        """Return what a report is taken to mean, each with how far it was reviewed, as links."""
        rows = development.meanings.select_related("identity").order_by("pk")
        return format_html_join(
            mark_safe("<br>"),
            '<a href="{}">{}</a> ({})',
            (
                (reverse("admin:tracker_development_change", args=[row.pk]), row, row.review_state)
                for row in rows
            ),
        )

    @admin.display(description="explanation")
    def explained(self, development: models.Development) -> SafeString:
        """Return which words matched, which decided, what each counted, and which rule spoke."""
        return explaining.drawn(development)
