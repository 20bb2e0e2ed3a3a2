"""What is learned from labelled passages: each learner names its file of weights."""

from typing import Final

from tracker.evaluating.learners import links, relations
from tracker.evaluating.learners.base import Example, Learner

LEARNERS: Final[tuple[Learner, ...]] = (
    links.Links(),
    relations.Relations(),
)
