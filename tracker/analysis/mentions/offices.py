"""The names of offices, compared by their telling words."""

from functools import lru_cache

from tracker.analysis import lexicon, normalise
from tracker.analysis.terms import terms


@lru_cache(maxsize=10_000)
def words(written: str) -> frozenset[str]:
    """Return the telling words of an office, alike in both languages: "canciller" is foreign."""
    table = lexicon.table("people", "offices")
    same = {word: name for name, words in table.items() for word in words}
    passed_over = lexicon.load("en").stopwords | lexicon.load("es").stopwords
    found = {
        same.get(token.word, token.word)
        for token in terms.tokens(normalise.fold(written))
        if token.word in same or token.word not in passed_over
    }
    return frozenset(found | {"minister"} if found == {"foreign"} else found)
