"""What a subscription asks for, as it is entered: event types, and filters as on the lists."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker import filters
from tracker.serializers import bounded

_NAMES = sorted({name for parameters in filters.PARAMETERS.values() for name in parameters})


@extend_schema_field(
    {
        "type": "array",
        "items": {"type": "string", "pattern": r"^(\*|[a-z]+\.(\*|[a-z_]+))$", "maxLength": 60},
        "minItems": 1,
        "maxItems": filters.MOST_EVENT_TYPES,
    }
)
class EventTypesField(bounded.ListField):
    """Event types, each exact or with a wildcard."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            child=serializers.CharField(max_length=60),
            allow_empty=False,
            max_length=filters.MOST_EVENT_TYPES,
            help_text="Codes, with wildcards: commitment.*, or * for all but record.refreshed",
            **options,
        )


@extend_schema_field(
    {
        "type": "object",
        "properties": {
            name: {
                "type": "array",
                "items": {"type": "string", "minLength": 1},
                "minItems": 1,
                "maxItems": filters.MOST_VALUES,
            }
            for name in _NAMES
        },
        "additionalProperties": False,
    }
)
class FiltersField(bounded.DictField):
    """Parameters as on the API's lists: {parameter: [value, …]}."""

    default_error_messages = {"not_a_dict": 'Give values by parameter: {{"party": ["ecuador"]}}.'}

    child = bounded.ListField(
        child=serializers.CharField(max_length=2000, trim_whitespace=False),
        allow_empty=False,
        max_length=filters.MOST_VALUES,
    )
