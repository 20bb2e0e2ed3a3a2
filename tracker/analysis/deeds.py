"""Deeds that a text reports as done by those who are tracked: votes, laws, rulings, measures."""

import math
from collections.abc import Sequence
from datetime import timedelta

from tracker.analysis import base, findings, lexicon
from tracker.analysis.agreements import agreements
from tracker.analysis.dates import dates
from tracker.analysis.meetings import meetings
from tracker.analysis.mentions import participants, people, titles
from tracker.analysis.passages import Reading
from tracker.vocabularies import EventKind

FILE = "deeds"
KIND = "event.reported"
KINDS = tuple(kind.value for kind in EventKind if kind is not EventKind.OTHER)
_NEAR = 50
_SHARES = {"base": 0.4, "actor": 0.2, "date": 0.15, "title": 0.2}
_FRESH = timedelta(days=10)
_LONGEST_TITLE = 160


def told(scan: lexicon.Scan) -> tuple[str, lexicon.Hit] | None:
    """Return the kind of the first deed that a sentence reports as done, and the words for it."""
    found = [
        (kind, hit)
        for kind in KINDS
        for hit in scan.hits(kind)
        if not scan.any("unreal", hit.start - _NEAR, hit.end)
    ]
    return min(found, key=lambda deed: deed[1].start, default=None)


def find(reading: Reading) -> list[base.Finding]:
    """Return the deeds of tracked parties that the article itself reports, one a sentence.

    A sentence whose matter is an agreement or a meeting reports no deed besides.
    """
    taken = {f.start for f in (*agreements.find(reading), *meetings.find(reading))}
    scenes = (
        findings.Scene(FILE, reading, passage)
        for passage in findings.told_in(reading)
        if passage.sentence.start not in taken
    )
    found = (_finding(scene, *deed) for scene in scenes if (deed := told(scene)))
    return [finding for finding in found if finding is not None]


def _finding(scene: findings.Scene, kind: str, cue: lexicon.Hit) -> base.Finding | None:
    reading, passage = scene.reading, scene.passage
    actors = [actor for actor in passage.actors if actor.start < cue.end]
    parties = participants.parties(reading.index, actors)
    dated = scene.date(cue.start, is_planned=False)
    if not parties or findings.is_before(reading, dated):
        return None
    given = findings.day(reading, dated)
    event, share = _tracked(scene, parties, dated)
    shares = {
        "base": _SHARES["base"],
        "actor": _SHARES["actor"],
        "date": _SHARES["date"] if dated else 0.0,
        "title": _SHARES["title"] * share,
    }
    named = [a for a in passage.actors if a.sort == people.PERSON and a.is_sure]
    present = participants.listed(reading.index, named, frozenset())
    proposed = {
        "kind": kind,
        "title": findings.shortened(scene.text, _LONGEST_TITLE),
        "start_date": findings.shown(*given),
        "parties": parties,
    }
    return findings.build(
        KIND,
        passage,
        math.fsum(shares.values()),
        given,
        record=event.slug if event else "",
        participants=tuple((one.name, one.official) for one in present),
        explanation=findings.explanation(
            f"{kind} reported",
            passage,
            [(actor.start, actor.end, actor.name) for actor in actors],
            [(cue.start, cue.end, kind)],
            shares,
        ),
        proposed=None if event else proposed,
    )


def _tracked(
    scene: findings.Scene, parties: Sequence[str], dated: dates.DateMention | None
) -> tuple[base.Event | None, float]:
    """Return the tracked event that the sentence names, of these parties and about that time."""
    best: tuple[base.Event | None, float] = (None, 0.0)
    for event in scene.reading.index.tracked.events:
        is_theirs = not event.parties or bool(set(event.parties) & set(parties))
        if is_theirs and _fits(scene.reading, event, dated):
            share = titles.share(event.titles, scene.text, scene.reading.language)
            if share > max(best[1], titles.ENOUGH):
                best = event, share
    return best


def _fits(reading: Reading, event: base.Event, dated: dates.DateMention | None) -> bool:
    if event.starts_on is None or reading.anchor is None:
        return False
    first, last = event.starts_on, event.ends_on or event.starts_on
    if dated is not None:
        return dated.span.first <= last and first <= dated.span.last
    return first <= reading.anchor.last and reading.anchor.day <= last + _FRESH
