"""Answers about the service itself: the account, the work, codes, bulk files, health."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker import exporting, kinds, measuring, models, vocabularies
from tracker.api.subscriptions import change_serializers
from tracker.serializers import absent, fields
from tracker.webhooks import examples

_EXAMPLE_ID = f"evt_{0:032x}"
_EXAMPLE_AT = datetime(2026, 1, 25, 15, tzinfo=UTC)


class MyTokenSerializer(serializers.Serializer[Any]):
    """The token that asks; its secret is never shown again."""

    name = serializers.CharField()
    role = serializers.ChoiceField(choices=vocabularies.Role.choices(), source="allowed_role")
    scopes = fields.MethodField()
    created_at = fields.MomentField()
    expires_at = fields.MomentField(allow_null=True)
    last_used_at = fields.MomentField(
        allow_null=True, help_text="Before this request, to the minute"
    )

    @extend_schema_field(
        serializers.ListField(child=serializers.ChoiceField(choices=vocabularies.Scope.choices()))
    )
    def get_scopes(self, token: models.Token) -> list[str]:
        """Return what the token allows, in the vocabulary's order."""
        return [scope.value for scope in vocabularies.Scope if scope in token.scopes]


class MyLimitSerializer(serializers.Serializer[Any]):
    """How many requests the account may make in a window, and how many it made."""

    policy = serializers.CharField(source="policy.name")
    quota = serializers.IntegerField(source="policy.quota")
    window_seconds = serializers.IntegerField(source="policy.seconds")
    used = serializers.IntegerField()
    remaining = serializers.IntegerField()
    reset_seconds = serializers.IntegerField()


class MeSerializer(serializers.Serializer[Any]):
    """The account that asks."""

    account = serializers.CharField(source="token.user.get_username")
    token = MyTokenSerializer()
    limit = MyLimitSerializer(allow_null=True, help_text="Null while nothing is limited")


class PollingSerializer(serializers.Serializer[Any]):
    """How the polling of a source goes."""

    last_success_at = fields.MomentField(allow_null=True)
    next_check_at = fields.MomentField(allow_null=True, help_text="Null while it is paused")
    failures = serializers.IntegerField(help_text="In a row")
    trouble = absent.CharField(allow_null=True, help_text="What failed last")
    is_paused = serializers.BooleanField()
    last_new_at = fields.MomentField(
        allow_null=True, help_text="When it last listed an article that was not known"
    )
    silent_seconds = fields.MethodField(
        allow_null=True, help_text="For how long nothing new came, where that is longer than usual"
    )

    def get_silent_seconds(self, polling: models.Polling) -> int | None:
        silence = polling.silence(self.context["now"])
        return None if silence is None else round(silence.total_seconds())


class FreshnessSerializer(serializers.Serializer[Any]):
    """A source and how fresh it is."""

    slug = serializers.CharField()
    name = serializers.CharField()
    documents = serializers.IntegerField()
    duplicates = serializers.IntegerField(
        help_text="How many of them tell what another had told before"
    )
    last_snapshot_at = fields.MomentField(allow_null=True)
    polling = PollingSerializer(allow_null=True, help_text="Null where articles are handed in")


class QueueSerializer(serializers.Serializer[Any]):
    """What waits for a stage of the work."""

    name = serializers.CharField()
    waiting = serializers.IntegerField()
    oldest_seconds = fields.MethodField(help_text="For how long the oldest is due")

    def get_oldest_seconds(self, queue: measuring.Queue) -> float:
        return round(queue.age_seconds(self.context["now"]), 3)


class SetAsideSerializer(serializers.Serializer[Any]):
    """Texts that could not be read for developments, however often it was tried."""

    count = serializers.IntegerField()
    documents = serializers.ListField(
        child=serializers.CharField(), help_text="Slugs of those that are public, a hundred at most"
    )


class BeatSerializer(serializers.Serializer[Any]):
    """When a stage of the work last ran."""

    stage = serializers.CharField()
    seconds_ago = fields.MethodField()

    def get_seconds_ago(self, beat: dict[str, Any]) -> float:
        age: timedelta = self.context["now"] - beat["at"]
        return round(age.total_seconds(), 3)


class BarSerializer(serializers.Serializer[models.Bar]):
    """From which confidence on a meaning is public without a person, and how right it is then."""

    threshold = serializers.FloatField()
    precision = serializers.FloatField()
    lower_bound = serializers.FloatField(help_text="Wilson's, one-sided at 90 %")
    findings = serializers.IntegerField(help_text="How many were measured")
    measured_at = fields.MomentField()


class DecidedSerializer(serializers.Serializer[measuring.Decided]):
    """What people decided on what was flagged of a kind."""

    confirmed = serializers.IntegerField()
    corrected = serializers.IntegerField()
    dismissed = serializers.IntegerField()
    precision = serializers.FloatField(
        help_text="The share that is of this kind: confirmed, or corrected in something else"
    )


