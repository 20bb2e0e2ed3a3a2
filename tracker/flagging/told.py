"""What an article tells of a record, and how it compares with what was told before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from tracker import models, partial_dates
from tracker.analysis import base, normalise
from tracker.flagging import speakers

_OF_THE_RECORD = ("meeting.", "agreement.")

MOST_PASSAGES = 3
"""So many quotes of one document show a development."""

Act = tuple[str, frozenset[str]]
"""A relation to a commitment, and the words that decided on it."""


@dataclass(frozen=True)
class Report:
    """A finding of one text about ``record``, and the day that it is stored with.

    Of a report on a commitment ``acts`` are what the text may mean for it, and of such a meaning
    ``within`` is the report that it was found in.
    """

    record: models.Identity
    finding: base.Finding
    snapshot: models.Snapshot
    occurred: date | None
    precision: str
    acts: frozenset[Act] = frozenset()
    within: models.Development | None = None

    @property
    def document(self) -> models.Document:
        """The document that tells of it."""
        return self.snapshot.document

    @property
    def passages(self) -> tuple[base.Finding | base.Passage, ...]:
        """The words by which it is shown, the best first, each with who speaks in them."""
        return (self.finding, *self.finding.further[: MOST_PASSAGES - 1])

    @property
    def speaker(self) -> base.Speaker | None:
        """The speaker that tells two happenings apart; None for meetings and agreements."""
        return None if self.is_of_the_record else self.finding.speaker

    @cached_property
    def voice(self) -> speakers.Speaker:
        """The same by what the database knows of them."""
        return speakers.of_finding(self.speaker, self.occurred)

    @property
    def is_of_the_record(self) -> bool:
        """Whether it happens to the record itself, whoever tells of it."""
        return self.finding.kind.startswith(_OF_THE_RECORD)

    @property
    def day(self) -> str | None:
        """The day as far as it is known."""
        return partial_dates.show_date(self.occurred, self.precision)

    @property
    def relations(self) -> frozenset[str]:
        """What it may mean for its commitment, or says that it means."""
        found = frozenset(relation for relation, _ in self.acts)
        return found | {self.finding.relation} if self.finding.relation else found


def act(finding: base.Finding) -> Act:
    """Return what a finding takes which words to mean."""
    return finding.relation or "", words_of(finding.explanation)


def words_of(explanation: Mapping[str, Any]) -> frozenset[str]:
    """Return the words that decided, folded; none where the explanation names none."""
    decided = explanation.get("decided_by") or ()
    return frozenset(normalise.fold(str(cue["text"])) for cue in decided)


def days_of(development: models.Development) -> tuple[str | None, ...]:
    """Return the first day that was told of a development, and the one since corrected."""
    corrected = partial_dates.show_date(development.occurred_date, development.occurred_precision)
    return development.key.rsplit(":", 1)[-1], corrected


def is_of_that_day(development: models.Development, report: Report) -> bool:
    """Tell whether both are of one day, as far as it is known; what has none is of none."""
    return report.day is not None and report.day in days_of(development)


def is_near(development: models.Development, report: Report) -> bool:
    """Tell whether the report's day is near the first that was told, or the one since corrected."""
    return any(_are_near(day, report) for day in days_of(development))


def _are_near(day: str | None, report: Report) -> bool:
    if day == str(report.day):
        return True
    if day is None or report.occurred is None or report.precision != "day":
        return False
    try:
        apart = abs((report.occurred - date.fromisoformat(day)).days)
    except ValueError:  # a month, a year, or no date at all: near to itself only
        return False
    return apart <= models.SAME_HAPPENING_DAYS
