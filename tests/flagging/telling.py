"""Records of which the calendar tells something, each with the words by which it is known."""

from datetime import datetime
from typing import Any

from tests import factories
from tracker import models
from tracker.flagging import clock, deadlines


def cited(**fields: Any) -> dict[str, Any]:
    """Return the fields of a record with a quote of an article of 20 January 2026."""
    article = factories.document(published_at="2026-01-20", url="https://courier.example/plan")
    return {"citations": [{"document": article.slug, "exact": factories.QUOTE}], **fields}


def commitment(**fields: Any) -> models.Commitment:
    """Create a commitment that falls due in March 2026."""
    return factories.commitment(**cited(form="act", due_date="2026-03") | fields)


def meeting(**fields: Any) -> models.Meeting:
    """Create a meeting in Guayaquil, planned for 25 February 2026."""
    planned = {"starts_at": "2026-02-25", "time_zone": "America/Guayaquil"}
    return factories.meeting(**cited(**planned) | fields)


def agreement(**fields: Any) -> models.Agreement:
    """Create an agreement between Costaguana and Ruritania."""
    return factories.agreement(**cited() | fields)


def look(row: models.Record, now: datetime) -> clock.Look:
    """Return what the clock would see of a record at ``now``."""
    stored: Any = factories.stored(row)
    return clock.Look(stored, now, deadlines.rules_of(now)[type(row)])


def told(row: models.Record) -> list[models.Development]:
    """Return what the clock has told of a record, in order."""
    found = models.Development.objects.filter(subject=row.pk, detector=clock.CODE)
    return list(found.select_related("identity").order_by("pk"))


def kinds_of(row: models.Record) -> list[str]:
    """Return the kinds of what the clock has told of a record, in order."""
    return [development.kind for development in told(row)]
