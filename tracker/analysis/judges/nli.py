"""A model of textual entailment as a judge: what it finds is for a person to look at."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from tracker.analysis.judges.protocol import Candidate, Question, Verdict, Verdicts
from tracker.analysis.judges.rules import RULES
from tracker.analysis.relations import relation

_LIKELY = 0.8


class UnscoredError(Exception):
    """A text that a model could not score; says why."""


class Scorer(Protocol):
    """Says how likely it is that one text follows from another."""

    version: str

    def entailment(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return 0 to 1 for each (premise, hypothesis); raises UnscoredError."""


class Nli:
    """Asks whether a passage says what would break a commitment, where the rules see nothing.

    It never says more than ``mentions``: it marks what may contradict, and accuses nobody.
    """

    backend = "nli"

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer

    def judge(self, questions: Sequence[Question]) -> list[Verdicts]:
        """Return the rules' verdicts, and a possible contradiction where they saw a mention."""
        ruled = RULES.judge(questions)
        return [
            {c.key: self._verdict(question, c, verdicts[c.key]) for c in question.candidates}
            for question, verdicts in zip(questions, ruled, strict=True)
        ]

    def _verdict(self, question: Question, candidate: Candidate, ruled: Verdict) -> Verdict:
        if ruled.judgement.relation != "mentions" or not candidate.violation:
            return ruled
        sentence = question.passage.sentence.text
        hypotheses = [h for h in (candidate.violation, candidate.fulfilment) if h]
        try:
            against, *kept = self._scorer.entailment([(sentence, h) for h in hypotheses])
        except UnscoredError as error:
            return replace(ruled, note=f"{self.backend}: {error}")
        if against < _LIKELY or any(score > against for score in kept):
            return ruled
        rule = f"possible contradiction: {against:.2f} that it says “{candidate.violation}”"
        cue = relation.Cue(0, len(sentence), sentence, "entailment")
        judgement = relation.Judgement("mentions", rule, (cue,), round(against, 2), is_marked=True)
        return Verdict(judgement, self.backend, self._scorer.version)
