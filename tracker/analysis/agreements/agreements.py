"""What a text tells was done to agreements: to those that are tracked, and to others."""

import math
from collections.abc import Sequence
from datetime import date, timedelta

from tracker.analysis import base, findings, lexicon, normalise
from tracker.analysis.agreements import actions
from tracker.analysis.agreements.actions import FILE, Action
from tracker.analysis.mentions import offices, participants
from tracker.analysis.passages import Passage, Reading
from tracker.vocabularies import AgreementStatus, InstrumentType

HEAD = "told"
THRESHOLD = 0.4
_KINDS = {
    "announced": "agreement.proposed",
    "signed": "agreement.signed",
    "ratified": "agreement.ratified",
    "entered_into_force": "agreement.entered_into_force",
    "provisionally_applied": "agreement.entered_into_force",
    "extended": "agreement.extended",
    "amended": "agreement.amended",
    "suspended": "agreement.suspended",
    "terminated": "agreement.ended",
}
_STATUSES = {
    "announced": AgreementStatus.PROPOSED,
    "signed": AgreementStatus.SIGNED,
    "ratified": AgreementStatus.RATIFIED,
    "entered_into_force": AgreementStatus.IN_FORCE,
    "provisionally_applied": AgreementStatus.PROVISIONALLY_APPLIED,
    "extended": AgreementStatus.RENEWED,
    "amended": AgreementStatus.AMENDED,
    "suspended": AgreementStatus.SUSPENDED,
    "terminated": AgreementStatus.TERMINATED,
}
_PAST_SIGNING = frozenset(
    {"ratified", "in_force", "provisionally_applied", "suspended", "amended", "renewed", "expired",
     "terminated", "withdrawn", "superseded"}
)  # fmt: skip
_NEAR = timedelta(days=30)
_REACH = 8
_SHARES = {"base": 0.3, "name": 0.3, "parties": 0.2, "date": 0.15}
_MOST = 0.97
_LONGEST_TITLE = 300


def candidates(reading: Reading) -> list[Action]:
    """Return every instrument with what may be told of it."""
    return actions.find(reading)


def find(reading: Reading) -> list[base.Finding]:
    """Return the surest finding for each tracked agreement and kind, and for each other one."""
    return reading.once(_find)


def _find(reading: Reading) -> list[base.Finding]:
    told = candidates(reading)
    surest: dict[tuple[str, str], base.Finding] = {}
    for action in told:
        finding = _tracked(reading, action)
        if finding is not None:
            key = (finding.kind, finding.record)
            if key not in surest or finding.confidence > surest[key].confidence:
                surest[key] = finding
    known = list(surest.values())
    told_of = {finding.start for finding in known}
    return [
        *known,
        *_proposed(reading, [a for a in told if a.passage.sentence.start not in told_of]),
    ]


def _tracked(reading: Reading, action: Action) -> base.Finding | None:
    """Return the finding that the action was done to an agreement on record, or None."""
    if action.known is None or not action.is_real or action.event == actions.ANNOUNCED:
        return None
    agreement, name = action.known
    parties = _share_of_parties(reading, action.passage, agreement)
    is_near = action.features["gap"] <= 0.1 + _REACH / 14
    is_signed = action.event == actions.SIGNED
    if (
        not is_near
        or (agreement.parties and not parties)
        or findings.is_stale(reading, action.date)
        or (is_signed and not _is_news(reading, agreement, action))
    ):
        return None
    given = findings.day(reading, action.date)
    is_dated = action.date is not None and action.date.span.precision in ("day", "month")
    if not is_dated and is_signed and agreement.signed_on is not None:
        given = agreement.signed_on, "day"
    shares = {
        "base": _SHARES["base"],
        "name": _SHARES["name"] * name.share,
        "parties": _SHARES["parties"] * parties,
        "date": _SHARES["date"] if action.date else 0.0,
    }
    folded = action.passage.sentence.folded
    matched = [
        findings.quoted(action.passage, start, end, term=folded[start:end], weight=1.0)
        for start, end in name.spans
    ]
    sure = min(_MOST, math.fsum(shares.values()))
    return _finding(action, (agreement.slug, sure), given, matched, shares)


