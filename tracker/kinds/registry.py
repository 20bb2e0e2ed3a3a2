"""The registry of kinds, in the order in which they are registered."""

from typing import Final

from tracker.kinds.base import Kind

KINDS: Final[dict[str, Kind]] = {}
"""Every kind by its code."""


def register(kind: Kind) -> Kind:
    """Add ``kind`` to the registry and return it; ``ValueError`` when its code is taken."""
    if kind.code in KINDS:
        raise ValueError(f"The kind {kind.code!r} is registered already.")
    KINDS[kind.code] = kind
    return kind


def get(code: str) -> Kind:
    """Return the kind with this code; ``KeyError`` when there is none."""
    return KINDS[code]


def choices() -> list[tuple[str, str]]:
    """Return (code, English label) in order; models pass the function itself as ``choices``."""
    return [(kind.code, kind.label["en"]) for kind in KINDS.values()]
