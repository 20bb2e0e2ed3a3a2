"""Folds of a text that keep its length, so that an offset in the fold quotes the original."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

import snowballstemmer

_STEMMERS = {"en": snowballstemmer.stemmer("english"), "es": snowballstemmer.stemmer("spanish")}
_SPANISH_PLURALS = ("res", "nes", "les", "des")
_ENGLISH_PLURALS = {
    "ies": "y", "sses": "ss", "ches": "ch", "shes": "sh", "xes": "x",
    "ss": "ss", "us": "us", "is": "is", "s": "",
}  # fmt: skip
_SHORT, _LONG = 4, 6
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

    def __init__(self, change: Callable[[str], str]) -> None:
        super().__init__()
        self._change = change

    def __missing__(self, code: int) -> str:
        self[code] = changed = self._change(chr(code))
        return changed


_LOWER, _FOLD = _Translation(_lower), _Translation(_bare)


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


@lru_cache(maxsize=100_000)
def uninflected(word: str, language: str) -> str:
    """Return a folded ``word`` without its ending of number or gender.

    Words of other classes stay apart, which a stem would mix: *grano* and *gran*, *pago* and
    *pagar*.
    """
    if language == "es":
        return _uninflected_spanish(word)
    for ending, instead in _ENGLISH_PLURALS.items():
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + instead
    return word


def _uninflected_spanish(word: str) -> str:
    if word.endswith("ces") and len(word) > _SHORT:
        return f"{word[:-3]}z"
    if word.endswith(_SPANISH_PLURALS) and len(word) > _SHORT:
        return word[:-2]
    singular = word[:-1] if word.endswith(("as", "os", "es")) and len(word) > _SHORT else word
    # Of a long word the vowel tells the gender: extranjera, extranjero.
    return f"{singular[:-1]}o" if singular.endswith("a") and len(singular) > _LONG else singular
