"""Parts of bodies instead of the whole: fields chosen or left out, and records for references."""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.http import QueryDict
from drf_spectacular.drainage import get_override
from rest_framework import serializers

from tracker import models, spelling
from tracker.api.http import parameters
from tracker.api.records import heads, lookup
from tracker.api.records import serializers as record_serializers
from tracker.serializers import bodies as stored
from tracker.serializers import bounded, citations, references

ALWAYS = ("type", "slug", "url")
LONG = (stored.EXPLANATION,)
"""The fields that lists leave out unless they are asked for."""
MOST_EXPANDED = 5
_REFERENCE = {"type", "slug", "title", "url"}

Key = tuple[str, str]


@dataclass(frozen=True)
class SparseFields:
    """What is asked of bodies: fields, records in the place of references, heads of other lists.

    ``is_brief`` says that what is long is left out, as nobody asked for it.
    """

    chosen: tuple[str, ...] | None = None
    omitted: tuple[str, ...] = ()
    expanded: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    is_brief: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether bodies are asked for as they are stored."""
        return self == SparseFields()

    @property
    def has_others(self) -> bool:
        """Whether what is shown depends on other records besides those whose bodies these are."""
        return bool(self.expanded or self.heads)

    def keeps(self, field: str) -> bool:
        """Return whether the field is shown."""
        is_chosen = self.chosen is None or field in self.chosen
        is_left_out = field in self.omitted or (self.is_brief and field in LONG)
        return field in ALWAYS or (is_chosen and not is_left_out)

    def applied(
        self, bodies: Sequence[bytes], keys: Sequence[int], known_at: datetime | None = None
    ) -> list[bytes]:
        """Return the parts of bodies that are asked for, of the records with these keys.

        Whole bodies are the same bytes. What is not public stays a reference. With ``known_at``
        records are as shown then.
        """
        if self == _WHOLE_BUT_LONG:
            return [stored.without_explanation(body) for body in bodies]
        if self.is_whole:
            return list(bodies)
        parsed = [orjson.loads(body) for body in bodies]
        kept = [{name: body[name] for name in body if self.keeps(name)} for body in parsed]
        expanded = [name for name in self.expanded if self.keeps(name)]
        wanted = {key for body in kept for name in expanded for key in _referred_to(body.get(name))}
        found = _stored(wanted, known_at)
        for body in kept:
            body |= {name: _spliced(body[name], found) for name in expanded if name in body}
        if self.heads and parsed:
            slugs = {key: body["slug"] for key, body in zip(keys, parsed, strict=True)}
            around = heads.of(parsed[0]["type"], self.heads, slugs)
            kept = [body | around[key] for key, body in zip(keys, kept, strict=True)]
        return [orjson.dumps(body) for body in kept]


_WHOLE_BUT_LONG = SparseFields(is_brief=True)


def read(query: QueryDict, record_type: str, *, is_list: bool = False) -> SparseFields:
    """Return which parts of bodies ``query`` asks for; a list has what is long only if asked.

    Raises errors.Problem naming the parameter and the name that it does not know.
    """
    chosen, omitted, expanded = (known.of(query) for known in parameters_of(record_type))
    asked = {*(chosen or ()), *(expanded or ())}
    offered = heads.offered(record_type)
    return SparseFields(
        None if chosen is None else tuple(sorted(chosen)),
        tuple(sorted(omitted or ())),
        tuple(name for name in expanded or () if name not in {*offered, *LONG}),
        tuple(name for name in expanded or () if name in offered),
        is_brief=is_list and bool(_long(record_type) - asked),
    )


@functools.cache
def parameters_of(record_type: str) -> tuple[parameters.Parameter[list[str] | None], ...]:
    """Return ``fields``, ``omit`` and ``expand``: every type of record refers to others."""
    names = list(record_serializers.PUBLISHED[record_type]().fields)
    fields = _parameter("fields", "Only these fields, and type, slug and url", names)
    omit = _parameter("omit", "Without these fields; type, slug and url stay", names)
    referring = expandable(record_type)
    about = "With the whole records where these fields refer to any; of JSON only"
    known = (*referring, *heads.offered(record_type), *sorted(_long(record_type)))
    expand = _parameter("expand", about, known, most=MOST_EXPANDED)
    return fields, omit, expand


def _long(record_type: str) -> set[str]:
    """Return the fields that lists of a type of record leave out unless they are asked for."""
    return {*LONG} & {*record_serializers.PUBLISHED[record_type]().fields}


@functools.cache
def expandable(record_type: str) -> tuple[str, ...]:
    """Return the fields of a body that refer to other records, in order."""
    fields = record_serializers.PUBLISHED[record_type]().fields
    return tuple(name for name, field in fields.items() if _refers(field))


def _parameter(
    name: str, about: str, known: Sequence[str], most: int = 0
) -> parameters.Parameter[list[str] | None]:
    """Return the parameter of names with commas between, at most so many where that is said."""

    def read(query: QueryDict) -> list[str] | None:
        given = parameters.single(query, name)
        if given is None:
            return None
        names = given.split(",")
        if unknown := [each for each in dict.fromkeys(names) if each not in known]:
            raise parameters.invalid(
                (name, f"{name} does not know {each[:100]!r} here.{spelling.meant(each, known)}")
                for each in unknown[: bounded.MOST_ERRORS + 1]
            )
        if most and len(names) > most:
            raise parameters.invalid([(name, f"{name} takes at most {most} names.")])
        return list(dict.fromkeys(names))

    schema: dict[str, Any] = {
        "type": "array",
        "items": {"type": "string", "enum": list(known)},
        "minItems": 1,
        **({"maxItems": most} if most else {}),
    }
    return parameters.Parameter(
        name, about, schema, read, details={"style": "form", "explode": False}
    )


def _refers(field: Any) -> bool:
    """Return whether a field shows references, directly or in its parts, quotes apart."""
    if isinstance(field, serializers.SerializerMethodField):
        method = getattr(field.parent, str(field.method_name))
        shown = get_override(method, "field")
        return isinstance(shown, serializers.Serializer) and _refers(shown)
    if isinstance(field, citations.CitationSerializer):
        return False
    if isinstance(field, serializers.ListSerializer):
        return _refers(field.child)
    if isinstance(field, serializers.Serializer):
        return any(_refers(part) for part in field.fields.values())
    return isinstance(field, references.ReferenceField | references.ReferencesField)


def _is_reference(value: Mapping[str, Any]) -> bool:
    return value.keys() >= _REFERENCE and value["type"] in models.RECORDS


def _referred_to(value: Any) -> Iterator[Key]:
    """Yield (type, slug) of each record that is referred to somewhere in ``value``."""
    if isinstance(value, list):
        for inner in value:
            yield from _referred_to(inner)
    elif isinstance(value, dict):
        if _is_reference(value):
            yield value["type"], value["slug"]
        else:
            yield from _referred_to(list(value.values()))


def _spliced(value: Any, found: Mapping[Key, dict[str, Any]]) -> Any:
    """Return ``value`` with each reference filled up to the record, as far as it was found.

    What the reference says beyond the record, such as the office held then, stays.
    """
    if isinstance(value, list):
        return [_spliced(inner, found) for inner in value]
    if not isinstance(value, dict):
        return value
    if _is_reference(value):
        return {**value, **found.get((value["type"], value["slug"]), {})}
    return {name: _spliced(inner, found) for name, inner in value.items()}


def _stored(wanted: Iterable[Key], known_at: datetime | None) -> dict[Key, dict[str, Any]]:
    """Return the public bodies of these records, with one query for each type."""
    slugs: dict[str, list[str]] = {}
    for record_type, slug in sorted(wanted):
        slugs.setdefault(record_type, []).append(slug)
    return {
        (record_type, slug): orjson.loads(bytes(body))
        for record_type, named in slugs.items()
        for slug, body in lookup.bodies(record_type, named, known_at)
    }
