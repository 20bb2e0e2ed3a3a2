"""What a text is about, by concepts that two languages have words for (truce, tariffs, forests)."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from tracker.analysis import lexicon, normalise
from tracker.analysis.terms import terms

_OWN_WORD, _OTHER_WORD = 2.5, 2.0


@lru_cache
def _index() -> terms.TermIndex:
    return terms.TermIndex(
        terms.Entry(concept, word, 1.0, language)
        for language in lexicon.LANGUAGES
        for concept, words in lexicon.table("concepts", language).items()
        for word in words
    )


def find(folded: str, language: str) -> list[terms.TermHit]:
    """Return the words of concepts in a folded text; each hit's key is its concept."""
    return _index().find(folded, language)


def widened(
    suggested: Mapping[str, Mapping[str, float]], texts: Mapping[str, str]
) -> dict[str, dict[str, float]]:
    """Return key terms by language with the words of every concept that the texts name."""
    found = {language: dict(weighted) for language, weighted in suggested.items()}
    for language, text in texts.items():
        for hit in find(normalise.fold(text), language):
            for word, spoken in words(hit.key):
                _raise(found.setdefault(spoken, {}), normalise.fold(word), _OTHER_WORD)
            _raise(found.setdefault(language, {}), normalise.fold(hit.term), _OWN_WORD)
    return found


def _raise(weighted: dict[str, float], term: str, weight: float) -> None:
    weighted[term] = max(weight, weighted.get(term, 0.0))


def words(concept: str) -> Iterator[tuple[str, str]]:
    """Yield each word of a concept, with its language."""
    for language in lexicon.LANGUAGES:
        for word in sorted(lexicon.table("concepts", language)[concept]):
            yield word, language
