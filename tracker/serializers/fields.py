"""Fields for people's words and partial dates, and a serializer that refuses the unknown."""

import copy
import functools
import itertools
import zoneinfo
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.serializers import LIST_SERIALIZER_KWARGS

from tracker import partial_dates, spelling, vocabularies
from tracker.serializers import absent, bounded, cleaning

_OF_LISTS = ("allow_empty", "max_length", "min_length")
_NON_FIELD = "non_field_errors"


class TextField(absent.CharField):
    """Words that people enter: stripped, in NFC, without control characters."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(cleaning.clean(data)))

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Return the text, having judged blankness after cleaning."""
        if isinstance(data, str):
            data = cleaning.clean(data)
        return super().run_validation(data)


class LineField(TextField):
    """Words that stand in one line, such as the subject of a mail."""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Return the text, which has neither line breaks nor tabs inside."""
        if isinstance(data, str) and not cleaning.LAYOUT.isdisjoint(data.strip()):
            raise serializers.ValidationError("Give it in one line.", code="forbidden_character")
        return super().run_validation(data)


class NamedField(bounded.DictField):
    """Values under names, which are words that people enter too."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        entered = super().to_internal_value(data)
        return {cleaning.clean(name): value for name, value in entered.items()}


@extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
class LocalizedField(NamedField):
    """A text in several languages: {language: text}."""

    default_error_messages = {"not_a_dict": 'Give texts by language: {{"en": "…"}}.'}

    child = TextField()


@extend_schema_field(
    {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1}
)
class FilledLocalizedField(LocalizedField):
    """A text in at least one language."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_empty=False, **options)


@extend_schema_field(
    {
        "type": "object",
        "additionalProperties": {"type": "object", "additionalProperties": {"type": "string"}},
    }
)
class TranslationsField(NamedField):
    """Further languages of a record's texts: {language: {field: text}}."""

    default_error_messages = {"not_a_dict": 'Give fields by language: {{"es": {{"title": "…"}}}}.'}

    child = LocalizedField(error_messages={"not_a_dict": 'Give texts by field: {{"title": "…"}}.'})


class _PartialField(serializers.Field[dict[str, Any], str | None, str | None, Any]):
    """A date column and its precision, shown as one string cut to what is known."""

    suffix = "date"

    def __init__(self, column: str, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("allow_null", True)
        super().__init__(source="*", **options)
        self.column = column

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Return both columns; null empties both."""
        if data is None and self.allow_null:
            return {f"{self.column}_{self.suffix}": None, f"{self.column}_precision": ""}
        return super().run_validation(data)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """Return {column: value, precision column: code}."""
        if not isinstance(data, str):
            raise serializers.ValidationError("Use a text such as 2026-01.", code="invalid")
        try:
            value, precision = self.parse(data)
        except ValueError as error:
            raise serializers.ValidationError(str(error), code="invalid") from error
        return {f"{self.column}_{self.suffix}": value, f"{self.column}_precision": precision}

    def to_representation(self, value: Any) -> str | None:
        moment = getattr(value, f"{self.column}_{self.suffix}")
        return self.show(moment, getattr(value, f"{self.column}_precision"))

    def parse(self, text: str) -> tuple[Any, str]:
        """Return the value and precision that ``text`` gives."""
        return partial_dates.parse_date(text)

    def show(self, value: Any, precision: str) -> str | None:
        """Return the text for a value of this precision."""
        return partial_dates.show_date(value, precision)


@extend_schema_field(
    {
        **partial_dates.DATE_SCHEMA,
        "type": ["string", "null"],
        "examples": ["2026", "2026-01", "2026-01-25"],
    }
)
class PartialDateField(_PartialField):
    """A day, or only its month or year: ``2026-01``."""


@extend_schema_field(dict(partial_dates.DATE_SCHEMA))
class NeededDateField(PartialDateField):
    """A day, or only its month or year, that has to be given."""

    def __init__(self, column: str) -> None:
        super().__init__(column, required=True, allow_null=False)


@extend_schema_field(
    {
        **partial_dates.INSTANT_SCHEMA,
        "type": ["string", "null"],
        "examples": ["2026-01", "2026-01-25", "2026-01-25T15:00:00Z"],
    }
)
class PartialInstantField(_PartialField):
    """A moment in UTC, or only its day, month or year."""

    suffix = "at"

    def parse(self, text: str) -> tuple[Any, str]:
        """Return the moment and precision that ``text`` gives."""
        return partial_dates.parse_instant(text)

    def show(self, value: Any, precision: str) -> str | None:
        """Return the text for a moment of this precision."""
        return partial_dates.show_instant(value, precision)


class PrecisionField(absent.ChoiceField):
    """How much of a partial date is known; read from the date itself."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=vocabularies.DatePrecision.choices(),
            read_only=True,
            allow_null=True,
            **options,
        )


