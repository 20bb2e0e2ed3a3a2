"""Review: what people decide on what machines flagged and proposed, and their verdicts."""

from tracker.reviewing.decisions import (
    AlreadyDecidedError,
    HasMeaningsError,
    NotDecidedError,
    apply_visibility,
    assess,
    confirm,
    correct,
    dismiss,
    reopen,
    split,
)
from tracker.reviewing.meanings import judge
from tracker.reviewing.proposals import accept, reject
from tracker.reviewing.proposals import reopen as reopen_proposal
