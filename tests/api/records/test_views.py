"""Lists, details and histories: the stored bytes, to whom they are shown, and what is left."""

from collections.abc import Callable

import orjson
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tests.api import expect
from tracker import editing, models, recording, serializers
from tracker.serializers import bodies

pytestmark = pytest.mark.django_db

ONE_OF_EACH: dict[str, Callable[[], models.Record]] = {
    "topic": factories.topic,
    "party": factories.costaguana,
    "official": factories.ana_ruiz,
    "agreement": factories.agreement,
    "meeting": factories.meeting,
    "event": factories.event,
    "commitment": factories.commitment,
    "statement": factories.statement,
    "source": factories.source,
    "document": factories.document,
    "development": factories.development,
}


def withdrawn(row: models.Record, reason: str = "entered twice") -> None:
    with recording.change("Emilia Gould", reason) as change:
        editing.delete(change, row, factories.NOW)


def withheld() -> models.Development:
    """Return a development that waits for a person."""
    return factories.development(kind="commitment.contradicted")


def dismissed(row: models.Development) -> None:
    with recording.change("Emilia Gould", "dismissed") as change:
        row.review_state = "dismissed"
        row.review_reason = "It was said of another country."
        row.reviewed_at = factories.NOW
        row.save(update_fields=["review_state", "review_reason", "reviewed_at"])
        change.touch(row, "development.dismissed")


def test_every_record_type_has_its_list() -> None:
    assert ONE_OF_EACH.keys() == models.RECORDS.keys()


@pytest.mark.parametrize("record_type", models.RECORDS)
def test_a_list_and_a_detail_are_the_stored_bytes(client: Client, record_type: str) -> None:
    row = factories.stored(ONE_OF_EACH[record_type]())
    plural = serializers.PLURALS[record_type]
    body = bytes(row.body)

    listed = client.get(f"/v1/{plural}?ids={row.slug}")
    shown = client.get(f"/v1/{plural}/{row.slug}")

    # What is long is in lists only where it is asked for.
    in_list = bodies.without_explanation(body) if record_type == "development" else body
    assert listed.content == (
        b'{"results":[' + in_list + b'],"next":null,"previous":null,'
        b'"next_cursor":null,"previous_cursor":null}'
    )
    assert shown.content == body
    assert shown["ETag"] == f'"v{row.version}.1"'
    assert shown["Content-Type"] == listed["Content-Type"] == "application/json"


