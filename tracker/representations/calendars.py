"""Meetings and deadlines as an iCalendar, RFC 5545."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

import icalendar

from tracker import partial_dates, serializers, vocabularies

Body = Mapping[str, Any]

_PRODUCT = "-//On Record//On Record v1//EN"
_MEETING_STATUS = {
    "rumoured": "TENTATIVE",
    "tentative": "TENTATIVE",
    "postponed": "TENTATIVE",
    "cancelled": "CANCELLED",
    "confirmed": "CONFIRMED",
    "passed": "CONFIRMED",
}
DEADLINES = {
    "commitment": {"due_date": ("due", "Due")},
    "agreement": {
        "expiry_date": ("expiry", "Expires"),
        "publication_due_date": ("publication", "Text to be published"),
    },
}
"""The dates of each type of record that are deadlines: what their names and titles begin with."""


@dataclass(frozen=True)
class Deadline:
    """A day by which something is to be, and the record whose it is."""

    body: Body
    field: str

    @property
    def last_day(self) -> date:
        """The last day that the date may mean, on which it falls and which filters compare."""
        return partial_dates.last_day(*partial_dates.parse_date(self.body[self.field]))


def deadlines(bodies: Iterable[Body]) -> Iterator[Deadline]:
    """Yield the deadlines of commitments and agreements."""
    for body in bodies:
        for field in DEADLINES[body["type"]]:
            if body[field]:
                yield Deadline(body, field)


def document(home: str, name: str, meetings: Iterable[Body], due: Iterable[Deadline]) -> bytes:
    """Return the calendar of meetings that have a day, and of deadlines."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", icalendar.vText(name))
    for meeting in meetings:
        calendar.add_component(_meeting(home, meeting))
    for deadline in due:
        calendar.add_component(_deadline(home, deadline))
    return bytes(calendar.to_ical())


def _meeting(home: str, body: Body) -> icalendar.Event:
    event = _event(home, body, "", body["title"], ["meeting", body["kind"]])
    start, until = _span(body["starts_at"], body["ends_at"])
    event.add("dtstart", start)
    if until is not None:
        event.add("dtend", until)
    event.add("status", _MEETING_STATUS[body["status"]])
    if body["place"]:
        event.add("location", body["place"])
    said = [body["agenda"], _named(body["parties"])]
    _describe(event, said)
    return event


def _deadline(home: str, deadline: Deadline) -> icalendar.Event:
    body = deadline.body
    name, verb = DEADLINES[body["type"]][deadline.field]
    heading = body.get("short_title") or body["title"]
    event = _event(home, body, f"-{name}", f"{verb}: {heading}", ["deadline", body["type"]])
    event.add("dtstart", deadline.last_day)
    event.add("dtend", partial_dates.next_day(deadline.last_day))
    event.add("transp", "TRANSPARENT")
    if body["type"] == "commitment":
        verdict = vocabularies.Verdict(body["verdict"]).label["en"]
        schedule = vocabularies.Schedule(body["schedule"]).label["en"]
        state = f"{_named(body['holders'])}: {verdict}, {schedule}"
        _describe(event, [body["text"], state])
    else:
        status = vocabularies.AgreementStatus(body["status"]).label["en"]
        _describe(event, [body["title"], status])
    return event


def _event(
    home: str, body: Body, suffix: str, title: str, categories: list[str]
) -> icalendar.Event:
    """Return an entry with what all have; its UID never changes, its SEQUENCE is the version."""
    changed_at = datetime.fromisoformat(body["changed_at"]).replace(microsecond=0)
    event = icalendar.Event()
    event.add("uid", f"{body['type']}-{body['slug']}{suffix}@{urlsplit(home).hostname}")
    event.add("sequence", body["version"])
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("summary", title)
    event.add("categories", [*categories, *(topic["slug"] for topic in body["topics"])])
    event.add("url", home + serializers.page_at(body["url"]))
    return event


def _named(parties: Iterable[Body]) -> str:
    return ", ".join(party["title"] for party in parties if party["title"])


def _describe(event: icalendar.Event, paragraphs: Sequence[str | None]) -> None:
    if said := [paragraph for paragraph in paragraphs if paragraph]:
        event.add("description", "\n\n".join(said))


def _span(starts: str, ends: str | None) -> tuple[date, date | None]:
    """Return start and exclusive end: moments where the hour is known, else whole days.

    What is known to the month or year takes all its days.
    """
    start, precision = partial_dates.parse_instant(starts)
    end, end_precision = partial_dates.parse_instant(ends) if ends else (start, precision)
    if precision == "minute":
        is_exact = end_precision == "minute" and end > start
        return start.astimezone(UTC), end.astimezone(UTC) if is_exact else None
    last = partial_dates.last_day(max(end, start).date(), end_precision)
    return start.date(), partial_dates.next_day(last)
