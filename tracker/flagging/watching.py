"""By what a commitment is watched: suggested from its words, and tried on past articles."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from tracker import models, watched
from tracker.analysis import base, normalise, passages, ranking
from tracker.analysis.links import pairs
from tracker.analysis.mentions.index import Index, key_terms
from tracker.analysis.structure import sentences
from tracker.analysis.terms import terms
from tracker.flagging import prose

DAYS = 90
MOST_DOCUMENTS = 1000
MOST_PASSAGES = 100
PATIENCE_SECONDS = 6.0


_SENTENCE = {
    "en": "These terms would have linked {linked} passages in {days} days.",
    "es": "Estos términos habrían enlazado {linked} pasajes en {days} días.",
}


@dataclass(frozen=True)
class Match:
    """A key term where it stands in the text of an article, and as it is written there."""

    term: str
    text: str
    weight: float
    start: int
    end: int


@dataclass(frozen=True)
class Linked:
    """A sentence that would have been linked, with the terms in it; ``score`` is how likely."""

    snapshot: models.Snapshot
    sentence: sentences.Sentence
    hits: tuple[terms.TermHit, ...]
    score: float

    @property
    def matches(self) -> list[Match]:
        """The terms where they stand in the article."""
        text, start = self.sentence.text, self.sentence.start
        return [
            Match(
                hit.term, text[hit.start : hit.end], hit.weight, start + hit.start, start + hit.end
            )
            for hit in self.hits
        ]


@dataclass(frozen=True)
class Preview:
    """What a watch would have linked, the latest article first.

    ``linked`` counts passages beyond those that are given too. A preview that is not complete
    ran out of time, or of articles that it may read, before it came to the oldest.
    """

    passages: tuple[Linked, ...]
    linked: int
    documents: int
    days: int
    is_complete: bool

    @property
    def sentence(self) -> dict[str, str]:
        """How many passages it would have linked, in words, by language."""
        return {
            language: words.format(linked=self.linked, days=self.days)
            for language, words in _SENTENCE.items()
        }


def suggest_watch(commitment: models.Commitment) -> dict[str, Any]:
    """Return the commitment's watch with key terms suggested from its words in each language.

    They take the place of ``language_terms``; what else was entered stays.
    """
    index = watched.index()
    known = index.commitments.get(commitment.slug)
    if known is None:
        return dict(commitment.watch)
    bare = replace(known, terms={}, language_terms={})
    suggested: dict[str, dict[str, float]] = {}
    for entry in key_terms(bare, index.officials, index.parties):
        suggested.setdefault(entry.language, {})[entry.term] = entry.weight
    return {**commitment.watch, "language_terms": suggested}


def preview_watch(
    commitment: models.Commitment, watch: Mapping[str, Any], now: datetime, days: int = DAYS
) -> Preview:
    """Return what ``watch`` would have linked with the commitment in the last days; pure."""
    known = watched.index()
    draft = _draft(known.commitments[commitment.slug], commitment, watch)
    tracked = base.Tracked(known.tracked.parties, known.tracked.officials, (draft,))
    index = Index(tracked, known)
    found: list[Linked] = []
    read, end = 0, time.monotonic() + PATIENCE_SECONDS
    snapshots = _articles(now - timedelta(days=days))
    is_complete = snapshots.count() <= MOST_DOCUMENTS
    for snapshot in snapshots[:MOST_DOCUMENTS].iterator(100):
        if time.monotonic() > end:
            is_complete = False
            break
        read += 1
        found += _linked(snapshot, index)
    return Preview(tuple(found[:MOST_PASSAGES]), len(found), read, days, is_complete)


def _draft(
    known: base.Commitment, commitment: models.Commitment, watch: Mapping[str, Any]
) -> base.Commitment:
    places = tuple(watch.get("places", commitment.places))
    return replace(known, places=places, **watched.watch(watch))


def _articles(since: datetime) -> Any:
    """Return the latest version of each document that was published, or came, since then."""
    return models.Snapshot.objects.current().published_since(since).order_by("-pk")


def _linked(snapshot: models.Snapshot, index: Index) -> Iterator[Linked]:
    article = prose.article(snapshot)
    # Most articles hold none of the terms, and need not be taken apart.
    if not index.terms.find(normalise.fold(article.text), article.language):
        return
    scene = passages.Reading(article, index)
    for pair in pairs.pairs(scene):
        for ranked in ranking.best(scene, pair) if pair.is_told else ():
            sentence = ranked.passage.sentence
            hits = scene.term_hits[sentence.index].get(pair.commitment.slug, ())
            yield Linked(snapshot, sentence, tuple(hits), round(pair.probability, 2))
