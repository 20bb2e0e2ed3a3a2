"""Review: what people decide on what machines flagged and proposed, and their verdicts."""

from tracker.reviewing.corrections import is_of_words
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
from tracker.reviewing.holding import (
    REFUSALS,
    Decided,
    DecidedMeanwhileError,
    carry_out_decisions,
    hold,
    undo,
)
from tracker.reviewing.meanings import judge
from tracker.reviewing.proposals import accept, reject
from tracker.reviewing.proposals import reopen as reopen_proposal
from tracker.reviewing.second_readers import (
    OwnReadingError,
    awaited_reader,
    give_verdict,
    needs_second_reader,
    quotes_of,
    take_back_verdict,
)
from tracker.reviewing.verdicts import assess
