"""Documents handed in, the versions of their texts, and how these differ."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker import models, vocabularies
from tracker.representations import diffs
from tracker.serializers import absent, fields, quotes, references

_CHANGES = ["equal", "deleted", "inserted", "replaced"]


class SubmissionReceiptSerializer(serializers.Serializer[models.Submission]):
    """Where to ask what became of a document handed in."""

    slug = serializers.CharField()
    state = serializers.ChoiceField(choices=vocabularies.SubmissionState.choices())
    url = fields.MethodField()

    def get_url(self, submission: models.Submission) -> str:
        return f"/v1/submissions/{submission.slug}"


class SubmissionStateSerializer(SubmissionReceiptSerializer):
    """What became of a document handed in."""

    detail = absent.CharField(allow_null=True, help_text="Why it could not be read")
    document = references.ReferenceField(read_only=True, allow_null=True)
    developments = references.ReferenceField(many=True, read_only=True)


class VersionAddressField(serializers.CharField):
    """The relative address of a version."""

    def __init__(self, **options: Any) -> None:
        super().__init__(source="*", **options)

    def to_representation(self, value: models.Snapshot) -> str:  # type: ignore[override]
        return f"{references.address('document', value.document.slug)}/snapshots/{value.number}"


class SnapshotSerializer(serializers.Serializer[models.Snapshot]):
    """A version of a document's text."""

    number = serializers.IntegerField()
    fetched_at = fields.MomentField()
    text_sha256 = serializers.CharField()
    drift = serializers.ChoiceField(choices=vocabularies.Drift.choices())
    significance = serializers.FloatField(help_text="Share of sentences that differ, 0 to 1")
    url = VersionAddressField()


class QuoteSerializer(serializers.Serializer[Any]):
    """Words of a text that support a public record."""

    exact = serializers.CharField()
    start = serializers.IntegerField(help_text="In code points")
    end = serializers.IntegerField()
    prefix = absent.CharField(source="shown_prefix", allow_null=True)
    suffix = absent.CharField(source="shown_suffix", allow_null=True)
    record = fields.MethodField(help_text="The record's relative address")

    def get_record(self, citation: models.Citation) -> str:
        return references.address(citation.record.type, citation.record.slug)


class SnapshotDetailSerializer(SnapshotSerializer):
    """A version of a document's text with its words, or with what is quoted of them."""

    text = fields.MethodField(allow_null=True, help_text="Where it may be shown whole")
    quotes = fields.MethodField()

    def get_text(self, snapshot: models.Snapshot) -> str | None:
        return snapshot.text if snapshot.document.is_text_public else None

    @extend_schema_field(QuoteSerializer(many=True))
    def get_quotes(self, snapshot: models.Snapshot) -> Any:
        return QuoteSerializer(quotes.quotes(snapshot), many=True).data


class ComparedVersionSerializer(serializers.Serializer[models.Snapshot]):
    """A version that is compared."""

    number = serializers.IntegerField()
    url = VersionAddressField()
    fetched_at = fields.MomentField()
    drift = serializers.ChoiceField(choices=vocabularies.Drift.choices())


class ChangedWordsSerializer(serializers.Serializer[Any]):
    """A run of words within changed sentences."""

    change = serializers.CharField(help_text="equal, deleted or inserted")
    text = serializers.CharField()


class SentenceChangeSerializer(serializers.Serializer[diffs.Change]):
    """A stretch of sentences, as it was and as it is."""

    change = serializers.CharField(help_text=", ".join(_CHANGES))
    before = absent.CharField(allow_null=True)
    after = absent.CharField(allow_null=True)
    words = ChangedWordsSerializer(
        many=True, help_text="Where sentences were replaced that are not too long to compare"
    )
    is_cut = serializers.BooleanField(
        help_text="Whether more was changed here than may be shown of a text that is not public"
    )
    start = serializers.IntegerField(help_text="In the latter text, in code points")
    end = serializers.IntegerField()


class ComparedQuoteSerializer(QuoteSerializer):
    """A quote from either version, and whether it still stands in the latter."""

    snapshot = serializers.IntegerField(
        source="snapshot.number", help_text="The version that is quoted"
    )
    is_kept = fields.MethodField()

    def get_is_kept(self, citation: models.Citation) -> bool:
        diff = cast("diffs.Diff", self.root.instance)
        return diff.keeps(citation)


class SnapshotDifferenceSerializer(serializers.Serializer[diffs.Diff]):
    """What changed from one version to another."""

    is_whole = serializers.BooleanField(
        help_text="Whether changes cover the whole text; else they are what differs"
    )
    is_cut = serializers.BooleanField(
        help_text="Whether a change is shown in part or without its words, or the texts were "
        "too long to be compared to their ends"
    )
    changes = SentenceChangeSerializer(many=True)
    quotes = ComparedQuoteSerializer(many=True)

    def get_fields(self) -> dict[str, Any]:
        return {
            "from": ComparedVersionSerializer(source="former"),
            "to": ComparedVersionSerializer(source="latter"),
            **super().get_fields(),
        }
