"""The records that editors tend, with their parts."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models as db

from tracker import models
from tracker.admin.base import RecordAdmin
from tracker.admin.forms.entering import PartInline
from tracker.admin.site import desk


def inline(part: type[db.Model]) -> type[PartInline]:
    """Return the inline of a part that is edited as it is."""
    return type(f"{part.__name__}Inline", (PartInline,), {"model": part})


class MembershipInline(PartInline):
    """Parties to an agreement."""

    model = models.AgreementParty
    verbose_name = "party"
    verbose_name_plural = "parties"


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

    pages: ClassVar[Any] = {"merge": RecordAdmin.pages["merge"]}
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

    inlines = (inline(models.Tenure),)
    search_fields = ("name", "identity__slug")


@admin.register(models.Agreement, site=desk)
class AgreementAdmin(RecordAdmin):
    """Agreements."""

    inlines = (MembershipInline, inline(models.Action))
    list_display = ("__str__", "instrument_type", "status", "is_public", "changed_at")
    list_filter = ("status", "instrument_type", *RecordAdmin.list_filter)
    search_fields = ("title", "short_title", "identity__slug")


@admin.register(models.Meeting, site=desk)
class MeetingAdmin(RecordAdmin):
    """Meetings."""

    inlines = (inline(models.Participant),)
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


@admin.register(models.Statement, site=desk)
class StatementAdmin(RecordAdmin):
    """Statements."""

    inlines = (StatementRelationInline,)
    list_display = ("__str__", "official", "party", "stance", "stated_date", "is_public")
    list_filter = ("stance", "attribution", *RecordAdmin.list_filter)
    list_select_related = ("identity", "official", "party")
    search_fields = ("text", "attributed_as", "identity__slug")
