"""Figures in one form, however they are written: 40,000, 40.000; 2.0, 2,0; five, cinco."""

import re
from functools import lru_cache

from tracker.analysis import lexicon

_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_PERCENT = frozenset({"per cent", "percent", "por ciento", "pct"})


@lru_cache(maxsize=50_000)
def canonical(word: str) -> str:
    """Return a folded word as a figure where it is one, "%" for per cent, or else unchanged."""
    if word in _PERCENT:
        return "%"
    if not word[0].isdigit():
        return _in_words().get(word, word)
    if _GROUPED.fullmatch(word):
        return word.replace(",", "").replace(".", "")
    whole, point, part = word.replace(",", ".").partition(".")
    return f"{whole}{point}{part}" if part.strip("0") else whole


@lru_cache
def _in_words() -> dict[str, str]:
    return {
        word: figure
        for language in lexicon.LANGUAGES
        for figure, words in lexicon.table("numbers", language).items()
        for word in words
    }
