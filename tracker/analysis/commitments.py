"""Which tracked commitments an article is about, where it shows that, and what it may mean."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from tracker import kinds
from tracker.analysis import base, dating, normalise, ranking, relations
from tracker.analysis.attribution import sides
from tracker.analysis.links import pairs
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.ranking import Ranked

VERSION: Final = "2"
#: The rule of a report, which says that the article is about it and no more; and of a mention, by
#: which a person is asked whether it is.
ABOUT_IT: Final = "about it"
FOR_REVIEW: Final = "not certainly about it"
MENTIONED: Final = "commitment.mentioned"
KINDS: Final = {
    "reaffirms": "commitment.reaffirmed",
    "qualifies": "commitment.qualified",
    "contradicts": "commitment.contradicted",
    "challenges": "commitment.challenged",
    "progresses": "commitment.progressed",
    "fulfils": "commitment.fulfilled",
    "breaks": "commitment.broken",
}
_ANALYSER = {"name": "rules", "version": VERSION}
# What a third party claims is no relation of the holder's words: its kind says what it is.
_STORED = {"challenges": relations.NONE}
_SIDED = (sides.HOLDER, sides.COUNTERPART, sides.THIRD_PARTY)
# No machine is certain, however a likelihood is rounded.
_MOST_CONFIDENT = 0.99


def find(reading: Reading) -> list[base.Finding]:
    """Return a report for each commitment that the article is about, and what it may mean.

    A commitment that the article may be about, and may not, is mentioned. The words in which it
    was first stated are the record itself, and what was published before that is no news.
    """
    return [
        finding
        for pair in pairs.pairs(reading)
        if pair.is_likely
        for finding in _told(reading, pair)
    ]


def _told(reading: Reading, pair: pairs.Pair) -> Iterator[base.Finding]:
    best = shown(reading, pair)
    if best:
        yield _report(reading, pair, best)
    for ranked in best:
        meant = relations.meaning(reading, pair, ranked) if pair.is_told else None
        if meant is not None:
            yield _meaning(reading, pair, ranked, meant)


def shown(reading: Reading, pair: pairs.Pair) -> list[Ranked]:
    """Return the passages that a report shows, the best first.

    The article in which a commitment was first stated, in the words that show it best, has none,
    nor has one that is older.
    """
    best = ranking.best(reading, pair)
    if not best or pair.features["early"] or _is_own_origin(reading, pair, best[0].passage):
        return []
    return [ranked for ranked in best if not _is_own_origin(reading, pair, ranked.passage)]


def _is_own_origin(reading: Reading, pair: pairs.Pair, passage: Passage) -> bool:
    """Tell whether the sentence overlaps the words by which the commitment was first cited."""
    if reading.article.document not in pair.commitment.stated_in:
        return False
    text, sentence = normalise.fold(reading.article.text), passage.sentence
    places = ((text.find(normalise.fold(q)), len(q)) for q in pair.commitment.stated_quotes)
    return any(at >= 0 and at < sentence.end and sentence.start < at + n for at, n in places)


def _report(reading: Reading, pair: pairs.Pair, best: list[Ranked]) -> base.Finding:
    """Return the neutral finding that the article is about a commitment, and where it shows."""
    first, *others = best
    return base.Finding(
        **_found(reading, pair, first),
        kind=kinds.REPORTED if pair.is_told else MENTIONED,
        relation=None if pair.is_told else relations.NONE,
        confidence=_rounded(pair.probability),
        further=tuple(
            base.Passage(
                start=each.passage.sentence.start,
                end=each.passage.sentence.end,
                exact=each.passage.sentence.text,
                speaker=_speaker(reading, pair, each),
                side=each.side if each.side in _SIDED else None,
            )
            for each in others
        ),
        explanation={
            "matched": _matched(reading, pair, best),
            "rule": ABOUT_IT if pair.is_told else FOR_REVIEW,
            "contributions": pairs.contributions(reading, pair),
            "analyser": _ANALYSER,
        },
    )


def _meaning(
    reading: Reading, pair: pairs.Pair, ranked: Ranked, meant: relations.Meaning
) -> base.Finding:
    """Return the finding of what a passage may mean."""
    start = ranked.passage.sentence.start
    return base.Finding(
        **_found(reading, pair, ranked),
        kind=KINDS[meant.relation],
        confidence=_rounded(pair.probability * meant.probability),
        relation=_STORED.get(meant.relation, meant.relation),
        side=ranked.side if ranked.side in _SIDED else None,
        explanation={
            "matched": _matched(reading, pair, [ranked]),
            "decided_by": [
                {**_span(reading, start + word.start, start + word.end), "cue": relations.FILE}
                for word in meant.words
            ],
            "rule": meant.rule,
            "contributions": pairs.contributions(reading, pair),
            "relation_contributions": dict(meant.contributions),
            "analyser": _ANALYSER,
        },
    )


def _found(reading: Reading, pair: pairs.Pair, ranked: Ranked) -> dict[str, Any]:
    """Return where a passage stands, who speaks in it and on which day."""
    sentence = ranked.passage.sentence
    occurred, precision = dating.said(reading, ranked.passage)
    return {
        "record": pair.commitment.slug,
        "start": sentence.start,
        "end": sentence.end,
        "exact": sentence.text,
        "speaker": _speaker(reading, pair, ranked),
        "occurred": occurred,
        "occurred_precision": precision,
    }


def _speaker(reading: Reading, pair: pairs.Pair, ranked: Ranked) -> base.Speaker | None:
    voice = ranked.passage.spoken.voice
    return sides.speaker(voice, pair.commitment, reading.language, reading.home, reading.index)


def _matched(reading: Reading, pair: pairs.Pair, best: Iterable[Ranked]) -> list[dict[str, object]]:
    """Return the commitment's terms where they stand in the passages."""
    return [
        {
            **_span(reading, start + hit.start, start + hit.end),
            "term": hit.term,
            "weight": hit.weight,
        }
        for start, index in ((r.passage.sentence.start, r.passage.sentence.index) for r in best)
        for hit in reading.term_hits[index].get(pair.commitment.slug, ())
    ]


def _span(reading: Reading, start: int, end: int) -> dict[str, object]:
    return {"text": reading.article.text[start:end], "start": start, "end": end}


def _rounded(likelihood: float) -> float:
    return min(round(likelihood, 2), _MOST_CONFIDENT)
