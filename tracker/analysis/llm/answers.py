"""What a model answered, as text and as lists of items of the schema."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from tracker.analysis.llm import prompting

_THOUGHTS = re.compile(r"<think>.*?</think>", re.DOTALL)
_MOST_ATTEMPTS = 200
_TYPES: Final[Mapping[str, Any]] = {
    "string": str,
    "number": (int, float),
    "array": list,
    "object": dict,
    "null": type(None),
}


class UnusableError(Exception):
    """An answer that is not what was asked for; says in what."""


@dataclass(frozen=True)
class Answer:
    """The text of an answer; ``is_cut`` where it was too long, ``is_repaired`` if asked twice."""

    text: str
    is_cut: bool = False
    is_repaired: bool = False

    @property
    def doubt(self) -> str:
        """Why nothing of it may be public without a person; '' where nothing is against it."""
        if self.is_cut:
            return "the model's answer was cut"
        return "the model's answer had to be asked for twice" if self.is_repaired else ""


def loads(answer: Answer) -> list[tuple[str, Any]]:
    """Return what an answer lists, each item with the name of its list; raises UnusableError.

    The object may stand in a fence, or behind thoughts. Of a cut answer the whole items are taken.
    """
    text = _THOUGHTS.sub("", answer.text)
    start = text.find("{")
    tries = _wholes(text[start:], is_cut=answer.is_cut) if start >= 0 else iter(())
    found = next((parsed for text in tries if (parsed := _parsed(text)) is not None), None)
    if found is None:
        raise UnusableError("it is not JSON")
    if not isinstance(found.get("developments"), list):
        raise UnusableError("it has no list of developments")
    return [
        (name, item)
        for name in prompting.items()
        if isinstance(found.get(name), list)
        for item in found[name]
    ]


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
