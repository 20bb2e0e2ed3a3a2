"""Whether a text tells of a meeting, an agreement or a promise that no record tells of yet."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tracker.analysis import weights
from tracker.analysis.passages import Reading
from tracker.analysis.proposals import agreements, commitments, meetings
from tracker.analysis.proposals.cast import Cast
from tracker.analysis.weights.logistic import Row
from tracker.evaluating import scoring
from tracker.evaluating.cases import Case
from tracker.evaluating.learners.base import Example, Lesson, separate

_RIDGE = 2.0


class _Proposals:
    """Learns one model, of whether a candidate is told of."""

    heads: tuple[str, ...]
    reads_both = False

    def learn(self, given: Sequence[Lesson]) -> weights.Heads:
        """Return the one model."""
        return separate(given, dict.fromkeys(self.heads, _RIDGE))


class Meetings(_Proposals):
    """Learns from every telling of a meeting; where labels are not all, only from what is one."""

    name = meetings.FILE
    heads = (meetings.HEAD,)

    def examples(self, reading: Reading, case: Case) -> Iterable[Example]:
        """Return one example for a telling."""
        for candidate in meetings.candidates(reading, Cast(reading)):
            told = {"participants": candidate.names, "status": candidate.gathering.status}
            is_told = _is_any(case, "meetings", told)
            if is_told or case.labels["meet_exhaustive"]:
                yield Example(meetings.HEAD, Row(candidate.features, is_told))


class Agreements(_Proposals):
    """Learns from every instrument with what may have been done to it."""

    name = agreements.FILE
    heads = (agreements.HEAD,)

    def examples(self, reading: Reading, case: Case) -> Iterable[Example]:
        """Return one example for an instrument and a deed."""
        for candidate in agreements.candidates(reading, Cast(reading)):
            told = {"name": candidate.accord.name, "event": candidate.accord.event}
            is_told = _is_any(case, "agreements", told)
            yield Example(agreements.HEAD, Row(candidate.features, is_told))


class Commitments(_Proposals):
    """Learns from every clause that may be a promise."""

    name = commitments.FILE
    heads = (commitments.HEAD,)

    def examples(self, reading: Reading, case: Case) -> Iterable[Example]:
        """Return one example for a clause."""
        for candidate in commitments.candidates(reading, Cast(reading)):
            is_told = _is_any(case, "new_commitments", candidate.words)
            # A promise that is tracked is one, and no new one: it teaches nothing.
            if is_told or (case.labels["nc_exhaustive"] and not (case.gold or case.tolerated)):
                yield Example(commitments.HEAD, Row(candidate.features, is_told))


def _is_any(case: Case, kind: str, said: Mapping[str, Any] | str) -> bool:
    return any(scoring.is_same(kind, gold, said) for gold in case.labels[kind])
