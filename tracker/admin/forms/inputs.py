"""Form fields for what people type: partial dates, records by their names, texts one to a line."""

import re
from collections.abc import Callable
from typing import Any, Final

from django import forms

from tracker import models, partial_dates
from tracker.serializers import search

DATE_HELP: Final = "2026, 2026-01 or 2026-01-25"
_SLUG: Final = re.compile(r"[a-z0-9-]+")
_SLUG_AT_THE_END: Final = re.compile(r"(?:^|\()([a-z0-9-]+)\)?$")
_MOST_MEANT: Final = 5
_MOST_OFFERED: Final = 300
_LONGEST: Final = 300


class PartialDateField(forms.CharField):
    """A day, or only its month or year; '' becomes None, as the API takes it."""

    parse: Callable[[str], Any] = staticmethod(partial_dates.parse_date)

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("help_text", DATE_HELP)
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        """Return the text, or None; ValidationError for what is no date."""
        text = super().clean(value)
        if not text:
            return None
        try:
            type(self).parse(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return text


class PartialInstantField(PartialDateField):
    """A moment with its time zone, or only its day, month or year."""

    parse = staticmethod(partial_dates.parse_instant)

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", f"{DATE_HELP}, or 2026-01-25T15:00-05:00")
        super().__init__(**options)


class LinesField(forms.CharField):
    """Texts, one to a line."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("help_text", "One to a line")
        super().__init__(widget=forms.Textarea(attrs={"rows": 2}), **options)

    def clean(self, value: Any) -> Any:
        """Return the lines that say something."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class RecordField(forms.CharField):
    """Another record, by one of its names or its slug; cleaned to its slug, or to None.

    A browser offers names as they are typed; without that, what is meant is asked back.
    """

    def __init__(self, model: type[models.Record], **options: Any) -> None:
        record_type = model.RECORD_TYPE.value
        offered = {"list": f"{record_type}_names", "data-suggest": record_type}
        options.setdefault("required", False)
        options.setdefault("max_length", _LONGEST)
        options.setdefault("widget", forms.TextInput(attrs={**offered, "autocomplete": "off"}))
        super().__init__(**options)
        self.model = model

    def clean(self, value: Any) -> Any:
        """Return the slug of the record that is named; ValidationError where it is not clear."""
        text = super().clean(value).strip()
        return named(self.model, text).slug if text else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether another record is named than was shown."""
        return super().has_changed(self.prepare_value(initial), data)

    def prepare_value(self, value: Any) -> Any:
        """Return the name of the record whose slug is given; what was typed, as it was."""
        is_slug = isinstance(value, str) and _SLUG.fullmatch(value)
        rows: Any = self.model._default_manager
        known = rows.named(value) if is_slug else None
        return label(known) if known is not None else value


def label(record: models.Record) -> str:
    """Return a name by which a record is known again: ``Ana Ruiz (ana-ruiz)``."""
    return f"{record.heading} ({record.slug})"


def party_names() -> list[str]:
    """Return names of parties to choose from, for browsers that ask for no more."""
    rows = models.Party.objects.standing().public().select_related("identity").defer("body")
    return [label(party) for party in rows.order_by("name")[:_MOST_OFFERED]]


def named(model: type[models.Record], text: str) -> models.Record:
    """Return the record that ``text`` names; ValidationError where there is none, or several."""
    rows: Any = model._default_manager
    if slug := _SLUG_AT_THE_END.search(text):
        known: models.Record | None = rows.named(slug[1])
        if known is not None:
            return known
    record_type = model.RECORD_TYPE.value
    folded = search.folded(text)
    names = models.NameEntry.objects.filter(type=record_type, folded=folded)
    found = list(rows.standing().select_related("identity").filter(pk__in=names.values("record")))
    if len(found) == 1:
        return found[0]  # type: ignore[no-any-return]
    raise forms.ValidationError(_which(model, folded.strip(), found))


def _which(model: type[models.Record], folded: str, found: list[models.Record]) -> str:
    """Return what to ask of someone who typed a name that is no record's, or that of several."""
    record_type = model.RECORD_TYPE.value
    if not found and folded:
        names = models.NameEntry.objects.suggested(folded, [record_type], _MOST_MEANT)
        keys = [name.record_id for name in names]
        rows: Any = model._default_manager
        found = list(rows.standing().select_related("identity").filter(pk__in=keys))
    if not found:
        return f"No {record_type} is on record by this name."
    return f"Which {record_type} is meant: {', '.join(map(label, found))}?"
