"""As of an instant and as of a day: what is answered, what is refused, and what is told of it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tests.api import expect, moments
from tracker import editing, models, recording, redacting, reviewing, serializers

pytestmark = pytest.mark.django_db


def test_a_list_as_of_an_instant_says_so_and_shows_the_words_of_then(client: Client) -> None:
    row = factories.topic(name="Bases")
    then = moments.instant()
    factories.changed(row, name="Foreign bases")
    factories.topic(name="Ports")

    page = expect.json(client.get(f"/v1/topics?known_at={then}"))

    assert [topic["name"] for topic in page["results"]] == ["Bases"]
    assert page["known_at"] == then


def test_an_instant_may_be_given_with_another_zone(client: Client) -> None:
    factories.topic()
    moment = models.Revision.objects.get().published_at
    elsewhere = moment.isoformat().replace("+00:00", "Z")

    page = expect.json(client.get(f"/v1/topics?known_at={elsewhere}"))

    assert page["known_at"] == serializers.show_moment(moment)


def test_a_detail_carries_its_instant_in_a_header(client: Client) -> None:
    row = factories.topic(name="Bases")
    then = moments.instant()
    body = bytes(factories.stored(row).body)
    factories.changed(row, name="Foreign bases")

    response = client.get(f"/v1/topics/{row.slug}?known_at={then}")

    assert response.content == body
    assert response["Memento-Datetime"].endswith(" GMT")
    again = client.get(
        f"/v1/topics/{row.slug}?known_at={then}", headers={"If-None-Match": response["ETag"]}
    )
    expect.unchanged(again, response["ETag"])


def test_before_the_ledger_began_is_refused_with_when_it_did(client: Client) -> None:
    factories.topic()

    document = expect.problem(client.get("/v1/topics?known_at=2020"), 400, "before_ledger")

    assert document["ledger_began_at"] == moments.instant()
    assert document["errors"][0]["parameter"] == "known_at"


def test_before_anything_was_published_there_is_no_ledger(client: Client) -> None:
    document = expect.problem(client.get("/v1/topics?known_at=2020"), 400, "before_ledger")

    assert document["ledger_began_at"] is None


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("known_at=", "known_at"),
        ("known_at=yesterday", "known_at"),
        ("known_at=2026-01-01T00:00:00", "known_at"),
        ("valid_at=2026-01", "valid_at"),
        ("valid_at=", "valid_at"),
        ("valid_at=2026-01-01&valid_at=2026-01-02", "valid_at"),
        ("by=", "by"),
        ("by=verdict,holder,form", "by"),
        ("by=slug", "by"),
    ],
)
def test_a_time_that_is_none_is_refused(client: Client, query: str, parameter: str) -> None:
    factories.commitment()

    for path in ("/v1/commitments/tally", "/v1/commitments")[: 1 if "by" in query else 2]:
        asked = query if "by" in query or path == "/v1/commitments" else f"by=verdict&{query}"
        document = expect.problem(client.get(f"{path}?{asked}"), 400, "invalid_parameter")
        assert [error["parameter"] for error in document["errors"]] == [parameter]


def test_an_instant_to_come_is_refused(client: Client) -> None:
    factories.commitment()

    for path in ("/v1/commitments/tally?by=verdict&", "/v1/commitments?"):
        response = client.get(f"{path}known_at=2098-01-01T00:00:00Z")
        document = expect.problem(response, 400, "not_yet")
        assert [error["parameter"] for error in document["errors"]] == ["known_at"]


def test_words_are_not_searched_for_in_the_past(client: Client) -> None:
    factories.commitment()

    response = client.get(f"/v1/commitments?q=bases&known_at={moments.instant()}")

    assert expect.problem(response, 400, "invalid_parameter")["errors"][0]["parameter"] == "q"


def test_words_are_searched_for_as_of_a_day(client: Client) -> None:
    factories.commitment()
    factories.commitment(short_title="Open the port", text="It will open the port.")

    response = client.get("/v1/commitments?q=bases&valid_at=2026-01-01")

    assert expect.slugs(response) == ["no-foreign-bases"]


def test_what_was_dismissed_stays_in_the_past_and_says_so(client: Client) -> None:
    row = factories.development()
    then = moments.instant()
    reviewing.dismiss(row, factories.ACTOR, "It was said of another country.", factories.NOW)
    now = moments.instant()

    past = expect.json(client.get(f"/v1/developments?known_at={then}"))
    shown = expect.json(client.get(f"/v1/developments/{row.slug}?known_at={then}"))

    assert [found["later"] for found in past["results"]] == [shown["later"]] == ["dismissed"]
    assert shown["review_state"] == "flagged"
    assert expect.slugs(client.get(f"/v1/developments?known_at={now}")) == []
    gone = client.get(f"/v1/developments/{row.slug}?known_at={now}")
    assert expect.problem(gone, 410, "withdrawn")["reason"] == "It was said of another country."


def test_what_was_deleted_or_merged_since_says_so(client: Client) -> None:
    first, second, third = (factories.topic(name=name) for name in ("One", "Two", "Three"))
    then = moments.instant()
    with recording.change(factories.ACTOR, "entered twice") as change:
        editing.merge(change, first, second, change.now)
    with recording.change(factories.ACTOR, "no topic") as change:
        editing.delete(change, third, change.now)

    page = expect.json(client.get(f"/v1/topics?known_at={then}&ordering=changed_at"))
    merged = client.get(f"/v1/topics/one?known_at={moments.instant()}")

    assert [found.get("later") for found in page["results"]] == ["merged", None, "deleted"]
    assert expect.problem(merged, 308, "merged")["status"] == 308
    assert merged["Location"].startswith("/v1/topics/two?known_at=")


def test_what_was_not_there_yet_is_nowhere(client: Client) -> None:
    factories.topic(name="One")
    then = moments.instant()
    factories.topic(name="Two")

    expect.problem(client.get(f"/v1/topics/two?known_at={then}"), 404, "not_found")


def test_what_was_redacted_is_shown_of_no_time(client: Client) -> None:
    row = factories.topic(name="One")
    then = moments.instant()
    with recording.change("court", "by law", is_withdrawing=True) as change:
        redacting.redact(change, factories.stored(row), change.now)

    assert expect.slugs(client.get(f"/v1/topics?known_at={then}")) == []
    expect.problem(client.get(f"/v1/topics/one?known_at={then}"), 410, "withdrawn")


def test_pages_of_the_past_follow_each_other(client: Client) -> None:
    for number in range(5):
        factories.topic(name=f"Topic {number}")
    then = moments.instant()
    factories.topic(name="Later")

    found, following = [], f"/v1/topics?known_at={then}&page_size=2&ordering=changed_at"
    while following:
        page = expect.json(client.get(following))
        found += [topic["name"] for topic in page["results"]]
        following = page["next"]

    assert found == [f"Topic {number}" for number in range(5)]


def test_a_cursor_is_of_one_instant_only(client: Client) -> None:
    for number in range(3):
        factories.topic(name=f"Topic {number}")
    page = expect.json(client.get(f"/v1/topics?known_at={moments.instant()}&page_size=1"))

    live = client.get("/v1/topics?page_size=1&cursor=" + page["next"].split("cursor=")[1])

    expect.problem(live, 400, "invalid_cursor")


@pytest.mark.parametrize("size", [2, 10])
def test_a_page_of_the_past_costs_four_queries_whatever_its_size(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(12):
        factories.commitment(short_title=f"Commitment {number}")
    then = moments.instant()

    with django_assert_num_queries(4):  # the head, when the ledger began, the page, what is later
        response = client.get(f"/v1/commitments?known_at={then}&page_size={size}")

    assert len(expect.slugs(response)) == size


def test_a_verdict_is_that_of_the_day(client: Client) -> None:
    row = factories.commitment()
    moments.judged(row, "in_progress", date(2026, 1, 10))
    then = moments.instant()
    moments.judged(row, "kept", date(2026, 2, 1))

    def verdict(query: str) -> str:
        body = expect.json(client.get(f"/v1/commitments/{row.slug}?{query}"))
        assert body["valid_at"] == query[9:19]
        listed = client.get(f"/v1/commitments?verdict={body['verdict']}&{query}")
        assert expect.slugs(listed) == [row.slug]
        return str(body["verdict"])

    assert verdict("valid_at=2026-01-09") == "not_yet_rated"
    assert verdict("valid_at=2026-01-31") == "in_progress"
    assert verdict("valid_at=2026-02-01") == "kept"
    assert verdict(f"valid_at=2026-02-01&known_at={then}") == "in_progress"


def test_of_an_official_the_offices_of_the_day_are_shown(client: Client) -> None:
    factories.ana_ruiz()
    factories.tomas_vidal()

    def held(query: str) -> list[tuple[str, int]]:
        page = expect.json(client.get(f"/v1/officials?ordering=changed_at&{query}"))
        return [(found["slug"], len(found["tenures"])) for found in page["results"]]

    assert held("at=2025-12-31&role=minister") == [("ana-ruiz", 1), ("tomas-vidal", 1)]
    assert held("at=2026-01-26&party=costaguana&role=foreign+minister") == [("ana-ruiz", 1)]
    assert held("at=2026-01-26&party=ruritania") == []
    assert held("party=ruritania&role=canciller") == []
    assert expect.json(client.get("/v1/officials/ana-ruiz?at=2024-05-31"))["tenures"] == []


def test_an_instant_just_before_a_change_is_before_it(client: Client) -> None:
    row = factories.topic(name="Bases")
    factories.changed(row, name="Foreign bases")
    moment = models.Revision.objects.latest("sequence").published_at - timedelta(microseconds=1)

    page = expect.json(client.get(f"/v1/topics?known_at={serializers.show_moment(moment)}"))

    assert [topic["name"] for topic in page["results"]] == ["Bases"]


def test_a_day_that_is_over_is_asked_of_the_ledger(client: Client) -> None:
    factories.topic()
    yesterday = (timezone.now() - timedelta(days=1)).date().isoformat()

    expect.problem(client.get(f"/v1/topics?known_at={yesterday}"), 400, "before_ledger")


@pytest.mark.parametrize("length", [4, 7])
def test_a_month_or_a_year_that_is_not_over_is_not_yet_known(client: Client, length: int) -> None:
    factories.topic()
    period = timezone.now().date().isoformat()[:length]

    document = expect.problem(client.get(f"/v1/topics?known_at={period}"), 400, "not_yet")

    assert document["detail"] == (
        f"known_at is the end of {period} in UTC, which has not come; give an instant."
    )


@pytest.mark.parametrize("days", [0, 1, 400])
def test_a_day_that_is_not_over_is_not_yet_known(client: Client, days: int) -> None:
    factories.topic()
    day = (timezone.now() + timedelta(days=days)).date().isoformat()

    document = expect.problem(client.get(f"/v1/topics?known_at={day}"), 400, "not_yet")

    assert document["errors"][0]["parameter"] == "known_at"
    assert document["detail"] == (
        f"known_at is the end of {day} in UTC, which has not come; give an instant."
    )


@pytest.mark.parametrize("parameter", ["known_at", "changed_since"])
def test_a_plus_that_is_not_escaped_is_named(client: Client, parameter: str) -> None:
    address = f"/v1/topics?{parameter}=2026-11-28T10:00:00+01:00"

    detail = expect.problem(client.get(address), 400, "invalid_parameter")["detail"]

    assert "The + of a zone is a space in an address: write %2B instead." in detail
