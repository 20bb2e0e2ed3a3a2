"""Documents handed in, and the versions of their texts."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker import vocabularies
from tracker.serializers import references

_REFERENCE = references.ReferenceField(read_only=True)


class SubmissionReceiptSerializer(serializers.Serializer[Any]):
    """Where to ask what became of a document handed in."""

    slug = serializers.CharField()
    state = serializers.ChoiceField(choices=vocabularies.SubmissionState.choices())
    url = serializers.CharField()


class SubmissionStateSerializer(SubmissionReceiptSerializer):
    """What became of a document handed in."""

    detail = serializers.CharField(help_text="Why it could not be read")
    document = serializers.SerializerMethodField()
    developments = serializers.SerializerMethodField()

    @extend_schema_field(references.ReferenceField(read_only=True, allow_null=True))
    def get_document(self, state: Any) -> Any:
        """Return a reference to the document, once it is read."""
        return state["document"]

    @extend_schema_field(serializers.ListField(child=_REFERENCE))
    def get_developments(self, state: Any) -> Any:
        """Return references to what was flagged in it."""
        return state["developments"]


class SnapshotSerializer(serializers.Serializer[Any]):
    """A version of a document's text."""

    number = serializers.IntegerField()
    url = serializers.CharField()
    fetched_at = serializers.DateTimeField()
    text_sha256 = serializers.CharField()
    drift = serializers.ChoiceField(choices=vocabularies.Drift.choices())
    significance = serializers.FloatField(help_text="Share of sentences that differ, 0 to 1")


class QuoteSerializer(serializers.Serializer[Any]):
    """Words of a text that support a public record."""

    exact = serializers.CharField()
    prefix = serializers.CharField()
    suffix = serializers.CharField()
    start = serializers.IntegerField(help_text="In code points")
    end = serializers.IntegerField()
    record = serializers.CharField(help_text="The record's relative address")


class SnapshotDetailSerializer(SnapshotSerializer):
    """A version of a document's text with its words, or with what is quoted of them."""

    text = serializers.CharField(allow_null=True, help_text="Where it may be shown whole")
    quotes = QuoteSerializer(many=True)
