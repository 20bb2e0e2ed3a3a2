"""Agreements that are tracked, where a text reports an action on them; none is invented."""

import math
from collections.abc import Iterator
from datetime import date, timedelta

from tracker.analysis import base, lexicon
from tracker.analysis.dates import dates
from tracker.analysis.mentions import titles
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.terms import terms

_KINDS = {
    "entered_into_force": "agreement.entered_into_force",
    "ratified": "agreement.ratified",
    "extended": "agreement.extended",
    "amended": "agreement.amended",
    "suspended": "agreement.suspended",
    "ended": "agreement.ended",
    "signed": "agreement.signed",
}
_PAST_SIGNING = frozenset(
    {"ratified", "in_force", "provisionally_applied", "suspended", "amended", "renewed", "expired",
     "terminated", "withdrawn", "superseded"}
)  # fmt: skip
_UNREAL = ("negation", "denial", "future", "hypothetical")
_NEAR = timedelta(days=30)
_REACH = 8
_SHARES = {"base": 0.3, "name": 0.3, "parties": 0.2, "date": 0.15}
_MOST = 0.97


def find(reading: Reading) -> list[base.Finding]:
    """Return at most one finding for each agreement and kind, the surest."""
    surest: dict[tuple[str, str], base.Finding] = {}
    for passage in reading.passages:
        if passage.is_question:
            continue
        for agreement, name in _named(reading, passage):
            for finding in _findings(reading, passage, agreement, name):
                key = (finding.kind, finding.record)
                if key not in surest or finding.confidence > surest[key].confidence:
                    surest[key] = finding
    return list(surest.values())


def named(reading: Reading, passage: Passage) -> str | None:
    """Return the tracked agreement that the sentence names best, if it names one."""
    found = [(name.share, agreement.slug) for agreement, name in _named(reading, passage)]
    return max(found)[1] if found else None


def _named(reading: Reading, passage: Passage) -> Iterator[tuple[base.Agreement, titles.Name]]:
    return reading.index.titles(reading.language).find(passage.sentence.folded)


def _findings(
    reading: Reading, passage: Passage, agreement: base.Agreement, name: titles.Name
) -> list[base.Finding]:
    parties = _parties(reading, passage, agreement)
    if agreement.parties and not parties:
        return []
    found = []
    for action in _KINDS:
        cue = _cue(reading, passage, action, name)
        if cue is None:
            continue
        occurred = _occurred(reading, passage, cue)
        if _is_stale(reading, occurred) or (
            action == "signed" and not _is_news(reading, agreement, occurred)
        ):
            continue
        found.append(_finding(reading, passage, agreement, name, (action, cue, parties, occurred)))
        break
    return found


def _parties(reading: Reading, passage: Passage, agreement: base.Agreement) -> float:
    """Return the share of the parties that the sentence, or "both countries", stands for."""
    wanted = set(agreement.parties)
    if not wanted:
        return 0.0
    cues = lexicon.load(reading.language).cues
    actors = reading.actors(passage)
    if cues["both"].find(passage.sentence.lowered, passage.sentence.folded) or not actors:
        actors |= reading.actors_before(passage)
    return len(wanted & actors) / len(wanted)


def _cue(reading: Reading, passage: Passage, action: str, name: titles.Name) -> lexicon.Hit | None:
    """Return the words that report the action on what is named: real, done, and near the name."""
    cues = lexicon.load(reading.language).cues
    sentence = passage.sentence
    unreal = [hit for cue in _UNREAL for hit in cues[cue].find(sentence.lowered, sentence.folded)]
    for hit in cues[action].find(sentence.lowered, sentence.folded):
        gap = min(_gap(sentence.folded, hit, span) for span in name.spans)
        is_unreal = any(
            other.end <= hit.start and _words(sentence.folded[other.end : hit.start]) <= _REACH
            for other in unreal
        )
        if gap <= _REACH and not is_unreal and not _is_attribute(sentence.folded, hit, name):
            return hit
    return None


