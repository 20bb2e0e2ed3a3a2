"""Whether what is stored has the form that the code gives it now."""

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.conf import settings

from tracker import filters, models, serializers


@dataclass(frozen=True)
class Form:
    """Of a type of record: the form of its bodies by field, and of its revisions by facet."""

    bodies: dict[str, Any]
    facets: dict[str, list[str]]


@dataclass(frozen=True)
class Outdated:
    """What of a type of record is stored in a former form; None where that form is not known."""

    fields: frozenset[str] | None
    facets: frozenset[str] | None

    @property
    def has_bodies(self) -> bool:
        """Whether its bodies are to be rendered anew."""
        return self.fields is None or bool(self.fields)

    @property
    def has_facets(self) -> bool:
        """Whether the facets of its revisions are to be rewritten."""
        return self.facets is None or bool(self.facets)

    def fields_of_form(self, stored: Mapping[str, Any], due: Mapping[str, Any]) -> set[str]:
        """Return the fields in which two bodies may differ for their form alone."""
        return _of_form(self.fields, stored, due)

    def facets_of_form(self, stored: Mapping[str, Any], due: Mapping[str, Any]) -> set[str]:
        """Return those of the facets of a revision that may differ for their form alone."""
        return _of_form(self.facets, stored, due)


def present_forms() -> Mapping[str, Form]:
    """Return the form that code and settings give to what is stored of each type of record."""
    return _forms(has_names=settings.SHOW_ACCOUNT_NAMES)


@functools.cache
def _forms(*, has_names: bool) -> Mapping[str, Form]:
    """Return the forms once for each setting: whether they have names, the serializers see too."""
    return {
        record_type: Form(serializers.form(record_type), filters.form(record_type))
        for record_type in models.RECORDS
    }


def forms_digest() -> str:
    """Return the hexadecimal SHA-256 of all forms that the code gives."""
    shown = {name: [form.bodies, form.facets] for name, form in present_forms().items()}
    return hashlib.sha256(orjson.dumps(shown, option=orjson.OPT_SORT_KEYS)).hexdigest()


def outdated() -> dict[str, Outdated]:
    """Return the types of record of which something is stored in a former form.

    A type without records is never outdated.
    """
    stored = {row.type: row for row in models.RenderedForm.objects.all()}
    found = {}
    for record_type, form in present_forms().items():
        row = stored.get(record_type) or models.RenderedForm(type=record_type)
        fields = _changed(row.bodies, form.bodies)
        facets = _changed(row.facets, form.facets)
        is_current = fields == facets == frozenset()
        if not is_current and models.RECORDS[record_type]._default_manager.exists():
            found[record_type] = Outdated(fields, facets)
    return found


def note_forms_without_records() -> None:
    """Note of each type without records that what will be stored of it has the present form."""
    for record_type, form in present_forms().items():
        if not models.RECORDS[record_type]._default_manager.exists():
            models.RenderedForm.objects.note(record_type, bodies=form.bodies, facets=form.facets)


def _changed(stored: Mapping[str, Any] | None, due: Mapping[str, Any]) -> frozenset[str] | None:
    """Return the names whose forms differ; None where the stored ones are not known."""
    if stored is None:
        return None
    names = stored.keys() | due.keys()
    return frozenset(name for name in names if stored.get(name) != due.get(name))


def _of_form(
    known: frozenset[str] | None, stored: Mapping[str, Any], due: Mapping[str, Any]
) -> set[str]:
    """Return the names of known form, or else those where one has members that the other lacks."""
    if known is not None:
        return set(known)
    shared = stored.keys() & due.keys()
    nested = {name for name in shared if _agree(stored[name], due[name])}
    return (stored.keys() ^ due.keys()) | nested


def _agree(one: Any, other: Any) -> bool:
    """Return whether two values are equal as far as both have the same members."""
    if isinstance(one, dict) and isinstance(other, dict):
        return all(_agree(one[name], other[name]) for name in one.keys() & other.keys())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_agree, one, other))
    return bool(one == other)