@pytest.mark.parametrize("size", [2, 10])
def test_a_page_costs_two_queries_whatever_its_size(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    for number in range(12):
        factories.commitment(short_title=f"Commitment {number}")

    with django_assert_num_queries(2):
        response = client.get(f"/v1/commitments?page_size={size}")

    assert len(expect.slugs(response)) == size


def test_a_detail_costs_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    factories.commitment()

    with django_assert_num_queries(1):
        client.get("/v1/commitments/no-foreign-bases")


def test_what_was_never_public_is_nowhere(client: Client) -> None:
    row = withheld()
    address = f"/v1/developments/{row.slug}"

    assert expect.json(client.get("/v1/developments?count=true"))["count"] == 0
    assert expect.slugs(client.get("/v1/developments")) == []
    expect.problem(client.get(address), 404, "not_found")
    expect.problem(client.get(f"{address}/revisions"), 404, "not_found")
    assert row.slug.encode() not in client.get("/v1/changes").content


def test_what_a_record_said_before_it_was_public_is_told_nobody(client: Client) -> None:
    row = withheld()
    with recording.change("Emilia Gould", "checked") as change:
        row.title, row.review_state = "What the minister said", "confirmed"
        row.save(update_fields=["title", "review_state"])
        change.touch(row)

    history = expect.json(client.get(f"/v1/developments/{row.slug}/revisions"))

    assert [entry["changed"] for entry in history["results"]] == [{}]
    assert b"New report on No foreign bases" not in client.get("/v1/changes").content


def test_what_was_never_public_is_a_404_after_it_is_dismissed(client: Client) -> None:
    row = withheld()

    dismissed(row)

    expect.problem(client.get(f"/v1/developments/{row.slug}"), 404, "not_found")


def test_a_dismissed_development_is_gone_with_reason_and_date(client: Client) -> None:
    row = factories.development()
    assert client.get(f"/v1/developments/{row.slug}").status_code == 200

    dismissed(row)
    document = expect.problem(client.get(f"/v1/developments/{row.slug}"), 410, "withdrawn")

    assert document["reason"] == "It was said of another country."
    assert document["withdrawn_at"] == "2026-03-01T12:00:00.000000Z"
    assert document["record"]["review_state"] == "dismissed"
    assert "title" not in document["record"]
    assert expect.slugs(client.get("/v1/developments")) == []


def test_a_deleted_record_is_gone_with_reason_and_date(client: Client) -> None:
    withdrawn(factories.topic())

    document = expect.problem(client.get("/v1/topics/foreign-bases"), 410, "withdrawn")

    assert document["reason"] == "entered twice"
    assert document["withdrawn_at"] == "2026-03-01T12:00:00.000000Z"
    assert expect.slugs(client.get("/v1/topics")) == []


def test_a_merged_record_leads_to_the_other(client: Client) -> None:
    row, other = factories.topic(), factories.topic(name="Bases")
    with recording.change("Emilia Gould", "the same") as change:
        editing.merge(change, row, other, factories.NOW)

    response = client.get("/v1/topics/foreign-bases")

    expect.problem(response, 308, "merged")
    assert response["Location"] == "/v1/topics/bases"


def test_a_record_merged_into_a_deleted_one_is_gone(client: Client) -> None:
    row, other = factories.topic(), factories.topic(name="Bases")
    with recording.change("Emilia Gould", "the same") as change:
        editing.merge(change, row, other, factories.NOW)
    withdrawn(other)

    expect.problem(client.get("/v1/topics/foreign-bases"), 410, "withdrawn")


def test_a_history_tells_when_why_and_what_was_before(client: Client) -> None:
    row = factories.topic()
    factories.changed(row, name="Bases of others")
    withdrawn(row)

    page = expect.json(client.get("/v1/topics/foreign-bases/revisions"))
    times = dict(models.Revision.objects.values_list("sequence", "published_at"))

    assert [entry["event_type"] for entry in page["results"]] == [
        "record.deleted",
        "record.updated",
        "record.created",
    ]
    assert page["results"][1] == {
        "sequence": 2,
        "event_type": "record.updated",
        "version": 2,
        "published_at": serializers.show_moment(times[2]),
        "reason": "changed",
        "changed": {"name": "Foreign bases"},
    }


def test_a_history_is_paged(client: Client) -> None:
    row = factories.topic()
    for name in ("Bases I", "Bases II"):
        factories.changed(row, name=name)

    first = expect.json(client.get("/v1/topics/foreign-bases/revisions?page_size=2"))
    second = expect.json(client.get(first["next"]))

    assert [entry["version"] for entry in first["results"]] == [3, 2]
    assert [entry["version"] for entry in second["results"]] == [1]


def test_a_history_of_nothing_is_a_404(client: Client) -> None:
    expect.problem(client.get("/v1/topics/foreign-bases/revisions"), 404, "not_found")


def test_a_head_is_a_get_without_its_body(client: Client) -> None:
    factories.topic()

    for address in ("/v1/topics", "/v1/topics/foreign-bases"):
        whole, head = client.get(address), client.head(address)
        assert (head.status_code, head.content) == (200, b"")
        assert head["ETag"] == whole["ETag"]
        assert head["Cache-Control"] == whole["Cache-Control"]


def test_a_long_answer_is_compressed_and_its_tag_weak(client: Client) -> None:
    factories.commitment()

    response = client.get("/v1/commitments", headers={"Accept-Encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert response["ETag"].startswith('W/"')
    again = client.get("/v1/commitments", headers={"If-None-Match": response["ETag"]})
    expect.unchanged(again, response["ETag"].removeprefix("W/"))


def test_a_body_is_json_and_says_its_version(client: Client) -> None:
    factories.changed(factories.topic(), name="Bases of others")

    body = orjson.loads(client.get("/v1/topics/foreign-bases").content)

    assert (body["slug"], body["name"], body["version"]) == ("foreign-bases", "Bases of others", 2)
