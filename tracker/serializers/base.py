"""What the serializer of every noun shares: the common fields, strict input, cleaned text."""

from typing import Any, ClassVar

from django.core import validators
from django.db import models as db
from rest_framework import serializers

from tracker import models
from tracker.serializers import choices, fields, references
from tracker.serializers.citations import CitationSerializer

SCHEMA = 1
# The end is written as Python has it: for Python alone, "$" allows a line break after it.
SLUG = validators.RegexValidator(
    models.base.SLUG_PATTERN.removesuffix("$") + r"\Z",
    "Use lower-case letters, digits and hyphens.",
    "invalid",
)


class StrictModelSerializer(fields.StrictSerializer, serializers.ModelSerializer[Any]):
    """Columns of a row, shown and validated."""

    serializer_choice_field = choices.ChoiceField

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        db.CharField: fields.TextField,
        db.TextField: fields.TextField,
    }


class NameSerializer(fields.StrictSerializer):
    """A further name, in a language, perhaps with a note on its use."""

    name = fields.TextField(max_length=300)
    language = fields.TextField(max_length=8, required=False, allow_blank=True, default="")
    note = fields.TextField(max_length=300, required=False, allow_blank=True, default="")


class IdentifierSerializer(fields.StrictSerializer):
    """What another register calls it."""

    scheme = fields.TextField(max_length=60)
    identifier = fields.TextField(max_length=200)


class NounSerializer(StrictModelSerializer):
    """The fields that every record shows, around those of its noun.

    ``related`` and ``prefetched`` name the rows that a body needs; ``embedded`` names, for each
    type of record, the columns through which a body shows others of that type.
    """

    related: ClassVar[tuple[str, ...]] = ()
    prefetched: ClassVar[tuple[str, ...]] = ()
    embedded: ClassVar[dict[str, tuple[str, ...]]] = {}

    type = serializers.CharField(source="RECORD_TYPE", read_only=True)
    slug = serializers.CharField(max_length=120, required=False, validators=[SLUG])
    url = serializers.SerializerMethodField(help_text="Relative to this service")
    translations = fields.TranslationsField(required=False)

    def get_url(self, noun: models.Noun) -> str:
        """Return the record's relative address."""
        return references.address(noun.RECORD_TYPE, noun.slug)

    @classmethod
    def embedding(cls, record_type: str) -> tuple[str, ...]:
        """Return the paths by which a body of this noun shows records of another type."""
        quoted = ("record__citations__snapshot__document",) if record_type == "document" else ()
        return (*cls.embedded.get(record_type, ()), *quoted)

    @classmethod
    def fetched(cls, rows: db.QuerySet[Any]) -> db.QuerySet[Any]:
        """Return ``rows`` with all that their bodies show, in a fixed number of queries."""
        return rows.select_related("record", *cls.related).prefetch_related(
            *CitationSerializer.through("record__citations"), *cls.prefetched
        )


class CitedSerializer(NounSerializer):
    """A noun whose facts rest on quotes of its own.

    ``is_cited`` in the context says that it will have one besides those entered.
    """

    uncited: ClassVar[str] = ""
    """Why a record of this type may need a citation, for who gives none."""

    citations = CitationSerializer(many=True, required=False, source="own_citations")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        model: Any = self.Meta.model
        if model.CITED_WHEN is None or self.context.get("is_cited"):
            return attrs
        column, value = model.CITED_WHEN
        known = self.instance.own_citations if self.instance else []
        is_needed = attrs.get(column, getattr(self.instance, column, None)) == value
        if is_needed and not attrs.get("own_citations", known):
            detail = f"{self.uncited} Give citations: [{{document, exact}}]."
            raise serializers.ValidationError({"citations": detail}, code="required")
        return attrs
