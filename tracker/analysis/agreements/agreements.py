"""What a text tells was done to agreements: to those that are tracked, and to others."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tracker.analysis import base, findings, lexicon, normalise
from tracker.analysis.agreements import actions
from tracker.analysis.agreements.actions import FILE, Action
from tracker.analysis.mentions import participants, titles
from tracker.analysis.passages import Passage, Reading
from tracker.vocabularies import AgreementStatus, InstrumentType

HEAD = "told"
THRESHOLD = 0.45
#: Each event with its kind, and the status that an agreement has after it.
EVENTS = {
    "announced": ("agreement.proposed", AgreementStatus.PROPOSED),
    "signed": ("agreement.signed", AgreementStatus.SIGNED),
    "ratified": ("agreement.ratified", AgreementStatus.RATIFIED),
    "entered_into_force": ("agreement.entered_into_force", AgreementStatus.IN_FORCE),
    "provisionally_applied": (
        "agreement.entered_into_force",
        AgreementStatus.PROVISIONALLY_APPLIED,
    ),
    "extended": ("agreement.extended", AgreementStatus.RENEWED),
    "amended": ("agreement.amended", AgreementStatus.AMENDED),
    "suspended": ("agreement.suspended", AgreementStatus.SUSPENDED),
    "terminated": ("agreement.ended", AgreementStatus.TERMINATED),
}
_BEFORE_SIGNING = frozenset(
    {"proposed", "under_negotiation", "initialled", "signed", "approval_pending", "unclear"}
)
_NEAR = timedelta(days=30)
_REACH = 8
_SHARES = {"base": 0.3, "name": 0.3, "parties": 0.2, "date": 0.15}
_MOST = 0.97
_LONGEST_TITLE = 300


def find(reading: Reading) -> list[base.Finding]:
    """Return the surest finding for each tracked agreement and kind, and for each other one."""
    return reading.once(_find)


def _find(reading: Reading) -> list[base.Finding]:
    told = actions.find(reading)
    matched = (_tracked(reading, action) for action in told)
    known = findings.surest([finding for finding in matched if finding is not None])
    told_of = {finding.start for finding in known}
    others = [action for action in told if action.passage.sentence.start not in told_of]
    return [*known, *_proposals(reading, others)]


def _tracked(reading: Reading, action: Action) -> base.Finding | None:
    """Return the finding that the action was done to an agreement on record, or None."""
    if action.known is None or action.gap > _REACH or not action.is_real:
        return None
    (agreement, name), passage = action.known, action.passage
    parties = _share_of_parties(reading, passage, agreement)
    is_news = action.event != actions.SIGNED or _is_news(reading, agreement, action)
    is_theirs = bool(parties) or not agreement.parties
    if action.event == actions.ANNOUNCED or not is_news or not is_theirs:
        return None
    given = findings.day(reading, action.date)
    is_dated = action.date is not None and action.date.span.precision in ("day", "month")
    if action.event == actions.SIGNED and agreement.signed_on and not is_dated:
        given = agreement.signed_on, "day"
    shares = {
        "base": _SHARES["base"],
        "name": _SHARES["name"] * name.share,
        "parties": _SHARES["parties"] * parties,
        "date": _SHARES["date"] if action.date else 0.0,
    }
    if findings.is_before(reading, action.date):
        return None
    matched = [(s, e, passage.sentence.folded[s:e]) for s, e in name.spans]
    sure = min(_MOST, math.fsum(shares.values()))
    return _finding(action, sure, given, matched, shares, record=agreement.slug)


def _share_of_parties(reading: Reading, passage: Passage, agreement: base.Agreement) -> float:
    """Return the share of the parties that the sentence, or "both countries", stands for."""
    actors = reading.actors(passage)
    if _says_both(reading, passage) or not actors:
        actors |= reading.actors_before(passage)
    wanted = set(agreement.parties)
    return len(wanted & (actors or reading.all_actors)) / max(1, len(wanted))


def _says_both(reading: Reading, passage: Passage) -> bool:
    both = lexicon.load(reading.language).cues["both"]
    return bool(both.find(passage.sentence.lowered, passage.sentence.folded))


def _is_news(reading: Reading, agreement: base.Agreement, action: Action) -> bool:
    """Tell whether the signing is the one on record, or one that was awaited."""
    signed, anchor = agreement.signed_on, reading.anchor
    if signed is None:
        return agreement.status in _BEFORE_SIGNING
    if action.date is not None:
        return action.date.span.first <= signed <= action.date.span.last
    return anchor is not None and anchor.day <= signed + _NEAR and signed <= anchor.last


def _proposals(reading: Reading, told: Sequence[Action]) -> list[base.Finding]:
    """Return the likely actions on what is not on record, each event of an instrument once."""
    model = reading.weights[FILE][HEAD]
    likely = [(model.probability(action.features), action) for action in told]
    kept: list[tuple[float, Action]] = []
    for share, action in sorted(likely, key=lambda pair: -pair[0]):
        is_new = not any(_is_same(reading, action, other) for _, other in kept)
        if share >= THRESHOLD and is_new and not findings.is_before(reading, action.date):
            kept.append((share, action))
    return [_proposal(reading, share, action) for share, action in kept]


def _is_same(reading: Reading, one: Action, other: Action) -> bool:
    """Tell whether two actions are one: the same event of an instrument that may be the same."""
    if one.passage is other.passage and one.start == other.start:
        return True
    names = [titles.stems(each.name, reading.language) for each in (one, other)]
    return one.event == other.event and bool(names[0] <= names[1] or names[1] <= names[0])


def _proposal(reading: Reading, share: float, action: Action) -> base.Finding:
    passage, name = action.passage, action.name
    parties = participants.parties(reading.index, passage.actors)
    if not parties and _says_both(reading, passage):
        parties = sorted(p for p in reading.actors_before(passage) if ":" not in p)
    given = findings.day(reading, None if "planned" in action.features else action.date)
    matched = [(action.start, action.end, name)]
    weighed = reading.weights[FILE][HEAD].contributions(action.features)
    _, status = EVENTS[action.event]
    if f"event:{actions.INITIALLED}" in action.features:
        status = AgreementStatus.INITIALLED
    proposed = {
        "name": name,
        "event": action.event,
        "record": action.known[0].slug if action.known else None,
        "title": findings.shortened(name, _LONGEST_TITLE),
        "instrument_type": _type(reading, name).value,
        "status": status.value,
        "parties": [{"party": party, "role": "party"} for party in parties],
        "signed_date": findings.shown(*given) if action.event == actions.SIGNED else None,
    }
    return _finding(action, share, given, matched, weighed, proposed=proposed)


def _type(reading: Reading, name: str) -> InstrumentType:
    scan = lexicon.Scan(FILE, reading.language, normalise.lower(name), normalise.fold(name))
    found = (kind for kind in InstrumentType if scan.hits(f"type_{kind.value}"))
    return next(found, InstrumentType.OTHER)


def _finding(
    action: Action,
    share: float,
    given: tuple[date | None, str | None],
    matched: Sequence[tuple[int, int, str]],
    shares: Mapping[str, float],
    **fields: Any,
) -> base.Finding:
    decided = [(action.cue.start, action.cue.end, action.event)]
    rule, (kind, _) = f"{action.event} reported", EVENTS[action.event]
    why = findings.explanation(rule, action.passage, matched, decided, shares)
    return findings.build(kind, action.passage, share, given, explanation=why, **fields)
