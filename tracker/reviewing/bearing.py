"""On which commitments a proposed deed may bear, and on whose side of them its parties stand."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet

from tracker import models, vocabularies
from tracker.analysis import normalise
from tracker.analysis.terms import gist, terms
from tracker.reviewing import likeness
from tracker.serializers import search

MOST: Final = 5
MOST_FOUND: Final = 10
RELATIONS: Final = (
    vocabularies.RelationKind.PROGRESSES,
    vocabularies.RelationKind.FULFILS,
    vocabularies.RelationKind.BREAKS,
)
"""What a deed is for a commitment; words may do more to one."""

_MOST_COMPARED: Final = 300
_FEWEST_SHARED: Final = 2

_Stem = tuple[str, str]
"""A language, and the stem of a word in it."""


@dataclass(frozen=True)
class Bearing:
    """A commitment on which a deed may bear, on whose side it is done, and why."""

    commitment: models.Commitment
    side: str
    reasons: tuple[str, ...]


def likely(row: models.Proposal) -> list[Bearing]:
    """Return the commitments that a proposed deed may keep or break, the likeliest first."""
    parties = likeness.party_slugs(row)
    reported = set(_reported(row))
    bound = Q(holders__identity__slug__in=parties) | Q(towards__identity__slug__in=parties)
    latest = _commitments().filter(bound).order_by("-changed_at").values_list("pk", flat=True)
    keys = reported.union(latest.distinct()[:_MOST_COMPARED])
    told = _told(row)
    weighed = []
    for commitment in _shown(keys):
        shared = {told[stem] for stem in told.keys() & _said(commitment, {key[0] for key in told})}
        is_reported = commitment.pk in reported
        if is_reported or len(shared) >= _FEWEST_SHARED:
            bearing = _bearing(commitment, parties, _reasons(shared, is_reported=is_reported))
            weighed.append(((is_reported, len(shared), commitment.pk), bearing))
    weighed.sort(key=lambda each: each[0], reverse=True)
    return [bearing for _, bearing in weighed[:MOST]]


def found(row: models.Proposal, words: str) -> list[Bearing]:
    """Return the commitments that someone looks for by words of their titles or texts."""
    folded = search.folded(words).strip()
    if not folded:
        return []
    names = models.NameEntry.objects.suggested(folded, ["commitment"], MOST_FOUND)
    keys = [name.record_id for name in names]
    matching = models.SearchEntry.objects.keys("commitment", words)
    latest = _commitments().filter(pk__in=matching).order_by("-changed_at")
    keys += latest.values_list("pk", flat=True)[:MOST_FOUND]
    return chosen(row, list(dict.fromkeys(keys))[:MOST_FOUND])


def chosen(row: models.Proposal, keys: Collection[int]) -> list[Bearing]:
    """Return the public ones among these commitments."""
    parties = likeness.party_slugs(row)
    return [_bearing(commitment, parties, ()) for commitment in _shown(keys)]


def side_of(commitment: models.Commitment, parties: Collection[str]) -> str:
    """Return on whose side of a commitment parties stand."""
    side = vocabularies.Side
    if any(party.slug in parties for party in commitment.holders.all()):
        return side.HOLDER.value
    if any(party.slug in parties for party in commitment.towards.all()):
        return side.COUNTERPART.value
    return side.THIRD_PARTY.value


def _bearing(
    commitment: models.Commitment, parties: Collection[str], reasons: tuple[str, ...]
) -> Bearing:
    return Bearing(commitment, side_of(commitment, parties), reasons)


def _commitments() -> QuerySet[models.Commitment, models.Commitment]:
    return models.Commitment.objects.standing().public()


def _shown(keys: Collection[int]) -> QuerySet[models.Commitment, models.Commitment]:
    rows = _commitments().filter(pk__in=keys).select_related("identity").defer("body")
    return rows.prefetch_related("holders__identity", "towards__identity").order_by("pk")


def _reported(row: models.Proposal) -> Iterable[int]:
    """Return the commitments on which the documents quoted were found to report."""
    documents = row.quotes.values("snapshot__document")
    telling = models.Citation.objects.filter(snapshot__document__in=documents).values("record")
    developments = models.Development.objects.standing().filter(pk__in=telling)
    of_commitments = developments.filter(subject__type="commitment")
    return of_commitments.values_list("subject", flat=True)


def _told(row: models.Proposal) -> Mapping[_Stem, str]:
    """Return the telling words of the quotes by their stems."""
    found: dict[_Stem, str] = {}
    for quote in row.quotes.select_related("snapshot__document"):
        language = quote.snapshot.document.language
        for token in terms.tokens(normalise.fold(quote.exact)):
            for stem in gist.stems(token.word, language):
                found.setdefault((language, stem), token.word)
    return found


def _said(commitment: models.Commitment, languages: Iterable[str]) -> set[_Stem]:
    """Return the stems of the words in which a commitment is kept and by which it is watched."""
    return {
        (language, stem)
        for language in languages
        for text in _texts(commitment, language)
        for stem in gist.stems(normalise.fold(text), language)
    }


def _texts(commitment: models.Commitment, language: str) -> Iterator[str]:
    watch: dict[str, Any] = commitment.watch
    if commitment.language == language:
        yield from (commitment.text, commitment.short_title)
        yield from (criterion["text"] for criterion in commitment.criteria)
        yield from (watch.get("violation", ""), watch.get("fulfilment", ""))
    yield from commitment.translations.get(language, {}).values()
    yield from watch.get("terms", ())
    yield from watch.get("language_terms", {}).get(language, ())


def _reasons(shared: Collection[str], *, is_reported: bool) -> tuple[str, ...]:
    words = (f"shares the words {', '.join(sorted(shared))}",) if shared else ()
    return (("the same article reports on it",) if is_reported else ()) + words
