"""Deeds that a text reports as done by those who are tracked: votes, laws, rulings, measures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from tracker.analysis import base, findings, lexicon
from tracker.analysis.agreements import agreements
from tracker.analysis.dates import dates
from tracker.analysis.meetings import meetings
from tracker.analysis.mentions import participants, people, titles
from tracker.analysis.mentions.people import Actor
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.structure.sentences import Sentence
from tracker.vocabularies import EventKind

FILE = "deeds"
KIND = "event.reported"
KINDS = tuple(kind.value for kind in EventKind if kind is not EventKind.OTHER)
_NEAR = 50
_SHARES = {"base": 0.4, "actor": 0.2, "date": 0.15, "title": 0.2}
_FRESH = timedelta(days=10)
_LONGEST_TITLE = 160


@dataclass(frozen=True)
class Deed:
    """A deed of one kind, and the words in the sentence that report it."""

    kind: str
    cue: lexicon.Hit


def told(sentence: Sentence, language: str) -> Deed | None:
    """Return the first deed that the sentence reports as done, if it reports one."""
    scan = lexicon.Scan(FILE, language, sentence.lowered, sentence.folded)
    found = [
        Deed(kind, hit)
        for kind in KINDS
        for hit in scan.hits(kind)
        if not scan.any("unreal", hit.start - _NEAR, hit.end)
    ]
    return min(found, key=lambda deed: deed.cue.start, default=None)


def find(reading: Reading) -> list[base.Finding]:
    """Return the deeds of tracked parties that the article itself reports, one a sentence.

    A sentence whose matter is an agreement or a meeting reports no deed besides.
    """
    taken = {f.start for f in (*agreements.find(reading), *meetings.find(reading))}
    found = []
    for passage in findings.told_in(reading):
        if passage.sentence.start in taken:
            continue
        deed = told(passage.sentence, reading.language)
        actors = [a for a in passage.actors if deed is not None and a.start < deed.cue.end]
        parties = participants.parties(reading.index, actors)
        if deed is None or not parties:
            continue
        dated = findings.nearest_date(reading, passage, deed.cue.start, is_planned=False)
        if not findings.is_before(reading, dated):
            found.append(_finding(reading, passage, deed, actors, dated))
    return found


def _finding(
    reading: Reading,
    passage: Passage,
    deed: Deed,
    actors: Sequence[Actor],
    dated: dates.DateMention | None,
) -> base.Finding:
    parties = participants.parties(reading.index, actors)
    given = findings.day(reading, dated)
    event, share = _tracked(reading, passage, parties, dated)
    shares = {
        "base": _SHARES["base"],
        "actor": _SHARES["actor"],
        "date": _SHARES["date"] if dated else 0.0,
        "title": _SHARES["title"] * share,
    }
    named = [a for a in passage.actors if a.sort == people.PERSON and a.is_sure]
    proposed = {
        "kind": deed.kind,
        "title": findings.shortened(passage.sentence.text, _LONGEST_TITLE),
        "start_date": findings.shown(*given),
        "parties": parties,
    }
    return findings.build(
        KIND,
        passage,
        math.fsum(shares.values()),
        given,
        record=event.slug if event else "",
        participants=tuple(
            (one.name, one.official)
            for one in participants.listed(reading.index, named, frozenset())
        ),
        explanation=findings.explanation(
            f"{deed.kind} reported",
            [findings.quoted(passage, a.start, a.end, term=a.name, weight=1.0) for a in actors],
            [findings.quoted(passage, deed.cue.start, deed.cue.end, cue=deed.kind)],
            shares,
        ),
        proposed=None if event else proposed,
    )


def _tracked(
    reading: Reading, passage: Passage, parties: Sequence[str], dated: dates.DateMention | None
) -> tuple[base.Event | None, float]:
    """Return the tracked event that the sentence names, of these parties and about that time."""
    best: tuple[base.Event | None, float] = (None, 0.0)
    for event in reading.index.tracked.events:
        share = titles.share(event.titles, passage.sentence.text, reading.language)
        is_theirs = not event.parties or bool(set(event.parties) & set(parties))
        if share > max(best[1], titles.ENOUGH) and is_theirs and _fits(reading, event, dated):
            best = event, share
    return best


def _fits(reading: Reading, event: base.Event, dated: dates.DateMention | None) -> bool:
    if event.starts_on is None or reading.anchor is None:
        return False
    first, last = event.starts_on, event.ends_on or event.starts_on
    if dated is not None:
        return dated.span.first <= last and first <= dated.span.last
    return first <= reading.anchor.last and reading.anchor.day <= last + _FRESH
