"""Folds of a text that keep its length, so that an offset in the fold quotes the original."""

import unicodedata
from functools import lru_cache

import snowballstemmer

_STEMMERS = {"en": snowballstemmer.stemmer("english"), "es": snowballstemmer.stemmer("spanish")}
_SPANISH_PLURALS = ("res", "nes", "les", "des")
_PLAIN = {
    "‘": "'", "’": "'", "ʼ": "'", "`": "'",
    "“": '"', "”": '"', "«": '"', "»": '"', "„": '"',
    "‐": "-", "‑": "-", "–": "-", "—": "-",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\n": " ", "\r": " ",
}  # fmt: skip


def _lower(character: str) -> str:
    lowered = _PLAIN.get(character, character).lower()
    return lowered if len(lowered) == 1 else character


def _bare(character: str) -> str:
    lowered = _lower(character)
    base = "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))
    return base if len(base) == 1 else lowered


class _Translation(dict[int, str]):
    """A table for ``str.translate`` that works out each character when it is first met."""

    def __init__(self, *, keeps_accents: bool) -> None:
        super().__init__()
        self._change = _lower if keeps_accents else _bare

    def __missing__(self, code: int) -> str:
        self[code] = changed = self._change(chr(code))
        return changed


_LOWER = _Translation(keeps_accents=True)
_FOLD = _Translation(keeps_accents=False)


def lower(text: str) -> str:
    """Return ``text`` in lower case with plain quotes, dashes and spaces, as long as before."""
    return text.translate(_LOWER)


def fold(text: str) -> str:
    """Return ``lower(text)`` without accents, as long as before. Expects composed (NFC) text."""
    return text.translate(_FOLD)


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """Return the stem of a folded ``word``; that of a language without a stemmer is the word."""
    stemmer = _STEMMERS.get(language)
    if stemmer is None:
        return word
    # Snowball alone keeps militar and militares apart.
    singular = word[:-2] if language == "es" and word.endswith(_SPANISH_PLURALS) else word
    return str(stemmer.stemWord(singular))
