"""The JSON object in what a language model says, and whether a value is of a schema."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import orjson

_THOUGHTS = re.compile(r"<think>.*?</think>", re.DOTALL)
_MOST_ATTEMPTS = 200
_TYPES: Final[Mapping[str, Any]] = {
    "string": str,
    "number": (int, float),
    "array": list,
    "object": dict,
    "null": type(None),
}


def find(text: str, *, is_cut: bool = False) -> dict[str, Any] | None:
    """Return the object in a text, in a fence or behind thoughts; None where there is none.

    Of one that was cut, within a list, the whole items are taken.
    """
    bare = _THOUGHTS.sub("", text)
    start = bare.find("{")
    tries = _wholes(bare[start:], is_cut=is_cut) if start >= 0 else iter(())
    return next((found for each in tries if (found := _parsed(each)) is not None), None)


def fits(value: Any, schema: Mapping[str, Any]) -> bool:
    """Tell whether a value is of a schema, as far as ours go; what is more than it is let pass."""
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if isinstance(value, bool) or not any(isinstance(value, _TYPES[name]) for name in names):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if isinstance(value, list):
        return all(fits(each, schema["items"]) for each in value)
    if isinstance(value, dict):
        return all(fits(value.get(key), of) for key, of in schema["properties"].items())
    return True


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None


def _wholes(text: str, *, is_cut: bool) -> Iterator[str]:
    """Yield what may be the whole object, and of a cut one what stands before the cut."""
    end = text.rfind("}")
    yield text[: end + 1]
    for _ in range(_MOST_ATTEMPTS if is_cut else 0):
        if end < 0:
            return
        yield text[: end + 1] + "]}"
        end = text.rfind("}", 0, end)
