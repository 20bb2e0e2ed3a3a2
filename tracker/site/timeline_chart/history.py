"""What a timeline is drawn from: plain marks, verdicts and silences, with their days."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Lane(StrEnum):
    """Of what sort a mark is, in the order in which lanes are drawn."""

    FOR = "for"
    QUALIFIED = "qualified"
    AGAINST = "against"
    REPORTED = "reported"
    DEED = "deed"
    ACTION = "action"
    DEADLINE = "deadline"
    VERDICT = "verdict"
    SILENCE = "silence"


@dataclass(frozen=True)
class Span:
    """The days that a date may mean, the last one included: one day where it is exact."""

    first: date
    last: date

    @property
    def middle(self) -> float:
        """The point of time amid its days, in days as ``date.toordinal`` counts them."""
        return (self.first.toordinal() + self.last.toordinal() + 1) / 2


@dataclass(frozen=True)
class Mark:
    """One thing that happened or is planned; ``row`` is the id of its row in the table.

    ``label`` are the few words that are drawn beside it, ``name`` is what a screen reader says.
    """

    lane: Lane
    span: Span | None
    label: str
    name: str
    row: str
    is_judged: bool = True
    is_planned: bool = False


@dataclass(frozen=True)
class Verdict:
    """A verdict from the day on which it took effect; ``tone`` is for, against, open or none."""

    day: date
    label: str
    name: str
    row: str
    tone: str = "none"


@dataclass(frozen=True)
class Silence:
    """Days without news; ``last`` is None where they go on."""

    first: date
    last: date | None
    label: str
    name: str
    row: str


@dataclass(frozen=True)
class History:
    """All that is drawn of a record, up to ``today``, which may be an instant of the past.

    Where ``has_band`` the verdicts are of one commitment, and drawn as a band along the axis.
    """

    title: str
    today: date
    today_label: str
    marks: Sequence[Mark] = field(default=())
    verdicts: Sequence[Verdict] = field(default=())
    silences: Sequence[Silence] = field(default=())
    has_band: bool = True

    @property
    def undated(self) -> list[Mark]:
        """The marks that have no place on an axis of time."""
        return [mark for mark in self.marks if mark.span is None]
