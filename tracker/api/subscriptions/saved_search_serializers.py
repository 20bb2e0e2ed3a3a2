"""Saved searches as their owners enter and see them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker import models, vocabularies
from tracker.api.subscriptions import endpoint_serializers
from tracker.serializers import choices, fields

TYPE = "saved_search"
_LAST_HOUR = 23


def address(slug: str) -> str:
    """Return the relative address of a saved search."""
    return f"/v1/saved-searches/{slug}"


class SavedSearchSerializer(fields.StrictSerializer):
    """Events that somebody wants mailed to an address."""

    type = serializers.SerializerMethodField()
    slug = serializers.CharField(read_only=True)
    url = serializers.SerializerMethodField(help_text="Relative to this service")
    title = fields.LineField(max_length=200)
    email = serializers.EmailField(max_length=254, help_text="Whose owner has to confirm it")
    language = choices.ChoiceField(choices=vocabularies.MailLanguage.choices(), required=False)
    frequency = choices.ChoiceField(choices=vocabularies.MailFrequency.choices(), required=False)
    hour = serializers.IntegerField(
        min_value=0, max_value=_LAST_HOUR, required=False, help_text="At which daily mails are sent"
    )
    time_zone = fields.TimeZoneField(required=False, help_text="IANA, of that hour")
    event_types = endpoint_serializers.EventTypesField()
    filters = endpoint_serializers.FiltersField(
        required=False,
        help_text="What an event has to satisfy besides: parameters as on the API's lists",
    )
    has_backfill = serializers.BooleanField(
        required=False, help_text="Whether old happenings, found on reading again, are mailed"
    )
    state = serializers.ChoiceField(choices=vocabularies.SearchState.choices(), read_only=True)
    created_at = serializers.SerializerMethodField()

    @extend_schema_field({"type": "string", "enum": [TYPE]})
    def get_type(self, search: models.SavedSearch) -> str:
        """Return what this is."""
        del search
        return TYPE

    def get_url(self, search: models.SavedSearch) -> str:
        """Return the relative address."""
        return address(search.slug)

    @extend_schema_field({"type": "string", "format": "date-time"})
    def get_created_at(self, search: models.SavedSearch) -> str | None:
        """Return when it was saved."""
        return fields.show_moment(search.created_at)


class SavedSearchesSerializer(serializers.Serializer[Any]):
    """The saved searches of an account."""

    results = SavedSearchSerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text="Null: they are few")
    previous = serializers.URLField(allow_null=True)