def _gap(text: str, hit: lexicon.Hit, span: tuple[int, int]) -> int:
    if span[0] >= hit.end:
        return _words(text[hit.end : span[0]])
    return _words(text[span[1] : hit.start]) if span[1] <= hit.start else 0


def _words(text: str) -> int:
    return len(terms.tokens(text))


def _is_attribute(text: str, hit: lexicon.Hit, name: titles.Name) -> bool:
    """Tell whether "signed" only describes the agreement ("the memorandum signed in April")."""
    is_bare = len(hit.words.split()) == 1
    return is_bare and any(
        end < hit.start and not text[end : hit.start].strip() for _, end in name.spans
    )


def _occurred(reading: Reading, passage: Passage, cue: lexicon.Hit) -> dates.DateMention | None:
    if reading.anchor is None:
        return None
    last = reading.anchor.last
    found = dates.find(passage.sentence.text, reading.language, reading.anchor)
    past = [m for m in found if m.span.first <= last]
    return min(past, key=lambda m: abs(m.start - cue.start), default=None)


def _is_stale(reading: Reading, occurred: dates.DateMention | None) -> bool:
    """Tell whether the sentence dates the action more than a month before the article."""
    anchor = reading.anchor
    return bool(occurred and anchor and occurred.span.last < anchor.day - _NEAR)


def _is_news(
    reading: Reading, agreement: base.Agreement, occurred: dates.DateMention | None
) -> bool:
    """Tell whether the signing is the one on record, or one that was awaited."""
    signed = agreement.signed_on
    if signed is None:
        return agreement.status not in _PAST_SIGNING
    if occurred is not None:
        return occurred.span.first <= signed <= occurred.span.last
    anchor = reading.anchor
    return anchor is not None and anchor.day <= signed + _NEAR and signed <= anchor.last


def _finding(
    reading: Reading,
    passage: Passage,
    agreement: base.Agreement,
    name: titles.Name,
    told: tuple[str, lexicon.Hit, float, dates.DateMention | None],
) -> base.Finding:
    action, cue, parties, dated = told
    sentence = passage.sentence
    contributions = {
        "base": _SHARES["base"],
        "name": round(_SHARES["name"] * name.share, 3),
        "parties": round(_SHARES["parties"] * parties, 3),
        "date": _SHARES["date"] if dated else 0.0,
    }
    occurred, precision = _day(reading, dated, agreement if action == "signed" else None)
    return base.Finding(
        kind=_KINDS[action],
        record=agreement.slug,
        start=sentence.start,
        end=sentence.end,
        exact=sentence.text,
        confidence=round(min(_MOST, math.fsum(contributions.values())), 2),
        occurred=occurred,
        occurred_precision=precision,
        explanation={
            "matched": [
                _quoted(passage, start, end) | {"term": sentence.folded[start:end], "weight": 1.0}
                for start, end in name.spans
            ],
            "decided_by": [_quoted(passage, cue.start, cue.end) | {"cue": action}],
            "rule": f"{action} reported",
            "contributions": {key: value for key, value in contributions.items() if value},
        },
    )


def _day(
    reading: Reading, dated: dates.DateMention | None, signed: base.Agreement | None
) -> tuple[date | None, str | None]:
    if dated is not None and dated.span.precision in ("day", "month"):
        return dated.span.first, dated.span.precision
    if signed is not None and signed.signed_on is not None:
        return signed.signed_on, "day"
    anchor = reading.anchor
    if anchor is None:
        return None, None
    return anchor.day, "day" if anchor.is_exact else anchor.precision


def _quoted(passage: Passage, start: int, end: int) -> dict[str, object]:
    sentence = passage.sentence
    return {
        "text": sentence.text[start:end],
        "start": sentence.start + start,
        "end": sentence.start + end,
    }
