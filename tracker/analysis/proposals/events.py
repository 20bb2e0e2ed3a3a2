"""Deeds of those who are tracked: on a tracked event where they are that, else proposed."""

import math
from collections.abc import Sequence
from datetime import timedelta

from tracker.analysis import base, lexicon, normalise
from tracker.analysis.dates import dates
from tracker.analysis.deeds import deeds
from tracker.analysis.mentions import people
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.proposals import told, wording
from tracker.analysis.proposals.cast import Cast
from tracker.analysis.terms import terms

KIND = "event.reported"
_SHARES = {"base": 0.4, "actor": 0.2, "date": 0.15, "title": 0.2}
_ENOUGH_OF_TITLE = 0.6
_NEAR = timedelta(days=10)
_LONGEST_TITLE = 160


def find(reading: Reading, cast: Cast, tracked: Sequence[base.Finding]) -> list[base.Finding]:
    """Return the deeds of tracked parties that the text reports, one a sentence.

    A sentence of which ``tracked`` findings tell that an agreement or a meeting is its matter
    reports no deed besides.
    """
    told_of = {f.start for f in tracked if not f.kind.startswith("commitment.")}
    found = []
    for passage in reading.passages:
        if passage.is_question or passage.sentence.start in told_of:
            continue
        deed = deeds.find(passage.sentence, reading.language)
        actors = [a for a in cast.of(passage) if deed is not None and a.start < deed.cue.end]
        parties = cast.parties(actors)
        if deed is None or not parties:
            continue
        dated = told.nearest_date(reading, passage, deed.cue.start, is_planned=False)
        if not told.is_stale(reading, dated):
            found.append(_finding(reading, cast, passage, deed, (parties, dated)))
    return found


def _finding(
    reading: Reading,
    cast: Cast,
    passage: Passage,
    deed: deeds.Deed,
    of: tuple[list[str], dates.DateMention | None],
) -> base.Finding:
    parties, dated = of
    sentence = passage.sentence
    occurred, precision = told.day(reading, dated)
    event, share = _tracked(reading, passage, parties, dated)
    people_named = [a for a in cast.of(passage) if a.sort == people.PERSON and a.is_sure]
    contributions = {
        "base": _SHARES["base"],
        "actor": _SHARES["actor"],
        "date": _SHARES["date"] if dated else 0.0,
        "title": _SHARES["title"] * share,
    }
    matched = [
        told.span(passage, a.start, a.end) | {"term": a.name, "weight": 1.0}
        for a in cast.of(passage)
        if a.start < deed.cue.end
    ]
    return base.Finding(
        kind=KIND,
        record=event.slug if event else "",
        start=sentence.start,
        end=sentence.end,
        exact=sentence.text,
        confidence=round(math.fsum(contributions.values()), 2),
        occurred=occurred,
        occurred_precision=precision,
        participants=tuple(
            (part.name, part.official) for part in cast.parts(people_named) if part.name
        ),
        explanation=told.explanation(
            f"{deed.kind} reported",
            matched,
            [told.span(passage, deed.cue.start, deed.cue.end) | {"cue": deed.kind}],
            {name: value for name, value in contributions.items() if value},
        ),
        proposed=None
        if event
        else {
            "kind": deed.kind,
            "title": wording.shortened(sentence.text, _LONGEST_TITLE),
            "start_date": wording.shown(occurred, precision),
            "parties": parties,
        },
    )


def _tracked(
    reading: Reading, passage: Passage, parties: list[str], dated: dates.DateMention | None
) -> tuple[base.Event | None, float]:
    """Return the tracked event that the sentence names, of these parties and about that time."""
    own = _stems(passage.sentence.folded, reading.language)
    best: tuple[base.Event | None, float] = (None, 0.0)
    for event in reading.index.tracked.events:
        shares = [
            len(wanted & own) / len(wanted)
            for title in event.titles
            if (wanted := _stems(normalise.fold(title), reading.language))
        ]
        share = max(shares, default=0.0)
        is_theirs = not event.parties or bool(set(event.parties) & set(parties))
        if share > max(best[1], _ENOUGH_OF_TITLE) and is_theirs and _fits(reading, event, dated):
            best = (event, share)
    return best


def _stems(folded: str, language: str) -> frozenset[str]:
    stopwords = lexicon.load(language).stopwords
    return frozenset(
        normalise.stem(token.word, language)
        for token in terms.tokens(folded)
        if token.word not in stopwords
    )


def _fits(reading: Reading, event: base.Event, dated: dates.DateMention | None) -> bool:
    if event.starts_on is None or reading.anchor is None:
        return False
    first, last = event.starts_on, event.ends_on or event.starts_on
    if dated is not None:
        return dated.span.first <= last and first <= dated.span.last
    return first <= reading.anchor.last and reading.anchor.day <= last + _NEAR
