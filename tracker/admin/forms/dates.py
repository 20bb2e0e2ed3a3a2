"""Partial dates in one field of a form: what is typed says how exactly the day is known."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from typing import Any, Final

from django import forms
from django.db import models as db
from django.utils.text import capfirst

from tracker import partial_dates

_PRECISION: Final = "_precision"
_HINT_OF_DAYS: Final = "2026, 2026-01 or 2026-01-31"
_HINT_OF_MOMENTS: Final = "2026, 2026-01, 2026-01-31 or 2026-01-31T15:00Z"


class PartialDateField(forms.CharField):
    """A date or a moment and its precision, as one text; cleaned it is both."""

    def __init__(self, *, is_moment: bool, **options: Any) -> None:
        hint = _HINT_OF_MOMENTS if is_moment else _HINT_OF_DAYS
        size = "26" if is_moment else "12"
        options.setdefault("help_text", hint)
        options.setdefault("widget", forms.TextInput(attrs={"size": size, "autocomplete": "off"}))
        super().__init__(**options)
        self.is_moment = is_moment

    def clean(self, value: Any) -> tuple[Any, str]:
        """Return the first day or moment that it may mean, and its precision; None without any."""
        text = super().clean(value)
        if not text:
            return None, ""
        parse = partial_dates.parse_instant if self.is_moment else partial_dates.parse_date
        try:
            return parse(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def shown(self, value: Any, precision: str) -> str:
        """Return what the field says of a stored value."""
        show = partial_dates.show_instant if self.is_moment else partial_dates.show_date
        return show(value, precision) or ""


def precision_of(name: str) -> str:
    """Return the column in which the precision of the date in ``name`` is kept."""
    return name.rpartition("_")[0] + _PRECISION


def is_precision(column: "db.Field[Any, Any]") -> bool:
    """Return whether the column says how exactly the date beside it is known."""
    return column.name.endswith(_PRECISION)


def form_field(column: "db.Field[Any, Any]") -> PartialDateField | None:
    """Return the field for a date that has a precision; None for any other column."""
    names = {each.name for each in column.model._meta.concrete_fields}
    if not isinstance(column, db.DateField) or precision_of(column.name) not in names:
        return None
    return PartialDateField(
        is_moment=isinstance(column, db.DateTimeField),
        label=capfirst(column.verbose_name),
        required=not column.blank,
    )


class PartialDatesForm(forms.ModelForm):
    """A form whose partial dates are one field each, though they are two columns."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self._partial_dates().items():
            value = getattr(self.instance, name)
            if value is not None:
                precision = getattr(self.instance, precision_of(name))
                self.initial[name] = field.shown(value, precision)

    def clean(self) -> dict[str, Any]:
        """Return the values, of a partial date both columns."""
        values = super().clean() or self.cleaned_data
        for name in self._partial_dates().keys() & values.keys():
            values[name], values[precision_of(name)] = values[name]
        return values

    def _post_clean(self) -> None:
        for name in self._partial_dates().keys() & self.cleaned_data.keys():
            precision = precision_of(name)
            setattr(self.instance, precision, self.cleaned_data[precision])
        super()._post_clean()  # type: ignore[misc]

    def _get_validation_exclusions(self) -> set[str]:
        # What compares two dates asks for their precisions, which are no fields of the form.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {precision_of(name) for name in self._cleaned_dates()}

    def _cleaned_dates(self) -> set[str]:
        found = self._partial_dates().keys() & self.cleaned_data.keys()
        return {name for name in found if self.cleaned_data[name] is not None}

    def _partial_dates(self) -> dict[str, PartialDateField]:
        fields = self.fields.items()
        return {name: field for name, field in fields if isinstance(field, PartialDateField)}
