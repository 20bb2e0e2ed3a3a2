"""A timeline with its axis downwards and all words beside it: for telephones."""

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
    stacking,
)
from tracker.site.timeline_chart.history import History, Lane
from tracker.site.timeline_chart.nodes import Node
from tracker.site.timeline_chart.shapes import Area, Box, Line, Link, Picture, Shape, Symbol, Words

NAME: Final = "narrow"
WIDTH: Final = 358
SIZE: Final = 15
_MOST: Final = 24
_TOP: Final = 14
_SHORTEST: Final = 260
_LINE: Final = 18
_BLOCK: Final = 2 * _LINE + 8
_TICKS_END: Final = 62
_AXIS: Final = 72
_DAYS: Final = 82
_SILENCE: Final = 92
_SYMBOLS: Final = 126
_WORDS: Final = 140
_ROOM: Final = WIDTH - _WORDS
_TICKS_APART: Final = 46
_GAP: Final = 4


def picture(history: History, most: int) -> Picture:
    """Return the picture of a history, with no more than ``most`` marks and few for its length."""
    most = min(most, _MOST)
    length = _length(history, most)
    axis = scale.of(history, _TOP, _TOP + length)
    found = grouping.few(lambda gap: _nodes(history, axis, gap), _GAP, most)
    title, description = describing.title(history), describing.description(history)
    wanted = [node.place for node in found]
    places = stacking.spread(wanted, _BLOCK, _TOP + _LINE, _TOP + length - _LINE)
    shapes: list[Shape] = [*_ground(history, axis)]
    shapes += [_link(node, y) for node, y in zip(found, places, strict=True)]
    foot = [*_foot(history, _TOP + length + 8)]
    height = _TOP + length + 12 + (_LINE + 4) * len(foot)
    return Picture(NAME, title, description, WIDTH, height, [*shapes, *foot])


def _length(history: History, most: int) -> float:
    count = len(history.marks) + len(history.verdicts) + len(history.silences)
    return max(_SHORTEST, _BLOCK * (min(count, most) + 1))


def _nodes(history: History, axis: scale.Scale, gap: float) -> list[Node]:
    """Return the nodes of all lanes in the order of their places; few stand side by side."""
    reach = lanes.RADIUS + gap / 2
    found = nodes.of(history, axis, lambda _: (reach, reach))
    return sorted(found, key=lambda node: node.place)


def _link(node: Node, y: float) -> Link:
    """Draw the days of a node on the axis, and its mark and words at ``y``."""
    heading = describing.heading(node.marks)
    inside: list[Words | Symbol | Area | Line] = [
        *_days(node, y),
        Symbol(node.lane, _SYMBOLS, y, node.css),
        Words(_WORDS, y - 3, lettering.shortened(heading, _ROOM, SIZE), SIZE, css="tick"),
        Words(_WORDS, y - 3 + _LINE, lettering.shortened(node.label, _ROOM, SIZE), SIZE),
    ]
    return Link(node.row, lanes.named(node.marks, describing.when(node.marks)), inside)


def _days(node: Node, y: float) -> Iterator[Area | Line]:
    is_silence = node.lane == Lane.SILENCE
    x, half = (_SILENCE, 5) if is_silence else (_DAYS, 2)
    css, pattern = f"{node.lane} span", ""
    if is_silence:
        css, pattern = "silence", f"timeline-{NAME}-hatch"
    for low, high in node.stretches:
        yield Area(Box(x - half, low, x + half, max(high, low + 2)), css, pattern)
    if not is_silence:
        place = node.place
        yield Area(Box(x - 3, place - 3, x + 3, place + 3), f"{node.lane}")
    yield Line([(x + 6, node.place), (_SYMBOLS - 24, node.place), (_SYMBOLS - 10, y)], "leader")


def _ground(history: History, axis: scale.Scale) -> Iterator[Shape]:
    today = axis.day(history.today)
    label = lettering.shortened(history.today_label, _TICKS_END, SIZE)
    now = Words(_TICKS_END, today + SIZE * 0.35, label, SIZE, "end", "now")
    yield Line([(_AXIS, axis.low), (_AXIS, axis.high)], "axis")
    if history.has_band and history.verdicts:
        for part in band.parts(history, axis):
            yield Area(Box(_AXIS - 3, part.low, _AXIS + 3, part.high), f"band {part.tone}")
    yield from _ticks(axis, now)
    yield Line([(_AXIS - 6, today), (_SILENCE + 8, today)], "today")
    yield now


def _ticks(axis: scale.Scale, now: Words) -> Iterator[Shape]:
    end = 0.0
    for tick in scale.ticks(axis, _TICKS_APART):
        yield Line([(_AXIS - 4, tick.place), (_SILENCE + 8, tick.place)], "grid")
        lines: Sequence[str] = [text for text in (tick.label, tick.year) if text]
        y = tick.place + SIZE * 0.35
        words = [
            Words(_TICKS_END, y + _LINE * n, text, SIZE, "end", "tick")
            for n, text in enumerate(lines)
        ]
        is_free = words[0].box.top >= end and words[-1].box.bottom <= axis.high + 8
        if is_free and not any(each.box.meets(now.box) for each in words):
            yield from words
            end = words[-1].box.bottom


def _foot(history: History, y: float) -> Iterator[Shape]:
    if undated := history.undated:
        text = lettering.shortened(describing.undated(len(undated)), WIDTH, SIZE)
        yield Link(undated[0].row, text, [Words(0, y + SIZE, text, SIZE, css="tick")])
