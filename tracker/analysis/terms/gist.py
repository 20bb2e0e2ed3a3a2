"""The words of a text that carry its meaning, by their stems."""

from tracker.analysis import lexicon, normalise
from tracker.analysis.terms import terms

_SHORTEST = 4


def stems(folded: str, language: str, without: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the stems of the telling words of a folded text, and its figures.

    Words ``without`` are left out, as they stand.
    """
    passed_over = lexicon.load(language).stopwords | without
    return frozenset(
        normalise.stem(token.word, language)
        for token in terms.tokens(folded)
        if token.word not in passed_over
        and (len(token.word) >= _SHORTEST or token.word[0].isdigit())
    )
