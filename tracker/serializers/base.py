"""The base of every record's serializer: the common fields, strict input, cleaned text."""

from collections.abc import MutableMapping
from typing import Any, ClassVar

from django.core import validators
from django.db import models as db
from rest_framework import serializers

from tracker import models
from tracker.serializers import absent, choices, fields, references
from tracker.serializers.citations import CitationSerializer

SCHEMA = 1
IDENTITY = ("type", "slug", "url", "html_url")
"""The fields with which every record begins."""
# The end is written as Python has it: for Python alone, "$" allows a line break after it.
SLUG = validators.RegexValidator(
    models.base.SLUG_PATTERN.removesuffix("$") + r"\Z",
    "Use lower-case letters, digits and hyphens.",
    "invalid",
)

_PARTIAL = {"date": fields.PartialDateField, "at": fields.PartialInstantField}
_OF_REFERENCES = ("queryset", "many", "required", "allow_null", "allow_empty")


class StrictModelSerializer(fields.StrictSerializer, serializers.ModelSerializer[Any]):
    """Columns of a row, shown and validated.

    A date beside which a column has its precision is shown as far as it is known, and another
    record as a reference.
    """

    serializer_choice_field = choices.ChoiceField

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        db.CharField: fields.TextField,
        db.TextField: fields.TextField,
        db.URLField: absent.URLField,
    }

    def build_standard_field(self, field_name: str, model_field: Any) -> tuple[Any, dict[str, Any]]:
        column, _, suffix = field_name.rpartition("_")
        if suffix == "precision":
            return fields.PrecisionField, {}
        if suffix in _PARTIAL and hasattr(model_field.model, f"{column}_precision"):
            return _PARTIAL[suffix], {"column": column}
        return super().build_standard_field(field_name, model_field)

    def include_extra_kwargs(
        self, kwargs: MutableMapping[str, Any], extra_kwargs: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        """Return the options of a field; one that is read alone may be blank as its column may."""
        may_be_blank = bool(kwargs.get("allow_blank"))
        options = dict(super().include_extra_kwargs(kwargs, extra_kwargs))
        is_maybe_null = may_be_blank and options.get("read_only", False)
        return {**options, "allow_null": True} if is_maybe_null else options

    def build_relational_field(
        self, field_name: str, relation_info: Any
    ) -> tuple[Any, dict[str, Any]]:
        _, options = super().build_relational_field(field_name, relation_info)
        return references.ReferenceField, {k: options[k] for k in _OF_REFERENCES if k in options}


class NameSerializer(fields.StrictSerializer):
    """A further name, in a language, perhaps with a note on its use."""

    name = fields.TextField(max_length=300)
    language = fields.TextField(max_length=8, required=False, allow_blank=True, default="")
    note = fields.TextField(max_length=300, required=False, allow_blank=True, default="")


class IdentifierSerializer(fields.StrictSerializer):
    """What another register calls it."""

    scheme = fields.TextField(max_length=60)
    identifier = fields.TextField(max_length=200)


class RecordSerializer(StrictModelSerializer):
    """The fields that every record shows, around those of its type.

    ``related`` and ``prefetched`` name the rows that a body needs; ``embedded`` names, for each
    type of record, the columns through which a body shows others of that type.
    """

    related: ClassVar[tuple[str, ...]] = ()
    prefetched: ClassVar[tuple[Any, ...]] = ()
    embedded: ClassVar[dict[str, tuple[str, ...]]] = {}

    type = serializers.CharField(source="RECORD_TYPE", read_only=True)
    slug = serializers.CharField(max_length=120, required=False, validators=[SLUG])
    url = serializers.SerializerMethodField(help_text="Relative to this service")
    html_url = serializers.SerializerMethodField(help_text="Its page")
    translations = fields.TranslationsField(required=False)

    def get_url(self, record: models.Record) -> str:
        """Return the record's relative address."""
        return references.address(record.RECORD_TYPE, record.slug)

    def get_html_url(self, record: models.Record) -> str:
        """Return the relative address of the record's page."""
        return references.page(record.RECORD_TYPE, record.slug)

    @classmethod
    def embedding(cls, record_type: str) -> tuple[str, ...]:
        """Return the paths by which a body of this type shows records of another type."""
        quoted = ("identity__citations__snapshot__document",) if record_type == "document" else ()
        return (*cls.embedded.get(record_type, ()), *quoted)

    @classmethod
    def fetched(cls, rows: db.QuerySet[Any]) -> db.QuerySet[Any]:
        """Return ``rows`` with all that their bodies show, in a fixed number of queries."""
        return rows.select_related("identity", *cls.related).prefetch_related(
            *CitationSerializer.through("identity__citations"), *cls.prefetched
        )


class CitedSerializer(RecordSerializer):
    """A record whose facts rest on quotes of its own.

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
