"""The names of offices, compared by their telling words."""

from collections.abc import Mapping
from functools import lru_cache

from tracker.analysis import lexicon, normalise
from tracker.analysis.terms import terms

_MINISTERS = frozenset({"ministro", "ministra", "ministros", "ministras", "minister", "ministers"})


@lru_cache
def _same() -> Mapping[str, str]:
    """Return for each word of an office the one that stands for it in both languages."""
    table = lexicon.table("people", "offices")
    return {word: name for name, words in table.items() for word in words}


@lru_cache(maxsize=10_000)
def words(written: str) -> frozenset[str]:
    """Return the telling words of an office, alike in both languages: "canciller" is foreign."""
    passed_over = lexicon.load("en").stopwords | lexicon.load("es").stopwords
    same = _same()
    found = {
        same.get(token.word, token.word)
        for token in terms.tokens(normalise.fold(written))
        if token.word in same or token.word not in passed_over
    }
    return frozenset(found | {"minister"} if found == {"foreign"} else found)


@lru_cache(maxsize=10_000)
def stems(words: str, language: str) -> frozenset[str]:
    """Return the stems of the words that tell one office, or title, from another."""
    stopwords = lexicon.load(language).stopwords
    return frozenset(
        "minister" if token.word in _MINISTERS else normalise.stem(token.word, language)
        for token in terms.tokens(normalise.fold(words))
        if token.word not in stopwords or token.word in _MINISTERS
    )
