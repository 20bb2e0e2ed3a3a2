"""The rules as a judge: cues, the scope of negation, and who says it."""

from collections.abc import Sequence

from tracker.analysis.judges.protocol import Candidate, Judge, Passage, Question, Verdict, Verdicts
from tracker.analysis.relations import relation


class Rules:
    """Judges offline and always alike."""

    backend = "rules"

    def judge(self, questions: Sequence[Question]) -> list[Verdicts]:
        """Return what the rules make of each question."""
        return [
            {candidate.key: _verdict(asked.passage, candidate) for candidate in asked.candidates}
            for asked in questions
        ]


def _verdict(passage: Passage, candidate: Candidate) -> Verdict:
    judgement = relation.judge(
        passage.sentence, passage.language, candidate.form, candidate.targets, candidate.side
    )
    return Verdict(judgement, Rules.backend, relation.VERSION)


RULES: Judge = Rules()
