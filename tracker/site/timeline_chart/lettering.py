"""How wide words are drawn, estimated from above: no common font of screens is wider."""

import unicodedata
from functools import cache
from typing import Final

_WIDTHS: Final = (
    (0.33, " iljIJ.,·’'"),
    (0.42, "ftr()[]/:;!-"),
    (0.54, 'scz?–“”"*_'),
    (0.64, "abdeghnopquvxykEFLPSTYZ0123456789$«»"),
    (0.79, "ABCDGHKNOQRUVX&"),
    (1.0, "mwMW%@—…+=<>#~^"),
)
"""Widths of characters in DejaVu Sans, the widest of the fonts that systems bring, in ems."""
_OF_CHARACTER: Final = {char: width for width, chars in _WIDTHS for char in chars}
_OTHER: Final = 1.1
_PICTURE: Final = 1.5
_FIRST_PICTURE: Final = 0x2E80
_ELLIPSIS: Final = "…"


def width(words: str, size: float) -> float:
    """Return how wide ``words`` are at most, drawn in letters of ``size``."""
    return size * sum(map(_em, words))


def shortened(words: str, room: float, size: float) -> str:
    """Return as much of ``words`` as fits into ``room``, with an ellipsis for the rest."""
    if width(words, size) <= room:
        return words
    room -= width(_ELLIPSIS, size)
    kept = 0
    for char in words:
        room -= size * _em(char)
        if room < 0:
            break
        kept += 1
    return words[:kept].rstrip(" ,;:·–—(") + _ELLIPSIS


@cache
def _em(char: str) -> float:
    base = unicodedata.normalize("NFD", char)[0]
    if base in _OF_CHARACTER:
        return _OF_CHARACTER[base]
    if unicodedata.category(base) in {"Mn", "Cf"}:
        return 0
    return _PICTURE if ord(base) >= _FIRST_PICTURE else _OTHER
