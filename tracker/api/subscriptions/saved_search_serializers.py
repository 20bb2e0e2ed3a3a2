"""Saved searches as their owners enter and see them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from tracker import filters, models, vocabularies
from tracker.api.subscriptions import subscription_fields
from tracker.digests import searches
from tracker.serializers import choices, fields

TYPE = "saved_search"
_LAST_HOUR = 23


class SavedSearchSerializer(fields.StrictSerializer):
    """Events that somebody wants mailed to an address."""

    type = serializers.SerializerMethodField()
    slug = serializers.CharField(read_only=True)
    url = fields.AddressField("/v1/saved-searches/{row.slug}", read_only=True)
    title = fields.LineField(max_length=200)
    email = serializers.EmailField(max_length=254, help_text="Whose owner has to confirm it")
    language = choices.ChoiceField(choices=vocabularies.MailLanguage.choices(), required=False)
    frequency = choices.ChoiceField(choices=vocabularies.MailFrequency.choices(), required=False)
    hour = serializers.IntegerField(
        min_value=0, max_value=_LAST_HOUR, required=False, help_text="At which daily mails are sent"
    )
    time_zone = fields.TimeZoneField(required=False, help_text="IANA, of that hour")
    event_types = subscription_fields.EventTypesField()
    filters = subscription_fields.FiltersField(
        required=False,
        help_text="What an event has to satisfy besides: parameters as on the API's lists",
    )
    has_backfill = serializers.BooleanField(
        required=False, help_text="Whether old happenings, found on reading again, are mailed"
    )
    state = serializers.ChoiceField(choices=vocabularies.SearchState.choices(), read_only=True)
    created_at = fields.MomentField(read_only=True)

    @extend_schema_field({"type": "string", "enum": [TYPE]})
    def get_type(self, search: models.SavedSearch) -> str:
        return TYPE

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        try:
            searches.check(attrs)
        except filters.InvalidSubscription as error:
            raise serializers.ValidationError({error.field: str(error)}, "constraint") from error
        return attrs


@extend_schema_serializer(many=False)
class SavedSearchesSerializer(serializers.Serializer[Any]):
    """The saved searches of an account."""

    results = SavedSearchSerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text="Null: they are few")
    previous = serializers.URLField(allow_null=True)
    next_cursor = serializers.CharField(allow_null=True)
    previous_cursor = serializers.CharField(allow_null=True)
