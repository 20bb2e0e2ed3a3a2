"""Whether a text has the words of a commitment's concept: one of them, or all."""

from functools import lru_cache

from tracker.analysis import base
from tracker.analysis.terms import terms


def holds(group: base.Group, folded: str, language: str) -> bool:
    """Tell whether a folded text has what the group asks for, by stems."""
    found = {hit.term for hit in _finder(group.any_of + group.all_of).find(folded, language)}
    return bool(found.intersection(group.any_of)) or (
        bool(group.all_of) and found.issuperset(group.all_of)
    )


@lru_cache(maxsize=10_000)
def _finder(words: tuple[str, ...]) -> terms.TermIndex:
    # Each word is a key of its own, so that none hides another that it overlaps.
    return terms.TermIndex((word, word, 1.0) for word in words)
