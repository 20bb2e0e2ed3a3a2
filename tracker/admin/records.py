"""The records that editors tend, with their parts."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models as db
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tracker import models
from tracker.admin import watching
from tracker.admin.base import PartInline, RecordAdmin
from tracker.admin.site import desk


def _inline(part: type[db.Model]) -> type[PartInline]:
    """Return the inline of a part that is edited as it is."""
    return type(f"{part.__name__}Inline", (PartInline,), {"model": part})


class MembershipInline(PartInline):
    """Parties to an agreement."""

    model = models.AgreementParty
    verbose_name = "party"
    verbose_name_plural = "parties"


class AssessmentInline(PartInline):
    """The history of verdicts, which only grows."""

    model = models.Assessment
    readonly_fields = (
        *("verdict", "effective_date", "recorded_at", "reason", "reason_code", "assessor"),
        "development",
    )
    exclude = ("rubric_version",)
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: a verdict is given with its quotes, by the API."""
        return False


class RelationInline(PartInline):
    """How words or a deed bear on commitments."""

    model = models.Relation
    readonly_fields = ("confidence", "method", "review_state")


class StatementRelationInline(RelationInline):
    """How words bear on commitments."""

    fk_name = "statement"
    exclude = ("event",)


class EventRelationInline(RelationInline):
    """How a deed bears on commitments."""

    fk_name = "event"
    exclude = ("statement",)


@admin.register(models.Topic, site=desk)
class TopicAdmin(RecordAdmin):
    """Topics."""

    search_fields = ("name", "identity__slug")


@admin.register(models.Party, site=desk)
class PartyAdmin(RecordAdmin):
    """Parties."""

    list_display = ("__str__", "kind", "code", "parent", "is_public", "changed_at")
    list_filter = ("kind", *RecordAdmin.list_filter)
    list_select_related = ("identity", "parent")
    search_fields = ("name", "code", "identity__slug")


@admin.register(models.Official, site=desk)
class OfficialAdmin(RecordAdmin):
    """Officials."""

    inlines = (_inline(models.Tenure),)
    search_fields = ("name", "identity__slug")


@admin.register(models.Agreement, site=desk)
class AgreementAdmin(RecordAdmin):
    """Agreements."""

    inlines = (MembershipInline, _inline(models.Action))
    list_display = ("__str__", "instrument_type", "status", "is_public", "changed_at")
    list_filter = ("status", "instrument_type", *RecordAdmin.list_filter)
    search_fields = ("title", "short_title", "identity__slug")


@admin.register(models.Meeting, site=desk)
class MeetingAdmin(RecordAdmin):
    """Meetings."""

    inlines = (_inline(models.Participant),)
    list_display = ("__str__", "kind", "status", "starts_at", "is_public", "changed_at")
    list_filter = ("status", "kind", *RecordAdmin.list_filter)
    search_fields = ("title", "identity__slug")


@admin.register(models.Event, site=desk)
class EventAdmin(RecordAdmin):
    """Events."""

    inlines = (EventRelationInline,)
    list_display = ("__str__", "kind", "start_date", "is_public", "changed_at")
    list_filter = ("kind", *RecordAdmin.list_filter)
    search_fields = ("title", "identity__slug")


@admin.register(models.Commitment, site=desk)
class CommitmentAdmin(RecordAdmin):
    """Commitments; by what each is watched is changed on a page of its own."""

    exclude: ClassVar[Any] = ("identity", "watch")
    about = (*RecordAdmin.about, "watched_by")
    computed = ("verdict", "schedule", "consistency", "evidence_for", "evidence_against")
    inlines = (_inline(models.Speaker), _inline(models.Observation), AssessmentInline)
    list_display = ("__str__", "form", "verdict", "schedule", "consistency", "is_public")
    list_filter = ("verdict", "form", "schedule", "consistency", *RecordAdmin.list_filter)
    search_fields = ("short_title", "text", "identity__slug")

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


@admin.register(models.Statement, site=desk)
class StatementAdmin(RecordAdmin):
    """Statements."""

    inlines = (StatementRelationInline,)
    list_display = ("__str__", "official", "party", "stance", "stated_date", "is_public")
    list_filter = ("stance", "attribution", *RecordAdmin.list_filter)
    list_select_related = ("identity", "official", "party")
    search_fields = ("text", "attributed_as", "identity__slug")
