"""Where the words of a lane stand, so that none meets a mark or other words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.site.timeline_chart import lanes, lettering
from tracker.site.timeline_chart.history import Lane
from tracker.site.timeline_chart.nodes import Node
from tracker.site.timeline_chart.shapes import Box

_LONGEST: Final = (230, 140)
"""How long words may be: they are shortened where there is no room for the first."""
_APART: Final = 5
BESIDE: Final = 3
"""How far from a mark the number stands of those that are drawn as one."""
_INDENT: Final = 6


@dataclass(frozen=True)
class Label:
    """Words on the row of the marks (0), above it (-1) or below it (1)."""

    x: float
    row: int
    text: str
    anchor: str
    left: float
    right: float


def placed(found: Sequence[Node], room: Box, size: float) -> dict[Node, Label]:
    """Return the labels for which there is room across, the newest first; others have none.

    Beside several marks that are drawn as one their number stands already.
    """
    taken: dict[int, list[Box]] = {-1: [], 0: [extent(node, size) for node in found], 1: []}
    labels: dict[Node, Label] = {}
    for node in reversed([node for node in found if len(node.marks) == 1]):
        for label in _candidates(node, size):
            box = Box(label.left - _APART, 0, label.right + _APART, 1)
            is_inside = room.left <= label.left and label.right <= room.right
            if is_inside and not any(box.meets(other) for other in taken[label.row]):
                labels[node] = label
                taken[label.row].append(Box(label.left, 0, label.right, 1))
                break
    return labels


def extent(node: Node, size: float) -> Box:
    """Return how far a mark reaches across, with its days and the number of its members."""
    count = len(node.marks)
    number = lettering.width(str(count), size) + BESIDE if count > 1 else 0
    reach = lanes.RADIUS
    low, high = min(node.low, node.place - reach), max(node.high, node.place + reach + number)
    return Box(low, 0, high, 1)


def _candidates(node: Node, size: float) -> Iterator[Label]:
    body = extent(node, size)
    for longest in _LONGEST:
        text = lettering.shortened(node.label, longest, size)
        length = lettering.width(text, size)
        if node.lane != Lane.VERDICT:
            # Words beside a verdict would stand on its band.
            yield _starting(body.right + _APART + 1, 0, text, length)
        for row in (-1, 1):
            yield _starting(node.place - _INDENT, row, text, length)
            yield _ending(node.place + _INDENT, row, text, length)
        if node.lane != Lane.VERDICT:
            yield _ending(body.left - _APART - 1, 0, text, length)


def _starting(x: float, row: int, text: str, length: float) -> Label:
    return Label(x, row, text, "start", x, x + length)


def _ending(x: float, row: int, text: str, length: float) -> Label:
    return Label(x, row, text, "end", x - length, x)
