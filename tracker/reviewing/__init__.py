"""Review: what people decide on what machines flagged and proposed, and their verdicts."""

from tracker.reviewing.decisions import (
    SAID_IN,
    AlreadyDecidedError,
    apply_visibility,
    assess,
    confirm,
    correct,
    dismiss,
)
from tracker.reviewing.proposals import accept, reject

__all__ = [
    "SAID_IN",
    "AlreadyDecidedError",
    "accept",
    "apply_visibility",
    "assess",
    "confirm",
    "correct",
    "dismiss",
    "reject",
]
