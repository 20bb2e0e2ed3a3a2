"""Drafts checked as the API checks them, many with one serializer, each mistake with its cell."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models as db
from rest_framework.exceptions import ValidationError

from tracker import editing, models, serializers
from tracker.importing import columns, constraints
from tracker.importing.entries import Entry, Problem
from tracker.importing.registers import Registers
from tracker.serializers import fields

_NON_FIELD = "non_field_errors"


class Checker:
    """Checks drafts of one noun; what they name is looked up in ``registers``."""

    def __init__(self, noun: columns.Noun, registers: Registers) -> None:
        self.noun = noun
        serializer = serializers.SERIALIZERS[noun.record_type]
        context = {"find_record": registers.find}
        self._new: Any = serializer(context=context)
        self._known: Any = serializer(context=context, partial=True)
        self._model = models.RECORDS[noun.record_type]
        self._fields = dict(_sources(self._new))

    def field_of(self, column: str) -> str:
        """Return the field that fills a column of the row."""
        return self._fields.get(column, column)

    def values(self, draft: Mapping[str, Any], row: models.Record | None) -> dict[str, Any]:
        """Return what a draft gives for a new row, or changes of a row. Raises ValidationError."""
        serializer = self._new if row is None else self._known
        serializer.instance = row
        return dict(serializer.run_validation(dict(draft)))

    def checked(self, entry: Entry, row: models.Record | None) -> dict[str, Any]:
        """Return the values of an entry; what is wrong with it is noted there."""
        try:
            values = self.values(entry.draft, row)
        except ValidationError as error:
            entry.problems += self._problems(entry, error.detail)
            return {}
        entry.problems += self._violations(entry, values, row)
        return values

    def _problems(self, entry: Entry, detail: Any) -> Iterator[Problem]:
        told = {(problem.label, problem.heading) for problem in entry.problems}
        for path, text in _sentences(detail, ()):
            label, heading = self._place(entry, path)
            # A cell that could not be read is missing only for that.
            if (label, heading) not in told:
                yield Problem(label, heading, text)

    def _place(self, entry: Entry, path: tuple[str, ...]) -> tuple[str, str]:
        """Return the row and the heading where a mistake stands."""
        if not path or path[0] == _NON_FIELD:
            return entry.label, ""
        if path[0] != self.noun.parts:
            return entry.label, path[0]
        place = int(path[1]) if len(path) > 1 and path[1].isdecimal() else 0
        label = entry.part_labels[place] if place < len(entry.part_labels) else entry.label
        name = path[2] if len(path) > 2 and path[2] in self.noun.by_heading else ""  # noqa: PLR2004
        return label, name

    def _violations(
        self, entry: Entry, values: Mapping[str, Any], row: models.Record | None
    ) -> Iterator[Problem]:
        draft = self._model() if row is None else type(row)(**_columns_of(row))
        parts: list[str] = []
        for name, value in values.items():
            field = self._field(name)
            if name == "own_citations":
                yield from self._misquotes(entry, value)
            if field is None or field.many_to_many:
                continue
            if field.one_to_many:
                parts.append(name)
            else:
                setattr(draft, name, value)
        yield from (Problem(entry.label, "", text) for text in constraints.violated(draft))
        for name in parts:
            yield from self._violations_of_parts(entry, name, values[name])

    def _misquotes(self, entry: Entry, quotes: list[dict[str, Any]]) -> Iterator[Problem]:
        for quote in quotes:
            try:
                editing.find([quote])
            except editing.QuoteNotFound as error:
                yield Problem(entry.label, "citations", str(error))

    def _field(self, name: str) -> Any:
        if name in {"slug", "own_citations"}:
            return None
        return self._model._meta.get_field(name)

    def _violations_of_parts(
        self, entry: Entry, name: str, drafts: list[dict[str, Any]]
    ) -> Iterator[Problem]:
        relation: Any = self._model._meta.get_field(name)
        model, owner = relation.related_model, relation.field.name
        heading = "" if name == self.noun.parts else self.field_of(name)
        labels = entry.part_labels if name == self.noun.parts else []
        for place, draft in enumerate(drafts):
            label = labels[place] if place < len(labels) else entry.label
            part = model(**{key: draft[key] for key in draft if key != "citations"})
            yield from (Problem(label, heading, text) for text in constraints.violated(part))
        for place in constraints.repeated(model, drafts, owner):
            label = labels[place] if place < len(labels) else entry.label
            yield Problem(label, heading, f"Entry {place + 1} repeats one above it.")


def _sources(serializer: Any) -> Iterator[tuple[str, str]]:
    """Yield (column, field) for all that a serializer writes."""
    for name, field in serializer.fields.items():
        if isinstance(field, fields.PartialDateField | fields.PartialInstantField):
            yield f"{field.column}_{field.suffix}", name
            yield f"{field.column}_precision", name
        elif not field.read_only:
            yield str(field.source), name


def _columns_of(row: models.Record) -> dict[str, Any]:
    """Return the columns of a row, to be compared with what is to be written to them."""
    fields: list[db.Field[Any, Any]] = list(row._meta.concrete_fields)
    return {field.attname: getattr(row, field.attname) for field in fields if field.name != "body"}


def _sentences(detail: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each sentence of a refusal with the path to what it is about."""
    if isinstance(detail, Mapping):
        for key, inner in detail.items():
            yield from _sentences(inner, (*path, str(key)))
    elif isinstance(detail, list):
        are_parts = any(isinstance(inner, Mapping) for inner in detail)
        for place, inner in enumerate(detail):
            yield from _sentences(inner, (*path, str(place)) if are_parts else path)
    else:
        yield path, _with_place(path, str(detail))


def _with_place(path: tuple[str, ...], text: str) -> str:
    """Return a sentence, with where in a cell of several entries it applies."""
    inside = [step for step in path[1:] if step != _NON_FIELD]
    if not inside or path[0] == "tenures":
        return text
    named = [f"entry {int(step) + 1}" if step.isdecimal() else step for step in inside]
    return f"{', '.join(named)}: {text}"
