"""Meetings and deadlines as a calendar, read back by a library that diaries use."""

from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from tests import factories
from tests.api import expect
from tracker import models
from tracker.representations import calendar_records

pytestmark = pytest.mark.django_db

HOME = "https://record.example"
GOLDEN = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//On Record//On Record v1//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:On Record
BEGIN:VEVENT
SUMMARY:Talks at San Tomé
DTSTART:20260125T150000Z
DTEND:20260125T163000Z
DTSTAMP:{stamps[0]}
UID:meeting-talks-at-san-tome@record.example
SEQUENCE:1
CATEGORIES:meeting,talks
DESCRIPTION:The port.\\n\\nCostaguana
LAST-MODIFIED:{stamps[0]}
LOCATION:San Tomé palace
STATUS:CANCELLED
URL:https://record.example/meetings/talks-at-san-tome
END:VEVENT
BEGIN:VEVENT
SUMMARY:Due: No foreign bases
DTSTART;VALUE=DATE:20270630
DTEND;VALUE=DATE:20270701
DTSTAMP:{stamps[1]}
UID:commitment-no-foreign-bases-due@record.example
SEQUENCE:1
CATEGORIES:deadline,commitment,foreign-bases
DESCRIPTION:Costaguana will not host foreign military bases.\\n\\nCostaguana
 : Not yet rated\\, Pending
LAST-MODIFIED:{stamps[1]}
TRANSP:TRANSPARENT
URL:https://record.example/commitments/no-foreign-bases
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(autouse=True)
def _the_service_has_a_home(settings: Settings) -> None:
    settings.PUBLIC_URL = HOME


def read(response: Any) -> list[Any]:
    """Return the entries of a calendar, having checked that it and they have what they need."""
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(response.content)
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    events = list(calendar.walk("VEVENT"))
    assert [event.errors for event in events] == [[]] * len(events)
    for event in events:
        assert {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "SUMMARY", "URL"} <= event.keys()
    assert len({str(event["UID"]) for event in events}) == len(events)
    return events


def names(client: Client, query: str = "") -> list[str]:
    return [str(event["SUMMARY"]) for event in read(client.get(f"/v1/calendar.ics{query}"))]


def stamp(row: models.Record) -> str:
    moment = datetime.fromisoformat(factories.shown(row)["changed_at"])
    return moment.strftime("%Y%m%dT%H%M%SZ")


def test_a_calendar_is_as_committed(client: Client) -> None:
    meeting = factories.meeting(
        status="cancelled",
        starts_at="2026-01-25T10:00:00-05:00",
        ends_at="2026-01-25T11:30:00-05:00",
        place="San Tomé palace",
        agenda="The port.",
        parties=[factories.costaguana().slug],
    )
    commitment = factories.commitment(due_date="2027-06", topics=[factories.topic().slug])

    response = client.get("/v1/calendar.ics")

    expected = GOLDEN.format(stamps=[stamp(meeting), stamp(commitment)])
    assert response.content.decode() == expected.replace("\n", "\r\n")
    assert len(read(response)) == 2


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "start", "end"),
    [
        ("2026-01-25", None, date(2026, 1, 25), date(2026, 1, 26)),
        ("2026-01-25", "2026-01-27", date(2026, 1, 25), date(2026, 1, 28)),
        ("2026-02", None, date(2026, 2, 1), date(2026, 3, 1)),
        ("2026", None, date(2026, 1, 1), date(2027, 1, 1)),
        (
            "2026-01-25T10:00:00-05:00",
            "2026-01-25T17:00:00Z",
            datetime(2026, 1, 25, 15, tzinfo=UTC),
            datetime(2026, 1, 25, 17, tzinfo=UTC),
        ),
        ("2026-01-25T15:00:00Z", "2026-01-26", datetime(2026, 1, 25, 15, tzinfo=UTC), None),
        ("2026-01-25", "2026-01-25T17:00:00Z", date(2026, 1, 25), date(2026, 1, 26)),
    ],
)
def test_a_meeting_takes_what_is_known_of_its_time(
    client: Client, starts_at: str, ends_at: str | None, start: date, end: date | None
) -> None:
    factories.meeting(starts_at=starts_at, ends_at=ends_at)

    event = read(client.get("/v1/calendar.ics"))[0]

    assert event.decoded("DTSTART") == start
    assert type(event.decoded("DTSTART")) is type(start)
    assert event.decoded("DTEND", None) == end


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("rumoured", "TENTATIVE"),
        ("tentative", "TENTATIVE"),
        ("postponed", "TENTATIVE"),
        ("confirmed", "CONFIRMED"),
        ("cancelled", "CANCELLED"),
    ],
)
def test_a_meeting_says_how_sure_it_is(client: Client, status: str, shown: str) -> None:
    factories.meeting(status=status)

    assert read(client.get("/v1/calendar.ics"))[0]["STATUS"] == shown


