"""Commitments at the desk: what an editor thinks about, in the order in which it is thought of."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tracker import models
from tracker.admin import watching
from tracker.admin.base import RecordAdmin
from tracker.admin.reading import ReadOnlyAdmin
from tracker.admin.record_pages import histories, verdicts
from tracker.admin.records import inline
from tracker.admin.site import desk


@admin.register(models.Commitment, site=desk)
class CommitmentAdmin(RecordAdmin):
    """Commitments; by what each is watched is changed on a page of its own."""

    exclude: ClassVar[Any] = ("identity", "watch")
    about = ("timeline", *RecordAdmin.about)
    computed = ("verdict", "schedule", "consistency", "evidence_for", "evidence_against")
    groups = (
        ("The words", ("text", "short_title", "language", "wording", "citations")),
        ("Who is bound", ("holders", "towards", "form", "strength")),
        ("Until when", ("stated_date", "due_date", "target_value", "target_unit")),
        ("By what it is told", ("criteria", "places", "watched_by")),
        (
            "Where it belongs",
            ("topics", "agreements", "meeting", "origin_statement", "superseded_by"),
        ),
        ("How it stands", (*computed, "history")),
        ("What happened", ("timeline",)),
    )
    inlines = (inline(models.Speaker), inline(models.Observation))
    list_display = ("__str__", "form", "verdict", "schedule", "consistency", "is_public")
    list_filter = ("verdict", "form", "schedule", "consistency", *RecordAdmin.list_filter)
    pages = {"verdict": ("Verdict", verdicts.page), **RecordAdmin.pages}
    search_fields = ("short_title", "text", "identity__slug")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        shown = super().get_readonly_fields(request, obj)
        return (*shown, "history", "watched_by") if obj is not None else shown

    def get_urls(self) -> list[URLPattern]:
        watch = path(
            "<str:object_id>/watch/",
            self.admin_site.admin_view(self.watch_view),
            name="tracker_commitment_watch",
        )
        return [watch, *super().get_urls()]

    def watch_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Return the page on which it is changed by what the commitment is watched."""
        may_change = self.has_change_permission(request)
        return watching.page(self.admin_site, request, object_id, may_change=may_change)

    @admin.display(description="watched by")
    def watched_by(self, commitment: models.Commitment) -> SafeString:
        """Return how many terms there are, and the way to the page of the watch."""
        watch = commitment.watch
        own = (watch.get("terms", {}), *watch.get("language_terms", {}).values())
        count = sum(map(len, own))
        return format_html(
            '{} <a href="{}">Change, suggest and try</a>',
            f"{count} key terms." if count else "What its words suggest.",
            reverse("admin:tracker_commitment_watch", args=[commitment.pk]),
        )

    @admin.display(description="history of the verdict")
    def history(self, commitment: models.Commitment) -> SafeString:
        """Return the verdicts, the latest first, each with its reason and quotes."""
        context = {"lines": verdicts.lines(commitment), "record": commitment}
        return mark_safe(render_to_string("tracker/desk/verdicts.html", context))  # noqa: S308

    @admin.display(description="what happened")
    def timeline(self, commitment: models.Commitment) -> SafeString:
        """Return what was flagged, said, done and decided, the latest first."""
        context = {"entries": histories.timeline(commitment)}
        return mark_safe(render_to_string("tracker/desk/timeline.html", context))  # noqa: S308


@admin.register(models.ProposedVerdict, site=desk)
class ProposedVerdictAdmin(ReadOnlyAdmin):
    """Verdicts that wait for another reader, to whom is not shown what the first has said."""

    fields = ("commitment", "waits_for", "proposed_at", "settled_at", "give")
    readonly_fields = ("waits_for", "give")
    list_display = ("commitment", "waits_for", "proposed_at", "settled_at", "give")
    list_filter = (("settled_at", admin.EmptyFieldListFilter),)
    list_select_related = ("commitment__identity", "second")
    ordering = ("-proposed_at", "-pk")
    search_fields = ("commitment__short_title", "commitment__identity__slug")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the first verdict of each pair, which stands for both."""
        return super().get_queryset(request).filter(first=None)

    @admin.display(description="waits for")
    def waits_for(self, first: models.ProposedVerdict) -> str:
        """Return whose verdict is waited for."""
        if first.settled_at is not None:
            return "nobody: it is settled"
        return "a second reader" if first.answer is None else "a third, as two differ"

    @admin.display(description="verdict")
    def give(self, first: models.ProposedVerdict) -> SafeString:
        """Return the way to the page on which the verdict is given."""
        page = reverse("admin:tracker_commitment_verdict", args=[first.commitment_id])
        return format_html('<a href="{}">Give a verdict</a>', page)
