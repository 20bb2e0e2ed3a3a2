"""What may be sent to each operation: the examples of the OpenAPI document, from examples.json."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

_EXAMPLES = json.loads(Path(__file__).with_name("examples.json").read_text("utf-8"))

ENTERED: Final[Mapping[str, Mapping[str, Any]]] = _EXAMPLES["create"]
"""What creates a record, by its type; each refers to those above it only."""

CHANGED: Final[Mapping[str, Mapping[str, Any]]] = _EXAMPLES["change"]
"""What changes a record, by its type."""

_DECIDED: Mapping[str, Mapping[str, Any]] = _EXAMPLES["decide"]
"""What decides, by the last word of the address."""

_ASKED: Mapping[str, Mapping[str, Any]] = _EXAMPLES["ask_of_endpoint"]
"""What has something done at an endpoint, by the last word of the address."""

_OWN: Mapping[str, Mapping[str, Mapping[str, Any]]] = _EXAMPLES["own"]
"""What makes and changes what an account has for itself, by the address of its list and method."""


def of(method: str, path: str, record_type: str) -> Mapping[str, Any] | None:
    """Return the example of what an operation takes; None where it has none here."""
    last = path.rsplit("/", 1)[-1]
    own = _OWN.get(path.removesuffix("/{slug}"))
    if own is not None:
        return own.get(method)
    if last in _ASKED:
        return _ASKED[last]
    if method == "PATCH":
        return CHANGED.get(record_type)
    if method != "POST":
        return None
    return _DECIDED.get(last) or (ENTERED.get(record_type) if "{" not in path else None)