def show_moment(moment: datetime | None) -> str | None:
    """Return a moment as every body shows it: UTC, microseconds, ``Z``."""
    if moment is None:
        return None
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


class MomentField(serializers.DateTimeField):
    """A moment as every body shows it."""

    def to_representation(self, value: Any) -> str:
        """Return the moment in UTC, with microseconds and ``Z``."""
        return str(show_moment(value))


class AddressField(serializers.CharField):
    """Where a row is, relative to this service: ``/v1/deliveries/{row.public_id}``."""

    def __init__(self, pattern: str, **options: Any) -> None:
        options.setdefault("help_text", "Relative to this service")
        super().__init__(source="*", **options)
        self.pattern = pattern

    def to_representation(self, value: Any) -> str:
        return self.pattern.format(row=value)


class MethodField(serializers.SerializerMethodField):
    """What a method of the serializer returns, in a body that is never sent to us.

    There ``readOnly``, by which the OpenAPI document marks other method fields, says nothing.
    """

    def __init__(self, method_name: str | None = None, **options: Any) -> None:
        super().__init__(method_name, **options)
        self.read_only = False


@extend_schema_field({"type": "string", "format": "iana-time-zone"})
class TimeZoneField(TextField):
    """An IANA time zone, such as America/Guayaquil."""

    def to_internal_value(self, data: Any) -> str:
        name = super().to_internal_value(data)
        if name not in zoneinfo.available_timezones():
            raise serializers.ValidationError("There is no such IANA time zone.", code="invalid")
        return name


class StrictSerializer(serializers.Serializer[Any]):
    """A serializer that names what it does not know instead of overlooking it."""

    @classmethod
    def many_init(cls, *args: Any, **options: Any) -> Any:
        """Return the serializer of a list, which stops at as many errors as an answer tells."""
        of_list = {name: options.pop(name) for name in _OF_LISTS if name in options}
        of_list |= {name: options[name] for name in options if name in LIST_SERIALIZER_KWARGS}
        of_list["child"] = cls(*args, **options)
        return bounded.ListSerializer(*args, **of_list)

    @functools.cached_property
    def _whole(self) -> Any:
        """The serializer by itself: it has no parent to ask whether a change is partial."""
        whole = copy.deepcopy(self)
        # Nor has it one whose context it would take.
        whole._context = self.context  # noqa: SLF001 - it is of our own class
        return whole

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Return the validated values; a part is given whole, even where a change is partial."""
        if self.parent is None or data is serializers.empty:
            return super().run_validation(data)
        return self._whole.run_validation(data)

    def to_internal_value(self, data: Any) -> Any:
        """Return the validated values.

        Raises serializers.ValidationError with code ``unknown_field`` or ``read_only``
        for each key that cannot be written, together with whatever else is wrong.
        """
        if not isinstance(data, Mapping):
            raise serializers.ValidationError({_NON_FIELD: [self._form()]}, "invalid")
        errors: dict[str, Any] = {}
        for key in itertools.takewhile(lambda _: len(errors) <= bounded.MOST_ERRORS, data):
            field = self.fields.get(key)
            if field is None:
                guess = spelling.meant(str(key), self._writable())
                errors[str(key)] = [
                    serializers.ErrorDetail(f"There is no such field.{guess}", "unknown_field")
                ]
            elif field.read_only:
                errors[str(key)] = [
                    serializers.ErrorDetail("This field cannot be written.", "read_only")
                ]
        if errors:
            known = {key: data[key] for key in data if key in self.fields and key not in errors}
            raise serializers.ValidationError(errors | self._faults(known))
        return super().to_internal_value(data)

    def _faults(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is wrong with fields that can be written, or missing."""
        try:
            super().to_internal_value(data)
        except serializers.ValidationError as error:
            return dict(error.detail) if isinstance(error.detail, dict) else {}
        return {}

    def _writable(self) -> list[str]:
        return [name for name, field in self.fields.items() if not field.read_only]

    def _form(self) -> str:
        return f"Give an object with {', '.join(self._writable())}."
