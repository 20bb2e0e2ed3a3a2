"""How answers about the service itself are described in the OpenAPI document."""

from typing import Any

from rest_framework import serializers as framework

from tracker import vocabularies


class MyTokenSerializer(framework.Serializer[Any]):
    """The token that asks; its secret is never shown again."""

    name = framework.CharField()
    role = framework.ChoiceField(choices=vocabularies.Role.choices())
    scopes = framework.ListField(child=framework.ChoiceField(choices=vocabularies.Scope.choices()))
    created_at = framework.DateTimeField()
    expires_at = framework.DateTimeField(allow_null=True)
    last_used_at = framework.DateTimeField(
        allow_null=True, help_text="Before this request, to the minute"
    )


class MyLimitSerializer(framework.Serializer[Any]):
    """How many requests the account may make in a window, and how many it made."""

    policy = framework.CharField()
    quota = framework.IntegerField()
    window_seconds = framework.IntegerField()
    used = framework.IntegerField()
    remaining = framework.IntegerField()
    reset_seconds = framework.IntegerField()


class MeSerializer(framework.Serializer[Any]):
    """Whoever asks."""

    account = framework.CharField()
    token = MyTokenSerializer()
    limit = MyLimitSerializer(allow_null=True, help_text="Null while nothing is limited")


class PollingSerializer(framework.Serializer[Any]):
    """How the polling of a source goes."""

    last_success_at = framework.DateTimeField(allow_null=True)
    next_check_at = framework.DateTimeField(allow_null=True, help_text="Null while it is paused")
    failures = framework.IntegerField(help_text="In a row")
    trouble = framework.CharField(allow_blank=True, help_text="What failed last")
    is_paused = framework.BooleanField()
    last_new_at = framework.DateTimeField(
        allow_null=True, help_text="When it last listed an article that was not known"
    )
    silent_seconds = framework.IntegerField(
        allow_null=True, help_text="For how long nothing new came, where that is longer than usual"
    )


class FreshnessSerializer(framework.Serializer[Any]):
    """A source and how fresh it is."""

    slug = framework.CharField()
    name = framework.CharField()
    documents = framework.IntegerField()
    duplicates = framework.IntegerField(
        help_text="How many of them tell what another had told before"
    )
    last_snapshot_at = framework.DateTimeField(allow_null=True)
    polling = PollingSerializer(allow_null=True, help_text="Null where articles are handed in")


class QueueSerializer(framework.Serializer[Any]):
    """What waits for a stage of the work."""

    name = framework.CharField()
    waiting = framework.IntegerField()
    oldest_seconds = framework.FloatField(help_text="For how long the oldest is due")


class SetAsideSerializer(framework.Serializer[Any]):
    """Texts that could not be read for developments, however often it was tried."""

    count = framework.IntegerField()
    documents = framework.ListField(
        child=framework.CharField(), help_text="Slugs of those that are public, a hundred at most"
    )


class BeatSerializer(framework.Serializer[Any]):
    """When a stage of the work last ran."""

    stage = framework.CharField()
    seconds_ago = framework.FloatField()


class StatusSerializer(framework.Serializer[Any]):
    """How the work goes."""

    at = framework.DateTimeField()
    sources = FreshnessSerializer(many=True)
    queues = QueueSerializer(many=True)
    set_aside = SetAsideSerializer()
    to_withhold = framework.IntegerField(
        help_text="Developments that are public though the settings withhold them, until "
        "`manage.py apply_visibility` has run"
    )
    to_rerender = framework.ListField(
        child=framework.ChoiceField(choices=vocabularies.RecordType.choices()),
        help_text="Types of record of which something is stored in a form of former code, until "
        "`manage.py rerender` has run",
    )
    beats = BeatSerializer(many=True, help_text="None while Redis does not answer")
    last_day = framework.DictField(
        child=framework.IntegerField(),
        help_text=(
            "The last 24 hours, step by step: handed_in, polled (sources), listed, failed, new, "
            "changed, read, matched_nothing, flagged, merged, withheld"
        ),
    )


class HealthSerializer(framework.Serializer[Any]):
    """How the service is."""

    status = framework.ChoiceField(choices=["ok", "degraded"])
    checks = framework.DictField(child=framework.CharField())
