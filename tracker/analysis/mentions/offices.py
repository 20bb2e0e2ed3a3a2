"""The names of offices, compared by their telling words."""

from functools import lru_cache

from tracker.analysis import lexicon, normalise
from tracker.analysis.terms import terms

_MINISTERS = frozenset({"ministro", "ministra", "ministros", "ministras", "minister", "ministers"})


@lru_cache(maxsize=10_000)
def stems(words: str, language: str) -> frozenset[str]:
    """Return the stems of the words that tell one office, or title, from another."""
    stopwords = lexicon.load(language).stopwords
    return frozenset(
        "minister" if token.word in _MINISTERS else normalise.stem(token.word, language)
        for token in terms.tokens(normalise.fold(words))
        if token.word not in stopwords or token.word in _MINISTERS
    )
