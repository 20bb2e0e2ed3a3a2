"""Proposals and corrections as they are answered."""

from typing import Any

from rest_framework import serializers

from tracker import kinds, models, vocabularies
from tracker.reviewing import drafts
from tracker.serializers import absent, fields, references

_STATES = [
    (state.value, state.label["en"])
    for state in vocabularies.ReviewState
    if state != vocabularies.ReviewState.CORRECTED
]


class ProposedRecordSerializer(serializers.Serializer[Any]):
    """A record, by its address."""

    type = serializers.CharField()
    slug = serializers.CharField()
    url = fields.MethodField()

    def get_url(self, identity: models.Identity) -> str:
        return references.address(identity.type, identity.slug)


class CorrectedRecordSerializer(ProposedRecordSerializer):
    """Which record."""


class CorrectionSerializer(serializers.Serializer[Any]):
    """What was changed or withdrawn after publication, and why."""

    sequence = serializers.IntegerField()
    event_type = serializers.CharField()
    record = CorrectedRecordSerializer()
    version = serializers.IntegerField()
    published_at = fields.MomentField()
    reason = absent.CharField(allow_null=True)
    previous = serializers.DictField(
        source="changed", child=serializers.JSONField(), help_text="{field: what it said before}"
    )


class ProposedParticipantSerializer(serializers.Serializer[Any]):
    """Someone whom the texts name as taking part."""

    name = serializers.CharField()
    official = serializers.CharField(allow_null=True, help_text="The slug, where they are tracked")


class ProposedSpeakerSerializer(serializers.Serializer[Any]):
    """The speaker, as the text names them."""

    name = serializers.CharField(source="speaker_name")
    official = serializers.CharField(source="speaker_official.slug", allow_null=True)
    party = serializers.CharField(source="speaker_party.slug", allow_null=True)
    role = absent.CharField(source="speaker_role", allow_null=True)
    attributed_as = absent.CharField(allow_null=True)

    def to_representation(self, instance: models.Proposal) -> Any:
        """Return the speaker; None where the proposal names none."""
        return super().to_representation(instance) if instance.speaker_name else None


class ProposalQuoteSerializer(serializers.Serializer[Any]):
    """The words of one document that give reason for it."""

    exact = serializers.CharField()
    start = serializers.IntegerField(help_text="Code points from the start of the text")
    end = serializers.IntegerField()
    snapshot = serializers.IntegerField(
        source="snapshot.number", help_text="The number of the version"
    )
    document = ProposedRecordSerializer(source="snapshot.document.identity")


class ProposalSerializer(serializers.Serializer[Any]):
    """What texts tell of that no record tells of yet."""

    slug = serializers.CharField()
    url = fields.MethodField()
    kind = serializers.ChoiceField(choices=kinds.choices())
    record_type = serializers.ChoiceField(choices=vocabularies.RecordType.choices())
    title = serializers.CharField()
    draft = serializers.DictField(
        child=serializers.JSONField(), help_text="The record's fields, as they would be entered"
    )
    suggested = ProposedRecordSerializer(allow_null=True, help_text="A record that it may be about")
    occurred_date = fields.PartialDateField("occurred")
    confidence = serializers.FloatField()
    side = absent.CharField(allow_null=True)
    place = absent.CharField(allow_null=True)
    participants = ProposedParticipantSerializer(many=True)
    speaker = ProposedSpeakerSerializer(source="*", allow_null=True)
    quotes = ProposalQuoteSerializer(many=True)
    explanation = serializers.DictField(child=serializers.JSONField())
    detector = serializers.CharField()
    detector_version = serializers.CharField()
    proposed_at = fields.MomentField()
    review_state = serializers.ChoiceField(choices=_STATES)
    review_reason = absent.CharField(allow_null=True)
    reviewed_at = fields.MomentField(allow_null=True)
    reviewer = absent.CharField(allow_null=True)
    record = ProposedRecordSerializer(allow_null=True, help_text="What was made of it")
    development = ProposedRecordSerializer(source="development.identity", allow_null=True)

    def get_url(self, proposal: models.Proposal) -> str:
        return f"/v1/proposals/{proposal.slug}"

    def to_representation(self, instance: models.Proposal) -> Any:
        """Return the proposal; its draft is what is made where nothing is changed."""
        return {**super().to_representation(instance), "draft": drafts.of(instance)}
