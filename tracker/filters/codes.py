"""Parameters over codes, exact texts, slugs, truth and confidence."""

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.db.models import Q

from tracker import spelling, vocabularies
from tracker.filters.base import (
    Body,
    History,
    Lineages,
    Parameter,
    Part,
    Test,
    UnknownValue,
    Values,
)
from tracker.filters.bodies import texts

_NUMBER = re.compile(r"-?[0-9]{1,400}(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,4})?", re.ASCII)
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SLUG_SCHEMA = {"type": "string", "pattern": SLUG, "maxLength": 120}
COUNTRY = r"^[A-Z]{2}$"
LANGUAGE = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
_LARGEST_STORY = 2**63 - 1


def choice(  # noqa: PLR0913 - a code stands in a column, a body, a row of a part, a history
    name: str,
    vocabulary: type[vocabularies.Vocabulary],
    column: str = "",
    field: str = "",
    *,
    part: Part | None = None,
    history: History | None = None,
) -> Parameter:
    """Return a parameter over a column, or ``field`` of a part, that holds a code."""
    codes = [code for code, _ in vocabulary.choices()]

    def check(value: str) -> str:
        if value not in codes:
            guess = spelling.meant(value, codes)
            raise UnknownValue(f"{name} is one of {', '.join(sorted(codes))}.{guess}")
        return value

    chosen = Parameter(
        name,
        f"Any of the codes of {vocabulary.__name__}",
        columns=lambda values: Q(**{f"{column or name}__in": values}),
        facet=lambda body, _: texts(body, field or name),
        fields=(field or name,),
        check=check,
        schema={"type": "string", "enum": codes},
        vocabulary=vocabulary,
        history=history,
    )
    return of_part(chosen, part, field or name) if part is not None else chosen


def of_part(parameter: Parameter, part: Part, member: str) -> Parameter:
    """Return a parameter that is asked of a member of a part's rows."""
    name = parameter.name
    return replace(
        parameter,
        columns=lambda values: part.columns({name: values}),
        facet=None,
        part=part,
        member=member,
    )


def text(name: str, *columns: str, fields: tuple[str, ...] = (), pattern: str = "") -> Parameter:
    """Return a parameter over columns that hold an exact text."""
    asked = columns or (name,)

    def check(value: str) -> str:
        if pattern and not re.fullmatch(pattern.strip("^$"), value, re.ASCII):
            raise UnknownValue(f"{name} is not of the form {pattern}.")
        return value

    def matching(values: Values) -> Q:
        found = Q()
        for column in asked:
            found |= Q(**{f"{column}__in": values})
        return found

    return Parameter(
        name,
        f"Exact {name}",
        columns=matching,
        facet=lambda body, _: sorted({v for f in fields or (name,) for v in texts(body, f)}),
        fields=fields or (name,),
        check=check,
        schema={"type": "string", "pattern": pattern or r"^[^\u0000]+$"},
    )


def country(*columns: str, fields: tuple[str, ...] = ()) -> Parameter:
    """Return a parameter over countries, by default the record's own."""
    found = text("country", *columns, fields=fields, pattern=COUNTRY)
    whose = "" if not columns else ", of the parties or the source"
    return replace(found, help=f"ISO 3166-1 alpha-2{whose}")


def story() -> Parameter:
    """Return a parameter over the groups of near-duplicates."""
    base = text("story", pattern="^(0|[1-9][0-9]{0,18})$")

    def check(value: str) -> str:
        if int(base.check(value)) > _LARGEST_STORY:
            raise UnknownValue("There is no such story.")
        return value

    return replace(
        base,
        help="Documents with the same number tell one story",
        check=check,
        schema={"type": "integer", "minimum": 0, "maximum": _LARGEST_STORY},
    )


def member(name: str, known: Collection[str], help: str) -> Parameter:  # noqa: A002
    """Return a parameter over a column that holds a code of an open set."""

    def check(value: str) -> str:
        if value not in known:
            guess = spelling.meant(value, known)
            raise UnknownValue(f"{name} has no value {value[:100]!r}.{guess}")
        return value

    codes = list(known) if isinstance(known, dict) else []
    schema: dict[str, Any] = {"type": "string", **({"enum": codes} if codes else {})}
    return replace(text(name), check=check, help=help, schema=schema)


def slugs(name: str, column: str, field: str) -> Parameter:
    """Return a parameter over a record's own slug, whatever its type."""
    return Parameter(
        name,
        "Slugs",
        columns=lambda values: Q(**{f"{column}__in": values}),
        facet=lambda body, _: texts(body, field),
        fields=(field,),
        check=lambda value: checked_slug(name, value),
        schema=SLUG_SCHEMA,
    )


def checked_slug(name: str, value: str) -> str:
    """Return what is written like a slug, however long; raises UnknownValue."""
    if not re.fullmatch(SLUG.strip("^$"), value, re.ASCII):
        raise UnknownValue(f"{name} is a slug: lower-case letters, digits and hyphens.")
    return value


def least_confidence(name: str) -> Parameter:
    """Return a parameter for flags at least as sure; what a person reviewed passes."""

    def check(value: str) -> str:
        if not _NUMBER.fullmatch(value) or not 0 <= float(value) <= 1:
            raise UnknownValue(f"{name} is a number from 0 to 1.")
        return repr(abs(float(value)))

    def columns(values: Values) -> Q:
        reviewed = ~Q(review_state=vocabularies.ReviewState.FLAGGED)
        return reviewed | Q(confidence__isnull=True) | Q(confidence__gte=float(values[0]))

    def facet(body: Body, _: Lineages) -> Values:
        is_flag = body.get("review_state") == vocabularies.ReviewState.FLAGGED.value
        return texts(body, "confidence") if is_flag else []

    return Parameter(
        name,
        "Of unreviewed flags, 0 to 1",
        columns=columns,
        facet=facet,
        fields=("review_state", "confidence"),
        test=Test(
            fits=lambda found, asked: float(found) >= float(asked[0]),
            path=lambda at, asked: f"{at}.double() >= {asked[0]}",
        ),
        check=check,
        schema={"type": "number", "minimum": 0, "maximum": 1},
        is_single=True,
        passes_absent=True,
    )


def flag(name: str, column: str = "") -> Parameter:
    """Return a parameter over a column that is true or false."""

    def check(value: str) -> str:
        if value not in {"true", "false"}:
            raise UnknownValue(f"{name} is true or false.")
        return value

    return Parameter(
        name,
        "true or false",
        columns=lambda values: Q(**{f"{column or name}__in": [v == "true" for v in values]}),
        facet=lambda body, _: ["true" if body.get(name) else "false"],
        fields=(name,),
        check=check,
        schema={"type": "string", "enum": ["false", "true"]},
    )
