"""The bodies of what is asked of commitments besides their records: evidence, counts, watches."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker import flagging, models, partial_dates
from tracker.api.records import evidence_serializers
from tracker.serializers import decisions, fields, references, watches

_MOST_DAYS = 366


@extend_schema_field(references.ReferenceField(read_only=True))
class StoredReferenceField(serializers.ReadOnlyField):
    """A reference that is made already."""


class PageAddressField(serializers.URLField):
    """The address of a page beside this one, of the ``addresses`` in the context."""

    def get_attribute(self, instance: Any) -> Any:
        return self.context["addresses"][self.field_name]


class PageCursorField(serializers.CharField):
    """The cursor of a page beside this one, of the ``addresses`` in the context."""

    def get_attribute(self, instance: Any) -> Any:
        return self.context["addresses"][self.field_name]


class SearchedSourceSerializer(serializers.Serializer[Any]):
    """A source, and which of its documents were read."""

    source = references.ReferenceField(read_only=True)  # type: ignore[assignment]
    documents = serializers.IntegerField()

    def get_fields(self) -> dict[str, Any]:
        return {
            **super().get_fields(),
            "from": fields.MomentField(source="since", help_text="When the first of them was read"),
            "until": fields.MomentField(help_text="When the last of them was read"),
        }


class SearchedSerializer(serializers.Serializer[Any]):
    """What was read since the commitment was on record."""

    sources = SearchedSourceSerializer(many=True)
    documents = serializers.IntegerField()
    outlets = serializers.IntegerField()
    until = fields.MomentField(allow_null=True)
    languages = serializers.ListField(child=serializers.CharField())
    terms = serializers.ListField(child=serializers.CharField(), help_text="That were looked for")


class EvidenceCountSerializer(serializers.Serializer[Any]):
    """How many there are."""

    count = serializers.IntegerField()
    is_exact = serializers.BooleanField(
        help_text=f"Whether it is the number, and not at least {models.MOST_COUNTED}"
    )


class EvidenceCountsSerializer(serializers.Serializer[Any]):
    """How many speak for it and against it or are reported, on all pages together."""

    def get_fields(self) -> dict[str, Any]:
        return {name: EvidenceCountSerializer() for name in ("for", "against", "reported")}


class UnjudgedReportsSerializer(serializers.Serializer[Any]):
    """Public reports of which neither a machine nor a person said what they mean."""

    count = serializers.IntegerField()
    latest = serializers.CharField(
        allow_null=True, help_text=f"Their last day. {evidence_serializers.PARTIAL}"
    )


class EvidenceSerializer(serializers.Serializer[Any]):
    """What speaks for a commitment and against it, and how far was searched."""

    commitment = StoredReferenceField()
    reported = evidence_serializers.EvidenceItemSerializer(
        many=True,
        source="items.reported",
        help_text="On this page: by developments that no person has confirmed",
    )
    next = PageAddressField(allow_null=True)
    previous = PageAddressField(allow_null=True)
    next_cursor = PageCursorField(allow_null=True)
    previous_cursor = PageCursorField(allow_null=True)
    counts = EvidenceCountsSerializer()
    unjudged_reports = UnjudgedReportsSerializer()
    found_nothing = serializers.BooleanField(
        help_text="Nothing confirmed, on no page, and no report that is not judged yet"
    )
    searched = SearchedSerializer()
    sentence = serializers.DictField(
        child=serializers.CharField(), help_text="What was found in what, {language: sentence}"
    )

    def get_fields(self) -> dict[str, Any]:
        declared = super().get_fields()
        confirmed = {
            name: evidence_serializers.EvidenceItemSerializer(
                many=True, source=f"items.{name}", help_text="On this page"
            )
            for name in ("for", "against")
        }
        return {"commitment": declared.pop("commitment"), **confirmed, **declared}


class CountSerializer(serializers.Serializer[Any]):
    """How many commitments have these values; of what is counted by, the others are absent."""

    count = serializers.IntegerField()
    holder = serializers.CharField(required=False, allow_null=True)
    towards = serializers.CharField(required=False, allow_null=True, help_text="Null: the public")
    form = serializers.CharField(required=False)
    strength = serializers.CharField(required=False)
    verdict = serializers.CharField(required=False)
    schedule = serializers.CharField(required=False)
    consistency = serializers.CharField(required=False)
    evidence_for = serializers.CharField(required=False)
    evidence_against = serializers.CharField(required=False)
    topic = serializers.CharField(required=False, allow_null=True)
    country = serializers.CharField(required=False, allow_null=True)

    def to_representation(self, instance: tuple[Any, ...]) -> dict[str, Any]:
        """Return the values of what is counted by, in the order asked for, and the count."""
        return dict(zip((*self.context["dimensions"], "count"), instance, strict=True))


class TallySerializer(serializers.Serializer[Any]):
    """Counts, the largest first."""

    results = CountSerializer(many=True, source="counts")
    total = serializers.IntegerField(help_text="Each commitment once")
    known_at = serializers.DateTimeField(required=False)
    valid_at = serializers.DateField(required=False)


class RereadingRequestSerializer(fields.StrictSerializer):
    """Which stored articles are to be read again."""

    since = decisions.DayField(
        required=False,
        allow_null=True,
        default=None,
        help_text="Those published since this day, and undated ones that came since; null: all",
    )


class RereadingAddressField(serializers.CharField):
    """The relative address of a rereading with this slug."""

    def to_representation(self, value: str) -> str:
        return f"/v1/rereadings/{value}"


class RereadingSerializer(serializers.Serializer[models.Rereading]):
    """How far a rereading has come."""

    slug = serializers.CharField()
    url = RereadingAddressField(source="slug", help_text="Where to ask again")
    commitment = references.RecordAddressField(
        allow_null=True, help_text="Relative address; null: for all"
    )
    since = serializers.DateField(allow_null=True)
    documents = serializers.IntegerField(help_text="How many articles are to be read")
    documents_read = serializers.IntegerField(help_text="How many have been read so far")
    documents_failed = serializers.IntegerField(
        help_text="How many of them could not be read, and were passed over"
    )
    developments = serializers.IntegerField(help_text="How many were found that were not known")
    requested_at = fields.MomentField()
    finished_at = fields.MomentField(allow_null=True, help_text="Null while it goes on")


class WatchSuggestionSerializer(serializers.Serializer[Any]):
    """A watch with suggested terms, to be edited and saved by a PATCH of the commitment."""

    watch = watches.WatchSerializer()


class TrialSerializer(fields.StrictSerializer):
    """A watch that is to be tried."""

    watch = watches.WatchSerializer(
        required=False, help_text="Not given: the commitment's own as it stands"
    )
    days = serializers.IntegerField(
        min_value=1, max_value=_MOST_DAYS, default=flagging.PREVIEW_DAYS, help_text="How far back"
    )


class PublishedField(serializers.CharField):
    """When a document was published, as far as that is known."""

    def to_representation(self, value: models.Document) -> str | None:  # type: ignore[override]
        return partial_dates.show_instant(value.published_at, value.published_precision)


class MatchSerializer(serializers.Serializer[flagging.Match]):
    """A key term where it stands in the text."""

    term = serializers.CharField()
    text = serializers.CharField(help_text="As written there")
    weight = serializers.FloatField()
    start = serializers.IntegerField(help_text="In code points")
    end = serializers.IntegerField()


class ShownPassageSerializer(serializers.Serializer[flagging.Shown]):
    """A sentence that a report on the commitment would show."""

    document = references.ReferenceField(read_only=True, source="snapshot.document")
    published_at = PublishedField(allow_null=True, source="snapshot.document")
    snapshot = serializers.IntegerField(source="snapshot.number")
    exact = serializers.CharField(source="sentence.text")
    start = serializers.IntegerField(source="sentence.start", help_text="In code points")
    end = serializers.IntegerField(source="sentence.end")
    score = serializers.FloatField()
    terms = MatchSerializer(many=True, source="matches")


class BroadTermSerializer(serializers.Serializer[flagging.BroadTerm]):
    """A key term that fires in more than one text in twenty, and a warning in words."""

    term = serializers.CharField()
    language = serializers.CharField(help_text="Of the texts")
    documents = serializers.IntegerField(help_text="In how many texts it fires")
    read = serializers.IntegerField(help_text="How many texts in this language were read")
    en = serializers.CharField(source="sentence.en")
    es = serializers.CharField(source="sentence.es")


class WatchPreviewSerializer(serializers.Serializer[flagging.Preview]):
    """Which articles would be reported with a watch."""

    sentence = serializers.DictField(child=serializers.CharField(), help_text="The same in words")
    days = serializers.IntegerField()
    documents = serializers.IntegerField(help_text="How many articles were read, the latest first")
    is_complete = serializers.BooleanField(help_text="Whether all articles of these days were read")
    reported = serializers.IntegerField(help_text="How many articles would be reported now")
    passages = ShownPassageSerializer(
        many=True, help_text="What their reports would show; 100 at most are given"
    )
    broad_terms = BroadTermSerializer(
        many=True, help_text="Terms that link too much; counted from 20 texts in a language on"
    )
