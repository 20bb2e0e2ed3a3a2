"""Meetings and events as shown."""

from typing import Any

from rest_framework import serializers

from tracker import models
from tracker.serializers import base, fields, references
from tracker.serializers.citations import CitationSerializer


class ParticipantSerializer(base.StrictModelSerializer):
    """Someone expected, present or absent."""

    official = references.ReferenceField(
        models.Official,
        on=lambda participant: participant.meeting.starts_at,
        required=False,
        allow_null=True,
    )

    class Meta:
        model = models.Participant
        fields = ["official", "office", "party", "attendance"]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs.get("official") and not attrs.get("office"):
            raise serializers.ValidationError("Give an official or an office.", code="required")
        return attrs


class MeetingSerializer(base.CitedSerializer):
    """A meeting, call, visit, round of talks or summit."""

    related = ("part_of__identity",)
    prefetched = (
        *("participants__official__identity", "participants__official__tenures__party__identity"),
        *("participants__party__identity", "participants__meeting", "parties__identity"),
        *("agreements__identity", "topics__identity"),
    )
    embedded = {
        "official": ("participants__official",),
        "party": ("participants__party", "participants__official__tenures__party", "parties"),
        "agreement": ("agreements",),
        "meeting": ("part_of",),
        "topic": ("topics",),
    }

    uncited = "A meeting that took place needs a citation."

    time_zone = fields.TimeZoneField(required=False)
    participants = ParticipantSerializer(many=True, required=False)

    class Meta:
        model = models.Meeting
        fields = [
            *base.IDENTITY,
            *("title", "kind", "status", "part_of"),
            *("starts_at", "starts_precision", "ends_at", "ends_precision"),
            *("place", "country", "time_zone"),
            *("participants", "parties", "agreements"),
            *("agenda", "topics", "citations", "translations"),
        ]


class RelationSerializer(base.StrictModelSerializer):
    """How the words or the deed bear on a commitment."""

    method = serializers.CharField(read_only=True)
    confidence = serializers.FloatField(read_only=True, allow_null=True)
    review_state = serializers.CharField(read_only=True)
    citations = CitationSerializer(many=True, required=False)

    class Meta:
        model = models.Relation
        fields = [
            *("commitment", "relation", "side", "confidence"),
            *("method", "review_state", "citations"),
        ]


class EventSerializer(base.CitedSerializer):
    """A deed."""

    prefetched = (
        "parties__identity",
        "topics__identity",
        "relations__commitment__identity",
        *CitationSerializer.through("relations__citations"),
    )
    embedded = {
        "party": ("parties",),
        "topic": ("topics",),
        "commitment": ("relations__commitment",),
    }

    relations = RelationSerializer(many=True, required=False)

    class Meta:
        model = models.Event
        fields = [
            *base.IDENTITY,
            *("kind", "title"),
            *("start_date", "start_precision", "end_date", "end_precision"),
            *("place", "country", "parties"),
            *("result", "relations", "topics"),
            *("citations", "translations"),
        ]
