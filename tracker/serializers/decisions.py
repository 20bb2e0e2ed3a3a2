"""What people send to decide: a reason, a correction, a verdict, into what a record is merged."""

import re
from datetime import date
from typing import Any, Final

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker import kinds, models, partial_dates, vocabularies
from tracker.serializers import choices, fields, references
from tracker.serializers.citations import CitationSerializer
from tracker.serializers.developments import DevelopmentSerializer

_LONGEST_REASON = 2000
SECOND_READER: Final = "second_reader"
THIRD_READER: Final = "third_reader"
_MEANINGS = [(kind.code, kind.english) for kind in kinds.KINDS.values() if kind.is_meaning]


@extend_schema_field({"type": "string", "format": "date"})
class DayField(serializers.Field[date, str, str, Any]):
    """A whole day: ``2026-01-25``."""

    def to_internal_value(self, data: Any) -> date:
        if not isinstance(data, str) or not re.fullmatch(r"[0-9-]{10}", data, re.ASCII):
            raise serializers.ValidationError("Use a day such as 2026-01-25.", code="invalid")
        try:
            return partial_dates.parse_date(data)[0]
        except ValueError as error:
            raise serializers.ValidationError(str(error), code="invalid") from error

    def to_representation(self, value: date) -> str:
        return value.isoformat()


class ConfirmationSerializer(fields.StrictSerializer):
    """Standing behind what was flagged."""

    reason = fields.TextField(
        max_length=_LONGEST_REASON, required=False, allow_blank=True, default=""
    )


class DismissalSerializer(fields.StrictSerializer):
    """Why what was flagged is wrong; shown in public where it was public."""

    reason = fields.TextField(max_length=_LONGEST_REASON)
    with_meanings = serializers.BooleanField(
        required=False,
        allow_null=True,
        default=None,
        help_text="Of a report: whether what it was taken to mean is dismissed as well",
    )


class RestorationSerializer(fields.StrictSerializer):
    """Why a withdrawn record is public again; shown in public."""

    reason = fields.TextField(max_length=_LONGEST_REASON)


class ReopeningSerializer(fields.StrictSerializer):
    """Why a decision is taken back; shown in public where the development was public."""

    reason = fields.TextField(max_length=_LONGEST_REASON)


@extend_schema_field({"type": "object", "additionalProperties": {}})
class ChangesField(fields.NamedField):
    """Fields of a record: {name: value}; null empties a field."""

    child = serializers.JSONField(allow_null=True)


class AcceptanceSerializer(fields.StrictSerializer):
    """Making the record that is proposed."""

    reason = fields.TextField(
        max_length=_LONGEST_REASON, required=False, allow_blank=True, default=""
    )
    into = fields.TextField(
        max_length=120,
        required=False,
        allow_blank=True,
        default="",
        help_text="The slug of a record that it is about: then none is made",
    )
    changes = ChangesField(
        required=False,
        default=dict,
        help_text="Fields of the record that go before those of the draft",
    )


class CorrectedSpeakerSerializer(fields.StrictSerializer):
    """Who spoke, and in what capacity; a name alone, or a record whose name is taken."""

    name = fields.TextField(max_length=300, required=False, allow_blank=True, default="")
    official = references.ReferenceField(
        models.Official, required=False, allow_null=True, default=None
    )
    role = fields.TextField(max_length=300, required=False, allow_blank=True, default="")
    party = references.ReferenceField(models.Party, required=False, allow_null=True, default=None)
    attributed_as = fields.TextField(max_length=300, required=False, allow_blank=True, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        record = attrs["official"] or attrs["party"]
        name = attrs["name"] or (record.heading if record else attrs["attributed_as"])
        if not name:
            detail = "Give a name, an official or a party; null where nobody speaks."
            raise serializers.ValidationError(detail, code="required")
        return {**attrs, "name": name}


class CorrectedQuoteSerializer(CitationSerializer):
    """A quote that stays or is added, and who speaks in it."""

    speaker = CorrectedSpeakerSerializer(
        required=False,
        allow_null=True,
        help_text="Null: nobody known; not given: as it was",
    )


class CorrectionSerializer(DevelopmentSerializer):
    """What a development is to say instead, and why."""

    reason = fields.TextField(
        max_length=_LONGEST_REASON, required=False, allow_blank=True, write_only=True
    )
    kind = choices.ChoiceField(
        choices=kinds.choices(),
        help_text="The relation follows it, and it follows the relation where only that is given",
    )
    record = fields.TextField(  # type: ignore[assignment]
        max_length=120, help_text="The slug of the record that it is about, of the kind's type"
    )
    side = choices.ChoiceField(choices=vocabularies.Side.choices(), allow_blank=True)
    speaker = CorrectedSpeakerSerializer(allow_null=True)  # type: ignore[assignment]
    citations = CorrectedQuoteSerializer(  # type: ignore[assignment]
        many=True,
        allow_empty=False,
        source="own_citations",
        help_text="All quotes: those that are named stay, others are added, the rest goes",
    )

    class Meta(DevelopmentSerializer.Meta):
        fields = ["reason", *DevelopmentSerializer.Meta.fields]


class SplitSerializer(CorrectionSerializer):
    """Which quotes become a development of their own, and what that says instead."""

    citations = CorrectedQuoteSerializer(
        many=True,
        allow_empty=False,
        source="own_citations",
        help_text="The quotes that go, each by its document and exact words",
    )


@extend_schema_field({"type": ["string", "null"]})
class MeaningSerializer(fields.StrictSerializer):
    """What a passage of a report means for the commitment."""

    document = references.ReferenceField(models.Document)
    exact = fields.TextField(help_text="As the report quotes it")
    kind = choices.ChoiceField(choices=_MEANINGS, allow_null=True, help_text="Null: nothing")
    side = choices.ChoiceField(choices=vocabularies.Side.choices(), required=False)
    speaker = CorrectedSpeakerSerializer(required=False, allow_null=True)
    occurred_date = fields.PartialDateField("occurred")


class JudgementSerializer(fields.StrictSerializer):
    """What passages of a report mean, each once."""

    reason = fields.TextField(
        max_length=_LONGEST_REASON, required=False, allow_blank=True, default=""
    )
    meanings = serializers.ListField(child=MeaningSerializer(), allow_empty=False, min_length=1)


class VerdictSerializer(fields.StrictSerializer):
    """A verdict on a commitment, with its reason and the words that support it."""

    verdict = choices.ChoiceField(choices=vocabularies.Verdict.choices())
    effective_date = DayField(help_text="The day from which the verdict holds; not one to come")
    reason = fields.TextField(max_length=_LONGEST_REASON)
    reason_code = choices.ChoiceField(choices=vocabularies.ReasonCode.choices(), required=False)
    corrects = serializers.DateTimeField(
        required=False, help_text="recorded_at of the verdict in whose place this one stands"
    )
    citations = CitationSerializer(many=True, required=False)


class HeldVerdictSerializer(serializers.Serializer[Any]):
    """A verdict that waits: for a second reader, or for a third where two differ."""

    waits_for = serializers.ChoiceField(choices=[SECOND_READER, THIRD_READER])


class MergerSerializer(fields.StrictSerializer):
    """Into which record another is merged."""

    into = fields.TextField(max_length=120, help_text="The slug of a record of the same type")