def _share_of_parties(reading: Reading, passage: Passage, agreement: base.Agreement) -> float:
    """Return the share of the parties that the sentence, or "both countries", stands for."""
    wanted = set(agreement.parties)
    if not wanted:
        return 0.0
    actors = reading.actors(passage)
    if _says_both(reading, passage) or not actors:
        actors |= reading.actors_before(passage)
    actors = actors or reading.all_actors
    return len(wanted & actors) / len(wanted)


def _says_both(reading: Reading, passage: Passage) -> bool:
    both = lexicon.load(reading.language).cues["both"]
    return bool(both.find(passage.sentence.lowered, passage.sentence.folded))


def _is_news(reading: Reading, agreement: base.Agreement, action: Action) -> bool:
    """Tell whether the signing is the one on record, or one that was awaited."""
    signed, anchor = agreement.signed_on, reading.anchor
    if signed is None:
        return agreement.status not in _PAST_SIGNING
    if action.date is not None:
        return action.date.span.first <= signed <= action.date.span.last
    return anchor is not None and anchor.day <= signed + _NEAR and signed <= anchor.last


def _proposed(reading: Reading, told: Sequence[Action]) -> list[base.Finding]:
    """Return the likely actions on what is not on record, each event of an instrument once."""
    model = reading.weights[FILE][HEAD]
    likely = sorted(
        ((model.probability(action.features), -action.passage.sentence.start, n, action)
         for n, action in enumerate(told)),
        reverse=True,
    )  # fmt: skip
    kept: list[Action] = []
    found = []
    for share, _, _, action in likely:
        if share < THRESHOLD or findings.is_stale(reading, action.date):
            continue
        if any(_is_same(reading, action, other) for other in kept):
            continue
        kept.append(action)
        found.append(_proposal(reading, share, action))
    return found


def _is_same(reading: Reading, one: Action, other: Action) -> bool:
    """Tell whether two actions are one: the same event of an instrument that may be the same."""
    if one.passage is other.passage and one.start == other.start:
        return True
    names = [offices.stems(each.name, reading.language) for each in (one, other)]
    return one.event == other.event and bool(names[0] <= names[1] or names[1] <= names[0])


def _proposal(reading: Reading, share: float, action: Action) -> base.Finding:
    passage, name = action.passage, action.name
    parties = participants.parties(reading.index, passage.actors)
    if not parties and _says_both(reading, passage):
        parties = sorted(p for p in reading.actors_before(passage) if ":" not in p)
    is_past = action.date is not None and "planned" not in action.features
    given = findings.day(reading, action.date if is_past else None)
    model = reading.weights[FILE][HEAD]
    matched = [findings.quoted(passage, action.start, action.end, term=name, weight=1.0)]
    return _finding(
        action,
        ("", share),
        given,
        matched,
        model.contributions(action.features),
        {
            "name": name,
            "event": action.event,
            "record": action.known[0].slug if action.known else None,
            "title": findings.shortened(name, _LONGEST_TITLE),
            "instrument_type": _type(reading, name).value,
            "status": _STATUSES[action.event].value,
            "parties": [{"party": party, "role": "party"} for party in parties],
            "signed_date": findings.shown(*given) if action.event == actions.SIGNED else None,
        },
    )


def _type(reading: Reading, name: str) -> InstrumentType:
    scan = lexicon.Scan(FILE, reading.language, normalise.lower(name), normalise.fold(name))
    return next(
        (kind for kind in InstrumentType if scan.hits(f"type_{kind.value}")), InstrumentType.OTHER
    )


def _finding(
    action: Action,
    of: tuple[str, float],
    given: tuple[date | None, str | None],
    matched: list[dict[str, object]],
    shares: dict[str, float],
    proposed: dict[str, object] | None = None,
) -> base.Finding:
    (record, sure), sentence, cue = of, action.passage.sentence, action.cue
    return base.Finding(
        kind=_KINDS[action.event],
        record=record,
        start=sentence.start,
        end=sentence.end,
        exact=sentence.text,
        confidence=round(sure, 2),
        occurred=given[0],
        occurred_precision=given[1],
        explanation=findings.explanation(
            f"{action.event} reported",
            matched,
            [findings.quoted(action.passage, cue.start, cue.end, cue=action.event)],
            shares,
        ),
        proposed=proposed,
    )
