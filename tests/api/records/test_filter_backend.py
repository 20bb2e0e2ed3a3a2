"""Filters of lists: what they find, and that none is misread or overlooked."""

import pytest
from django.test import Client

from tests import factories
from tests.api import expect
from tracker import filters, models, serializers

pytestmark = pytest.mark.django_db


def test_repeated_values_are_alternatives_and_parameters_add_up(client: Client) -> None:
    factories.event(title="A law", kind="law", country="XC")
    factories.event(title="A ruling", kind="ruling", country="XC")
    factories.event(title="A vote", kind="vote", country="XC")
    factories.event(title="A foreign law", kind="law", country="XR")

    response = client.get("/v1/events?kind=law&kind=ruling&country=XC")

    assert expect.slugs(response) == ["a-ruling", "a-law"]


def test_asking_for_a_party_includes_its_parts_and_finds_each_record_once(client: Client) -> None:
    ministry = factories.party(parent=factories.costaguana().slug)
    factories.commitment(short_title="Theirs", holders=[factories.ruritania().slug])
    factories.commitment(short_title="Both", holders=["costaguana", ministry.slug])

    response = client.get("/v1/commitments?holder=costaguana&count=true")

    assert expect.slugs(response) == ["both"]
    assert expect.json(response)["count"] == 1


def test_a_comma_is_part_of_a_value(client: Client) -> None:
    document = expect.problem(client.get("/v1/events?kind=law,vote"), 400, "invalid_parameter")

    assert [error["parameter"] for error in document["errors"]] == ["kind"]


def test_every_wrong_parameter_is_named(client: Client) -> None:
    document = expect.problem(
        client.get("/v1/commitments?form=sing&verdict=maybe&holder=x"), 400, "invalid_parameter"
    )

    assert [error["parameter"] for error in document["errors"]] == ["form", "verdict"]


@pytest.mark.parametrize(
    "name",
    ["at", "role", "holder[]", "Holder", "", "%00"],
)
def test_an_unknown_parameter_is_named(client: Client, name: str) -> None:
    document = expect.problem(client.get(f"/v1/commitments?{name}=x"), 400, "unknown_parameter")

    assert [error["code"] for error in document["errors"]] == ["unknown_parameter"]


@pytest.mark.parametrize(
    "address",
    [
        "/v1/topics/foreign-bases",
        "/v1/topics/foreign-bases/revisions",
        "/v1/vocabularies",
        "/v1/event-types",
        "/v1/changes",
        "/v1/schema",
        "/livez",
        "/readyz",
    ],
)
def test_no_address_overlooks_an_unknown_parameter(client: Client, address: str) -> None:
    factories.topic()

    document = expect.problem(client.get(f"{address}?colour=red"), 400, "unknown_parameter")

    assert document["errors"] == [
        {
            "parameter": "colour",
            "code": "unknown_parameter",
            "detail": "There is no such parameter here.",
        }
    ]


@pytest.mark.parametrize(
    ("record_type", "name"),
    [(code, name) for code in models.RECORDS for name in filters.PARAMETERS[code]],
)
def test_an_empty_value_is_refused_by_every_parameter(
    client: Client, record_type: str, name: str
) -> None:
    address = f"/v1/{serializers.PLURALS[record_type]}"

    document = expect.problem(client.get(f"{address}?{name}="), 400, "invalid_parameter")

    assert [error["parameter"] for error in document["errors"]] == [name]


@pytest.mark.parametrize(
    ("record_type", "name"),
    [(code, name) for code in models.RECORDS for name in filters.PARAMETERS[code]],
)
def test_no_value_upsets_a_parameter(client: Client, record_type: str, name: str) -> None:
    address = f"/v1/{serializers.PLURALS[record_type]}"

    for value in ("%00", "x" * 5000, "%F0%9F%98%80", "%ED%A0%80", "%ff", "'", "%25", "\\"):
        assert client.get(f"{address}?{name}={value}").status_code in {200, 400}


@pytest.mark.parametrize(
    "query",
    [
        "due_after=0000",
        "due_after=99999999999",
        "due_after=2026-02-30",
        "due_after=tomorrow",
        "due_after=2026&due_after=2027",
        "changed_since=2026-01-25T15:00:00",
        "changed_since=0001-01-01T00:00:00%2B14:00",
    ],
)
def test_a_date_that_is_none_is_refused(client: Client, query: str) -> None:
    expect.problem(client.get(f"/v1/commitments?{query}"), 400, "invalid_parameter")


def test_more_than_a_hundred_values_are_refused(client: Client) -> None:
    hundred = "&".join(f"ids=topic-{number}" for number in range(100))

    assert expect.slugs(client.get(f"/v1/topics?{hundred}")) == []
    expect.problem(client.get(f"/v1/topics?{hundred}&ids=one-more"), 400, "invalid_parameter")


@pytest.mark.parametrize(
    ("address", "parameter", "value"),
    [
        ("/v1/agreements?", "text_status", "withheld"),
        ("/v1/search?q=bases", "type", "topic"),
        ("/v1/calendar.ics?", "type", "meeting"),
        ("/v1/changes?", "event_type", "*"),
    ],
)
def test_one_value_more_than_a_hundred_times_is_refused(
    client: Client, address: str, parameter: str, value: str
) -> None:
    hundred = address + f"&{parameter}={value}" * 100

    assert client.get(hundred).status_code == 200
    response = client.get(f"{hundred}&{parameter}={value}")
    problem = expect.problem(response, 400, "invalid_parameter")
    assert [error["parameter"] for error in problem["errors"]] == [parameter]


def test_more_parameters_than_django_reads_are_refused(client: Client) -> None:
    many = "&".join(f"ids=topic-{number}" for number in range(1001))

    expect.problem(client.get(f"/v1/topics?{many}"), 400, "bad_request")
