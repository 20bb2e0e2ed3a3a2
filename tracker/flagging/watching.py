"""By what a commitment is watched: suggested from its words, and tried on past articles."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from tracker import models, watched
from tracker.analysis import commitments, lexicon, normalise, passages
from tracker.analysis.links import pairs
from tracker.analysis.mentions.index import Index, key_terms
from tracker.analysis.structure import sentences
from tracker.analysis.terms import terms
from tracker.flagging import prose

DAYS: Final = 90
MOST_DOCUMENTS: Final = 1000
MOST_PASSAGES: Final = 100
PATIENCE_SECONDS: Final = 6.0
#: A term that fires in more than this share of the texts of a language is too broad, from so many
#: texts on.
BROAD_SHARE: Final = 0.05
FEWEST_TEXTS: Final = 20
# From this weight on a suggested term tells by itself what is meant.
_STRONG: Final = 2.0

_SENTENCE: Final = {
    "en": "With these terms {reported} of {documents} articles of the last {days} days would be "
    "reported now.",
    "es": "Con estos términos se informaría ahora de {reported} de {documents} artículos de los "
    "últimos {days} días.",
}
_WARNING: Final = {
    "en": "“{term}” fires in {documents} of {read} texts; a term that broad links too much.",
    "es": "«{term}» aparece en {documents} de {read} textos; un término tan amplio enlaza "
    "demasiado.",
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
class Shown:
    """A sentence that a report would show, with the terms in it; ``score`` is how likely."""

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
class BroadTerm:
    """A term that fires in ``documents`` of the texts ``read`` in a language, too many."""

    term: str
    language: str
    documents: int
    read: int

    @property
    def sentence(self) -> dict[str, str]:
        """The warning in words, by language."""
        values = {"term": self.term, "documents": self.documents, "read": self.read}
        return {code: words.format(**values) for code, words in _WARNING.items()}


@dataclass(frozen=True)
class Preview:
    """Which articles a watch would have reported now, by their passages, the latest first.

    ``reported`` counts all of them, beyond those whose passages are given. A preview that is not
    complete ran out of time, or of articles that it may read, before it came to the oldest.
    """

    passages: tuple[Shown, ...]
    reported: int
    documents: int
    days: int
    is_complete: bool
    broad_terms: tuple[BroadTerm, ...] = ()

    @property
    def sentence(self) -> dict[str, str]:
        """How many articles would be reported, in words, by language."""
        values = {"reported": self.reported, "documents": self.documents, "days": self.days}
        return {code: words.format(**values) for code, words in _SENTENCE.items()}


def suggest_watch(commitment: models.Commitment) -> dict[str, Any]:
    """Return the commitment's watch with key terms suggested from its words in each language.

    They take the place of ``language_terms``; what else was entered stays. Where no groups were
    entered, one is suggested: the strong terms of both languages, so that no broad one links alone.
    """
    index = watched.index()
    known = index.commitments.get(commitment.slug)
    if known is None:
        return dict(commitment.watch)
    bare = replace(known, terms={}, language_terms={})
    suggested: dict[str, dict[str, float]] = {}
    for entry in key_terms(bare, index.officials, index.parties):
        suggested.setdefault(entry.language, {})[entry.term] = entry.weight
    groups = commitment.watch.get("groups") or _groups(suggested)
    return {
        **commitment.watch,
        "language_terms": suggested,
        **({"groups": groups} if groups else {}),
    }


def _groups(suggested: Mapping[str, Mapping[str, float]]) -> list[dict[str, list[str]]]:
    """Return the group of strong terms; none where a language has no such term, or no other."""
    strong = {
        language: [term for term, weight in weighted.items() if weight >= _STRONG]
        for language, weighted in suggested.items()
    }
    is_narrower = any(len(strong[language]) < len(suggested[language]) for language in strong)
    if not is_narrower or not all(strong.get(language) for language in lexicon.LANGUAGES):
        return []
    return [{"any_of": sorted({term for own in strong.values() for term in own})}]


def preview_watch(
    commitment: models.Commitment, watch: Mapping[str, Any], now: datetime, days: int = DAYS
) -> Preview:
    """Return which articles of the last days ``watch`` would have reported now; pure."""
    trial = _Trial(commitment, watch)
    end = time.monotonic() + PATIENCE_SECONDS
    snapshots = _articles(now - timedelta(days=days))
    is_complete = snapshots.count() <= MOST_DOCUMENTS
    for snapshot in snapshots[:MOST_DOCUMENTS].iterator(100):
        if time.monotonic() > end:
            is_complete = False
            break
        trial.read(snapshot)
    return Preview(
        tuple(trial.shown[:MOST_PASSAGES]),
        trial.reported,
        trial.texts.total(),
        days,
        is_complete,
        tuple(trial.broad_terms()),
    )


def _articles(since: datetime) -> Any:
    """Return the latest version of each document that was published, or came, since then."""
    return models.Snapshot.objects.current().published_since(since).order_by("-pk")


class _Trial:
    """A draft of a watch that articles are read with, among all else that is tracked."""

    def __init__(self, commitment: models.Commitment, watch: Mapping[str, Any]) -> None:
        known = watched.index()
        places = tuple(watch.get("places", commitment.places))
        draft = replace(known.commitments[commitment.slug], places=places, **watched.watch(watch))
        others = tuple(c for c in known.tracked.commitments if c.slug != draft.slug)
        tracked = replace(known.tracked, commitments=(draft, *others))
        self._draft = draft
        # Rivals count too; its own terms are looked for first, since most articles have none.
        self._alone = Index(replace(tracked, commitments=(draft,)), known)
        self._index = Index(tracked, known)
        self.shown: list[Shown] = []
        self.reported = 0
        self.texts: Counter[str] = Counter()
        self._fired: Counter[tuple[str, str]] = Counter()

    def read(self, snapshot: models.Snapshot) -> None:
        """Read an article, and keep what a report of it would show."""
        article = prose.article(snapshot)
        language = article.language
        self.texts[language] += 1
        text = f"{article.title}\n{article.text}"
        hits = self._alone.terms.find(normalise.fold(text), language)
        self._fired.update({(hit.term, language) for hit in hits})
        # Most articles hold neither terms nor officials, and need not be taken apart.
        if hits or self._names_officials(text):
            shown = list(self._report(snapshot, passages.Reading(article, self._index)))
            self.shown += shown
            self.reported += bool(shown)

    def _names_officials(self, text: str) -> bool:
        named = self._alone.names.find(text) if self._draft.officials else ()
        return any(m.kind == "official" and m.key in self._draft.officials for m in named)

    def _report(self, snapshot: models.Snapshot, reading: passages.Reading) -> Iterable[Shown]:
        for pair in pairs.pairs(reading):
            if pair.commitment is not self._draft or not pair.is_told:
                continue
            for ranked in commitments.shown(reading, pair):
                sentence = ranked.passage.sentence
                hits = reading.term_hits[sentence.index].get(self._draft.slug, ())
                yield Shown(snapshot, sentence, tuple(hits), round(pair.probability, 2))

    def broad_terms(self) -> Iterable[BroadTerm]:
        """Yield the terms that fire in too many of the texts of a language, the broadest first."""
        for (term, language), number in sorted(
            self._fired.items(), key=lambda item: (-item[1], item[0])
        ):
            read = self.texts[language]
            if read >= FEWEST_TEXTS and number > BROAD_SHARE * read:
                yield BroadTerm(term, language, number, read)
