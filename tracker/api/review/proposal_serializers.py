"""How proposals are described in the OpenAPI document."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers as framework

from tracker import kinds, partial_dates, vocabularies

_STATES = [
    (state.value, state.label["en"])
    for state in vocabularies.ReviewState
    if state != vocabularies.ReviewState.CORRECTED
]


@extend_schema_field({**partial_dates.DATE_SCHEMA, "type": ["string", "null"]})
class _PartialDate(framework.CharField):
    """A date as far as it is known."""


class ProposedRecordSerializer(framework.Serializer[Any]):
    """A record, by its address."""

    type = framework.CharField()
    slug = framework.CharField()
    url = framework.CharField()


class ProposedParticipantSerializer(framework.Serializer[Any]):
    """Someone whom the texts name as taking part."""

    name = framework.CharField()
    official = framework.CharField(allow_null=True, help_text="The slug, where they are tracked")


class ProposedSpeakerSerializer(framework.Serializer[Any]):
    """Whoever is said to have said it."""

    name = framework.CharField()
    official = framework.CharField(allow_null=True)
    party = framework.CharField(allow_null=True)
    role = framework.CharField()
    attributed_as = framework.CharField()


class ProposalQuoteSerializer(framework.Serializer[Any]):
    """The words of one document that give reason for it."""

    exact = framework.CharField()
    start = framework.IntegerField(help_text="Code points from the start of the text")
    end = framework.IntegerField()
    snapshot = framework.IntegerField(help_text="The number of the version")
    document = ProposedRecordSerializer()


class ProposalSerializer(framework.Serializer[Any]):
    """What texts tell of that no record tells of yet."""

    slug = framework.CharField()
    url = framework.CharField()
    kind = framework.ChoiceField(choices=kinds.choices())
    record_type = framework.ChoiceField(choices=vocabularies.RecordType.choices())
    title = framework.CharField()
    draft = framework.DictField(
        child=framework.JSONField(), help_text="The record's fields, as they would be entered"
    )
    suggested = ProposedRecordSerializer(allow_null=True, help_text="A record that it may be about")
    occurred_date = _PartialDate(allow_null=True)
    confidence = framework.FloatField()
    side = framework.CharField(allow_blank=True)
    place = framework.CharField(allow_blank=True)
    participants = ProposedParticipantSerializer(many=True)
    speaker = ProposedSpeakerSerializer(allow_null=True)
    quotes = ProposalQuoteSerializer(many=True)
    explanation = framework.DictField(child=framework.JSONField())
    detector = framework.CharField()
    detector_version = framework.CharField()
    proposed_at = framework.DateTimeField()
    review_state = framework.ChoiceField(choices=_STATES)
    review_reason = framework.CharField(allow_blank=True)
    reviewed_at = framework.DateTimeField(allow_null=True)
    reviewer = framework.CharField(allow_blank=True)
    record = ProposedRecordSerializer(allow_null=True, help_text="What was made of it")
    development = ProposedRecordSerializer(allow_null=True)
