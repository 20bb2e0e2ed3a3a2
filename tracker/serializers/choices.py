"""Choices, which are listed where another is given."""

from typing import Any, Final

from rest_framework import serializers

from tracker import spelling
from tracker.serializers import absent

_SHOWN_CHARACTERS: Final = 100


class ChoiceField(absent.ChoiceField):
    """One of a few codes."""

    default_error_messages = {"none_of": "“{input}” is not one of {choices}."}

    def to_internal_value(self, data: Any) -> Any:
        try:
            return super().to_internal_value(data)
        except serializers.ValidationError as error:
            codes = [str(code) for code in self.choices]
            said = str(data)[:_SHOWN_CHARACTERS]
            detail = self.error_messages["none_of"].format(input=said, choices=", ".join(codes))
            detail += spelling.meant(said, codes)
            raise serializers.ValidationError(detail, "invalid_choice") from error
