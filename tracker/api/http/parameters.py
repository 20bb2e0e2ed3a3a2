"""The questions in an address: read strictly, so that a misspelt one is named, not overlooked."""

import difflib
import itertools
import re
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.http import QueryDict

from tracker import filters, partial_dates
from tracker.api.http import errors
from tracker.serializers import bounded

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


def refuse_unknown(query: QueryDict, known: Collection[str]) -> None:
    """Raise errors.Problem naming each parameter that is not ``known``, and what may be meant."""
    unknown = [name[:_SHOWN_CHARACTERS] for name in query if name not in known]
    if unknown:
        named = unknown[: bounded.MOST_ERRORS]
        guesses = {name: _guess(name, known) for name in unknown[: bounded.MOST_ERRORS + 1]}
        meant = "".join(f" Did you mean {guess}?" for guess in guesses.values() if guess)
        raise errors.Problem(
            400,
            "unknown_parameter",
            f"There is no such parameter here: {', '.join(named)}.{meant}",
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


def _guess(name: str, known: Collection[str]) -> str:
    """Return the known parameter that ``name`` is another word or a misspelling for, or ''."""
    other = _OTHER_WORDS.get(name.lower(), "")
    if other in known:
        return other
    return next(iter(difflib.get_close_matches(name.lower(), sorted(known), 1)), "")


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


def number(query: QueryDict, name: str, default: int, least: int, most: int) -> int:
    """Return the parameter's whole number."""
    value = single(query, name)
    if value is None:
        return default
    if not _NUMBER.fullmatch(value) or not least <= int(value) <= most:
        raise invalid([(name, f"{name} is a whole number from {least} to {most}.")])
    return int(value)


def choice(query: QueryDict, name: str, codes: tuple[str, ...]) -> str:
    """Return the parameter's code, the first of ``codes`` where it is not given."""
    value = single(query, name)
    if value is None:
        return codes[0]
    if value not in codes:
        raise invalid([(name, f"{name} is one of {', '.join(codes)}.")])
    return value


def codes(query: QueryDict, name: str, known: tuple[str, ...]) -> list[str]:
    """Return the parameter's codes, each once; none where it is not given.

    Raises errors.Problem for a code that is not ``known``, and for more than a hundred.
    """
    values = query.getlist(name)
    if len(values) > filters.MOST_VALUES:
        raise invalid([(name, f"Give {name} at most {filters.MOST_VALUES} values.")])
    if any(value not in known for value in values):
        hint = several(name, values)
        raise invalid([(name, f"{name} is any of {', '.join(known)}.{hint}")])
    return list(dict.fromkeys(values))


def day(query: QueryDict, name: str) -> date | None:
    """Return the first day that the parameter's date may mean, or None where it is not given."""
    value = single(query, name)
    if value is None:
        return None
    try:
        return partial_dates.parse_date(value)[0]
    except ValueError as error:
        raise invalid([(name, f"{name}: {error}")]) from error


def moment(query: QueryDict, name: str) -> datetime | None:
    """Return the moment that the parameter names, or the first of its day; None without it."""
    value = single(query, name)
    if value is None:
        return None
    try:
        return partial_dates.parse_instant(value)[0]
    except ValueError as error:
        raise invalid([(name, f"{name}: {error}")]) from error


def schema(name: str, description: str, **details: Any) -> dict[str, Any]:
    """Return how the OpenAPI document describes a query parameter; ``details`` are its schema."""
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": details,
    }
