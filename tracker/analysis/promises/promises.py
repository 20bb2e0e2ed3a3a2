"""Promises that no record tells of yet: who binds whom to what, by their very words."""

from collections.abc import Sequence
from datetime import date

from tracker import vocabularies
from tracker.analysis import base, findings, lexicon, normalise
from tracker.analysis.attribution import quotes
from tracker.analysis.dates import dates
from tracker.analysis.links import pairs
from tracker.analysis.meetings import meetings
from tracker.analysis.mentions import participants, people
from tracker.analysis.passages import Reading
from tracker.analysis.promises import clauses
from tracker.analysis.promises.clauses import FILE, Clause
from tracker.analysis.relations import sides
from tracker.analysis.terms import gist
from tracker.vocabularies import Form, Strength

HEAD = "told"
THRESHOLD = 0.25
KIND = "commitment.stated"
_LONGEST_TITLE, _LONGEST = 80, 1000
_BOUND = (clauses.PERFORMS, clauses.NOUN)
_MOST_PAIRS, _LEAST_LIKELY = 12, 0.2


def candidates(reading: Reading) -> list[tuple[Clause, dict[str, float]]]:
    """Return every clause that may be a promise, with what a learner weighs of it."""
    return [
        (clause, {**clause.features, **_known(reading, clause)}) for clause in clauses.find(reading)
    ]


def find(reading: Reading) -> list[base.Finding]:
    """Return the promises that say more than what is on record, at most one in a paragraph."""
    model = reading.weights[FILE][HEAD]
    met = [f for f in meetings.find(reading) if f.confidence >= meetings.THRESHOLD]
    surest: dict[int, tuple[float, Clause, dict[str, float]]] = {}
    for clause, features in candidates(reading):
        share = model.probability(features)
        paragraph = clause.passage.sentence.paragraph
        best = surest[paragraph][0] if paragraph in surest else THRESHOLD
        if share > best and not _is_met(clause, met):
            surest[paragraph] = share, clause, features
    return [_finding(reading, *each) for each in surest.values()]


def _known(reading: Reading, clause: Clause) -> dict[str, float]:
    """Return how far the clause says what a commitment on record says, near this article."""
    sentence = clause.passage.sentence
    folded = sentence.folded[clause.start : clause.end]
    own = gist.stems(folded, reading.language)
    shares, hits = [0.0], [0.0]
    for pair in pairs.pairs(reading)[:_MOST_PAIRS]:
        if pair.probability < _LEAST_LIKELY:
            break
        wanted = reading.index.weighted_gist(pair.commitment, reading.language)
        shared = sum(wanted[stem] for stem in own & wanted.keys())
        shares.append(shared / (sum(wanted.values()) or 1.0))
        terms = reading.term_hits[sentence.index].get(pair.commitment.slug, ())
        hits.append(sum({hit.term: hit.weight for hit in terms}.values()))
    return {"known": min(1.0, 3 * max(shares)), "terms": min(1.0, max(hits) / 6)}


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
    passage = clause.passage
    sentence, voice = passage.sentence, passage.spoken.voice
    holders = _holders(reading, clause, voice)
    stated = findings.day(reading, None)
    return base.Finding(
        kind=KIND,
        record="",
        start=sentence.start,
        end=sentence.end,
        exact=sentence.text,
        confidence=round(share, 2),
        side=vocabularies.Side.HOLDER.value if holders else None,
        speaker=sides.placed(voice, reading.language, reading.home, reading.index),
        occurred=stated[0],
        occurred_precision=stated[1],
        explanation=findings.explanation(
            f"{clause.sort} promise",
            [findings.quoted(passage, clause.start, clause.end, term="promise", weight=1.0)],
            [findings.quoted(passage, clause.cue.start, clause.cue.end, cue=clause.sort)],
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
    due = _due(reading, clause)
    strength = Strength.UNDERTAKING if clause.sort in _BOUND else Strength.STATED_INTENTION
    return {
        "span": clause.words,
        "text": findings.shortened(clause.words, _LONGEST),
        "short_title": findings.shortened(clause.words, _LONGEST_TITLE),
        "language": reading.language,
        "wording": vocabularies.Wording.VERBATIM.value,
        "holders": holders,
        "form": _form(reading, clause).value,
        "strength": strength.value,
        "stated_date": findings.shown(*stated),
        "due_date": findings.shown(due.span.last, "day") if due else None,
    }


def _holders(reading: Reading, clause: Clause, voice: quotes.Voice | None) -> list[str]:
    """Return who is bound: the subject of the promise where it is named, else who speaks."""
    is_noun = clause.sort == clauses.NOUN
    start, end = (clause.start, clause.end) if is_noun else clause.subject
    inside = [a for a in clause.passage.actors if a.start < end and start < a.end]
    states = [a for a in inside if a.sort == people.STATE]
    named = participants.parties(reading.index, states or inside)
    if named:
        return named[:1] if is_noun else named
    party, _ = sides.party_of(voice, reading.home, reading.index) if voice else (None, False)
    return [party] if party else []


def _form(reading: Reading, clause: Clause) -> vocabularies.Form:
    words = clause.words
    if clause.is_negated:
        return Form.REFRAIN
    scan = lexicon.Scan(FILE, reading.language, normalise.lower(words), normalise.fold(words))
    if scan.hits("keeps"):
        return Form.MAINTAIN
    is_measured = any(c.isdigit() for c in words) or scan.hits("measures")
    return Form.ACHIEVE if is_measured else Form.ACT


def _due(reading: Reading, clause: Clause) -> dates.DateMention | None:
    """Return the last date in the promise that is still to come."""
    anchor = reading.anchor
    found = findings.dates_in(reading, clause.passage, is_planned=True) if anchor else []
    return next(
        (
            mention
            for mention in reversed(found)
            if clause.start <= mention.start < clause.end
            and anchor
            and mention.span.last > anchor.last
        ),
        None,
    )
