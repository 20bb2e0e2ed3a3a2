"""Proposals: what texts tell of that is not tracked, each on a page on which it is decided on."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from typing import Any

from django.contrib import admin, messages
from django.db import models as db
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils import timezone
from rest_framework.exceptions import ValidationError

from tracker import models, reviewing, vocabularies
from tracker.admin import reading
from tracker.admin.forms import fields
from tracker.admin.forms.records import ReasonForm
from tracker.admin.proposing import taking_up
from tracker.admin.site import desk


@admin.register(models.Proposal, site=desk)
class ProposalAdmin(reading.ReadOnlyAdmin):
    """Proposals, those that wait for a person first."""

    action_form = ReasonForm
    actions = ("dismiss",)
    list_display = ("title", "kind", "words", "confidence", "review_state", "proposed_at")
    list_filter = ("review_state", "kind")
    search_fields = ("title", "slug", "quotes__exact")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("first/", view(self.first_view), name="tracker_proposal_first"),
            path(
                "<str:object_id>/take-back/",
                view(self.take_back_view),
                name="tracker_proposal_take_back",
            ),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> db.QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("quotes")

    def get_ordering(self, request: HttpRequest) -> Any:
        """Return the order: what waits for a person, then the latest."""
        waits = db.Q(review_state=vocabularies.ReviewState.FLAGGED)
        return (db.Case(db.When(waits, then=0), default=1), "-pk")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Return whether the account may decide on proposals."""
        return request.user.has_perm("tracker.change_proposal")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Return the page of a proposal."""
        may_decide = self.has_decide_permission(request)
        if not (may_decide or self.has_view_permission(request)):
            return super().change_view(request, object_id, form_url, extra_context)
        return taking_up.page(self.admin_site, request, object_id, may_decide=may_decide)

    def take_back_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Take a decision back."""
        may_decide = self.has_decide_permission(request)
        return taking_up.take_back(request, object_id, may_decide=may_decide)

    def first_view(self, request: HttpRequest) -> HttpResponse:
        """Lead to the first proposal that waits."""
        return HttpResponseRedirect(taking_up.first())

    @admin.action(description="Dismiss, with a reason", permissions=["decide"])
    def dismiss(self, request: HttpRequest, queryset: db.QuerySet[models.Proposal]) -> None:
        """Put the selected aside."""
        actor, reason = request.user.get_username(), request.POST.get("reason", "").strip()
        if not reason:
            messages.error(request, "A dismissal needs a reason.")
            return
        now, done = timezone.now(), 0
        for row in queryset:
            try:
                reviewing.reject(row, actor, reason, now)
                done += 1
            except (reviewing.AlreadyDecidedError, ValidationError) as error:
                for text in fields.messages(error):
                    messages.error(request, f"{row}: {text}")
        messages.success(request, f"Decided on {done}.")

    @admin.display(description="the words")
    def words(self, proposal: models.Proposal) -> str:
        """Return the first quote."""
        return next((quote.exact for quote in proposal.quotes.all()), "")
