"""What is drawn at one place of the axis: a mark, or several that would stand on one another."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.site.timeline_chart import grouping, lanes
from tracker.site.timeline_chart.history import History, Lane, Mark, Silence, Span, Verdict
from tracker.site.timeline_chart.scale import Scale

_MOST_STRETCHES: Final = 8

Room = Callable[[int], tuple[float, float]]


@dataclass(frozen=True)
class Node:
    """Marks of one lane at one place.

    ``stretches`` are the parts of the axis that their days are, where these are longer than a mark.
    """

    lane: Lane
    place: float
    stretches: tuple[tuple[float, float], ...]
    marks: tuple[Mark, ...]

    @property
    def low(self) -> float:
        """Where the first of its days begins."""
        return min((low for low, _ in self.stretches), default=self.place)

    @property
    def high(self) -> float:
        """Where the last of its days ends."""
        return max((high for _, high in self.stretches), default=self.place)

    @property
    def label(self) -> str:
        """The words that are drawn beside it."""
        return lanes.wording(self.marks)

    @property
    def row(self) -> str:
        """The row of the table to which it leads."""
        return self.marks[-1].row

    @property
    def css(self) -> str:
        """Classes that say who judged it and whether it lies ahead."""
        judged = "" if all(mark.is_judged for mark in self.marks) else "open"
        return f"{judged} planned" if all(mark.is_planned for mark in self.marks) else judged


def of(history: History, scale: Scale, room: Room) -> list[Node]:
    """Return what is drawn of a history, by lane and place; ``room`` as in ``grouping``."""
    by_lane: dict[Lane, list[Mark]] = {lane: [] for lane in Lane}
    for mark in (*history.marks, *map(_of_verdict, history.verdicts)):
        if mark.span is not None:
            by_lane[mark.lane].append(mark)
    by_lane[Lane.SILENCE] += [_of_silence(silence, history) for silence in history.silences]
    return [node for lane in by_lane for node in _nodes(lane, by_lane[lane], scale, room)]


def _nodes(lane: Lane, marks: Sequence[Mark], scale: Scale, room: Room) -> Iterator[Node]:
    placed = [(scale.at(mark.span.middle), mark) for mark in marks if mark.span is not None]
    least = 0 if lane == Lane.SILENCE else 2 * lanes.RADIUS
    for group in grouping.grouped(placed, room):
        spans = {mark.span for mark in group.members if mark.span is not None}
        inexact = [span for span in spans if lane == Lane.SILENCE or span.first != span.last]
        stretches = _joined([scale.interval(span) for span in inexact])
        long = [(low, high) for low, high in stretches if high - low > least]
        longest = sorted(long, key=lambda each: each[0] - each[1])[:_MOST_STRETCHES]
        yield Node(lane, group.place, tuple(sorted(longest)), tuple(group.members))


def _joined(stretches: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return stretches of the axis in order, those that meet as one."""
    found: list[tuple[float, float]] = []
    for low, high in sorted(stretches):
        if found and low <= found[-1][1]:
            start, end = found.pop()
            found.append((start, max(end, high)))
        else:
            found.append((low, high))
    return found


def _of_verdict(verdict: Verdict) -> Mark:
    span = Span(verdict.day, verdict.day)
    return Mark(Lane.VERDICT, span, verdict.label, verdict.name, verdict.row)


def _of_silence(silence: Silence, history: History) -> Mark:
    span = Span(silence.first, max(silence.last or history.today, silence.first))
    return Mark(Lane.SILENCE, span, silence.label, silence.name, silence.row)
