"""The verdict as a band along the axis: which verdict held from when to when."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.site.timeline_chart.history import History
from tracker.site.timeline_chart.scale import Scale


@dataclass(frozen=True)
class Part:
    """A stretch of the axis with one verdict."""

    low: float
    high: float
    tone: str


def parts(history: History, axis: Scale) -> Iterator[Part]:
    """Yield the stretches until today: that before the first verdict is without tone."""
    until = axis.day(history.today)
    spans = (mark.span for mark in history.marks if mark.span is not None)
    place, tone = min([until, *(axis.interval(span)[0] for span in spans)]), "none"
    for verdict in sorted(history.verdicts, key=lambda each: each.day):
        change = axis.day(verdict.day)
        if change > place:
            yield Part(place, change, tone)
        place, tone = change, verdict.tone
    if until > place:
        yield Part(place, until, tone)
