"""How what is found and suggested is described."""

from typing import Any

from rest_framework import serializers as framework

from tracker import vocabularies


class FoundSerializer(framework.Serializer[Any]):
    """A record that a search found."""

    type = framework.ChoiceField(choices=vocabularies.RecordType.choices())
    slug = framework.CharField()
    title = framework.CharField()
    url = framework.CharField(help_text="Relative to this service")
    score = framework.FloatField(help_text="Comparable within one search")
    excerpt = framework.CharField(
        help_text="HTML: escaped text in which what matches stands in <mark>"
    )
    changed_at = framework.DateTimeField()


class SuggestionSerializer(framework.Serializer[Any]):
    """A record that someone may mean: people with role and party, parties with code and kind."""

    type = framework.CharField()
    slug = framework.CharField()
    title = framework.CharField()
    url = framework.CharField(help_text="Relative to this service")
    name = framework.CharField(help_text="The name or alias that fits")
    role = framework.DictField(
        child=framework.CharField(), required=False, allow_null=True, help_text="The present one"
    )
    party = framework.CharField(
        required=False, allow_null=True, help_text="The slug of the party of that role"
    )
    code = framework.CharField(required=False, allow_null=True)
    kind = framework.CharField(required=False)


class SuggestionsSerializer(framework.Serializer[Any]):
    """Records that someone may mean, the likeliest first."""

    results = SuggestionSerializer(many=True)
