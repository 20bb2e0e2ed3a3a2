"""Stored bodies of records as the OpenAPI document describes them, and their histories."""

from typing import Any

from rest_framework import serializers as framework

from tracker import serializers
from tracker.serializers import fields


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


class RevisionSerializer(framework.Serializer[Any]):
    """One public version of a record."""

    sequence = framework.IntegerField()
    event_type = framework.CharField()
    version = framework.IntegerField()
    published_at = fields.MomentField()
    reason = framework.CharField()
    changed = framework.DictField(child=framework.JSONField(), help_text="{field: previous value}")
