"""What a judge is asked and what it answers, whoever judges: plain and frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from tracker.analysis.relations import relation
from tracker.analysis.structure.sentences import Sentence


@dataclass(frozen=True)
class Passage:
    """A sentence to judge, and the text around it.

    ``text`` is the slice of the article that begins at its code point ``start``.
    """

    sentence: Sentence
    language: str
    text: str
    start: int


@dataclass(frozen=True)
class Candidate:
    """A commitment that the sentence may be about.

    ``targets`` are the spans of its key terms in the sentence, the weightiest first, and ``side``
    is whose words stand there. ``violation`` and ``fulfilment`` are what would break or keep it.
    """

    key: str
    form: str
    targets: tuple[tuple[int, int], ...]
    side: str
    text: str = ""
    holders: tuple[str, ...] = ()
    violation: str = ""
    fulfilment: str = ""


@dataclass(frozen=True)
class Question:
    """A passage and its candidates, the likeliest first."""

    passage: Passage
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Verdict:
    """A judgement, the backend and version it is by, and what there is to say about that.

    ``note`` says why the rules decided although another backend was chosen.
    """

    judgement: relation.Judgement
    backend: str
    version: str
    note: str = ""


#: What is said of each candidate, by its key.
Verdicts = Mapping[str, Verdict]


class Judge(Protocol):
    """Says what passages do to commitments."""

    def judge(self, questions: Sequence[Question]) -> list[Verdicts]:
        """Return the verdicts on each question, one for each of its candidates; never fail."""
