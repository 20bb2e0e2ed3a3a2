"""A timeline with its axis across, a lane for each sort of mark: for wide screens and paper."""

from collections.abc import Iterator, Sequence
from typing import Final

from tracker.site.timeline_chart import (
    band,
    describing,
    grouping,
    lanes,
    lettering,
    nodes,
    scale,
    wide_labels,
)
from tracker.site.timeline_chart.history import History, Lane
from tracker.site.timeline_chart.nodes import Node
from tracker.site.timeline_chart.shapes import Area, Box, Line, Link, Picture, Shape, Symbol, Words

NAME: Final = "wide"
WIDTH: Final = 720
SIZE: Final = 14
_LOW: Final = 150
_HIGH: Final = 686
_HEAD: Final = 26
_LANE: Final = 32
_ROW: Final = 19
_GAP: Final = 5
_TICKS_APART: Final = 66
_BASE: Final = SIZE * 0.35
"""How far below its middle a line of words has its base."""


def picture(history: History, most: int) -> Picture:
    """Return the picture of a history, with no more than ``most`` marks."""
    axis = scale.of(history, _LOW, _HIGH)
    found = grouping.few(lambda gap: nodes.of(history, axis, _room(gap)), _GAP, most)
    shapes: list[Shape] = []
    top: float = _HEAD
    for lane in Lane:
        of_lane = [node for node in found if node.lane == lane]
        if of_lane:
            top = _draw_lane(shapes, history, axis, of_lane, top)
    ground = [*_grid(history, axis, top)]
    foot = [*_foot(history, top + 2 * _ROW + 6)]
    height = top + 2 * _ROW + 4 + (_ROW + 6) * len(foot)
    title, description = describing.title(history), describing.description(history)
    return Picture(NAME, title, description, WIDTH, height, [*ground, *shapes, *foot])


def _room(gap: float) -> nodes.Room:
    def room(count: int) -> tuple[float, float]:
        number = lettering.width(str(count), SIZE) + wide_labels.BESIDE if count > 1 else 0
        return lanes.RADIUS + gap / 2, lanes.RADIUS + gap / 2 + number

    return room


def _draw_lane(
    shapes: list[Shape], history: History, axis: scale.Scale, of_lane: Sequence[Node], top: float
) -> float:
    """Draw a lane that begins at ``top``, and return where it ends."""
    labels = wide_labels.placed(of_lane, Box(_LOW - lanes.RADIUS, 0, WIDTH, 0), SIZE)
    rows = {label.row for label in labels.values()}
    middle = top + _LANE / 2 + _ROW * (-1 in rows)
    lane = of_lane[0].lane
    heading = lettering.shortened(lanes.label(lane), _LOW - 16, SIZE)
    shapes.append(Words(0, middle + _BASE, heading, SIZE, css="lane"))
    shapes.append(Line([(_LOW - lanes.RADIUS, middle), (WIDTH, middle)], "rule"))
    if lane == Lane.VERDICT and history.has_band:
        shapes.extend(_band(history, axis, middle))
    shapes.extend(_link(node, middle, labels.get(node)) for node in of_lane)
    return middle + _LANE / 2 + _ROW * (1 in rows)


def _band(history: History, axis: scale.Scale, middle: float) -> Iterator[Shape]:
    for part in band.parts(history, axis):
        yield Area(Box(part.low, middle - 3, part.high, middle + 3), f"band {part.tone}")


def _link(node: Node, middle: float, label: wide_labels.Label | None) -> Link:
    inside: list[Words | Symbol | Area | Line] = [*_body(node, middle)]
    if len(node.marks) > 1 and node.lane != Lane.SILENCE:
        x = node.place + lanes.RADIUS + wide_labels.BESIDE
        inside.append(Words(x, middle + _BASE, str(len(node.marks)), SIZE, css="count"))
    if label is not None:
        y = middle + _ROW * label.row + _BASE
        inside.append(Words(label.x, y, label.text, SIZE, label.anchor))
    return Link(node.row, lanes.named(node.marks, describing.when(node.marks)), inside)


def _body(node: Node, middle: float) -> Iterator[Area | Symbol]:
    is_silence = node.lane == Lane.SILENCE
    half, css = (6, "silence") if is_silence else (2, f"{node.lane} span")
    for low, high in node.stretches:
        box = Box(low, middle - half, max(high, low + 2), middle + half)
        yield Area(box, css, f"timeline-{NAME}-hatch" if is_silence else "")
    if not is_silence:
        yield Symbol(node.lane, node.place, middle, node.css)


def _grid(history: History, axis: scale.Scale, bottom: float) -> Iterator[Shape]:
    end = 0.0
    for tick in scale.ticks(axis, _TICKS_APART):
        yield Line([(tick.place, _HEAD), (tick.place, bottom + 4)], "grid")
        words = Words(tick.place, bottom + _ROW, tick.label, SIZE, "middle", "tick")
        if words.box.left > end and words.box.right <= WIDTH:
            yield words
            end = words.box.right + 4
            if tick.year:
                yield Words(tick.place, bottom + 2 * _ROW - 2, tick.year, SIZE, "middle", "tick")
    yield Line([(_LOW - lanes.RADIUS, bottom), (WIDTH, bottom)], "axis")
    today = axis.day(history.today)
    yield Line([(today, _HEAD - 4), (today, bottom)], "today")
    half = lettering.width(history.today_label, SIZE) / 2
    x = min(max(today, _LOW + half), WIDTH - half)
    yield Words(x, SIZE, history.today_label, SIZE, "middle", "now")


def _foot(history: History, y: float) -> Iterator[Shape]:
    if undated := history.undated:
        text = describing.undated(len(undated))
        words = Words(_LOW - lanes.RADIUS, y + SIZE, text, SIZE, css="tick")
        yield Link(undated[0].row, text, [words])
