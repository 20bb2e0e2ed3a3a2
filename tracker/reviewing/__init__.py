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
    OwnReadingError,
    needs_second_reader,
    propose,
    take_back,
    waits_for,
)
from tracker.reviewing.verdicts import assess