class AnalysisSerializer(serializers.Serializer[measuring.Analysis]):
    """What reads articles, and how right it is."""

    analyser = serializers.CharField(source="analyser.name")
    model = absent.CharField(source="analyser.model", allow_null=True)
    prompt = absent.CharField(
        source="analyser.prompt",
        allow_null=True,
        help_text="The version of the prompt, or of the rules",
    )
    is_measured = serializers.BooleanField(
        help_text="False: no bar was adopted for it here, and all that articles mean waits"
    )
    bars = serializers.DictField(child=BarSerializer(), help_text="By kind")
    decided = serializers.DictField(child=DecidedSerializer(), help_text="By kind as flagged")


class SecondReadingsSerializer(serializers.Serializer[Any]):
    """Verdicts given by two persons, the second blind to the first."""

    pairs = serializers.IntegerField()
    agreed = serializers.IntegerField()
    rate = serializers.FloatField(allow_null=True)


class StatusSerializer(serializers.Serializer[Any]):
    """How the work goes."""

    at = fields.MomentField()
    sources = FreshnessSerializer(many=True)
    queues = QueueSerializer(many=True)
    set_aside = SetAsideSerializer()
    analysis = AnalysisSerializer()
    second_readings = SecondReadingsSerializer()
    to_withhold = serializers.IntegerField(
        help_text="Developments that are public though the settings withhold them, until "
        "`manage.py apply_visibility` has run"
    )
    to_rerender = serializers.ListField(
        child=serializers.ChoiceField(choices=vocabularies.RecordType.choices()),
        help_text="Types of record of which something is stored in a form of former code, until "
        "`manage.py rerender` has run",
    )
    beats = BeatSerializer(many=True, help_text="None while Redis does not answer")
    last_day = serializers.DictField(
        child=serializers.IntegerField(),
        help_text=(
            "The last 24 hours, step by step: handed_in, polled (sources), listed, failed, new, "
            "changed, read, matched_nothing, flagged, merged, withheld"
        ),
    )


class HealthSerializer(serializers.Serializer[Any]):
    """How the service is."""

    status = serializers.ChoiceField(choices=["ok", "degraded"])
    checks = serializers.DictField(child=serializers.CharField())


class CodeSerializer(serializers.Serializer[Any]):
    """A code of a vocabulary and the words that explain it."""

    code = serializers.CharField(source="value")
    label = serializers.DictField(child=serializers.CharField())  # type: ignore[assignment]
    explanation = serializers.DictField(child=serializers.CharField())
    order = serializers.IntegerField()
    is_terminal = serializers.BooleanField()


class VocabularySerializer(serializers.Serializer[Any]):
    """A closed set of codes."""

    name = serializers.CharField()
    codes = CodeSerializer(many=True)


class VocabulariesSerializer(serializers.Serializer[Any]):
    """Every vocabulary."""

    results = VocabularySerializer(many=True)


class EventTypeSerializer(serializers.Serializer[Any]):
    """What a change or a delivery may be called."""

    code = serializers.CharField()
    label = serializers.DictField(child=serializers.CharField())  # type: ignore[assignment]
    explanation = serializers.DictField(child=serializers.CharField())
    record_type = serializers.CharField(allow_null=True, help_text="Of a kind of development")
    relation = serializers.CharField(allow_null=True)
    example = fields.MethodField()

    @extend_schema_field(
        change_serializers.ExampleSerializer(
            help_text="About nobody, as an endpoint may have it sent"
        )
    )
    def get_example(self, event_type: kinds.EventType) -> dict[str, Any]:
        """Return the message that an endpoint may have sent as an example."""
        return examples.example(event_type.code, _EXAMPLE_ID, _EXAMPLE_AT)


class EventTypesSerializer(serializers.Serializer[Any]):
    """Every public event type."""

    results = EventTypeSerializer(many=True)


class ExportFileSerializer(serializers.Serializer[Any]):
    """One bulk file; digest and size are of the compressed file."""

    resource = serializers.CharField()
    format = serializers.ChoiceField(choices=exporting.FORMATS)
    name = serializers.CharField()
    sha256 = serializers.CharField()
    bytes = serializers.IntegerField()
    rows = serializers.IntegerField()
    url = fields.MethodField()

    @extend_schema_field(serializers.URLField())
    def get_url(self, file: dict[str, Any]) -> str:
        return f"{settings.PUBLIC_URL}/v1/exports/{file['name']}"


class ExportSerializer(serializers.Serializer[Any]):
    """What the latest export holds."""

    schema = serializers.IntegerField(help_text="Of this manifest")
    body_schema = serializers.IntegerField(help_text="Of the records")
    generated_at = serializers.DateTimeField()
    last_sequence = serializers.IntegerField(
        help_text="Of the ledger; go on from it at /v1/changes"
    )
    licence = serializers.CharField(help_text="As SPDX names it")
    rights = serializers.CharField()
    files = ExportFileSerializer(many=True)
