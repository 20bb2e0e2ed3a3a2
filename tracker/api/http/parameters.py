"""The questions in an address: each declared once, described so, and read strictly."""

import datetime as dt
import functools
import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import QueryDict

from tracker import filters, partial_dates, spelling
from tracker.api.http import errors
from tracker.serializers import bounded

T = TypeVar("T")

_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)
_SHOWN_CHARACTERS = 100
_OTHER_WORDS = {
    **dict.fromkeys(("limit", "per_page", "perpage", "pagesize", "size", "first"), "page_size"),
    **dict.fromkeys(("page", "offset", "start", "after"), "cursor"),
    **dict.fromkeys(("sort", "sort_by", "order", "order_by", "orderby"), "ordering"),
    **dict.fromkeys(("search", "query", "text"), "q"),
    **dict.fromkeys(("include", "embed"), "expand"),
    **dict.fromkeys(("as_of", "asof", "at"), "known_at"),
    **dict.fromkeys(("id", "slug", "slugs"), "ids"),
    **dict.fromkeys(("since", "updated_since", "modified_since"), "changed_since"),
}
"""What other APIs call our parameters."""


@dataclass(frozen=True, eq=False)
class Parameter(Generic[T]):
    """A query parameter: ``of`` reads it, ``described`` is its entry in the OpenAPI document.

    ``details`` are members of that entry besides the usual ones.
    """

    name: str
    description: str
    schema: Mapping[str, Any]
    read: Callable[[QueryDict], T]
    is_required: bool = False
    details: Mapping[str, Any] | None = None

    def of(self, query: QueryDict) -> T:
        """Return what ``query`` asks by this parameter.

        Raises errors.Problem 400 naming the parameter.
        """
        return self.read(query)

    @property
    def described(self) -> dict[str, Any]:
        """The parameter in the OpenAPI document."""
        return {
            "name": self.name,
            "in": "query",
            **({"required": True} if self.is_required else {}),
            "description": self.description,
            "schema": dict(self.schema),
            **(self.details or {}),
        }


def integer(
    name: str, description: str, *, least: int, most: int, default: int | None = None
) -> Parameter[int]:
    """Return the parameter of a whole number: ``default``, or 0, where it is not given."""

    def read(query: QueryDict) -> int:
        value = single(query, name)
        if value is None:
            return default or 0
        if not _NUMBER.fullmatch(value) or not least <= int(value) <= most:
            raise invalid([(name, f"{name} is a whole number from {least} to {most}.")])
        return int(value)

    schema = {"type": "integer", "minimum": least, "maximum": most}
    if default is not None:
        schema["default"] = default
    return Parameter(name, description, schema, read)


def one_of(name: str, description: str, codes: Sequence[str], default: str = "") -> Parameter[str]:
    """Return the parameter of one code; ``default`` where it is not given."""

    def read(query: QueryDict) -> str:
        value = single(query, name)
        if value is not None and value not in codes:
            guess = spelling.meant(value, codes)
            raise invalid([(name, f"{name} is one of {', '.join(codes)}.{guess}")])
        return default if value is None else value

    return Parameter(name, description, {"type": "string", "enum": list(codes)}, read)


def any_of(name: str, description: str, codes: Sequence[str]) -> Parameter[list[str]]:
    """Return the parameter of up to a hundred codes, each once; none where it is not given."""

    def read(query: QueryDict) -> list[str]:
        values = query.getlist(name)
        if len(values) > filters.MOST_VALUES:
            raise invalid([(name, f"Give {name} at most {filters.MOST_VALUES} values.")])
        if unknown := [value for value in values if value not in codes]:
            hint = several(name, values) or spelling.meant(unknown[0], codes)
            raise invalid([(name, f"{name} is any of {', '.join(codes)}.{hint}")])
        return list(dict.fromkeys(values))

    items = {"type": "string", "enum": list(codes)}
    schema = {"type": "array", "items": items, "maxItems": filters.MOST_VALUES}
    return Parameter(name, description, schema, read)


