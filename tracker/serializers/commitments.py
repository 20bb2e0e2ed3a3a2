"""Commitments as shown: the words, who is bound, the verdict and the computed axes."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker import models, partial_dates, vocabularies
from tracker.serializers import accounts, base, bounded, choices, fields, references, watches
from tracker.serializers.citations import CitationSerializer


class SpeakerSerializer(base.StrictModelSerializer):
    """Who uttered the commitment, in what capacity."""

    official = references.ReferenceField(
        models.Official,
        on=lambda speaker: speaker.commitment.stated_date,
        required=False,
        allow_null=True,
    )

    class Meta:
        model = models.Speaker
        fields = ["official", "party", "role_as_reported", "attributed_as"]


class ObservationSerializer(base.StrictModelSerializer):
    """A measured value on the way to the target."""

    observed_date = fields.NeededDateField("observed")
    citations = CitationSerializer(many=True, required=False)

    class Meta:
        model = models.Observation
        fields = ["value", "observed_date", "observed_precision", "citations"]


class CriterionSerializer(fields.StrictSerializer):
    """By what it is told whether the commitment was kept or broken."""

    kind = choices.ChoiceField(choices=vocabularies.CriterionKind.choices())
    text = fields.TextField(max_length=500)


class AssessmentSerializer(base.StrictModelSerializer):
    """A verdict of the past or the present, with its reason."""

    recorded_at = serializers.SerializerMethodField()
    corrects = serializers.SerializerMethodField(
        help_text="recorded_at of the verdict in whose place this one stands"
    )
    assessor = accounts.AccountNameField(max_length=150, help_text="As named in the ledger")
    development = references.ReferenceField(read_only=True, allow_null=True)
    citations = CitationSerializer(many=True, read_only=True)

    class Meta:
        model = models.Assessment
        fields = [
            *("verdict", "effective_date", "recorded_at"),
            *("reason", "reason_code", "rubric_version", "assessor"),
            *("corrects", "development", "citations"),
        ]

    def get_recorded_at(self, assessment: models.Assessment) -> str | None:
        """Return when the verdict was entered."""
        return fields.show_moment(assessment.recorded_at)

    def get_corrects(self, assessment: models.Assessment) -> str | None:
        """Return when the verdict was entered that this one corrects; null where it is new."""
        lines = assessment.commitment.assessments.all() if assessment.corrects_id else ()
        moments = (line.recorded_at for line in lines if line.pk == assessment.corrects_id)
        return fields.show_moment(next(moments, None))


class CommitmentRelationSerializer(serializers.Serializer[models.Relation]):
    """What was said or done later that bears on the commitment, confirmed by a person."""

    relation = choices.ChoiceField(choices=vocabularies.RelationKind.choices())
    side = choices.ChoiceField(choices=vocabularies.Side.choices())
    date = serializers.SerializerMethodField()
    by = references.ReferenceField(read_only=True)

    @extend_schema_field(fields.PartialDateField("stated", read_only=True))
    def get_date(self, relation: models.Relation) -> str | None:
        """Return when it was said or done, as far as that is known."""
        by = relation.by
        if isinstance(by, models.Statement):
            return partial_dates.show_date(by.stated_date, by.stated_precision)
        return partial_dates.show_date(by.start_date, by.start_precision)


class CommitmentSerializer(base.CitedSerializer):
    """A commitment."""

    related = ("meeting__identity", "origin_statement__identity", "superseded_by__identity")
    prefetched = (
        *("holders__identity", "towards__identity", "made_by__official__identity"),
        *("made_by__official__tenures__party__identity", "made_by__party__identity"),
        *("made_by__commitment", "agreements__identity", "topics__identity", "observations"),
        *CitationSerializer.through("observations__citations"),
        *("relations__statement__identity", "relations__event__identity"),
        "assessments__development__identity",
        *CitationSerializer.through("assessments__citations"),
    )
    embedded = {
        "party": (
            "holders",
            "towards",
            "made_by__party",
            "made_by__official__tenures__party",
        ),
        "official": ("made_by__official",),
        "agreement": ("agreements",),
        "meeting": ("meeting",),
        "statement": ("origin_statement", "relations__statement"),
        "event": ("relations__event",),
        "commitment": ("superseded_by",),
        "topic": ("topics",),
        "development": ("assessments__development",),
    }

    uncited = "A commitment in verbatim wording needs a citation, or its wording is editorial."

    made_by = SpeakerSerializer(many=True, required=False)
    observations = ObservationSerializer(many=True, required=False)
    criteria = CriterionSerializer(many=True, required=False)
    places = bounded.ListField(child=fields.TextField(max_length=200), required=False)
    relations = serializers.SerializerMethodField()
    watch = watches.WatchSerializer(required=False)
    assessments = AssessmentSerializer(many=True, read_only=True)

    class Meta:
        model = models.Commitment
        read_only_fields = [
            "verdict",
            "schedule",
            "consistency",
            "evidence_for",
            "evidence_against",
        ]
        fields = [
            *base.IDENTITY,
            *("short_title", "text", "language", "wording"),
            *("holders", "towards", "made_by", "form", "strength"),
            *("verdict", "schedule", "consistency", "evidence_for", "evidence_against"),
            *("stated_date", "stated_precision", "due_date", "due_precision"),
            *("target_value", "target_unit", "observations", "criteria", "places"),
            *("agreements", "meeting", "origin_statement", "superseded_by"),
            *("topics", "relations", "watch", "assessments"),
            *("citations", "translations"),
        ]

    @extend_schema_field(CommitmentRelationSerializer(many=True))
    def get_relations(self, commitment: models.Commitment) -> list[dict[str, Any]]:
        """Return what bears on the commitment, in the order in which it was entered."""
        confirmed = [row for row in commitment.relations.all() if row.is_confirmed]
        return [CommitmentRelationSerializer(row).data for row in confirmed]
