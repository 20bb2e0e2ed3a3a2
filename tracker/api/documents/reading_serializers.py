"""What the detectors see in a document."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker import flagging, kinds
from tracker.analysis import base, passages
from tracker.analysis.terms import terms
from tracker.serializers import absent, fields, references

_LIKELIHOOD = ("relation", "probability")


class ReadTermSerializer(serializers.Serializer[Any]):
    """A key term where it stands in the text."""

    term = serializers.CharField()
    weight = serializers.FloatField()
    start = serializers.IntegerField(help_text="In code points")
    end = serializers.IntegerField()


class CandidateSerializer(serializers.Serializer[flagging.Candidate]):
    """A commitment that the article may be about, and the sentence that shows it best."""

    commitment = fields.MethodField(help_text="Relative address")
    exact = serializers.CharField(source="passage.sentence.text")
    start = serializers.IntegerField(source="passage.sentence.start", help_text="In code points")
    end = serializers.IntegerField(source="passage.sentence.end")
    is_linked = serializers.BooleanField(
        source="pair.is_told", help_text="Whether the article is about the commitment"
    )
    probability = fields.MethodField(help_text="How likely that is, 0 to 1")
    contributions = serializers.DictField(
        child=serializers.FloatField(), help_text="What speaks for it and against, in log odds"
    )
    terms = fields.MethodField()

    def get_commitment(self, candidate: flagging.Candidate) -> str:
        return references.address("commitment", candidate.pair.commitment.slug)

    def get_probability(self, candidate: flagging.Candidate) -> float:
        return round(candidate.pair.probability, 3)

    @extend_schema_field(ReadTermSerializer(many=True))
    def get_terms(self, candidate: flagging.Candidate) -> Any:
        return _terms(candidate.passage, candidate.hits)


class MissingSerializer(serializers.Serializer[flagging.Reason]):
    """What was missing, or in the way, and the same in words."""

    code = serializers.CharField(
        help_text="Of a commitment that the text is not certainly about: group, excluded, place, "
        "early, origin, party, weight, wording, prominence, counterpart, officials, publisher or "
        "rivals; of one that is reported and no more: question, history, hypothesis, elsewhere, "
        "unlikely or two_sided"
    )
    words = serializers.ListField(
        child=serializers.CharField(), help_text="Those looked for; of excluded, those found"
    )
    en = serializers.CharField(source="explanation.en")
    es = serializers.CharField(source="explanation.es")


class LikelihoodSerializer(serializers.Serializer[Any]):
    """A relation that was left unsaid, and how likely it is."""

    relation = serializers.CharField()
    probability = serializers.FloatField(help_text="0 to 1")


class MissedSerializer(serializers.Serializer[flagging.Missed]):
    """A commitment that the text is not certainly about, or of which it says no more; and why."""

    commitment = fields.MethodField(help_text="Relative address")
    exact = serializers.CharField(
        source="passage.sentence.text", help_text="The sentence that comes nearest"
    )
    start = serializers.IntegerField(source="passage.sentence.start", help_text="In code points")
    end = serializers.IntegerField(source="passage.sentence.end")
    weight = serializers.FloatField(help_text="Of its terms there")
    terms = fields.MethodField()
    probability = fields.MethodField(
        allow_null=True, help_text="How likely the text is about it, 0 to 1, if that was weighed"
    )
    likeliest = fields.MethodField(
        help_text="Of one that is reported and no more, the two likeliest relations"
    )
    reasons = MissingSerializer(many=True)

    def get_commitment(self, missed: flagging.Missed) -> str:
        return references.address("commitment", missed.commitment.slug)

    @extend_schema_field(ReadTermSerializer(many=True))
    def get_terms(self, missed: flagging.Missed) -> Any:
        return _terms(missed.passage, missed.hits)

    def get_probability(self, missed: flagging.Missed) -> float | None:
        return None if missed.probability is None else round(missed.probability, 3)

    @extend_schema_field(LikelihoodSerializer(many=True))
    def get_likeliest(self, missed: flagging.Missed) -> Any:
        return [dict(zip(_LIKELIHOOD, pair, strict=True)) for pair in missed.likeliest]


class ReadSpeakerSerializer(serializers.Serializer[base.Speaker]):
    """Who says it, as the text names them."""

    name = serializers.CharField()
    official = serializers.CharField(allow_null=True, help_text="Slug")
    party = serializers.CharField(allow_null=True, help_text="Slug")
    role = absent.CharField(allow_null=True)
    attributed_as = absent.CharField(allow_null=True)


class ReadParticipantSerializer(serializers.Serializer[tuple[str, str | None]]):
    """Someone who is named as taking part."""

    name = serializers.CharField()
    official = serializers.CharField(allow_null=True, help_text="Slug")

    def to_representation(self, instance: tuple[str, str | None]) -> Any:
        """Return the participant, of whom a finding has name and slug."""
        return super().to_representation(dict(zip(self.fields, instance, strict=True)))  # type: ignore[arg-type]


class FindingSerializer(serializers.Serializer[base.Finding]):
    """What the text reports; of a kind that is never public where it merely mentions."""

    kind = serializers.CharField()
    record = fields.MethodField(
        allow_null=True, help_text="Relative address; null where it is not tracked yet"
    )
    start = serializers.IntegerField(help_text="In code points")
    end = serializers.IntegerField()
    exact = serializers.CharField()
    confidence = serializers.FloatField()
    relation = absent.CharField(allow_null=True)
    side = absent.CharField(allow_null=True)
    speaker = ReadSpeakerSerializer(allow_null=True)
    occurred = serializers.DateField(allow_null=True)
    occurred_precision = absent.CharField(allow_null=True)
    participants = ReadParticipantSerializer(many=True)
    place = absent.CharField(allow_null=True)
    explanation = serializers.DictField(
        child=serializers.JSONField(), help_text="What matched, what decided, the rule"
    )
    proposed = serializers.DictField(
        child=serializers.JSONField(),
        allow_null=True,
        help_text="Of a record that is not tracked yet: what it would say",
    )

    def get_record(self, finding: base.Finding) -> str | None:
        record_type = kinds.get(finding.kind).record_type
        return references.address(record_type, finding.record) if finding.record else None


class DetectorSerializer(serializers.Serializer[flagging.Explanation]):
    """Which detectors read, and in which version."""

    name = serializers.CharField(source="detector")
    version = serializers.CharField(source="detector_version")


class ReadingSerializer(serializers.Serializer[flagging.Explanation]):
    """What the detectors see in a document's latest text."""

    document = references.ReferenceField(source="snapshot.document", read_only=True)
    snapshot = serializers.IntegerField(source="snapshot.number")
    flagged_at = fields.MomentField(
        source="snapshot.flagged_at", allow_null=True, help_text="When it was last read"
    )
    attempts = serializers.IntegerField(
        source="snapshot.attempts", help_text="How often reading it was begun"
    )
    trouble = absent.CharField(
        source="snapshot.why_unread",
        allow_null=True,
        help_text="Why it could not be read for developments, or what of it was not",
    )
    characters = serializers.IntegerField(help_text="Of its text")
    characters_read = serializers.IntegerField(help_text="Of a very long text, the beginning")
    detector = DetectorSerializer(source="*")
    outcome = serializers.CharField(help_text="flagged, mentioned_only, terms_only or no_terms")
    explanation = serializers.DictField(
        source="sentences", child=serializers.CharField(), help_text="The same in words"
    )
    findings = FindingSerializer(many=True)
    candidates = CandidateSerializer(many=True)
    missed = MissedSerializer(many=True)


def _terms(passage: passages.Passage, hits: Iterable[terms.TermHit]) -> Any:
    """Return terms of a sentence with their places in the text."""
    start = passage.sentence.start
    placed = [replace(hit, start=start + hit.start, end=start + hit.end) for hit in hits]
    return ReadTermSerializer(placed, many=True).data
