"""How the entries of a timeline are described: a union told apart by ``type``."""

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from tracker import vocabularies
from tracker.api.records.serializers import PUBLISHED
from tracker.serializers import agreements, commitments, references


def _entry(name: str, **members: Any) -> type[serializers.Serializer[Any]]:
    """Return the description of an entry of one type."""
    code = name.removesuffix("EntrySerializer").lower()

    @extend_schema_field({"type": "string", "const": code})
    class TypeField(serializers.CharField):
        """The entry's type."""

    shared = {
        "type": TypeField(),
        "date": serializers.CharField(allow_null=True, help_text="As far as it is known: 2026-01"),
        "precision": serializers.ChoiceField(
            choices=vocabularies.DatePrecision.choices(), allow_null=True
        ),
        "__doc__": f"{code.capitalize()} on a timeline.",
    }
    return type(name, (serializers.Serializer,), {**shared, **members})


ENTRIES = PolymorphicProxySerializer(
    component_name="TimelineEntry",
    serializers={
        "statement": _entry("StatementEntrySerializer", body=PUBLISHED["statement"]()),
        "event": _entry("EventEntrySerializer", body=PUBLISHED["event"]()),
        "development": _entry(
            "DevelopmentEntrySerializer",
            body=PUBLISHED["development"](),
            statement=PUBLISHED["statement"](
                allow_null=True, help_text="What a person made of its words"
            ),
        ),
        "assessment": _entry(
            "AssessmentEntrySerializer",
            body=commitments.AssessmentSerializer(),
            record=references.ReferenceField(read_only=True),
        ),
        "action": _entry(
            "ActionEntrySerializer",
            body=agreements.ActionSerializer(),
            record=references.ReferenceField(read_only=True),
        ),
    },
    resource_type_field_name="type",
    many=True,
)
"""A page's entries."""
