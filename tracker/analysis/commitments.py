"""Which tracked commitments an article is about, where it shows that, and what it may mean."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from tracker import kinds
from tracker.analysis import base, findings, normalise, ranking, relations
from tracker.analysis.attribution import sides
from tracker.analysis.dates import dates
from tracker.analysis.links import pairs
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.ranking import Ranked

NAME: Final = "rules"
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
#: What a third party claims is no relation of the holder's words: its kind says what it is.
STORED: Final = {"challenges": relations.NONE}
_NEAR_VERB: Final = 40


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
        if meant and meant.relation:
            yield _meaning(reading, pair, ranked, meant, meant.relation)


def shown(reading: Reading, pair: pairs.Pair) -> list[Ranked]:
    """Return the passages that a report shows, the best first.

    The article in which a commitment was first stated, in the words that show it best, has none,
    nor has one that is older.
    """
    best = ranking.best(reading, pair)
    new = [ranked for ranked in best if not _is_origin(reading, pair, ranked)]
    return [] if pair.features["early"] or new[:1] != [*best[:1]] else new


def _is_origin(reading: Reading, pair: pairs.Pair, ranked: Ranked) -> bool:
    sentence = ranked.passage.sentence
    return is_origin(reading.article, pair.commitment, sentence.start, sentence.end)


def is_origin(article: base.Article, commitment: base.Commitment, start: int, end: int) -> bool:
    """Tell whether a span overlaps the words by which the commitment was first cited."""
    if article.document not in commitment.stated_in:
        return False
    text = normalise.fold(article.text)
    places = ((text.find(normalise.fold(quote)), len(quote)) for quote in commitment.stated_quotes)
    return any(0 <= at < end and start < at + length for at, length in places)


def _report(reading: Reading, pair: pairs.Pair, best: list[Ranked]) -> base.Finding:
    """Return the neutral finding that the article is about a commitment, and where it shows."""
    first, *others = best
    return base.Finding(
        **_found(reading, pair, first, best, rule=ABOUT_IT if pair.is_told else FOR_REVIEW),
        kind=kinds.REPORTED if pair.is_told else MENTIONED,
        relation=None if pair.is_told else relations.NONE,
        confidence=findings.confidence(pair.probability),
        further=tuple(
            base.Passage(**_words(each), speaker=_speaker(reading, each), side=_side(each))
            for each in others
        ),
    )


def _meaning(
    reading: Reading, pair: pairs.Pair, ranked: Ranked, meant: relations.Meaning, relation: str
) -> base.Finding:
    """Return the finding of what a passage may mean."""
    start = ranked.passage.sentence.start
    spans = [_span(reading, start + word.start, start + word.end) for word in meant.words]
    why = {
        "decided_by": [{**span, "cue": relations.FILE} for span in spans],
        "rule": meant.rule,
        "relation_contributions": dict(meant.contributions),
    }
    return base.Finding(
        **_found(reading, pair, ranked, [ranked], **why),
        kind=KINDS[relation],
        confidence=findings.confidence(pair.probability * meant.likely[relation]),
        relation=STORED.get(relation, relation),
        side=_side(ranked),
    )


def _found(
    reading: Reading, pair: pairs.Pair, ranked: Ranked, best: Iterable[Ranked], **why: object
) -> dict[str, Any]:
    """Return where a passage stands, who speaks in it and on which day, and why it is told."""
    occurred, precision = said(reading, ranked.passage)
    return {
        "record": pair.commitment.slug,
        **_words(ranked),
        "speaker": _speaker(reading, ranked),
        "occurred": occurred,
        "occurred_precision": precision,
        "explanation": {
            "matched": _matched(reading, pair, best),
            "contributions": pairs.contributions(reading, pair),
            "analyser": {"name": NAME, "version": VERSION},
            **why,
        },
    }


def said(reading: Reading, passage: Passage) -> tuple[date | None, str | None]:
    """Return the day on which it was said, and its precision: the article's, or that it names.

    A date counts if it is given from the article's own ("el viernes") or stands by the verb of
    speech.
    """
    anchor = reading.anchor
    if anchor is None:
        return None, None
    for mention in dates.find(passage.sentence.text, reading.language, anchor):
        span = mention.span
        gaps = (max(mention.start - v.end, v.start - mention.end) for v in passage.verbs)
        is_near = span.is_relative or min(gaps, default=_NEAR_VERB + 1) <= _NEAR_VERB
        if is_near and anchor.day - findings.STALE <= span.first == span.last <= anchor.last:
            return span.first, span.precision
    return findings.day(reading, None)


def _words(ranked: Ranked) -> dict[str, Any]:
    sentence = ranked.passage.sentence
    return {"start": sentence.start, "end": sentence.end, "exact": sentence.text}


def _speaker(reading: Reading, ranked: Ranked) -> base.Speaker | None:
    voice = ranked.passage.spoken.voice
    return sides.placed(voice, reading.language, reading.home, reading.index)


def _side(ranked: Ranked) -> str | None:
    return None if ranked.side in (sides.OUTLET, sides.UNKNOWN) else ranked.side


def _matched(reading: Reading, pair: pairs.Pair, best: Iterable[Ranked]) -> list[dict[str, object]]:
    """Return the commitment's terms where they stand in the passages."""
    sentences = (ranked.passage.sentence for ranked in best)
    return [
        {
            **_span(reading, sentence.start + hit.start, sentence.start + hit.end),
            "term": hit.term,
            "weight": hit.weight,
        }
        for sentence in sentences
        for hit in reading.term_hits[sentence.index].get(pair.commitment.slug, ())
    ]


def _span(reading: Reading, start: int, end: int) -> dict[str, object]:
    return {"text": reading.article.text[start:end], "start": start, "end": end}
