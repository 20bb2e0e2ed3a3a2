"""Developments as shown: all that a message needs without a second call."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker import models, vocabularies
from tracker.serializers import absent, base, choices, fields, references
from tracker.serializers.citations import CitationSerializer

_TOPICS = tuple(f"subject__{record.RECORD_TYPE}__topics" for record in models.OF_TOPICS)


@extend_schema_field({"type": "object", "additionalProperties": True})
class SubjectField(references.ReferenceField):
    """The record that the development is about; of a commitment with its words and holders."""

    def to_representation(self, value: Any) -> dict[str, Any]:
        record = getattr(value, value.type)
        return {**references.reference(record), **references.in_brief(record)}


class DevelopmentParticipantSerializer(base.StrictModelSerializer):
    """A participant that the report names."""

    official = references.ReferenceField(
        models.Official,
        on=lambda participant: participant.development.occurred_date,
        required=False,
        allow_null=True,
    )

    class Meta:
        model = models.DevelopmentParticipant
        fields = ["name", "official"]


class SaidBySerializer(serializers.Serializer[Any]):
    """Who spoke, and in what capacity."""

    name = absent.CharField(source="speaker_name", allow_null=True)
    official = references.ReferenceField(
        source="speaker_official",
        on=lambda development: development.occurred_date,
        read_only=True,
        allow_null=True,
    )
    role = absent.CharField(source="speaker_role", allow_null=True)
    party = references.ReferenceField(source="speaker_party", read_only=True, allow_null=True)
    attributed_as = absent.CharField(allow_null=True)


class QuotedSpeakerSerializer(SaidBySerializer):
    """Who speaks in a quote, and in what capacity."""

    official = references.ReferenceField(
        source="speaker_official",
        on=lambda passage: passage.development.occurred_date,
        read_only=True,
        allow_null=True,
    )


class PassageSerializer(CitationSerializer):
    """A quote by which a development is shown, and who speaks in it."""

    speaker = serializers.SerializerMethodField()

    @extend_schema_field(SaidBySerializer(allow_null=True))
    def get_speaker(self, citation: models.Citation) -> dict[str, Any] | None:
        """Return who speaks in the quote; None where that is not known."""
        passage = getattr(citation, "passage", None)
        return QuotedSpeakerSerializer(passage).data if passage else None


class PassageSchema(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """How a quote of a development reads in the OpenAPI document: as any, with who speaks in it."""

    target_class = "tracker.serializers.developments.PassageSerializer"

    def map_serializer(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        """Return the JSON schema for this direction."""
        quote = auto_schema.resolve_serializer(CitationSerializer(), direction).ref
        if direction == "request":
            return {"allOf": [quote]}
        speaker = auto_schema.resolve_serializer(SaidBySerializer(), direction).ref
        said_by = {"oneOf": [speaker, {"type": "null"}]}
        return {"allOf": [quote], "properties": {"speaker": said_by}, "required": ["speaker"]}


@extend_schema_field(
    {
        "allOf": [{"$ref": "#/components/schemas/Reference"}],
        "properties": {"tier": {"type": "string"}},
        "required": ["tier"],
    }
)
class QuotedSourceField(references.ReferenceField):
    """Where a report was read: a reference that says what sort of source it is."""

    def to_representation(self, value: Any) -> dict[str, Any]:
        return {**references.reference(value), "tier": value.tier}


@extend_schema_field(
    {
        "allOf": [{"$ref": "#/components/schemas/Reference"}],
        "properties": {"kind": {"type": "string"}},
        "required": ["kind"],
    }
)
class MeaningField(references.ReferenceField):
    """What a report means: a reference to the development that says so, with its kind."""

    def to_representation(self, value: Any) -> dict[str, Any]:
        return {**references.reference(value), "kind": value.kind}


_SPAN = {
    "text": {"type": "string"},
    "start": {"type": "integer", "description": "In code points of the document's text"},
    "end": {"type": "integer"},
}


@extend_schema_field(
    {
        "type": "object",
        "description": "Why it was flagged: which words matched, which decided, what each counted."
        " In lists where fields or expand ask for it",
        "properties": {
            "matched": {
                "type": "array",
                "description": "Key terms and names where they stand",
                "items": {
                    "type": "object",
                    "properties": {
                        **_SPAN,
                        "term": {"type": "string"},
                        "weight": {"type": "number"},
                    },
                },
            },
            "decided_by": {
                "type": "array",
                "description": "Cues where they stand",
                "items": {"type": "object", "properties": {**_SPAN, "cue": {"type": "string"}}},
            },
            "rule": {"type": "string"},
            "contributions": {"type": "object", "additionalProperties": {"type": "number"}},
            "relation_contributions": {
                "type": "object",
                "description": "What speaks for the relation and against it, in log odds",
                "additionalProperties": {"type": "number"},
            },
            "analyser": {
                "type": "object",
                "description": "What read it: its name and version, model and prompt",
                "additionalProperties": {"type": "string"},
            },
        },
        "additionalProperties": True,
    }
)
class ExplanationField(serializers.JSONField):
    """Why a machine flagged it."""


class DevelopmentSerializer(base.CitedSerializer):
    """A development."""

    related = (
        "subject",
        *(
            f"subject__{record_type}__identity"
            for record_type in models.RECORDS
            if record_type != "development"
        ),
        "speaker_official__identity",
        "speaker_party__identity",
        "report__identity",
    )
    prefetched = (
        *("meanings__identity", "subject__commitment__holders__identity"),
        *(f"{path}__identity" for path in _TOPICS),
        "subject__official__tenures__party__identity",
        *("speaker_official__tenures__party__identity", "participants__official__identity"),
        *("participants__official__tenures__party__identity", "participants__development"),
        "identity__citations__passage__development",
        "identity__citations__passage__speaker_party__identity",
        "identity__citations__passage__speaker_official__tenures__party__identity",
    )
    embedded = {
        **{
            record_type: (f"subject__{record_type}",)
            for record_type in models.RECORDS
            if record_type != "development"
        },
        "official": (
            *("speaker_official", "passages__speaker_official"),
            *("participants__official", "subject__official"),
        ),
        "party": (
            "speaker_party",
            "passages__speaker_party",
            "subject__party",
            "subject__commitment__holders",
            "participants__official__tenures__party",
        ),
        "topic": ("subject__topic", *_TOPICS),
        "source": ("subject__source", "identity__citations__snapshot__document__source"),
        "development": ("report", "meanings"),
    }

    record = SubjectField(source="subject", read_only=True)
    summary = fields.LocalizedField()
    detected_at = serializers.SerializerMethodField()
    side = choices.ChoiceField(choices=vocabularies.Side.choices(), read_only=True, allow_null=True)
    speaker = serializers.SerializerMethodField()
    participants = DevelopmentParticipantSerializer(many=True, required=False)
    sources = serializers.SerializerMethodField()
    detector = serializers.SerializerMethodField()
    reviewed_at = serializers.SerializerMethodField()
    explanation = ExplanationField(read_only=True)
    citations = PassageSerializer(
        many=True,
        required=False,
        source="own_citations",
        help_text="The words by which it is shown: of a report up to three passages of its first "
        "article, the best first, then one of each further article",
    )
    report = serializers.SerializerMethodField()
    developments = serializers.SerializerMethodField()

    class Meta:
        model = models.Development
        read_only_fields = [
            *("kind", "confidence", "side", "explanation"),
            *("review_state", "review_reason", "is_backfill"),
        ]
        fields = [
            *base.IDENTITY,
            *("kind", "record", "title", "summary"),
            *("occurred_date", "occurred_precision", "detected_at", "confidence"),
            *("relation", "side", "speaker", "participants", "place"),
            *("sources", "detector", "explanation"),
            *("review_state", "review_reason", "reviewed_at", "is_backfill"),
            *("report", "developments", "citations", "translations"),
        ]

    def get_detected_at(self, development: models.Development) -> str | None:
        """Return when the development was first flagged."""
        return fields.show_moment(development.detected_at)

    def get_reviewed_at(self, development: models.Development) -> str | None:
        """Return when a person last decided on it."""
        return fields.show_moment(development.reviewed_at)

    @extend_schema_field(SaidBySerializer(allow_null=True))
    def get_speaker(self, development: models.Development) -> dict[str, Any] | None:
        """Return who spoke, or None where nobody did."""
        somebody = (
            development.speaker_name,
            development.speaker_official,
            development.speaker_party,
            development.attributed_as,
        )
        return SaidBySerializer(development).data if any(somebody) else None

    @extend_schema_field(references.ReferenceField(read_only=True, allow_null=True))
    def get_report(self, development: models.Development) -> dict[str, Any] | None:
        """Return the report in which a meaning was found; None where it is not public."""
        report = development.report
        return references.reference(report) if report and report.is_publishable else None

    @extend_schema_field(serializers.ListField(child=MeaningField(read_only=True)))
    def get_developments(self, development: models.Development) -> list[dict[str, Any]]:
        """Return what a report means for its commitment, as far as that is public."""
        shown = (row for row in development.meanings.all() if row.is_publishable)
        field = MeaningField(read_only=True)
        return [field.to_representation(row) for row in sorted(shown, key=lambda row: row.pk)]

    @extend_schema_field(serializers.ListField(child=QuotedSourceField(read_only=True)))
    def get_sources(self, development: models.Development) -> list[dict[str, Any]]:
        """Return the sources of the reports that are quoted, each once."""
        quoted = {c.snapshot.document.source for c in development.own_citations}
        field = QuotedSourceField(read_only=True)
        return [field.to_representation(row) for row in sorted(quoted, key=lambda row: row.pk)]

    def get_detector(self, development: models.Development) -> dict[str, str]:
        """Return which detector raised it, and in which version."""
        return {"name": development.detector, "version": development.detector_version}
