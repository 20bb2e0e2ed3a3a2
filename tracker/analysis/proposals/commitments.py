"""Promises that no record tells of yet: who binds whom to what, by their very words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker import vocabularies
from tracker.analysis import base, ranking
from tracker.analysis.attribution import quotes, sides
from tracker.analysis.dates import dates
from tracker.analysis.mentions import people
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.promises import commissives
from tracker.analysis.promises.commissives import Promise
from tracker.analysis.proposals import told, wording
from tracker.analysis.proposals.cast import Cast
from tracker.analysis.weights import logistic
from tracker.vocabularies import Form, Strength

FILE, HEAD = "commissives", "told"
THRESHOLD = 0.6
KIND = "commitment.stated"
_LONGEST_TITLE, _LONGEST = 80, 1000
_KEEPS = re.compile(
    r"\b(?:keep|maintain|continue|uphold|respect|abide|remain|manten|mantiene|seguir|respetar)"
)
_MEASURES = re.compile(r"\d|\b(?:percent|million|billion|millones|por ciento)\b")
_BOUND = (commissives.PERFORMS, commissives.NOUN)


@dataclass(frozen=True)
class Candidate:
    """A clause that may be a promise."""

    passage: Passage
    promise: Promise

    @property
    def features(self) -> dict[str, float]:
        """What a learner weighs."""
        return dict(self.promise.features)

    @property
    def words(self) -> str:
        """The promise as the text has it."""
        return self.passage.sentence.text[self.promise.start : self.promise.end]


def candidates(reading: Reading, cast: Cast) -> list[Candidate]:
    """Return every clause that may be a promise."""
    return [
        Candidate(passage, promise)
        for passage in reading.passages
        for promise in commissives.find(
            passage.sentence,
            reading.language,
            cast.of(passage),
            is_question=passage.is_question,
        )
    ]


def find(reading: Reading, cast: Cast, tracked: Sequence[base.Finding]) -> list[base.Finding]:
    """Return the promises in sentences that are about no commitment on record."""
    meetings = [finding for finding in tracked if finding.kind.startswith("meeting.")]
    linked = ranking.shown(reading)
    model = reading.weights[FILE][HEAD]
    found = []
    for candidate in candidates(reading, cast):
        share = model.probability(candidate.features)
        is_known = candidate.passage.sentence.index in linked
        if share >= THRESHOLD and not is_known and not _is_told(candidate, meetings):
            found.append(_finding(reading, cast, share, candidate, model))
    return found


def _is_told(candidate: Candidate, meetings: Sequence[base.Finding]) -> bool:
    """Tell whether the words that promise are those that announce a meeting."""
    at = candidate.passage.sentence.start
    first, last = at + candidate.promise.cue.start, at + candidate.promise.cue.end
    return any(
        span["start"] < last and first < span["end"]
        for meeting in meetings
        for span in told.deciding(meeting)
    )


def _finding(
    reading: Reading, cast: Cast, share: float, candidate: Candidate, model: logistic.Model
) -> base.Finding:
    passage, promise = candidate.passage, candidate.promise
    sentence = passage.sentence
    voice = passage.spoken.voice
    holders = _holders(reading, cast, passage, promise, voice)
    occurred, precision = told.day(reading, None)
    return base.Finding(
        kind=KIND,
        record="",
        start=sentence.start,
        end=sentence.end,
        exact=sentence.text,
        confidence=round(share, 2),
        side=vocabularies.Side.HOLDER.value if holders else None,
        speaker=sides.placed(voice, reading.language, reading.home, reading.index),
        occurred=occurred,
        occurred_precision=precision,
        explanation=told.explanation(
            f"{promise.sort} promise",
            [told.span(passage, promise.start, promise.end) | {"term": "promise", "weight": 1.0}],
            [told.span(passage, promise.cue.start, promise.cue.end) | {"cue": promise.sort}],
            model.contributions(candidate.features),
        ),
        proposed=_proposed(reading, candidate, holders, (occurred, precision)),
    )


def _proposed(
    reading: Reading,
    candidate: Candidate,
    holders: list[str],
    stated: tuple[date | None, str | None],
) -> dict[str, object]:
    words = candidate.words
    due = _due(reading, candidate)
    return {
        "span": words,
        "text": wording.shortened(words, _LONGEST),
        "short_title": wording.shortened(words, _LONGEST_TITLE),
        "language": reading.language,
        "wording": vocabularies.Wording.VERBATIM.value,
        "holders": holders,
        "form": _form(candidate).value,
        "strength": (
            Strength.UNDERTAKING if candidate.promise.sort in _BOUND else Strength.STATED_INTENTION
        ).value,
        "stated_date": wording.shown(*stated),
        "due_date": wording.shown(due.span.last, "day") if due else None,
    }


def _holders(
    reading: Reading,
    cast: Cast,
    passage: Passage,
    promise: Promise,
    voice: quotes.Voice | None,
) -> list[str]:
    """Return who is bound: the subject of the promise where it is named, else who speaks."""
    start, end = promise.subject
    if promise.sort == commissives.NOUN:
        start, end = promise.start, promise.end
    inside = [a for a in cast.of(passage) if a.start < end and start < a.end]
    named = cast.parties([a for a in inside if a.sort == people.STATE] or inside)
    if named and promise.sort == commissives.NOUN:
        return named[:1]
    if named:
        return named
    party, _ = sides.party_of(voice, reading.home, reading.index) if voice else (None, False)
    return [party] if party else []


def _form(candidate: Candidate) -> vocabularies.Form:
    words = candidate.words
    if candidate.promise.is_negated:
        return Form.REFRAIN
    if _KEEPS.search(words.lower()):
        return Form.MAINTAIN
    return Form.ACHIEVE if _MEASURES.search(words) else Form.ACT


def _due(reading: Reading, candidate: Candidate) -> dates.DateMention | None:
    """Return the last date in the promise that is still to come."""
    anchor = reading.anchor
    if anchor is None:
        return None
    found = dates.find(candidate.words, reading.language, anchor, is_planned=True)
    return next((m for m in reversed(found) if m.span.last > anchor.last), None)