@functools.cache
def representation(formats: tuple[str, ...]) -> Parameter[str]:
    """Return the parameter that chooses a representation."""
    return one_of("format", "The representation, instead of Accept", formats)


def given(name: str, description: str, **details: Any) -> Parameter[str | None]:
    """Return the parameter of any text, of which ``details`` are the schema; None without it."""
    schema = {"type": "string", **details}
    return Parameter(name, description, schema, lambda query: single(query, name))


def boolean(name: str, description: str) -> Parameter[bool | None]:
    """Return the parameter that is true or false; None where it is not given."""
    codes = one_of(name, description, ("true", "false"))

    def read(query: QueryDict) -> bool | None:
        given = codes.of(query)
        return given == "true" if given else None

    return Parameter(name, description, codes.schema, read)


def date(name: str, description: str) -> Parameter[dt.date | None]:
    """Return the parameter of a date: the first day that it may mean, None without it."""

    def read(query: QueryDict) -> dt.date | None:
        value = single(query, name)
        try:
            return None if value is None else partial_dates.parse_date(value)[0]
        except ValueError as error:
            raise invalid([(name, f"{name}: {error}")]) from error

    return Parameter(name, description, partial_dates.DATE_SCHEMA, read)


def instant(name: str, description: str) -> Parameter[dt.datetime | None]:
    """Return the parameter of a moment, or of a day for its first one; None without it."""

    def read(query: QueryDict) -> dt.datetime | None:
        value = single(query, name)
        try:
            return None if value is None else partial_dates.parse_instant(value)[0]
        except ValueError as error:
            raise invalid([(name, f"{name}: {error}")]) from error

    return Parameter(name, description, partial_dates.INSTANT_SCHEMA, read)


def refuse_unknown(query: QueryDict, known: Sequence[Parameter[Any]]) -> None:
    """Raise errors.Problem naming each parameter that is not ``known``, and what may be meant."""
    names = {parameter.name for parameter in known}
    unknown = [name[:_SHOWN_CHARACTERS] for name in query if name not in names]
    if not unknown:
        return
    guesses = {name: _guess(name, names) for name in unknown[: bounded.MOST_ERRORS + 1]}
    meant = "".join(f" Did you mean {guess}?" for guess in guesses.values() if guess)
    named = ", ".join(unknown[: bounded.MOST_ERRORS])
    raise errors.Problem(
        400,
        "unknown_parameter",
        f"There is no such parameter here: {named}.{meant}",
        errors=[
            {
                "parameter": name,
                "code": "unknown_parameter",
                "detail": "There is no such parameter here."
                + (f" Did you mean {guess}?" if guess else ""),
            }
            for name, guess in guesses.items()
        ],
    )


def _guess(name: str, known: set[str]) -> str:
    """Return the known parameter that ``name`` is another word or a misspelling for, or ''."""
    other = _OTHER_WORDS.get(name.lower(), "")
    if other in known:
        return other
    return spelling.closest(name, known)


def several(name: str, values: Iterable[str]) -> str:
    """Return how to give several values, where they seem to be given in one; '' else."""
    given = next((value for value in values if "," in value), "")
    if not given:
        return ""
    repeated = "&".join(f"{name}={one.strip()}" for one in given.split(",")[:2])
    return f" For several values repeat the parameter: {repeated[:_SHOWN_CHARACTERS]}."


def invalid(found: Iterable[tuple[str, str]], code: str = "invalid_parameter") -> errors.Problem:
    """Return the problem of parameters with a wrong value: (name, what is wrong)."""
    first = itertools.islice(found, bounded.MOST_ERRORS + 1)
    named = [{"parameter": name, "code": code, "detail": detail} for name, detail in first]
    told = " ".join(error["detail"] for error in named[: bounded.MOST_ERRORS])
    return errors.Problem(400, code, told, errors=named)


def single(query: QueryDict, name: str) -> str | None:
    """Return the parameter's one value, or None where it is not given."""
    values = query.getlist(name)
    if len(values) > 1:
        raise invalid([(name, f"{name} can be given once only.")])
    return values[0] if values else None
