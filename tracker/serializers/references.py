"""How one record is named inside the body of another."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from typing import Any, cast

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import relations, serializers

from tracker import models

PLURALS = {
    "topic": "topics",
    "party": "parties",
    "official": "officials",
    "agreement": "agreements",
    "meeting": "meetings",
    "event": "events",
    "commitment": "commitments",
    "statement": "statements",
    "source": "sources",
    "document": "documents",
    "development": "developments",
}


def address(record_type: str, slug: str) -> str:
    """Return the relative address of a record."""
    return f"/v1/{PLURALS[record_type]}/{slug}"


def page(record_type: str, slug: str) -> str:
    """Return the relative address of a record's page, in English."""
    return page_at(address(record_type, slug))


def page_at(address: str, language: str = "en") -> str:
    """Return the relative address of the page of the record at a relative address."""
    return ("" if language == "en" else f"/{language}") + address.removeprefix("/v1")


def redacted_among(addresses: Collection[str]) -> list[str]:
    """Return those of the addresses whose records were redacted."""
    types = {plural: record_type for record_type, plural in PLURALS.items()}
    asked = [found.removeprefix("/v1/").split("/") for found in addresses]
    redacted = models.Identity.objects.filter(
        type__in={types[plural] for plural, _ in asked if plural in types},
        slug__in={slug for _, slug in asked},
        redacted_at__isnull=False,
    )
    found = (address(*named) for named in redacted.values_list("type", "slug"))
    return sorted(set(found) & set(addresses))


def reference(record: models.Record, on: date | None = None) -> dict[str, Any]:
    """Return ``{type, slug, title, url}``; parties with code, kind, country, people with role then.

    ``on`` is the day for which a person's office is given; without it the present one.
    """
    shown: dict[str, Any] = {
        "type": record.RECORD_TYPE.value,
        "slug": record.slug,
        "title": record.heading or None,
        "url": address(record.RECORD_TYPE, record.slug),
    }
    if isinstance(record, models.Party):
        shown |= {"code": record.code or None, "kind": record.kind}
        shown |= {"country": record.country or None}
    if isinstance(record, models.Official):
        tenure = record.tenure_on(on)
        shown |= {
            "role": tenure.role if tenure else None,
            "party": tenure.party.slug if tenure else None,
        }
    return shown


def embedded_form(record: models.Record) -> dict[str, Any]:
    """Return all of ``record`` that other bodies may show, so that a change of it is noticed."""
    shown = reference(record)
    if isinstance(record, models.Official):
        shown["tenures"] = [
            [t.role, t.party.slug, str(t.start_date), str(t.end_date), t.end_precision]
            for t in record.tenures.all()
        ]
    shown |= in_brief(record)
    if isinstance(record, models.Source):
        shown |= {"tier": record.tier, "country": record.country}
    if isinstance(record, models.Document):
        shown |= {
            "source": record.source_id,
            "outlet": record.outlet,
            "author": record.author,
            "link": record.url,
            "published_at": str(record.published_at),
            "published_precision": record.published_precision,
            "language": record.language,
            "text_kind": record.text_kind,
        }
    return shown


def in_brief(record: models.Record) -> dict[str, Any]:
    """Return what events about a record show besides its reference: its topics, where it has any.

    Of a commitment also its words and who is bound.
    """
    shown: dict[str, Any] = {}
    if isinstance(record, models.Commitment):
        shown = {
            "text": record.text or None,
            "language": record.language,
            "wording": record.wording,
            "form": record.form,
            "strength": record.strength,
            "holders": [reference(party) for party in _in_order(record.holders.all())],
        }
    if isinstance(record, models.OF_TOPICS):
        shown["topics"] = [reference(topic) for topic in _in_order(record.topics.all())]
    return shown


def _in_order(rows: Iterable[models.Record]) -> list[models.Record]:
    """Return linked rows by key: the database gives them in the order in which they lie on disk."""
    return sorted(rows, key=lambda row: row.pk)


class RecordAddressField(serializers.CharField):
    """The relative address of another record."""

    def to_representation(self, value: models.Record) -> str:  # type: ignore[override]
        return address(value.RECORD_TYPE, value.slug)


