"""Promises that no record tells of yet: who binds whom to what, by their very words."""

from tracker.analysis import base, findings, lexicon, normalise
from tracker.analysis.attribution import sides
from tracker.analysis.links import pairs
from tracker.analysis.meetings import meetings
from tracker.analysis.mentions import participants, people
from tracker.analysis.passages import Reading
from tracker.analysis.promises import clauses
from tracker.analysis.promises.clauses import FILE, Clause
from tracker.analysis.terms import terms
from tracker.vocabularies import Form, Side, Strength, Wording

HEAD = "told"
THRESHOLD = 0.3
KIND = "commitment.stated"
_LONGEST_TITLE, _LONGEST = 80, 1000
_MOST_PAIRS, _LEAST_LIKELY, _ALL_TERMS = 12, 0.2, 6.0


def candidates(reading: Reading) -> list[tuple[Clause, dict[str, float]]]:
    """Return every clause that may be a promise, with what a learner weighs of it."""
    likely = [p for p in pairs.pairs(reading)[:_MOST_PAIRS] if p.probability >= _LEAST_LIKELY]
    found = []
    for clause in clauses.find(reading):
        hits = reading.term_hits[clause.passage.sentence.index]
        known = (terms.weight(hits.get(p.commitment.slug, ())) for p in likely)
        weight = max(known, default=0.0)
        features = {"terms": min(1.0, weight / _ALL_TERMS)} if weight else {}
        found.append((clause, {**clause.features, **features}))
    return found


def find(reading: Reading) -> list[base.Finding]:
    """Return the promises that say more than what is on record, at most one in a paragraph."""
    model = reading.weights[FILE][HEAD]
    # The sentence announces a meeting, by the very words that promise.
    met = [(s["start"], s["end"]) for m in meetings.find(reading) for s in findings.deciding(m)]
    surest: dict[int, tuple[float, Clause, dict[str, float]]] = {}
    for clause, features in candidates(reading):
        share, sentence = model.probability(features), clause.passage.sentence
        first, last = sentence.start + clause.cue.start, sentence.start + clause.cue.end
        is_met = any(start < last and first < end for start, end in met)
        best, *_ = surest.get(sentence.paragraph, (THRESHOLD,))
        if share > best and not is_met:
            surest[sentence.paragraph] = share, clause, features
    return [_finding(reading, *each) for each in surest.values()]


def _finding(
    reading: Reading, share: float, clause: Clause, features: dict[str, float]
) -> base.Finding:
    passage, cue = clause.passage, clause.cue
    holders = _holders(reading, clause)
    stated = findings.day(reading, None)
    is_bound = clause.sort == clauses.PERFORMS
    strength = Strength.UNDERTAKING if is_bound else Strength.STATED_INTENTION
    return findings.build(
        KIND,
        passage,
        share,
        stated,
        side=Side.HOLDER.value if holders else None,
        speaker=sides.placed(passage.spoken.voice, reading.language, reading.home, reading.index),
        explanation=findings.explanation(
            f"{clause.sort} promise",
            passage,
            [(clause.start, clause.end, "promise")],
            [(cue.start, cue.end, clause.sort)],
            reading.weights[FILE][HEAD].contributions(features),
        ),
        proposed={
            **proposed(clause.words, reading.language, holders),
            "form": _form(reading, clause).value,
            "strength": strength.value,
            "stated_date": findings.shown(*stated),
            "due_date": findings.shown(clause.due, "day"),
        },
    )


def proposed(words: str, language: str, holders: list[str]) -> dict[str, object]:
    """Return what a record of a promise would be entered with, as far as its words say it."""
    return {
        "span": words,
        "text": findings.shortened(words, _LONGEST),
        "short_title": findings.shortened(words, _LONGEST_TITLE),
        "language": language,
        "wording": Wording.VERBATIM.value,
        "holders": holders,
    }


def _holders(reading: Reading, clause: Clause) -> list[str]:
    """Return who is bound: the subject of the promise where it is named, else who speaks."""
    (start, end), voice = clause.subject, clause.passage.spoken.voice
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
