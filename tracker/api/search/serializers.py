"""The bodies of what is found and suggested."""

from typing import Any

from rest_framework import serializers

from tracker import models, vocabularies
from tracker.serializers import absent, fields, references

_OF_TYPES = {"party": ("code", "kind"), "official": ("role", "party")}
"""The members that suggestions of one type alone have."""


class EntryAddressField(serializers.CharField):
    """The relative address of the record of an entry of the index."""

    def to_representation(self, value: models.SearchEntry) -> str:  # type: ignore[override]
        return references.address(value.type, value.record.slug)


class EntryPageField(serializers.CharField):
    """The relative address of the page of the record of an entry of the index."""

    def to_representation(self, value: models.SearchEntry) -> str:  # type: ignore[override]
        return references.page(value.type, value.record.slug)


class FoundSerializer(serializers.Serializer[Any]):
    """A record that a search found."""

    type = serializers.ChoiceField(choices=vocabularies.RecordType.choices(), source="entry.type")
    slug = serializers.CharField(source="entry.record.slug")
    title = absent.CharField(source="entry.heading", allow_null=True)
    url = EntryAddressField(source="entry", help_text="Relative to this service")
    html_url = EntryPageField(source="entry", help_text="Its page")
    score = serializers.FloatField(help_text="Comparable within one search")
    excerpt = absent.CharField(
        allow_null=True, help_text="HTML: escaped text in which what matches stands in <mark>"
    )
    changed_at = fields.MomentField(source="entry.changed_at")


class SuggestionSerializer(serializers.Serializer[Any]):
    """A record that someone may mean: people with role and party, parties with code and kind."""

    type = serializers.CharField()
    slug = serializers.CharField(source="body.slug")
    title = serializers.CharField()
    url = serializers.CharField(source="body.url", help_text="Relative to this service")
    html_url = fields.MethodField(help_text="Its page")
    name = serializers.CharField(help_text="The name or alias that fits")
    role = serializers.DictField(
        child=serializers.CharField(),
        required=False,
        allow_null=True,
        source="tenure.role",
        help_text="The present one",
    )
    party = serializers.CharField(
        required=False,
        allow_null=True,
        source="tenure.party.slug",
        help_text="The slug of the party of that role",
    )
    code = absent.CharField(required=False, allow_null=True, source="body.code")
    kind = serializers.CharField(required=False, source="body.kind")

    def get_html_url(self, suggested: Any) -> str:
        """Return the address of the page; a body of a former form does not hold it."""
        return references.page_at(suggested.body["url"])

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Return the suggestion without the members of other types of record."""
        others = {
            name for code, names in _OF_TYPES.items() if code != instance.type for name in names
        }
        shown = super().to_representation(instance)
        return {name: value for name, value in shown.items() if name not in others}


class SuggestionsSerializer(serializers.Serializer[Any]):
    """Records that someone may mean, the likeliest first."""

    results = SuggestionSerializer(many=True)
