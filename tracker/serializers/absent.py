"""Texts and codes that may not be known: a column holds '' for that, answers say null.

Whoever writes says either.
"""

from collections.abc import Mapping
from typing import Any

from rest_framework import fields


class BlankIsNull:
    """Has a field that may be blank show null instead, and take null as blank."""

    def __init__(self, **options: Any) -> None:
        # A column that may be null holds that.
        self.nothing = None if options.get("allow_null") else ""
        if options.get("allow_blank"):
            options["allow_null"] = True
        super().__init__(**options)

    def get_attribute(self, instance: Any) -> Any:
        """Return the value; what need not stand in an object that was entered is left out."""
        own: Any = self
        if isinstance(instance, Mapping) and own.field_name not in instance and not own.required:
            raise fields.SkipField
        return super().get_attribute(instance)  # type: ignore[misc]

    def run_validation(self, data: Any = fields.empty) -> Any:
        """Return the value; of null and of a blank what the column holds for them."""
        value = super().run_validation(data)  # type: ignore[misc]
        is_nothing = value in ("", None) and getattr(self, "allow_blank", False)
        return self.nothing if is_nothing else value

    def to_representation(self, value: Any) -> Any:
        """Return what is shown: null of ''."""
        return super().to_representation(value) or None  # type: ignore[misc]


class CharField(BlankIsNull, fields.CharField):
    """A text."""


class ChoiceField(BlankIsNull, fields.ChoiceField):
    """One of a few codes."""


class URLField(BlankIsNull, fields.URLField):
    """An address on the web."""
