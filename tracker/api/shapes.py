"""How answers are described in the OpenAPI document, where no serializer of the core does so."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers as framework

from tracker import serializers, vocabularies
from tracker.serializers import references

_REFERENCE = references.ReferenceField(read_only=True)


def _published(serializer: type[serializers.NounSerializer]) -> type[serializers.NounSerializer]:
    """Return the description of a record's stored body: what it shows, and in which version."""
    stored = {
        "schema": framework.IntegerField(read_only=True, help_text="Of the body's form"),
        "version": framework.IntegerField(read_only=True, min_value=1),
        "changed_at": framework.DateTimeField(read_only=True),
        "content_hash": framework.CharField(
            read_only=True, help_text="Hexadecimal SHA-256 of what the body says"
        ),
    }
    shown = serializer.Meta
    meta = type("Meta", (shown,), {"fields": ["schema", *shown.fields, *list(stored)[1:]]})
    members = {**stored, "Meta": meta, "__doc__": serializer.__doc__}
    return type(serializer.__name__, (serializer,), members)


PUBLISHED = {name: _published(shape) for name, shape in serializers.SERIALIZERS.items()}
"""The description of each type of record's body."""

_DEVELOPMENT = PUBLISHED["development"]
_LEFT = ["schema", "type", "slug", "url", "kind", "record", "review_state", "review_reason"]
_LEFT += ["reviewed_at", "version", "changed_at", "content_hash"]
DISMISSED = type(
    "DismissedDevelopmentSerializer",
    (_DEVELOPMENT,),
    {
        "Meta": type("Meta", (_DEVELOPMENT.Meta,), {"fields": _LEFT}),
        "__doc__": "What is left of a development that was dismissed.",
    },
)
"""The description of what is left of a development that was dismissed."""


class ProblemErrorSerializer(framework.Serializer[Any]):
    """One thing that is wrong: with the body at ``pointer``, or with a ``parameter``."""

    pointer = framework.CharField(required=False, help_text="JSON pointer into the body")
    parameter = framework.CharField(required=False)
    code = framework.CharField()
    detail = framework.CharField()


class ProblemSerializer(framework.Serializer[Any]):
    """An error, as RFC 9457 has it."""

    type = framework.CharField()
    title = framework.CharField()
    status = framework.IntegerField()
    detail = framework.CharField()
    instance = framework.CharField()
    code = framework.CharField(help_text="For programs; does not change within v1")
    request_id = framework.CharField(allow_null=True)
    errors = ProblemErrorSerializer(many=True)  # type: ignore[assignment]


class RevisionSerializer(framework.Serializer[Any]):
    """One public version of a record."""

    sequence = framework.IntegerField()
    event_type = framework.CharField()
    version = framework.IntegerField()
    published_at = framework.DateTimeField()
    reason = framework.CharField()
    changed = framework.DictField(child=framework.JSONField(), help_text="{field: previous value}")


class ChangeDataSerializer(framework.Serializer[Any]):
    """What a change is about; above 256 kB only its identity, ``truncated``."""

    object = framework.DictField(child=framework.JSONField())
    previous = framework.DictField(child=framework.JSONField(), required=False)
    truncated = framework.BooleanField(required=False)


class ChangeSerializer(framework.Serializer[Any]):
    """A change, byte for byte as webhooks deliver it."""

    id = framework.CharField()
    type = framework.CharField()
    timestamp = framework.DateTimeField()
    sequence = framework.IntegerField()
    api_version = framework.CharField()
    subject = framework.URLField()
    data = ChangeDataSerializer()  # type: ignore[assignment]


class ExampleSerializer(ChangeSerializer):
    """A message of an event that never was."""

    example = framework.BooleanField()


class ChangesSerializer(framework.Serializer[Any]):
    """Part of the ledger, gap-free and in order."""

    results = ChangeSerializer(many=True)
    next = framework.URLField(allow_null=True)
    last_sequence = framework.IntegerField(help_text="To be given as ``after`` next time")


class SubmissionReceiptSerializer(framework.Serializer[Any]):
    """Where to ask what became of a document handed in."""

    slug = framework.CharField()
    state = framework.ChoiceField(choices=vocabularies.SubmissionState.choices())
    url = framework.CharField()


class SubmissionStateSerializer(SubmissionReceiptSerializer):
    """What became of a document handed in."""

    detail = framework.CharField(help_text="Why it could not be read")
    document = framework.SerializerMethodField()
    developments = framework.SerializerMethodField()

    @extend_schema_field(references.ReferenceField(read_only=True, allow_null=True))
    def get_document(self, state: Any) -> Any:
        """Return a reference to the document, once it is read."""
        return state["document"]

    @extend_schema_field(framework.ListField(child=_REFERENCE))
    def get_developments(self, state: Any) -> Any:
        """Return references to what was flagged in it."""
        return state["developments"]


class SnapshotSerializer(framework.Serializer[Any]):
    """A version of a document's text."""

    number = framework.IntegerField()
    url = framework.CharField()
    fetched_at = framework.DateTimeField()
    text_sha256 = framework.CharField()
    drift = framework.ChoiceField(choices=vocabularies.Drift.choices())
    significance = framework.FloatField(help_text="Share of sentences that differ, 0 to 1")


class QuoteSerializer(framework.Serializer[Any]):
    """Words of a text that support a public record."""

    exact = framework.CharField()
    prefix = framework.CharField()
    suffix = framework.CharField()
    start = framework.IntegerField(help_text="In code points")
    end = framework.IntegerField()
    record = framework.CharField(help_text="The record's relative address")


class SnapshotDetailSerializer(SnapshotSerializer):
    """A version of a document's text with its words, or with what is quoted of them."""

    text = framework.CharField(allow_null=True, help_text="Where it may be shown whole")
    quotes = QuoteSerializer(many=True)


class CodeSerializer(framework.Serializer[Any]):
    """A code of a vocabulary and the words that explain it."""

    code = framework.CharField()
    label = framework.DictField(child=framework.CharField())  # type: ignore[assignment]
    explanation = framework.DictField(child=framework.CharField())
    order = framework.IntegerField()
    is_terminal = framework.BooleanField()


class VocabularySerializer(framework.Serializer[Any]):
    """A closed set of codes."""

    name = framework.CharField()
    codes = CodeSerializer(many=True)


class EventTypeSerializer(framework.Serializer[Any]):
    """What a change or a delivery may be called."""

    code = framework.CharField()
    label = framework.DictField(child=framework.CharField())  # type: ignore[assignment]
    explanation = framework.DictField(child=framework.CharField())
    record_type = framework.CharField(allow_null=True, help_text="Of a kind of development")
    relation = framework.CharField(allow_null=True)
    example = ExampleSerializer(help_text="About nobody, as an endpoint may have it sent")


class VocabulariesSerializer(framework.Serializer[Any]):
    """Every vocabulary."""

    results = VocabularySerializer(many=True)


class EventTypesSerializer(framework.Serializer[Any]):
    """Every public event type."""

    results = EventTypeSerializer(many=True)


class HealthSerializer(framework.Serializer[Any]):
    """How the service is."""

    status = framework.ChoiceField(choices=["ok", "degraded"])
    checks = framework.DictField(child=framework.CharField())
