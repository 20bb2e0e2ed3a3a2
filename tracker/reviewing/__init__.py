"""Review: what people decide on what machines flagged and proposed, and their verdicts."""

from tracker.reviewing.decisions import (
    AlreadyDecidedError,
    HasMeaningsError,
    NotDecidedError,
    apply_visibility,
    confirm,
    correct,
    dismiss,
    reopen,
    split,
)
from tracker.reviewing.proposals import accept, reject
from tracker.reviewing.second_readers import (
    THIRD,
    OwnReadingError,
    needs_second_reader,
    propose,
    quoted,
    take_back,
    waits_for,
)
from tracker.reviewing.verdicts import assess