class RecordPageField(serializers.CharField):
    """The relative address of another record's page."""

    def to_representation(self, value: models.Record) -> str:  # type: ignore[override]
        return page(value.RECORD_TYPE, value.slug)


class ReferencesField(serializers.ManyRelatedField):
    """Several other records, always in the same order."""

    def get_attribute(self, instance: Any) -> list[models.Record]:
        return _in_order(super().get_attribute(instance) or ())


class ReferenceField(serializers.RelatedField[models.Record, str, dict[str, Any]]):
    """Another record: written as its slug, shown as a reference.

    ``find_record`` in the context finds it instead, given the model and what was written: for many
    rows at once, whose references are looked up together. It raises ValidationError.
    """

    default_error_messages = {
        "does_not_exist": "There is no {type} with this slug.",
        "incorrect_type": "Use a slug.",
    }

    def __init__(
        self,
        model: type[models.Record] | None = None,
        on: Callable[[Any], date | datetime | None] | None = None,
        **options: Any,
    ) -> None:
        if model is not None:
            options["queryset"] = model._default_manager.all()
        super().__init__(**options)
        self.on = on

    @classmethod
    def many_init(cls, *args: Any, **options: Any) -> ReferencesField:
        shared = {key: options[key] for key in options if key in relations.MANY_RELATION_KWARGS}
        return ReferencesField(child_relation=cls(*args, **options), **shared)

    def use_pk_only_optimization(self) -> bool:
        """Return False: a reference shows more than a key."""
        return False

    def get_attribute(self, instance: Any) -> Any:
        """Return the related row, with the day for which its role is shown."""
        row = super().get_attribute(instance)
        return (row, self.on(instance)) if self.on and row is not None else row

    def to_internal_value(self, data: Any) -> models.Record:
        """Return the row with this slug; of a merged record, the one that it was merged into."""
        if not isinstance(data, str):
            self.fail("incorrect_type")
        known = self.get_queryset()
        assert known is not None  # noqa: S101 - the framework asks for it of what is written
        model = known.model
        find = self.context.get("find_record")
        if find is not None:
            return cast("models.Record", find(model, data))
        row: models.Record | None = models.RecordQuerySet(model).named(data.replace("\0", ""))
        if row is None:
            self.fail("does_not_exist", type=model.RECORD_TYPE.value)
        return row

    def to_representation(self, value: Any) -> dict[str, Any]:
        if isinstance(value, tuple):
            row, moment = value
            return reference(row, moment.date() if isinstance(moment, datetime) else moment)
        return reference(value)


class ReferencesSchema(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """How several references read in the OpenAPI document."""

    target_class = "tracker.serializers.references.ReferencesField"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        """Return the JSON schema for this direction."""
        items = auto_schema._map_serializer_field(self.target.child_relation, direction)  # noqa: SLF001 - there is no other way
        least = {} if self.target.allow_empty else {"minItems": 1}
        return {"type": "array", "items": items, **least}


class ReferenceSchema(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """How a reference reads in the OpenAPI document: a slug in a request, an object in a body."""

    target_class = "tracker.serializers.references.ReferenceField"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        """Return the JSON schema for this direction."""
        if direction == "request":
            return {
                "type": "string",
                "pattern": models.base.SLUG_PATTERN,
                "maxLength": 120,
                "description": "The slug of the record",
            }
        text = {"type": "string"}
        return {
            "type": "object",
            "required": ["type", "slug", "title", "url"],
            "properties": {
                "type": text,
                "slug": text,
                "title": {
                    "type": ["string", "null"],
                    "description": "Null of a document without one, and of what was redacted",
                },
                "url": {"type": "string", "format": "uri-reference"},
                "code": {"type": ["string", "null"], "description": "Of a party"},
                "kind": {"type": "string", "description": "Of a party"},
                "country": {"type": ["string", "null"], "description": "Of a party"},
                "role": {
                    "type": ["object", "null"],
                    "additionalProperties": text,
                    "description": "Of an official: the office held then, {language: text}",
                },
                "party": {
                    "type": ["string", "object", "null"],
                    "description": "Of an official: the slug of the party of that office; "
                    "of a statement that was expanded, a reference",
                },
            },
        }
