"""Form fields for lists in JSON columns: a table of rows, or a text with a line for each."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.db import models as db
from django.utils.text import capfirst

from tracker import vocabularies

Row = dict[str, str]

_SPARE_ROWS: Final = 2
_MOST_ROWS: Final = 500
_LINES: Final = {"rows": 3, "cols": 50}


@dataclass(frozen=True)
class Column:
    """A column of a table: its name, what stands above it, and how it is filled in."""

    name: str
    label: str
    widget: forms.Widget


class RowsWidget(forms.Widget):
    """A table with the rows so far and some to fill in; a row left empty is none."""

    template_name = "tracker/desk/rows.html"

    def __init__(self, columns: tuple[Column, ...]) -> None:
        super().__init__()
        self.columns = columns

    def id_for_label(self, id_: str) -> str:
        """Return the first cell, which is what the label leads to."""
        return f"{id_}-0-{self.columns[0].name}" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Return what the template shows: each cell by its own widget, named by row and column."""
        context = super().get_context(name, None, attrs)
        rows: list[Row] = [*(value or ()), *({} for _ in range(_SPARE_ROWS))]
        context["widget"]["columns"] = [column.label for column in self.columns]
        context["widget"]["count"] = len(rows)
        context["widget"]["rows"] = [
            [self._cell(context["widget"], number, column, row) for column in self.columns]
            for number, row in enumerate(rows)
        ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Row]:
        """Return the rows that were filled in, at least in part."""
        given = str(data.get(f"{name}-rows", ""))
        count = min(int(given), _MOST_ROWS) if given.isdecimal() else 0
        rows = [
            {c.name: str(data.get(f"{name}-{n}-{c.name}", "")).strip() for c in self.columns}
            for n in range(count)
        ]
        return [row for row in rows if self._is_filled(row)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Return whether the table was not on the page at all."""
        return f"{name}-rows" not in data

    def _is_filled(self, row: Row) -> bool:
        """Return whether anything was typed: what is picked has a choice from the start."""
        typed = [c.name for c in self.columns if not isinstance(c.widget, forms.Select)]
        return any(row[name] for name in typed)

    def _cell(self, widget: dict[str, Any], number: int, column: Column, row: Row) -> str:
        name = f"{widget['name']}-{number}-{column.name}"
        attrs = {"aria-label": f"{column.label}, row {number + 1}"}
        if widget["attrs"].get("id"):
            attrs["id"] = f"{widget['attrs']['id']}-{number}-{column.name}"
        return str(column.widget.render(name, row.get(column.name, ""), attrs))


class RowsField(forms.Field):
    """A list of objects as rows; ``unpack`` and ``pack`` turn another shape into rows and back."""

    def __init__(
        self,
        columns: tuple[Column, ...],
        unpack: Callable[[Any], list[Row]] | None = None,
        pack: Callable[[list[Row]], Any] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(widget=RowsWidget(copy.deepcopy(columns)), required=False, **options)
        self._unpack = unpack or (lambda value: list(value or ()))
        self._pack = pack or (lambda rows: rows)

    def prepare_value(self, value: Any) -> list[Row]:
        """Return the rows that the table shows: as entered, or as stored."""
        return value if isinstance(value, list) else self._unpack(value)

    def to_python(self, value: Any) -> Any:
        return self._pack(value or [])

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether the rows say something else than what is stored."""
        try:
            return bool(self._pack(self._unpack(initial)) != self._pack(data or []))
        except forms.ValidationError:
            return True


class LinesField(forms.CharField):
    """A list of texts, each in a line of its own."""

    widget = forms.Textarea(attrs=_LINES)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else (value or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial or []) != self.to_python(data))


class LocalizedField(forms.CharField):
    """A text in several languages, each in a line of its own: ``en: Foreign Minister``."""

    widget = forms.Textarea(attrs={"rows": 2, "cols": 30})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{language}: {text}" for language, text in value.items())

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dict):
            return value
        found: dict[str, str] = {}
        for line in filter(None, map(str.strip, (value or "").splitlines())):
            language, mark, text = (part.strip() for part in line.partition(":"))
            if not (mark and language and text):
                raise forms.ValidationError(f"Write a language before it, “en: {line}”.")
            if language in found:
                raise forms.ValidationError(f"The language {language} is given twice.")
            found[language] = text
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial or {}) != self.to_python(data))
        except forms.ValidationError:
            return True


def form_field(column: "db.Field[Any, Any]") -> forms.Field | None:
    """Return the field for a JSON column that people fill in; None for any other column."""
    if not isinstance(column, db.JSONField) or column.name not in _MAKERS:
        return None
    field = _MAKERS[column.name](column)
    field.label = capfirst(column.verbose_name)
    return field


def _text(width: int) -> forms.TextInput:
    return forms.TextInput(attrs={"size": str(width)})


def _long_text() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 2, "cols": 40})


def _criteria(column: Any) -> forms.Field:
    kinds = forms.Select(choices=vocabularies.CriterionKind.choices())
    texts = Column("text", "By what it is told", _long_text())
    return RowsField((Column("kind", "Of", kinds), texts))


def _names(column: Any) -> forms.Field:
    name = Column("name", "Name", _text(28))
    language = Column("language", "Language", _text(4))
    return RowsField((name, language, Column("note", "Note", _text(16))))


def _identifiers(column: Any) -> forms.Field:
    scheme = Column("scheme", "Register", _text(14))
    return RowsField((scheme, Column("identifier", "Identifier", _text(28))))


def _translations(column: Any) -> forms.Field:
    language = Column("language", "Language", _text(4))
    field = Column("field", "Field", forms.Select(choices=_translated(column.model)))
    text = Column("text", "Text", _long_text())
    return RowsField((language, field, text), _by_row, _by_language)


def _translated(model: Any) -> list[tuple[str, str]]:
    """Return the columns of a record whose words have other languages."""
    words = [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, db.CharField | db.TextField) and not column.choices
        if column.name in _WORDS
    ]
    return [(column.name, str(capfirst(column.verbose_name))) for column in words]


def _by_row(value: Mapping[str, Mapping[str, str]] | None) -> list[Row]:
    return [
        {"language": language, "field": field, "text": text}
        for language, texts in (value or {}).items()
        for field, text in texts.items()
    ]


def _by_language(rows: list[Row]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        if not row["language"]:
            raise forms.ValidationError(f"In which language is this? {row['text']}")
        texts = found.setdefault(row["language"], {})
        if row["field"] in texts:
            raise forms.ValidationError(f"{row['language']}, {row['field']}: given twice.")
        texts[row["field"]] = row["text"]
    return found


_WORDS: Final = frozenset(
    {
        *("name", "title", "short_title", "text", "summary", "description", "agenda", "place"),
        *("result", "honorific_prefix", "role_as_reported", "attributed_as"),
    }
)
_MAKERS: Final[Mapping[str, Callable[[Any], forms.Field]]] = {
    "criteria": _criteria,
    "other_names": _names,
    "identifiers": _identifiers,
    "translations": _translations,
    "places": lambda _: LinesField(required=False, help_text="One each line"),
    "role": lambda _: LocalizedField(help_text="A language each line: “en: Foreign Minister”"),
}
