"""What is learned from labelled articles: each learner names its file of weights."""

from typing import Final

from tracker.evaluating.learners import commitments, proposals
from tracker.evaluating.learners.base import Example, Learner

LEARNERS: Final[tuple[Learner, ...]] = (
    commitments.PAIRS,
    commitments.RANKING,
    commitments.RELATIONS,
    proposals.AGREEMENTS,
    proposals.MEETINGS,
    proposals.PROMISES,
)
