"""What a picture consists of, with the place that each takes, and how that is written as SVG.

No style stands in it, only classes: the stylesheet of the pages has the colours of both themes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from tracker.site.timeline_chart import lanes, lettering
from tracker.site.timeline_chart.history import Lane

_ASCENT: Final = 0.8
_HEIGHT: Final = 1.1
_LONGEST_NAME: Final = 80
"""In ems, so that many names make no large picture."""


@dataclass(frozen=True)
class Box:
    """A rectangle from its left upper corner to its right lower one."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Return whether the two have more than an edge in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def is_within(self, other: "Box") -> bool:
        """Return whether nothing of it lies outside the other."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom


@dataclass(frozen=True)
class Words:
    """Words on a base line at ``y``, which begin, end or have their middle at ``x``."""

    x: float
    y: float
    text: str
    size: float
    anchor: str = "start"
    css: str = ""

    @property
    def box(self) -> Box:
        """The place that they take at most."""
        length = lettering.width(self.text, self.size)
        left = self.x - {"start": 0, "middle": 0.5, "end": 1}[self.anchor] * length
        top = self.y - _ASCENT * self.size
        return Box(left, top, left + length, top + _HEIGHT * self.size)

    def svg(self) -> str:
        """Return the words as SVG."""
        anchor = "" if self.anchor == "start" else f' text-anchor="{self.anchor}"'
        place = f'x="{_n(self.x)}" y="{_n(self.y)}"{anchor}{_css(self.css)}'
        return f"<text {place}>{escape(self.text, quote=False)}</text>"


@dataclass(frozen=True)
class Symbol:
    """The mark of a lane around a point."""

    lane: Lane
    x: float
    y: float
    css: str = ""

    @property
    def box(self) -> Box:
        """The place that it takes."""
        reach = lanes.RADIUS
        return Box(self.x - reach, self.y - reach, self.x + reach, self.y + reach)

    def svg(self) -> str:
        """Return the mark as SVG."""
        outline = lanes.outline(self.lane, self.x, self.y)
        return f'<path{_css(self.lane.value, self.css)} d="{outline}"/>'


@dataclass(frozen=True)
class Area:
    """A rectangle; ``pattern`` is the id of that with which it is filled."""

    box: Box
    css: str
    pattern: str = ""

    def svg(self) -> str:
        """Return the rectangle as SVG."""
        box = self.box
        size = f'width="{_n(box.right - box.left)}" height="{_n(box.bottom - box.top)}"'
        fill = f' fill="url(#{self.pattern})"' if self.pattern else ""
        return f'<rect{_css(self.css)} x="{_n(box.left)}" y="{_n(box.top)}" {size}{fill}/>'


@dataclass(frozen=True)
class Line:
    """A line through points."""

    points: Sequence[tuple[float, float]]
    css: str

    @property
    def box(self) -> Box:
        """The place that it takes."""
        across, down = zip(*self.points, strict=True)
        return Box(min(across), min(down), max(across), max(down))

    def svg(self) -> str:
        """Return the line as SVG."""
        path = "L".join(f"{_n(x)} {_n(y)}" for x, y in self.points)
        return f'<path{_css(self.css)} d="M{path}"/>'


@dataclass(frozen=True)
class Link:
    """Shapes that lead to a row of the table; ``name`` is what a screen reader says."""

    row: str
    name: str
    shapes: "Sequence[Words | Symbol | Area | Line]"

    def svg(self) -> str:
        """Return the link as SVG."""
        inside = "".join(shape.svg() for shape in self.shapes)
        name = lettering.shortened(self.name, _LONGEST_NAME, 1)
        title = f"<title>{escape(name, quote=False)}</title>"
        return f'<a href="#{escape(self.row)}">{title}{inside}</a>'


Plain = Words | Symbol | Area | Line
Shape = Plain | Link


@dataclass(frozen=True)
class Picture:
    """A drawing of a width and a height, whose ``name`` is one of those of a page."""

    name: str
    title: str
    description: str
    width: float
    height: float
    shapes: Sequence[Shape]

    def all_shapes(self) -> Iterator[Plain]:
        """Yield each shape, those of links too."""
        for shape in self.shapes:
            if isinstance(shape, Link):
                yield from shape.shapes
            else:
                yield shape

    def svg(self) -> str:
        """Return the picture as SVG: a group to screen readers, since links are in it."""
        name = f"timeline-{self.name}"
        inside = "".join(shape.svg() for shape in self.shapes)
        hatch = (
            f'<defs><pattern id="{name}-hatch" width="6" height="6" patternUnits="userSpaceOnUse">'
            '<path d="M-1 1l2-2M0 6l6-6M5 7l2-2"/></pattern></defs>'
        )
        return (
            f'<svg class="tl {name}" viewBox="0 0 {_n(self.width)} {_n(self.height)}" role="group"'
            f' aria-labelledby="{name}-title" aria-describedby="{name}-description">'
            f'<title id="{name}-title">{escape(self.title, quote=False)}</title>'
            f'<desc id="{name}-description">{escape(self.description, quote=False)}</desc>'
            f"{hatch}{inside}</svg>"
        )


def _css(*names: str) -> str:
    given = " ".join(filter(None, names))
    return f' class="{given}"' if given else ""


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
