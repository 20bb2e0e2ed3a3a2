"""The names of offices, compared by their telling words."""

from collections.abc import Mapping
from functools import cache, lru_cache

from tracker.analysis import lexicon, normalise
from tracker.analysis.terms import terms


@lru_cache(maxsize=10_000)
def words(written: str) -> frozenset[str]:
    """Return the telling words of an office, alike in both languages: "canciller" is foreign."""
    same = _same()
    passed_over = lexicon.load("en").stopwords | lexicon.load("es").stopwords
    found = {
        same.get(token.word, token.word)
        for token in terms.tokens(normalise.fold(written))
        if token.word in same or token.word not in passed_over
    }
    return frozenset(found | {"minister"} if found == {"foreign"} else found)


@cache
def _same() -> Mapping[str, str]:
    """Return one word for all that name the same, by each of them."""
    table = lexicon.table("people", "offices")
    return {word: name for name, words in table.items() for word in words}