@pytest.mark.parametrize(
    ("due_date", "day"),
    [
        ("2027-06-15", date(2027, 6, 15)),
        ("2028-02", date(2028, 2, 29)),
        ("2027", date(2027, 12, 31)),
    ],
)
def test_a_deadline_falls_on_its_last_day(client: Client, due_date: str, day: date) -> None:
    factories.commitment(due_date=due_date)

    assert read(client.get("/v1/calendar.ics"))[0].decoded("DTSTART") == day


def test_a_change_keeps_the_uid_and_counts_the_sequence_up(client: Client) -> None:
    row = factories.meeting()
    before = read(client.get("/v1/calendar.ics"))[0]

    factories.changed(row, status="cancelled")
    after = read(client.get("/v1/calendar.ics"))[0]

    assert (before["UID"], int(before["SEQUENCE"])) == (after["UID"], 1)
    assert (int(after["SEQUENCE"]), after["STATUS"]) == (2, "CANCELLED")


def test_an_agreement_has_two_deadlines(client: Client) -> None:
    row = factories.agreement(expiry_date="2027-12", publication_due_date="2026-05-01")

    events = read(client.get("/v1/calendar.ics"))

    assert [
        (str(event["UID"]), str(event["SUMMARY"]), event.decoded("DTSTART")) for event in events
    ] == [
        (
            f"agreement-{row.slug}-expiry@record.example",
            "Expires: Agreement on the Port of Sulaco",
            date(2027, 12, 31),
        ),
        (
            f"agreement-{row.slug}-publication@record.example",
            "Text to be published: Agreement on the Port of Sulaco",
            date(2026, 5, 1),
        ),
    ]


def test_what_has_no_day_or_was_withdrawn_is_in_no_calendar(client: Client) -> None:
    factories.commitment()
    factories.agreement()
    factories.meeting(starts_at=None)
    row = factories.meeting(title="Secret talks")
    models.Meeting.objects.filter(pk=row.pk).update(is_public=False)

    assert names(client) == []


