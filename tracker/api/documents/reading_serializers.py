"""How a reading of a document is described."""

from typing import Any

from rest_framework import serializers as framework

from tracker.serializers import references


class ReadTermSerializer(framework.Serializer[Any]):
    """A key term where it stands in the text."""

    term = framework.CharField()
    weight = framework.FloatField()
    start = framework.IntegerField(help_text="In code points")
    end = framework.IntegerField()


class CandidateSerializer(framework.Serializer[Any]):
    """A sentence that holds terms of a commitment."""

    commitment = framework.CharField(help_text="Relative address")
    exact = framework.CharField()
    start = framework.IntegerField(help_text="In code points")
    end = framework.IntegerField()
    is_linked = framework.BooleanField(help_text="Whether the sentence is about the commitment")
    probability = framework.FloatField(help_text="How likely that is, 0 to 1")
    contributions = framework.DictField(
        child=framework.FloatField(), help_text="What speaks for it and against, in log odds"
    )
    terms = ReadTermSerializer(many=True)


class MissingSerializer(framework.Serializer[Any]):
    """What was missing, or in the way, and the same in words."""

    code = framework.CharField(help_text="group, excluded, place, party, weight or origin")
    words = framework.ListField(
        child=framework.CharField(), help_text="Those looked for; of excluded, those found"
    )
    en = framework.CharField()
    es = framework.CharField()


class MissedSerializer(framework.Serializer[Any]):
    """A commitment that the text comes near to, and why it is not about it."""

    commitment = framework.CharField(help_text="Relative address")
    exact = framework.CharField(help_text="The sentence that comes nearest")
    start = framework.IntegerField(help_text="In code points")
    end = framework.IntegerField()
    weight = framework.FloatField(help_text="Of its terms there")
    terms = ReadTermSerializer(many=True)
    reasons = MissingSerializer(many=True)


class ReadSpeakerSerializer(framework.Serializer[Any]):
    """Who says it, as the text names them."""

    name = framework.CharField()
    official = framework.CharField(allow_null=True, help_text="Slug")
    party = framework.CharField(allow_null=True, help_text="Slug")
    role = framework.CharField(allow_blank=True)
    attributed_as = framework.CharField(allow_blank=True)


class ReadParticipantSerializer(framework.Serializer[Any]):
    """Someone who is named as taking part."""

    name = framework.CharField()
    official = framework.CharField(allow_null=True, help_text="Slug")


class FindingSerializer(framework.Serializer[Any]):
    """What the text reports; of a kind that is never public where it merely mentions."""

    kind = framework.CharField()
    record = framework.CharField(
        allow_null=True, help_text="Relative address; null where it is not tracked yet"
    )
    start = framework.IntegerField(help_text="In code points")
    end = framework.IntegerField()
    exact = framework.CharField()
    confidence = framework.FloatField()
    relation = framework.CharField(allow_null=True)
    side = framework.CharField(allow_null=True)
    speaker = ReadSpeakerSerializer(allow_null=True)
    occurred = framework.DateField(allow_null=True)
    occurred_precision = framework.CharField(allow_null=True)
    participants = ReadParticipantSerializer(many=True)
    place = framework.CharField(allow_null=True)
    explanation = framework.DictField(
        child=framework.JSONField(), help_text="What matched, what decided, the rule"
    )
    proposed = framework.DictField(
        child=framework.JSONField(),
        allow_null=True,
        help_text="Of a record that is not tracked yet: what it would say",
    )


class DetectorSerializer(framework.Serializer[Any]):
    """Which detectors read, and in which version."""

    name = framework.CharField()
    version = framework.CharField()


class ReadingSerializer(framework.Serializer[Any]):
    """What the detectors see in a document's latest text."""

    document = references.ReferenceField(read_only=True)
    snapshot = framework.IntegerField()
    flagged_at = framework.DateTimeField(allow_null=True, help_text="When it was last read")
    attempts = framework.IntegerField(help_text="How often reading it was begun")
    trouble = framework.CharField(
        allow_blank=True,
        help_text="Why it could not be read for developments, or what of it was not",
    )
    characters = framework.IntegerField(help_text="Of its text")
    characters_read = framework.IntegerField(help_text="Of a very long text, the beginning")
    detector = DetectorSerializer()
    outcome = framework.CharField(help_text="flagged, mentioned_only, terms_only or no_terms")
    explanation = framework.DictField(child=framework.CharField(), help_text="The same in words")
    findings = FindingSerializer(many=True)
    candidates = CandidateSerializer(many=True)
    missed = MissedSerializer(many=True)
