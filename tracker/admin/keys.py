"""Primary keys as addresses and forms give them: text that anyone may have typed."""

from typing import Final

_LONGEST: Final = 18
"""The database takes no longer number for a key."""


def primary_key(text: str) -> int:
    """Return the number that ``text`` is; 0, which is no row's, for anything else."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST else 0
