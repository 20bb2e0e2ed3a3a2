"""How an item of evidence reads, on its own list and at its commitment."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker import vocabularies
from tracker.serializers import absent, citations, references

PARTIAL = "As far as it is known: 2026-01"


@extend_schema_field(citations.CitationSerializer(many=True))
class StoredQuotesField(serializers.Field[Any, Any, Any, Any]):
    """Quotes as the body of a record holds them."""

    def to_representation(self, value: Any) -> Any:
        return value


class EvidenceItemSerializer(serializers.Serializer[Any]):
    """Words, a deed, or what is only reported, with the quotes that show it."""

    type = serializers.CharField(
        source="row.RECORD_TYPE", help_text="statement, event, or development: only reported"
    )
    slug = serializers.CharField(source="row.slug")
    title = serializers.CharField(source="row.heading")
    url = references.RecordAddressField(source="row", help_text="Relative to this service")
    html_url = references.RecordPageField(source="row", help_text="Its page")
    relation = absent.ChoiceField(
        choices=vocabularies.RelationKind.choices(),
        allow_null=True,
        help_text="Null of a report: nobody has said what it means",
    )
    side = absent.CharField(allow_null=True)
    review_state = serializers.ChoiceField(
        choices=vocabularies.ReviewState.choices(), help_text="'flagged': no person has looked"
    )
    date = serializers.CharField(allow_null=True, help_text=PARTIAL)
    precision = absent.ChoiceField(choices=vocabularies.DatePrecision.choices(), allow_null=True)
    quotes = StoredQuotesField()
