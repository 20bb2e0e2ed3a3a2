"""Key terms suggested from a commitment's own words: the rarer a word, the more it tells.

Concepts that two languages have words for (truce, tariffs, forests) suggest those words.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise, zip_longest

from tracker.analysis import lexicon, normalise
from tracker.analysis.terms.terms import Entry, TermIndex, Token, tokens

_SHORTEST = 4
_RAREST, _RARE_WEIGHT = 3.2, 2.2
_COMMONEST, _LEAST_WEIGHT = 5.9, 0.5
_PAIR_SHARE, _PAIR_LEAST, _PAIR_MOST = 0.9, 1.8, 3.0
_FIGURE_WEIGHT, _YEAR_WEIGHT, _SHARE_WEIGHT = 2.0, 1.0, 2.5
_OWN_WORD, _OTHER_WORD = 2.5, 2.0
_YEARS = range(1900, 2101)
# "tratado de extradición", "rules of origin": what these join is one thing.
_LINKS = frozenset({"of", "de", "del"})


def suggest(
    texts: Mapping[str, str], names: frozenset[str] = frozenset()
) -> dict[str, dict[str, float]]:
    """Return key terms with weights by language, the weightiest first.

    Words weigh by their rarity in everyday speech, two neighbours together more than each, and
    figures are terms too. ``names`` are folded words that say who and not what (countries,
    officials) and are left out.
    """
    suggested = {}
    for language, text in texts.items():
        weighted = dict(_terms(text, language, names)).items()
        suggested[language] = dict(sorted(weighted, key=lambda pair: (-pair[1], pair[0])))
    return suggested


def widened(
    suggested: Mapping[str, Mapping[str, float]], texts: Mapping[str, str]
) -> dict[str, dict[str, float]]:
    """Return key terms by language with the words of every concept that the texts name."""
    found = {language: dict(weighted) for language, weighted in suggested.items()}
    for language, text in texts.items():
        for hit in _concepts().find(normalise.fold(text), language):
            more = [
                (spoken, word, _OTHER_WORD)
                for spoken in lexicon.LANGUAGES
                for word in sorted(lexicon.table("concepts", spoken)[hit.key])
            ]
            for spoken, word, weight in (*more, (language, hit.term, _OWN_WORD)):
                weighted, term = found.setdefault(spoken, {}), normalise.fold(word)
                weighted[term] = max(weight, weighted.get(term, 0.0))
    return found


@lru_cache
def _concepts() -> TermIndex:
    return TermIndex(
        Entry(concept, word, 1.0, language)
        for language in lexicon.LANGUAGES
        for concept, words in lexicon.table("concepts", language).items()
        for word in words
    )


def _terms(text: str, language: str, names: frozenset[str]) -> Iterator[tuple[str, float]]:
    stopwords = lexicon.load(language).stopwords | names
    folded = normalise.fold(text)
    found = tokens(folded)
    weights = {token.start: _weight(token.word, language, stopwords) for token in found}
    for token, after in zip_longest(found, found[1:]):
        written = folded[token.start : token.end]
        if token.word[0].isdigit() and after and after.word == "%":
            yield f"{written} %", _SHARE_WEIGHT
        elif weights[token.start]:
            yield written, weights[token.start]
    for first, second in _neighbours(folded, found):
        if weights[first.start] and weights[second.start]:
            together = _PAIR_SHARE * (weights[first.start] + weights[second.start])
            term = folded[first.start : second.end]
            yield term, round(min(_PAIR_MOST, max(_PAIR_LEAST, together)), 1)


def _neighbours(folded: str, found: list[Token]) -> Iterator[tuple[Token, Token]]:
    """Yield words with nothing between them but a space, or a preposition that joins them."""
    yield from ((a, b) for a, b in pairwise(found) if folded[a.end : b.start] == " ")
    for first, link, second in zip(found, found[1:], found[2:], strict=False):
        between = folded[first.end : second.start]
        if link.word in _LINKS and between == f" {link.word} ":
            yield first, second


def _weight(word: str, language: str, stopwords: frozenset[str]) -> float:
    """Return how much a word tells; 0 for one that tells nothing."""
    if word in stopwords or word == "%":
        return 0.0
    if word[0].isdigit():
        is_year = word.isdigit() and int(word) in _YEARS
        return _YEAR_WEIGHT if is_year else _FIGURE_WEIGHT
    common = commonness(word, language)
    if len(word) < _SHORTEST or common >= _COMMONEST:
        return 0.0
    share = (_COMMONEST - max(common, _RAREST)) / (_COMMONEST - _RAREST)
    return round(_LEAST_WEIGHT + share * (_RARE_WEIGHT - _LEAST_WEIGHT), 1)


def commonness(word: str, language: str) -> float:
    """Return the Zipf value of a folded word or, where greater, of its other forms; 0 if rare."""
    return commonness_by_stem(language).get(normalise.stem(word, language), 0.0)


@lru_cache
def commonness_by_stem(language: str) -> Mapping[str, float]:
    """Return how common the common words of a language are, by their stems."""
    known: dict[str, float] = {}
    for word, zipf in lexicon.frequencies(language).items():
        stem = normalise.stem(word, language)
        known[stem] = max(zipf, known.get(stem, 0.0))
    return known
