"""JSON that comes in: read strictly, so that nothing which the database refuses reaches it."""

import itertools
import json
import re
from collections.abc import Iterator, Mapping
from typing import IO, Any, Final

from rest_framework import parsers

from tracker.api.http import errors
from tracker.serializers import bounded

MOST_BYTES: Final = 1024 * 1024
DEEPEST: Final = 32
_LARGEST_INTEGER: Final = 2**53
_LONGEST_NUMBER: Final = 40
_LARGEST_EXPONENT: Final = 308
_EXPONENT = re.compile(r"[eE]([+-]?[0-9]+)$", re.ASCII)
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class StrictJSONParser(parsers.BaseParser):
    """Reads one JSON object in UTF-8, no larger than the view allows (``most_bytes``, 1 MiB)."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Return the object.

        Raises errors.Problem: 400 for what is no such object, 413 for too much of it, 415 for
        another encoding.
        """
        context = parser_context or {}
        _refuse_encodings(media_type or "", context["request"].headers)
        limit = getattr(context["view"], "most_bytes", MOST_BYTES)
        content = stream.read(limit + 1)
        if len(content) > limit:
            raise errors.Problem(413, "too_large", f"The body is larger than {limit} bytes.")
        return loads(content)


def loads(content: bytes) -> dict[str, Any]:
    """Return the JSON object that ``content`` is; errors.Problem where it is none, or unsafe."""
    if not content.strip():
        raise errors.Problem(400, "empty_body", "The body is empty; send a JSON object.")
    try:
        value = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_without_duplicates,
            parse_constant=_refused_constant,
            parse_int=_integer,
            parse_float=_number,
        )
    except UnicodeDecodeError as error:
        raise errors.Problem(400, "not_utf8", "The body is not UTF-8.") from error
    except RecursionError as error:
        raise _too_deep() from error
    except json.JSONDecodeError as error:
        detail = f"The body is no JSON: {error.msg} at character {error.pos}."
        raise errors.Problem(400, "parse_error", detail) from error
    if not isinstance(value, dict):
        raise errors.Problem(400, "not_an_object", "The body must be a JSON object.")
    _refuse_unstorable(value)
    return value


def _refuse_encodings(media_type: str, headers: Mapping[str, str]) -> None:
    if headers.get("Content-Encoding", "identity").lower() != "identity":
        raise errors.Problem(415, "unsupported_encoding", "Send the body without compression.")
    if media_type.partition(";")[0].strip().lower() != StrictJSONParser.media_type:
        raise errors.Problem(415, "unsupported_media_type", "Send application/json.")
    if _parameters(media_type).get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
        raise errors.Problem(415, "unsupported_charset", "Send the body in UTF-8.")


def _parameters(media_type: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in media_type.split(";")[1:])
    return {name.strip().lower(): value.strip().strip('"') for name, _, value in pairs}


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            shown = name.encode("ascii", "backslashreplace").decode()[:100]
            raise errors.Problem(400, "duplicate_key", f"The key {shown} is there twice.")
        found[name] = value
    return found


def _refused_constant(name: str) -> float:
    raise errors.Problem(400, "not_a_number", f"{name} is no JSON number.")


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER or abs(int(digits)) > _LARGEST_INTEGER:
        raise _out_of_range()
    return int(digits)


def _number(digits: str) -> float:
    exponent = _EXPONENT.search(digits)
    if len(digits) > _LONGEST_NUMBER or (exponent and abs(int(exponent[1])) > _LARGEST_EXPONENT):
        raise _out_of_range()
    value = float(digits)
    if value in {float("inf"), float("-inf")}:
        raise _out_of_range()
    return value


def _out_of_range() -> errors.Problem:
    return errors.Problem(400, "number_out_of_range", "A number is too large, small or long.")


def _too_deep() -> errors.Problem:
    return errors.Problem(400, "too_deep", f"The body is nested deeper than {DEEPEST} levels.")


def _refuse_unstorable(value: dict[str, Any]) -> None:
    pointers = (pointer for pointer, text in _texts(value) if _UNSTORABLE.search(text))
    found = [
        {
            "pointer": pointer,
            "code": "forbidden_character",
            "detail": "NUL and lone surrogates are not allowed.",
        }
        for pointer in itertools.islice(pointers, bounded.MOST_ERRORS + 1)
    ]
    if found:
        detail = "Some of what was sent cannot be accepted; see errors."
        raise errors.Problem(400, "invalid", detail, errors=found)


def _texts(value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (JSON pointer, text) for every key and text; errors.Problem below the 32nd level."""
    waiting: list[tuple[str, Any, int]] = [("", value, 1)]
    while waiting:
        pointer, inner, depth = waiting.pop()
        if isinstance(inner, str):
            yield pointer, inner
            continue
        if not isinstance(inner, dict | list):
            continue
        if depth > DEEPEST:
            raise _too_deep()
        for key, item in inner.items() if isinstance(inner, dict) else enumerate(inner):
            shown = str(key).encode("ascii", "backslashreplace").decode()
            step = f"{pointer}/{shown.replace('~', '~0').replace('/', '~1')}"
            if isinstance(key, str):
                yield step, key
            waiting.append((step, item, depth + 1))
