"""What is misspelt, and which of the known words was probably meant."""

import difflib
from collections.abc import Iterable
from typing import Final

_LIKENESS: Final = 0.7
_MOST_CHARACTERS: Final = 100
"""Of what is compared: no word of ours is longer, and comparing takes the square of the length."""


def closest(said: str, known: Iterable[str]) -> str:
    """Return the known word that ``said`` is probably a misspelling of; '' where none is close."""
    words = sorted(set(known))
    lowered = said[:_MOST_CHARACTERS].lower()
    return next(iter(difflib.get_close_matches(lowered, words, 1, _LIKENESS)), "")


def meant(said: str, known: Iterable[str]) -> str:
    """Return the question that ends a refusal, after a blank; '' where nothing is close."""
    guess = closest(said, known)
    return f" Did you mean {guess}?" if guess else ""
