"""Proposals: what texts tell of that is not tracked, to be taken up or dismissed."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import models as db
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from rest_framework.exceptions import ValidationError

from tracker import models, reviewing, vocabularies
from tracker.admin import fields, reading
from tracker.admin.forms import ReasonForm
from tracker.admin.site import desk


@admin.register(models.Proposal, site=desk)
class ProposalAdmin(reading.ReadOnlyAdmin):
    """Proposals, those that wait for a person first."""

    action_form = ReasonForm
    actions = ("accept", "dismiss")
    list_display = ("title", "kind", "words", "confidence", "review_state", "proposed_at")
    list_filter = ("review_state", "kind")
    search_fields = ("title", "slug", "quotes__exact")
    fields = (
        *("quotes", "kind", "title", "entered", "suggested", "occurred_date", "place"),
        *("speaker_name", "confidence", "explained", "review_state", "review_reason", "reviewer"),
        *("record", "development"),
    )
    readonly_fields = ("quotes", "entered", "explained")

    def get_queryset(self, request: HttpRequest) -> db.QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("quotes__snapshot__document")

    def get_ordering(self, request: HttpRequest) -> Any:
        """Return the order: what waits for a person, then the latest."""
        waits = db.Q(review_state=vocabularies.ReviewState.FLAGGED)
        return (db.Case(db.When(waits, then=0), default=1), "-pk")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Return whether the account may decide on proposals."""
        return request.user.has_perm("tracker.change_proposal")

    @admin.action(
        description="Take up: make the record and its development", permissions=["decide"]
    )
    def accept(self, request: HttpRequest, queryset: db.QuerySet[models.Proposal]) -> None:
        """Make what the selected propose."""
        actor, reason = request.user.get_username(), request.POST.get("reason", "").strip()
        _decide_all(request, queryset, lambda row: reviewing.accept(row, actor, reason, {}))

    @admin.action(description="Dismiss, with a reason", permissions=["decide"])
    def dismiss(self, request: HttpRequest, queryset: db.QuerySet[models.Proposal]) -> None:
        """Put the selected aside."""
        actor, reason = request.user.get_username(), request.POST.get("reason", "").strip()
        if not reason:
            messages.error(request, "A dismissal needs a reason.")
            return
        now = timezone.now()
        _decide_all(request, queryset, lambda row: reviewing.reject(row, actor, reason, now))

    @admin.display(description="the words")
    def words(self, proposal: models.Proposal) -> str:
        """Return the first quote."""
        return next((quote.exact for quote in proposal.quotes.all()), "")

    @admin.display(description="the words")
    def quotes(self, proposal: models.Proposal) -> SafeString:
        """Return every quote with the document that it is from."""
        return format_html_join(
            "",
            '<blockquote style="margin:0 0 1em"><mark>{}</mark><br><small>{}</small></blockquote>',
            (
                (quote.exact, format_html('<a href="{}">{}</a>', f"/v1/documents/{of.slug}", of))
                for quote in proposal.quotes.all()
                for of in (quote.snapshot.document,)
            ),
        )

    @admin.display(description="the record that it would be")
    def entered(self, proposal: models.Proposal) -> SafeString:
        """Return the fields of the record."""
        return reading.pretty(proposal.draft)

    @admin.display(description="explanation")
    def explained(self, proposal: models.Proposal) -> SafeString:
        """Return which words matched, which decided, and which rule spoke."""
        return reading.pretty(proposal.explanation)


def _decide_all(
    request: HttpRequest,
    rows: db.QuerySet[models.Proposal],
    decide: Callable[[models.Proposal], object],
) -> None:
    done = 0
    for row in rows:
        try:
            decide(row)
            done += 1
        except (reviewing.AlreadyDecidedError, ValidationError) as error:
            for text in fields.messages(error):
                messages.error(request, f"{row}: {text}")
    messages.success(request, f"Decided on {done}.")
