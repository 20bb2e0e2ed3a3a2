"""Agreements that no record tells of yet, and what was done to them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker import vocabularies
from tracker.analysis import base, lexicon, normalise
from tracker.analysis.agreements import accords, agreements
from tracker.analysis.agreements.accords import Accord
from tracker.analysis.passages import Passage, Reading
from tracker.analysis.proposals import told, wording
from tracker.analysis.proposals.cast import Cast
from tracker.analysis.weights import logistic
from tracker.vocabularies import AgreementStatus, InstrumentType

FILE, HEAD = "accords", "told"
THRESHOLD = 0.3
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
_TYPES = (
    (re.compile(r"\b(?:memorand|mou\b)"), InstrumentType.MOU),
    (re.compile(r"\b(?:treat|tratado|conventi|convencion|protocol)"), InstrumentType.TREATY),
    (re.compile(r"\b(?:joint|conjunt|declara)"), InstrumentType.JOINT_STATEMENT),
    (re.compile(r"\b(?:exchange of notes|canje de notas)"), InstrumentType.EXCHANGE_OF_NOTES),
    (re.compile(r"\b(?:letter of intent|carta de intenci)"), InstrumentType.LETTER_OF_INTENT),
)
_LONGEST_TITLE = 300


@dataclass(frozen=True)
class Candidate:
    """An instrument in a sentence and what was done to it."""

    passage: Passage
    accord: Accord

    @property
    def features(self) -> dict[str, float]:
        """What a learner weighs."""
        return dict(self.accord.features)


def candidates(reading: Reading, cast: Cast) -> list[Candidate]:
    """Return every instrument with what may have been done to it."""
    return [
        Candidate(passage, accord)
        for passage in reading.passages
        for accord in accords.find(
            passage.sentence,
            reading.language,
            cast.of(passage),
            is_question=passage.is_question,
        )
    ]


def find(reading: Reading, cast: Cast, tracked: Sequence[base.Finding]) -> list[base.Finding]:
    """Return what was done to agreements that ``tracked`` findings do not tell of, each once."""
    told_of = {finding.start for finding in tracked if finding.kind in _KINDS.values()}
    model = reading.weights[FILE][HEAD]
    surest: dict[str, tuple[float, Candidate]] = {}
    for candidate in candidates(reading, cast):
        event = candidate.accord.event
        share = model.probability(candidate.features)
        is_told = candidate.passage.sentence.start in told_of
        if share >= THRESHOLD and not is_told and share > surest.get(event, (0.0,))[0]:
            surest[event] = (share, candidate)
    found = (
        _finding(reading, cast, share, candidate, model) for share, candidate in surest.values()
    )
    return [finding for finding in found if finding is not None]


def _finding(
    reading: Reading, cast: Cast, share: float, candidate: Candidate, model: logistic.Model
) -> base.Finding | None:
    passage, accord = candidate.passage, candidate.accord
    sentence = passage.sentence
    dated = told.nearest_date(reading, passage, accord.cue.start, is_planned=False)
    if told.is_stale(reading, dated):
        return None
    occurred, precision = told.day(reading, dated)
    parties = cast.parties(accord.actors) or _both(reading, passage)
    return base.Finding(
        kind=_KINDS[accord.event],
        record="",
        start=sentence.start,
        end=sentence.end,
        exact=sentence.text,
        confidence=round(share, 2),
        occurred=occurred,
        occurred_precision=precision,
        explanation=told.explanation(
            f"{accord.event} reported",
            [told.span(passage, accord.start, accord.end) | {"term": accord.name, "weight": 1.0}],
            [told.span(passage, accord.cue.start, accord.cue.end) | {"cue": accord.event}],
            model.contributions(candidate.features),
        ),
        proposed={
            "name": accord.name,
            "event": accord.event,
            "record": agreements.named(reading, passage),
            "title": wording.shortened(accord.name, _LONGEST_TITLE),
            "instrument_type": _type(accord.name).value,
            "status": _STATUSES[accord.event].value,
            "parties": [{"party": party, "role": "party"} for party in parties],
            "signed_date": wording.shown(occurred, precision) if accord.event == "signed" else None,
        },
    )


def _both(reading: Reading, passage: Passage) -> list[str]:
    """Return the parties of the sentence before where this one speaks of "the two countries"."""
    both = lexicon.load(reading.language).cues["both"]
    if not both.find(passage.sentence.lowered, passage.sentence.folded):
        return []
    return sorted(party for party in reading.actors_before(passage) if ":" not in party)


def _type(name: str) -> vocabularies.InstrumentType:
    folded = normalise.fold(name)
    return next((kind for shape, kind in _TYPES if shape.search(folded)), InstrumentType.OTHER)
