"""Promises that no record tells of yet: who binds whom to what, by their very words."""

from collections.abc import Sequence
from datetime import date

from tracker.analysis import base, findings, lexicon, normalise
from tracker.analysis.attribution import sides
from tracker.analysis.attribution.quotes import Voice
from tracker.analysis.links import pairs
from tracker.analysis.meetings import meetings
from tracker.analysis.mentions import participants, people
from tracker.analysis.passages import Reading
from tracker.analysis.promises import clauses
from tracker.analysis.promises.clauses import FILE, Clause
from tracker.vocabularies import Form, Side, Strength, Wording

HEAD = "told"
THRESHOLD = 0.3
KIND = "commitment.stated"
_LONGEST_TITLE, _LONGEST = 80, 1000
_MOST_PAIRS, _LEAST_LIKELY, _ALL_TERMS = 12, 0.2, 6.0


def candidates(reading: Reading) -> list[tuple[Clause, dict[str, float]]]:
    """Return every clause that may be a promise, with what a learner weighs of it."""
    likely = [p for p in pairs.pairs(reading)[:_MOST_PAIRS] if p.probability >= _LEAST_LIKELY]
    slugs = [pair.commitment.slug for pair in likely]
    found = []
    for clause in clauses.find(reading):
        hits = reading.term_hits[clause.passage.sentence.index]
        weights = (sum({h.term: h.weight for h in hits.get(slug, ())}.values()) for slug in slugs)
        known = min(1.0, max(weights, default=0.0) / _ALL_TERMS)
        found.append(
            (clause, {**clause.features, "terms": known} if known else {**clause.features})
        )
    return found


def find(reading: Reading) -> list[base.Finding]:
    """Return the promises that say more than what is on record, at most one in a paragraph."""
    model = reading.weights[FILE][HEAD]
    met = meetings.find(reading)
    surest: dict[int, tuple[float, Clause, dict[str, float]]] = {}
    for clause, features in candidates(reading):
        share = model.probability(features)
        paragraph = clause.passage.sentence.paragraph
        best = surest[paragraph][0] if paragraph in surest else THRESHOLD
        if share > best and not _is_met(clause, met):
            surest[paragraph] = share, clause, features
    return [_finding(reading, *each) for each in surest.values()]


def _is_met(clause: Clause, met: Sequence[base.Finding]) -> bool:
    """Tell whether the sentence announces a meeting, by the very words that promise."""
    at = clause.passage.sentence.start
    first, last = at + clause.cue.start, at + clause.cue.end
    return any(
        span["start"] < last and first < span["end"]
        for meeting in met
        for span in findings.deciding(meeting)
    )


def _finding(
    reading: Reading, share: float, clause: Clause, features: dict[str, float]
) -> base.Finding:
    passage, cue = clause.passage, clause.cue
    voice = passage.spoken.voice
    holders = _holders(reading, clause, voice)
    stated = findings.day(reading, None)
    return findings.build(
        KIND,
        passage,
        share,
        stated,
        side=Side.HOLDER.value if holders else None,
        speaker=sides.placed(voice, reading.language, reading.home, reading.index),
        explanation=findings.explanation(
            f"{clause.sort} promise",
            [findings.quoted(passage, clause.start, clause.end, term="promise", weight=1.0)],
            [findings.quoted(passage, cue.start, cue.end, cue=clause.sort)],
            reading.weights[FILE][HEAD].contributions(features),
        ),
        proposed=_proposed(reading, clause, holders, stated),
    )


def _proposed(
    reading: Reading,
    clause: Clause,
    holders: list[str],
    stated: tuple[date | None, str | None],
) -> dict[str, object]:
    is_bound = clause.sort == clauses.PERFORMS
    return {
        "span": clause.words,
        "text": findings.shortened(clause.words, _LONGEST),
        "short_title": findings.shortened(clause.words, _LONGEST_TITLE),
        "language": reading.language,
        "wording": Wording.VERBATIM.value,
        "holders": holders,
        "form": _form(reading, clause).value,
        "strength": (Strength.UNDERTAKING if is_bound else Strength.STATED_INTENTION).value,
        "stated_date": findings.shown(*stated),
        "due_date": _due(reading, clause),
    }


def _holders(reading: Reading, clause: Clause, voice: Voice | None) -> list[str]:
    """Return who is bound: the subject of the promise where it is named, else who speaks."""
    start, end = clause.subject
    inside = [a for a in clause.passage.actors if a.start < end and start < a.end]
    states = [a for a in inside if a.sort == people.STATE]
    named = participants.parties(reading.index, states or inside)
    party = sides.party_of(voice, reading.home, reading.index) if voice else None
    return named or ([party] if party else [])


def _form(reading: Reading, clause: Clause) -> Form:
    words = clause.words
    scan = lexicon.Scan(FILE, reading.language, normalise.lower(words), normalise.fold(words))
    if clause.is_negated:
        return Form.REFRAIN
    if scan.hits("keeps"):
        return Form.MAINTAIN
    is_measured = any(c.isdigit() for c in words) or scan.hits("measures")
    return Form.ACHIEVE if is_measured else Form.ACT


def _due(reading: Reading, clause: Clause) -> str | None:
    """Return the last day of the last date in the promise that is still to come."""
    anchor = reading.anchor
    found = [
        mention.span.last
        for mention in findings.dates_in(reading, clause.passage, is_planned=True)
        if clause.start <= mention.start < clause.end and anchor and mention.span.last > anchor.last
    ]
    return findings.shown(found[-1], "day") if found else None
