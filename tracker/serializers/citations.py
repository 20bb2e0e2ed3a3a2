"""A quote: written as a document and its exact words, shown as a W3C Web Annotation selector."""

from typing import Any

from django.db.models import Prefetch
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers

from tracker import models, vocabularies
from tracker.serializers import absent, choices, fields, references

_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}


QUOTED_DOCUMENT: dict[str, Any] = {
    "type": "object",
    "description": "The text that is quoted; where text_kind is not 'full', not for print",
    "properties": {
        "slug": _TEXT,
        "title": _MAYBE,
        "outlet": _MAYBE,
        "author": _MAYBE,
        "url": _MAYBE,
        "published_at": _MAYBE,
        "text_kind": _TEXT,
        "record_url": _TEXT,
    },
}


class QuotedDocumentField(references.ReferenceField):
    """The document that is quoted: written as its slug, shown with outlet, date and address."""

    def to_representation(self, value: Any) -> dict[str, Any]:
        from_partial = fields.PartialInstantField("published")
        return {
            "slug": value.slug,
            "title": value.title or None,
            "outlet": value.outlet or None,
            "author": value.author or None,
            "url": value.url or None,
            "published_at": from_partial.to_representation(value),
            "text_kind": value.text_kind,
            "record_url": references.address(value.RECORD_TYPE, value.slug),
        }


class QuotedDocumentSchema(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """How a quoted document reads in the OpenAPI document: a slug in a request, as any record."""

    target_class = "tracker.serializers.citations.QuotedDocumentField"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        """Return the JSON schema for this direction."""
        if direction == "request":
            return references.ReferenceSchema(None).map_serializer_field(auto_schema, direction)  # type: ignore[no-untyped-call]
        return QUOTED_DOCUMENT


class CitationSerializer(fields.StrictSerializer):
    """The exact words, where they stand, and in which version of which document."""

    document = QuotedDocumentField(models.Document, source="snapshot.document")
    exact = fields.TextField(trim_whitespace=False)
    prefix = absent.CharField(source="shown_prefix", read_only=True, allow_null=True)
    suffix = absent.CharField(source="shown_suffix", read_only=True, allow_null=True)
    start = serializers.IntegerField(read_only=True, help_text="In code points")
    end = serializers.IntegerField(read_only=True)
    page = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    supports = fields.TextField(required=False, allow_blank=True, max_length=60)
    weight = choices.ChoiceField(choices=vocabularies.CitationWeight.choices(), required=False)
    language = absent.CharField(
        source="snapshot.document.language", read_only=True, allow_null=True
    )
    snapshot = serializers.IntegerField(source="snapshot.number", read_only=True)
    fetched_at = serializers.SerializerMethodField()
    archive_url = serializers.SerializerMethodField()
    quote_state = serializers.CharField(read_only=True)

    def get_fetched_at(self, citation: models.Citation) -> str | None:
        """Return when the quoted version was read."""
        return fields.show_moment(citation.snapshot.fetched_at)

    def get_archive_url(self, citation: models.Citation) -> str:
        """Return where the quoted version is kept: by a public archive, or else here."""
        if citation.snapshot.archive_url:
            return citation.snapshot.archive_url
        document = citation.snapshot.document
        home = references.address(document.RECORD_TYPE, document.slug)
        return f"{home}/snapshots/{citation.snapshot.number}"

    def to_internal_value(self, data: Any) -> Any:
        """Return {document, exact …}; the words are anchored when the change is made."""
        value = super().to_internal_value(data)
        return {**value, "document": value.pop("snapshot")["document"]}

    @staticmethod
    def through(path: str) -> tuple[Any, ...]:
        """Return what to prefetch for the citations at ``path``: never the whole quoted texts."""
        rows = models.Citation.objects.select_related(
            "snapshot__document__identity", "snapshot__document__source__identity"
        )
        return (Prefetch(path, rows.defer("snapshot__text", "snapshot__document__body")),)
