"""Forms for records and their parts, which refuse what the API refuses."""

# Django's classes take type arguments in their stubs only.
# mypy: disable-error-code="type-arg"

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django import forms
from django.contrib.admin import helpers
from django.db import models as db
from django.utils.html import format_html
from rest_framework import serializers as framework

from tracker import editing, models
from tracker.admin.forms import dates, fields, rows

_CITE_FIRST: Final = "Quote a text for it first, under Quotes, and save this then."
_CITE_HERE: Final = "Give the quoted article and its words."
_OWN_NAMES: Final = {"own_citations": "quotes", "made_by": "speakers", "memberships": "parties"}


class ReasonForm(helpers.ActionForm):
    """What is to be done with the selected, and why."""

    reason = forms.CharField(required=False, max_length=500, label="Reason:")


class PartForm(dates.PartialDatesForm):
    """Columns of a record or of a part of one."""

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        self._clean_references(values)
        shape = fields.shape(self._meta.model)
        if shape is not None:
            self._clean_texts(values, shape())
            context = {"is_cited": bool(getattr(self, "quotes", ()))}
            whole = shape(self._validated_row(), partial=True, context=context)
            self._clean_together(values, whole)
        return values

    def entered(self) -> set[str]:
        """Return the columns that were changed; a date is changed with its precision."""
        changed = set(self.changed_data)
        return changed | {
            dates.precision_of(name) for name in self._partial_dates().keys() & changed
        }

    def _validated_row(self) -> Any:
        return self.instance if self.instance.pk else None

    def _clean_references(self, values: dict[str, Any]) -> None:
        for name in [name for name in self.changed_data if name in values]:
            chosen = values[name]
            rows = chosen if isinstance(chosen, db.QuerySet) else [chosen]
            records = [row for row in rows if isinstance(row, models.Record)]
            if any(record.identity.deleted_at is not None for record in records):
                self.add_error(name, "This is withdrawn; choose another.")

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
                self.add_error(name, self._in_words(name, error))

    def _in_words(self, name: str, error: framework.ValidationError) -> list[str]:
        """Return what is wrong; of a table in which row, as they are counted by people."""
        detail: Any = error.detail
        if isinstance(self.fields[name], rows.RowsField) and isinstance(detail, dict):
            numbered = {
                f"row {key + 1}" if isinstance(key, int) else key: value
                for key, value in detail.items()
            }
            return fields.messages(framework.ValidationError(numbered))
        return fields.messages(error)

    def _clean_together(self, values: dict[str, Any], shape: framework.Serializer[Any]) -> None:
        try:
            shape.validate(values)
        except framework.ValidationError as error:
            is_uncited = isinstance(error.detail, dict) and "citations" in error.detail
            how = _CITE_FIRST if self.instance.pk else _CITE_HERE
            said = f"{getattr(shape, 'uncited', '')} {how}"
            self.add_error(None, said if is_uncited else fields.messages(error))


class RecordForm(PartForm):
    """A record, and why it is changed."""

    reason = forms.CharField(
        required=False,
        max_length=500,
        help_text="Why it is changed; stands in the public history",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    seen_at = forms.CharField(required=False, widget=forms.HiddenInput)
    quotes: Sequence[editing.Quote] = ()
    unlocked: Any = forms.MultipleChoiceField(
        required=False,
        label="Leave to machines again",
        widget=forms.CheckboxSelectMultiple,
        help_text="A person entered these, and no machine changes them until they are ticked here",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk and "seen_at" in self.fields:
            self.initial["seen_at"] = _moment(self.instance.changed_at)
        if self.instance.pk and "unlocked" in self.fields:
            self._show_locks()

    def _show_locks(self) -> None:
        locked = self.instance.locked_fields
        unlocked: Any = self.fields["unlocked"]
        unlocked.choices = [
            (name, _OWN_NAMES.get(name, name.replace("_", " ")))
            for name in locked
            if not name.endswith("_precision")
        ]
        for name in self.fields.keys() & set(locked):
            self.fields[name].label = format_html(
                '{} <span class="locked" title="{}">{}</span>',
                self.fields[name].label or name,
                "Entered by a person: no machine changes it",
                "locked",
            )

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

    unlocked = None

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


class NewCitedRecordForm(NewRecordForm):
    """A record that is still to be made, perhaps of words that are quoted."""

    quoted_document = forms.CharField(
        required=False,
        max_length=120,
        label="Quoted article",
        help_text="The slug of the article whose words support it",
    )
    quoted_words = forms.CharField(
        required=False,
        help_text="The exact words, as they stand in it",
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
    )

    def clean(self) -> dict[str, Any]:
        """Return the values, with the words that are quoted at their place."""
        slug = self.cleaned_data.get("quoted_document", "")
        exact = self.cleaned_data.get("quoted_words", "").replace("\r\n", "\n")
        if slug or exact:
            self._quote(models.Document.objects.named(slug), exact)
        return super().clean()

    def _quote(self, document: models.Document | None, exact: str) -> None:
        if document is None:
            self.add_error("quoted_document", "There is no such article.")
        elif not exact:
            self.add_error("quoted_words", "Give the words that are quoted.")
        else:
            try:
                self.quotes = editing.find([{"document": document, "exact": exact}])
            except editing.QuoteNotFound as error:
                self.add_error("quoted_words", str(error))


def _is_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _moment(changed_at: datetime | None) -> str:
    return changed_at.isoformat() if changed_at else ""