def world() -> None:
    costaguana, ruritania = factories.costaguana().slug, factories.ruritania().slug
    factories.meeting(title="Talks in January", parties=[costaguana])
    factories.meeting(title="Talks in June", starts_at="2026-06", parties=[ruritania])
    factories.commitment(short_title="Costaguana's", due_date="2027-06")
    factories.commitment(
        short_title="Ruritania's", due_date="2026-06", holders=[ruritania], form="act"
    )
    factories.agreement(title="The lease", expiry_date="2026-06-30", parties=[{"party": ruritania}])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "",
            [
                "Talks in June",
                "Talks in January",
                "Due: Costaguana's",
                "Due: Ruritania's",
                "Expires: The lease",
            ],
        ),
        ("?type=meeting", ["Talks in June", "Talks in January"]),
        ("?type=deadline", ["Due: Costaguana's", "Due: Ruritania's", "Expires: The lease"]),
        ("?party=costaguana", ["Talks in January", "Due: Costaguana's"]),
        ("?party=ruritania", ["Talks in June", "Due: Ruritania's", "Expires: The lease"]),
        ("?holder=ruritania", ["Due: Ruritania's"]),
        ("?party=ruritania&holder=costaguana", []),
        ("?form=act&type=deadline", ["Due: Ruritania's"]),
        ("?kind=talks&starts_before=2026-02", ["Talks in January"]),
        (
            "?starts_after=2026-02&due_after=2026-06-01&due_before=2026-07",
            ["Talks in June", "Due: Ruritania's", "Expires: The lease"],
        ),
        ("?type=deadline&due_before=2026-07-01", ["Due: Ruritania's", "Expires: The lease"]),
        ("?instrument_type=treaty", ["Expires: The lease"]),
    ],
)
def test_a_calendar_narrows_as_the_lists_do(
    client: Client, query: str, expected: list[str]
) -> None:
    world()

    assert names(client, query) == expected


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("type=event", "invalid_parameter"),
        ("type=", "invalid_parameter"),
        ("colour=red", "unknown_parameter"),
        ("format=csv", "unknown_parameter"),
        ("due_after=soon", "invalid_parameter"),
        ("due_after=2026&due_after=2027", "invalid_parameter"),
        ("status=unknown", "invalid_parameter"),
        ("holder=", "invalid_parameter"),
    ],
)
def test_a_calendar_is_asked_as_strictly_as_a_list(client: Client, query: str, code: str) -> None:
    document = expect.problem(client.get(f"/v1/calendar.ics?{query}"), 400, code)

    assert [error["parameter"] for error in document["errors"]] == [query.partition("=")[0]]


def test_a_calendar_known_already_is_not_sent_again(client: Client) -> None:
    tag = client.get("/v1/calendar.ics")["ETag"]

    expect.unchanged(client.get("/v1/calendar.ics", headers={"If-None-Match": tag}), tag)


def test_a_calendar_is_no_web_page(client: Client) -> None:
    response = client.get("/v1/calendar.ics", headers={"Accept": "application/json"})

    expect.problem(response, 406, "not_acceptable")


def test_a_calendar_costs_four_queries_and_is_bounded(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    monkeypatch.setattr(calendar_records, "MOST_OF_A_TYPE", 2)
    for month in range(1, 5):
        factories.meeting(title=f"Talks {month}", starts_at=f"2026-0{month}-01")

    with django_assert_num_queries(4):
        found = names(client)

    assert found == ["Talks 4", "Talks 3"]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("talks-in-june", ["Talks in June"]),
        ("ruritania-s", ["Due: Ruritania's"]),
        ("the-lease", ["Talks on the lease", "Due: Under the lease", "Expires: The lease"]),
        ("ruritania", ["Talks in June", "Due: Ruritania's", "Expires: The lease"]),
        ("foreign-bases", ["Due: On bases"]),
        ("ana-ruiz", ["Due: Ana's"]),
        ("nowhere", []),
    ],
)
def test_a_calendar_is_of_any_record(client: Client, record: str, expected: list[str]) -> None:
    world()
    ana, topic = factories.ana_ruiz().slug, factories.topic().slug
    factories.meeting(title="Talks on the lease", starts_at="2026-07", agreements=["the-lease"])
    for title, about in (
        ("On bases", {"topics": [topic]}),
        ("Ana's", {"made_by": [{"official": ana}]}),
        ("Under the lease", {"agreements": ["the-lease"]}),
    ):
        factories.commitment(short_title=title, due_date="2028", **about)

    assert names(client, f"?record={record}") == expected


def test_a_calendar_of_an_agreement_has_the_meetings_about_it(client: Client) -> None:
    world()
    factories.meeting(title="Talks on the lease", starts_at="2026-07", agreements=["the-lease"])

    assert names(client, "?agreement=the-lease") == ["Talks on the lease"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "On Record"),
        ("?record=the-lease", "On Record: The lease"),
        ("?party=ruritania&verdict=broken", "On Record: Ruritania, Broken"),
        ("?type=deadline", "On Record"),
        ("?due_after=2026", "On Record: due after 2026"),
    ],
)
def test_a_calendar_is_called_after_what_it_is_of(client: Client, query: str, name: str) -> None:
    world()

    content = client.get(f"/v1/calendar.ics{query}").content.decode()

    assert f"X-WR-CALNAME:{name.replace(',', chr(92) + ',')}\r\n" in content
