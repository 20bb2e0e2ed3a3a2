"""Everything that was flagged, decided or not; each is decided on in the queue of review."""

from typing import Any, Final

from django.contrib import admin, messages
from django.db import models as db
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils import timezone

from tracker import models, reviewing, vocabularies
from tracker.admin.base import BaseRecordAdmin
from tracker.admin.forms import fields
from tracker.admin.forms.records import ReasonForm
from tracker.admin.proposing import passages
from tracker.admin.site import desk
from tracker.vocabularies import Decision

_QUOTE_LENGTH: Final = 120
_NEED_REASONS: Final = {
    Decision.DISMISS: "A dismissal needs a reason.",
    Decision.REOPEN: "A decision is taken back for a reason.",
}


@admin.register(models.Development, site=desk)
class DevelopmentAdmin(BaseRecordAdmin):
    """Developments, those that wait for a person first."""

    action_form = ReasonForm
    actions = ("confirm", "dismiss", "reopen")
    list_display = ("title", "quote", "confidence", "review_state", "detected_at")
    list_filter = ("review_state", "kind", "is_backfill", "is_public")
    search_fields = ("title", "subject__slug", "identity__slug")

    def get_urls(self) -> list[URLPattern]:
        return [*passages.urls(self.admin_site), *super().get_urls()]

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

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Lead to its page in the queue, where the evidence is."""
        development = self.get_object(request, object_id or "")
        if development is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        return HttpResponseRedirect(reverse("admin:review_flag", args=[development.pk]))

    @admin.action(description="Confirm", permissions=["change"])
    def confirm(self, request: HttpRequest, queryset: db.QuerySet[models.Development]) -> None:
        """Stand behind the selected."""
        _decide_all(request, queryset, Decision.CONFIRM)

    @admin.action(description="Dismiss, with a reason", permissions=["change"])
    def dismiss(self, request: HttpRequest, queryset: db.QuerySet[models.Development]) -> None:
        """Withdraw the selected."""
        _decide_all(request, queryset, Decision.DISMISS)

    @admin.action(description="Reopen, with a reason", permissions=["change"])
    def reopen(self, request: HttpRequest, queryset: db.QuerySet[models.Development]) -> None:
        """Take the decisions on the selected back."""
        _decide_all(request, queryset, Decision.REOPEN)

    @admin.display(description="the words")
    def quote(self, development: models.Development) -> str:
        """Return the first quote, or as much as a list holds."""
        words = next((citation.exact for citation in development.own_citations), "")
        return words if len(words) <= _QUOTE_LENGTH else f"{words[:_QUOTE_LENGTH]}…"


def _decide_all(
    request: HttpRequest, rows: db.QuerySet[models.Development], decision: Decision
) -> None:
    reason = request.POST.get("reason", "").strip()
    if decision in _NEED_REASONS and not reason:
        messages.error(request, _NEED_REASONS[decision])
        return
    done, account = 0, request.user
    for row in rows:
        try:
            done += len(
                reviewing.hold(
                    [row],
                    reviewing.Decided(decision, reason),
                    account,  # type: ignore[arg-type]
                    timezone.now(),
                )
            )
        except (*reviewing.REFUSALS, reviewing.DecidedMeanwhileError) as refusal:
            for text in fields.messages(refusal):
                messages.error(request, f"{row}: {text}")
    messages.success(request, f"Decided on {done}; the queue shows what can still be undone.")
