"""A timeline in words: its title, what it shows, and the days of a mark."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext, ngettext

from tracker.site.timeline_chart import lanes, scale
from tracker.site.timeline_chart.history import History, Lane, Mark, Span


def title(history: History) -> str:
    """Return what the picture is."""
    return gettext("Timeline: %(title)s") % {"title": history.title}


def description(history: History) -> str:
    """Return how many marks of each lane there are, and from when to when."""
    counts = Counter(mark.lane for mark in history.marks)
    counts[Lane.VERDICT] += len(history.verdicts)
    counts[Lane.SILENCE] += len(history.silences)
    numbers = [lanes.counted(lane, counts[lane]) for lane in Lane if counts[lane]]
    span = when(history.marks)
    listed = ", ".join([*numbers, *([span] if span else [])])
    return gettext("%(listed)s. The table below says the same.") % {"listed": listed}


def when(marks: Sequence[Mark]) -> str:
    """Return from when to when marks are, by month."""
    spans = [mark.span for mark in marks if mark.span is not None]
    if not spans:
        return ""
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    start, end = scale.month(first.month), f"{scale.month(last.month)} {last.year}"
    if first.year != last.year:
        return f"{start} {first.year}–{end}"
    return end if first.month == last.month else f"{start}–{end}"


def undated(number: int) -> str:
    """Return that so many marks have no date."""
    text = ngettext("%d without a date: see the table", "%d without a date: see the table", number)
    return text % number


def heading(marks: Sequence[Mark]) -> str:
    """Return the date of one mark, as exactly as it is known, and its sort; when several are."""
    span = marks[0].span
    if len(marks) > 1 or span is None:
        return when(marks)
    return f"{_date(span) or when(marks)} · {lanes.singular(marks[0].lane)}"


def _date(span: Span) -> str:
    if span.first == span.last:
        return f"{span.first.day} {scale.month(span.first.month)} {span.first.year}"
    ends = (span.first.month, span.first.day, span.last.month, span.last.year - span.first.year)
    return str(span.first.year) if ends == (1, 1, 12, 0) else ""
