"""Forms for records and their parts, which refuse what the API refuses."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin import helpers
from django.db import models as db
from rest_framework import serializers as framework

from tracker import models, partial_dates
from tracker.admin import fields


class ReasonForm(helpers.ActionForm):
    """What is to be done with the selected, and why."""

    reason = forms.CharField(required=False, max_length=500, label="Reason:")


class PartForm(forms.ModelForm):
    """Columns of a record or of a part of one."""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self._clean_references(values)
        self._clean_dates(values)
        shape = fields.shape(self._meta.model)
        if shape is not None:
            self._clean_texts(values, shape())
            self._clean_together(values, shape(self._validated_row(), partial=True))
        return values

    def entered(self) -> set[str]:
        """Return the columns that were changed; a date is changed with its precision."""
        changed = set(self.changed_data)
        for name in [name for name in self.fields if name.endswith("_precision")]:
            stem = name.removesuffix("_precision")
            pair = {name, f"{stem}_at", f"{stem}_date"} & set(self.fields)
            changed |= pair if pair & changed else set()
        return changed

    def _validated_row(self) -> Any:
        return self.instance if self.instance.pk else None

    def _clean_references(self, values: dict[str, Any]) -> None:
        for name in [name for name in self.changed_data if name in values]:
            chosen = values[name]
            rows = chosen if isinstance(chosen, db.QuerySet) else [chosen]
            records = [row for row in rows if isinstance(row, models.Record)]
            if any(record.identity.deleted_at is not None for record in records):
                self.add_error(name, "This is withdrawn; choose another.")

    def _clean_dates(self, values: dict[str, Any]) -> None:
        for name in [name for name in values if name.endswith("_precision")]:
            stem = name.removesuffix("_precision")
            column = f"{stem}_at" if f"{stem}_at" in self.fields else f"{stem}_date"
            if column not in values:
                continue
            try:
                values[column], values[name] = _cut(values[column], values[name])
            except ValueError as error:
                self.add_error(column, str(error))

    def _clean_texts(self, values: dict[str, Any], shape: framework.Serializer[Any]) -> None:
        for name, field in fields.text_fields(shape, self._meta.model):
            if name not in values:
                continue
            if values[name] is None and isinstance(self.fields[name], forms.JSONField):
                values[name] = self._meta.model._meta.get_field(name).get_default()
            try:
                if values[name] not in {None, ""} if _is_text(values[name]) else True:
                    values[name] = field.run_validation(values[name])
            except framework.ValidationError as error:
                self.add_error(name, fields.messages(error))

    def _clean_together(self, values: dict[str, Any], shape: framework.Serializer[Any]) -> None:
        try:
            shape.validate(values)
        except framework.ValidationError as error:
            self.add_error(None, fields.messages(error))


class RecordForm(PartForm):
    """A record, and why it is changed."""

    reason = forms.CharField(
        required=False,
        max_length=500,
        help_text="Why it is changed; stands in the public history",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    seen_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk and "seen_at" in self.fields:
            self.initial["seen_at"] = _moment(self.instance.changed_at)

    def clean_seen_at(self) -> str:
        """Return when the record was changed last, which is as the form was filled in."""
        seen: str = self.cleaned_data["seen_at"]
        if self.instance.pk and seen != _moment(self.instance.changed_at):
            raise forms.ValidationError(
                "Someone has changed this record meanwhile. Open it anew and change it again."
            )
        return seen

    def clean(self) -> dict[str, Any]:
        """Return the values; a change made meanwhile is no field's mistake."""
        values = super().clean()
        for message in self.errors.pop("seen_at", ()):
            self.add_error(None, message)
        return values


class NewRecordForm(RecordForm):
    """A record that is still to be made."""

    slug = forms.SlugField(
        required=False, max_length=120, help_text="Permanent; left empty it is made of the title"
    )

    def clean_slug(self) -> str:
        """Return the slug, which is free and plain."""
        slug: str = self.cleaned_data["slug"]
        record_type = self._meta.model.RECORD_TYPE.value
        if not slug:
            return slug
        if models.Identity.objects.filter(type=record_type, slug=slug).exists():
            raise forms.ValidationError("This slug is taken, perhaps for ever.")
        shape = fields.shape(self._meta.model)
        try:
            return str(shape().fields["slug"].run_validation(slug)) if shape else slug
        except framework.ValidationError as error:
            raise forms.ValidationError(fields.messages(error)) from error


def _is_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _moment(changed_at: datetime | None) -> str:
    return changed_at.isoformat() if changed_at else ""


def _cut(value: Any, precision: str) -> tuple[Any, str]:
    """Return a date or moment with its precision, the first that it may mean.

    Raises ValueError for what lies out of range.
    """
    if value is None:
        return None, ""
    if isinstance(value, datetime):
        return partial_dates.parse_instant(
            partial_dates.show_instant(value, precision or "minute") or ""
        )
    return partial_dates.parse_date(partial_dates.show_date(value, precision or "day") or "")
