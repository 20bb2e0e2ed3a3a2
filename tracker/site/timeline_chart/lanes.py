"""What each lane is called and by which shape its marks are told apart, without colour."""

from collections.abc import Callable, Sequence
from typing import Final

from django.utils.translation import gettext, gettext_lazy, ngettext

from tracker.site.timeline_chart.history import Lane, Mark

LABELS: Final = {
    Lane.FOR: gettext_lazy("For it"),
    Lane.QUALIFIED: gettext_lazy("Qualified"),
    Lane.AGAINST: gettext_lazy("Against it"),
    Lane.REPORTED: gettext_lazy("Said, reported"),
    Lane.DEED: gettext_lazy("Deeds, meetings"),
    Lane.ACTION: gettext_lazy("Agreements"),
    Lane.DEADLINE: gettext_lazy("Deadlines"),
    Lane.VERDICT: gettext_lazy("Verdict"),
    Lane.SILENCE: gettext_lazy("No news"),
}
"""The name of each lane."""
_SINGULAR: Final = {
    **LABELS,
    Lane.REPORTED: gettext_lazy("Report"),
    Lane.DEED: gettext_lazy("Deed"),
    Lane.ACTION: gettext_lazy("Agreement"),
    Lane.DEADLINE: gettext_lazy("Deadline"),
}
RADIUS: Final = 6.5
"""How far a mark reaches from its middle."""

Shape = Callable[[float, float], str]


def label(lane: Lane) -> str:
    """Return the name of a lane in the language of the page."""
    return str(LABELS[lane])


def singular(lane: Lane) -> str:
    """Return what one mark of a lane is called in the language of the page."""
    return str(_SINGULAR[lane])


def counted(lane: Lane, number: int) -> str:
    """Return how many marks of a lane there are, in words."""
    texts = {
        Lane.FOR: ngettext("%d for it", "%d for it", number),
        Lane.QUALIFIED: ngettext("%d qualified", "%d qualified", number),
        Lane.AGAINST: ngettext("%d against it", "%d against it", number),
        Lane.REPORTED: ngettext("%d report", "%d reports", number),
        Lane.DEED: ngettext("%d deed", "%d deeds", number),
        Lane.ACTION: ngettext("%d action", "%d actions", number),
        Lane.DEADLINE: ngettext("%d deadline", "%d deadlines", number),
        Lane.VERDICT: ngettext("%d verdict", "%d verdicts", number),
        Lane.SILENCE: ngettext("%d silence", "%d silences", number),
    }
    return texts[lane] % number


def wording(marks: Sequence[Mark]) -> str:
    """Return what is drawn beside marks: the label of one, the number of several."""
    return marks[0].label if len(marks) == 1 else counted(marks[0].lane, len(marks))


def named(marks: Sequence[Mark], when: str) -> str:
    """Return what a screen reader says of marks that are drawn as one."""
    if len(marks) == 1:
        return marks[0].name
    return gettext("%(number)s, %(when)s: see the table") % {
        "number": wording(marks),
        "when": when,
    }


def outline(lane: Lane, x: float, y: float) -> str:
    """Return the outline of a lane's mark around a point, as the data of an SVG path."""
    return f"M{x + _STARTS[lane][0]:.1f} {y + _STARTS[lane][1]:.1f}{_OUTLINES[lane]}z"


_STARTS: Final = {
    Lane.FOR: (-6.0, 0.0),
    Lane.QUALIFIED: (-6.5, 5.0),
    Lane.AGAINST: (0.0, -6.5),
    Lane.REPORTED: (-4.0, -6.0),
    Lane.DEED: (-5.5, -5.5),
    Lane.ACTION: (-3.2, -5.6),
    Lane.DEADLINE: (-5.0, -6.5),
    Lane.VERDICT: (-2.5, -6.5),
    Lane.SILENCE: (-6.0, -3.0),
}
_OUTLINES: Final = {
    Lane.FOR: "a6 6 0 1 0 12 0a6 6 0 1 0-12 0",
    Lane.QUALIFIED: "h13l-6.5-11",
    Lane.AGAINST: "l6.5 6.5-6.5 6.5-6.5-6.5",
    Lane.REPORTED: "h5l3 3v9h-8",
    Lane.DEED: "h11v11h-11",
    Lane.ACTION: "h6.4l3.2 5.6-3.2 5.6h-6.4l-3.2-5.6",
    Lane.DEADLINE: "l11 4-9 4v5h-2",
    Lane.VERDICT: "h5v13h-5",
    Lane.SILENCE: "h12v6h-12",
}
"""A disc, a triangle, a diamond, a page, a square, a hexagon, a flag, a bar and a stripe."""
