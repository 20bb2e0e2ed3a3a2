"""What people send to decide: a reason, a correction, a verdict, into what a record is merged."""

import re
from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker import partial_dates, vocabularies
from tracker.serializers import choices, fields
from tracker.serializers.citations import CitationSerializer
from tracker.serializers.developments import DevelopmentSerializer

_LONGEST_REASON = 2000


@extend_schema_field({"type": "string", "format": "date"})
class DayField(serializers.Field[date, str, str, Any]):
    """A whole day: ``2026-01-25``."""

    def to_internal_value(self, data: Any) -> date:
        """Return the day."""
        if not isinstance(data, str) or not re.fullmatch(r"[0-9-]{10}", data, re.ASCII):
            raise serializers.ValidationError("Use a day such as 2026-01-25.", code="invalid")
        try:
            return partial_dates.parse_date(data)[0]
        except ValueError as error:
            raise serializers.ValidationError(str(error), code="invalid") from error

    def to_representation(self, value: date) -> str:
        """Return the day as text."""
        return value.isoformat()


class ConfirmationSerializer(fields.StrictSerializer):
    """Standing behind what was flagged."""

    reason = fields.TextField(
        max_length=_LONGEST_REASON, required=False, allow_blank=True, default=""
    )


class DismissalSerializer(fields.StrictSerializer):
    """Why what was flagged is wrong; shown in public where it was public."""

    reason = fields.TextField(max_length=_LONGEST_REASON)


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
    changes = fields.NamedField(
        child=serializers.JSONField(),
        required=False,
        default=dict,
        help_text="Fields of the record that go before those of the draft",
    )


class CorrectionSerializer(DevelopmentSerializer):
    """What a development is to say instead, and why."""

    reason = fields.TextField(
        max_length=_LONGEST_REASON, required=False, allow_blank=True, write_only=True
    )

    class Meta(DevelopmentSerializer.Meta):
        fields = ["reason", *DevelopmentSerializer.Meta.fields]


class VerdictSerializer(fields.StrictSerializer):
    """A verdict on a commitment, with its reason and the words that support it."""

    verdict = choices.ChoiceField(choices=vocabularies.Verdict.choices())
    effective_date = DayField(help_text="The day from which the verdict holds; not one to come")
    reason = fields.TextField(max_length=_LONGEST_REASON)
    reason_code = choices.ChoiceField(choices=vocabularies.ReasonCode.choices(), required=False)
    citations = CitationSerializer(many=True, required=False)


class MergerSerializer(fields.StrictSerializer):
    """Into which record another is merged."""

    into = fields.TextField(max_length=120, help_text="The slug of a record of the same type")
