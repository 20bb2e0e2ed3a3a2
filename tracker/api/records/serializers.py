"""The bodies of records as they are stored, described and not run, and of their histories."""

from typing import Any

from rest_framework import serializers

from tracker import serializers as record_serializers
from tracker.serializers import absent, developments, fields


class PublishedMixin(serializers.Serializer[Any]):
    """What a stored body holds besides what its record shows: its form and its version."""

    def get_fields(self) -> dict[str, Any]:
        return {
            "schema": serializers.IntegerField(read_only=True, help_text="Of the body's form"),
            **super().get_fields(),
            "version": serializers.IntegerField(read_only=True, min_value=1),
            "changed_at": serializers.DateTimeField(read_only=True),
            "content_hash": serializers.CharField(
                read_only=True, help_text="Hexadecimal SHA-256 of what the body says"
            ),
        }


PUBLISHED: dict[str, type[record_serializers.RecordSerializer]] = {
    record_type: type(shown.__name__, (PublishedMixin, shown), {"__doc__": shown.__doc__})
    for record_type, shown in record_serializers.SERIALIZERS.items()
}
"""What describes the stored body of each type of record."""


class DismissedDevelopmentSerializer(PublishedMixin, developments.DevelopmentSerializer):
    """What is left of a development that was dismissed."""

    class Meta(developments.DevelopmentSerializer.Meta):
        fields = [
            "type",
            "slug",
            "url",
            "html_url",
            "kind",
            "record",
            "review_state",
            "review_reason",
            "reviewed_at",
        ]


class RevisionSerializer(serializers.Serializer[Any]):
    """One public version of a record."""

    sequence = serializers.IntegerField()
    event_type = serializers.CharField()
    version = serializers.IntegerField()
    published_at = fields.MomentField()
    reason = absent.CharField(allow_null=True)
    changed = serializers.DictField(
        child=serializers.JSONField(), help_text="{field: previous value}"
    )
