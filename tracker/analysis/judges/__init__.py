"""Who says what a passage does to a commitment: the rules, or a model that an operator chose."""

from tracker.analysis.judges.protocol import Candidate, Judge, Passage, Question, Verdict, Verdicts
from tracker.analysis.judges.rules import RULES, Rules

__all__ = [
    "RULES",
    "Candidate",
    "Judge",
    "Passage",
    "Question",
    "Rules",
    "Verdict",
    "Verdicts",
]
