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
    party = references.ReferenceField(models.Party, required=False, allow_null=True)

    class Meta:
        model = models.Participant
        fields = ["official", "office", "party", "attendance"]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs.get("official") and not attrs.get("office"):
            raise serializers.ValidationError("Give an official or an office.", code="required")
        return attrs


class MeetingSerializer(base.CitedSerializer):
    """A meeting, call, visit, round of talks or summit."""

    related = ("part_of__record",)
    prefetched = (
        "participants__official__record",
        "participants__official__tenures__party__record",
        "participants__party__record",
        "participants__meeting",
        "parties__record",
        "agreements__record",
        "topics__record",
    )
    embedded = {
        "official": ("participants__official",),
        "party": ("participants__party", "participants__official__tenures__party", "parties"),
        "agreement": ("agreements",),
        "meeting": ("part_of",),
        "topic": ("topics",),
    }

    uncited = "A meeting that took place needs a citation."

    part_of = references.ReferenceField(models.Meeting, required=False, allow_null=True)
    starts_at = fields.PartialInstantField("starts")
    starts_precision = fields.PrecisionField()
    ends_at = fields.PartialInstantField("ends")
    ends_precision = fields.PrecisionField()
    time_zone = fields.TimeZoneField(required=False)
    participants = ParticipantSerializer(many=True, required=False)
    parties = references.ReferenceField(models.Party, many=True, required=False)
    agreements = references.ReferenceField(models.Agreement, many=True, required=False)
    topics = references.ReferenceField(models.Topic, many=True, required=False)

    class Meta:
        model = models.Meeting
        fields = [
            "type",
            "slug",
            "url",
            "title",
            "kind",
            "status",
            "part_of",
            "starts_at",
            "starts_precision",
            "ends_at",
            "ends_precision",
            "place",
            "country",
            "time_zone",
            "participants",
            "parties",
            "agreements",
            "agenda",
            "topics",
            "citations",
            "translations",
        ]


class RelationSerializer(base.StrictModelSerializer):
    """How the words or the deed bear on a commitment."""

    commitment = references.ReferenceField(models.Commitment)
    method = serializers.CharField(read_only=True)
    confidence = serializers.FloatField(read_only=True, allow_null=True)
    review_state = serializers.CharField(read_only=True)
    citations = CitationSerializer(many=True, required=False)

    class Meta:
        model = models.Relation
        fields = [
            "commitment",
            "relation",
            "side",
            "confidence",
            "method",
            "review_state",
            "citations",
        ]


class EventSerializer(base.CitedSerializer):
    """A deed."""

    prefetched = (
        "parties__record",
        "topics__record",
        "relations__commitment__record",
        *CitationSerializer.through("relations__citations"),
    )
    embedded = {
        "party": ("parties",),
        "topic": ("topics",),
        "commitment": ("relations__commitment",),
    }

    start_date = fields.PartialDateField("start")
    start_precision = fields.PrecisionField()
    end_date = fields.PartialDateField("end")
    end_precision = fields.PrecisionField()
    parties = references.ReferenceField(models.Party, many=True, required=False)
    topics = references.ReferenceField(models.Topic, many=True, required=False)
    relations = RelationSerializer(many=True, required=False)

    class Meta:
        model = models.Event
        fields = [
            "type",
            "slug",
            "url",
            "kind",
            "title",
            "start_date",
            "start_precision",
            "end_date",
            "end_precision",
            "place",
            "country",
            "parties",
            "result",
            "relations",
            "topics",
            "citations",
            "translations",
        ]
