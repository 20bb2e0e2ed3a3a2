"""The picture of a timeline, from its rows."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker import partial_dates
from tracker.site import dates, timeline_chart
from tracker.site.timeline_chart import History, Lane, Mark, Silence, Verdict
from tracker.site.timelines.rows import Row

_NEWS = frozenset({Lane.FOR, Lane.QUALIFIED, Lane.AGAINST, Lane.REPORTED, Lane.DEED})


def draw(
    title: str, rows: list[Row], today: date, *, is_past: bool, has_band: bool
) -> timeline_chart.Drawing:
    """Return rows drawn up to ``today``, which is an instant's day where ``is_past``."""
    silent = [row for row in rows if row.lane == Lane.SILENCE and row.silent_since]
    verdicts = [row for row in rows if row.lane == Lane.VERDICT and row.date]
    others = [row for row in rows if row not in silent and row not in verdicts]
    return timeline_chart.draw(
        History(
            title,
            today,
            _("That day") if is_past else _("Today"),
            [_mark(row) for row in others],
            [_verdict(row) for row in verdicts],
            [_silence(row, rows, today) for row in silent],
            has_band=has_band,
        )
    )


def _mark(row: Row) -> Mark:
    return Mark(
        row.lane,
        row.span,
        row.label,
        row.name,
        row.id,
        is_judged=row.is_judged,
        is_planned=row.is_planned,
    )


def _verdict(row: Row) -> Verdict:
    return Verdict(partial_dates.parse_date(row.date)[0], row.label, row.name, row.id, row.tone)


def _silence(row: Row, rows: Iterable[Row], today: date) -> Silence:
    """Return a silence, which ends with the next news."""
    first = partial_dates.parse_date(row.silent_since)[0]
    told = partial_dates.parse_date(row.date)[0] if row.date else first
    news = [each.span.first for each in rows if each.lane in _NEWS and each.span]
    last = min((day for day in news if told < day <= today), default=None)
    days = ((last or today) - first).days
    label = ngettext("%d day", "%d days", days) % days
    name = _("No news for %(days)s, since %(day)s") % {
        "days": label,
        "day": dates.day(row.silent_since),
    }
    return Silence(first, last, label, name, row.id)
