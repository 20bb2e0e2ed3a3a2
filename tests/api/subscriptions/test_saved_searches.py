"""Saved searches through the API: each account manages its own, its address has the last word."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.api import editors, expect
from tests.api.conftest import Bearer
from tracker import models
from tracker.digests import searches, sending

pytestmark = pytest.mark.django_db

HOME = "/v1/saved-searches"
WANTED = {
    "title": "Foreign bases",
    "email": "desk@courier.example",
    "event_types": ["commitment.*"],
}


@pytest.fixture
def subscriber(bearer: Bearer) -> Client:
    return bearer("subscriber")


def created(client: Client, **fields: Any) -> dict[str, Any]:
    body: dict[str, Any] = expect.json(editors.post(client, HOME, {**WANTED, **fields}), 201)
    return body


def test_a_search_is_saved_pending_with_its_defaults(subscriber: Client) -> None:
    response = editors.post(subscriber, HOME, WANTED)

    body = expect.json(response, 201)
    slug = models.SavedSearch.objects.get().slug
    assert body.pop("created_at") is not None
    assert body == {
        "type": "saved_search",
        "slug": slug,
        "url": f"{HOME}/{slug}",
        **WANTED,
        "language": "en",
        "frequency": "daily",
        "hour": 7,
        "time_zone": "UTC",
        "filters": {},
        "has_backfill": False,
        "state": "pending",
    }
    assert response["Location"] == f"{HOME}/{slug}"
    assert expect.slugs(subscriber.get(HOME)) == [slug]


def test_no_mail_is_sent_while_the_door_is_open(subscriber: Client) -> None:
    created(subscriber)
    assert mail.outbox == []

    sending.ask_for_confirmations(10, timezone.now())

    assert [message.to for message in mail.outbox] == [["desk@courier.example"]]


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"email": "nobody"}, "/email"),
        ({"email": "a@courier.example\nBcc: b@courier.example"}, "/email"),
        ({"event_types": []}, "/event_types"),
        ({"event_types": ["nothing.*"]}, "/event_types"),
        ({"filters": {"verdict": ["lost"]}}, "/filters"),
        ({"hour": 24}, "/hour"),
        ({"time_zone": "Sulaco"}, "/time_zone"),
        ({"state": "active"}, "/state"),
        ({"owner": 1}, "/owner"),
        ({"title": "\u200b"}, "/title"),
        ({"title": "a\r\nBcc: x"}, "/title"),
        ({"title": "a\tb"}, "/title"),
    ],
)
def test_what_cannot_be_saved_is_refused_by_name(
    subscriber: Client, fields: dict[str, Any], pointer: str
) -> None:
    response = editors.post(subscriber, HOME, {**WANTED, **fields})

    problem = expect.problem(response, 400, "invalid")
    assert [error["pointer"] for error in problem["errors"]] == [pointer]


def test_a_search_is_changed_by_whoever_knows_its_version(subscriber: Client) -> None:
    address = created(subscriber)["url"]
    etag = subscriber.get(address)["ETag"]

    response = editors.patch(subscriber, address, {"frequency": "immediate"}, etag)

    assert expect.json(response)["frequency"] == "immediate"
    stale = editors.patch(subscriber, address, {"frequency": "daily"}, etag)
    expect.problem(stale, 412, "precondition_failed")


def test_mails_rest_and_go_on(subscriber: Client) -> None:
    body = created(subscriber)
    expect.problem(
        editors.send(subscriber, "POST", f"{body['url']}/pause"), 409, "not_in_this_state"
    )
    searches.confirm(models.SavedSearch.objects.get(), timezone.now())

    paused = editors.send(subscriber, "POST", f"{body['url']}/pause")
    resumed = editors.send(subscriber, "POST", f"{body['url']}/resume")

    assert [expect.json(paused)["state"], expect.json(resumed)["state"]] == ["paused", "active"]


def test_mails_to_an_address_are_asked_for_twenty_times_a_minute(
    subscriber: Client, settings: Settings
) -> None:
    settings.HAS_RATE_LIMITS = True
    address = created(subscriber)["url"]

    def flip(number: int) -> Any:
        wanted = {"email": f"desk{number % 2}@courier.example"}
        return editors.patch(subscriber, address, wanted, "*")

    for number in range(18):
        assert flip(number).status_code == 200
    assert editors.patch(subscriber, address, {"hour": 8}, "*").status_code == 200
    assert editors.send(subscriber, "POST", f"{address}/ask-again").status_code == 200

    expect.problem(flip(19), 429, "too_many_requests")
    expect.problem(editors.post(subscriber, HOME, WANTED), 429, "too_many_requests")
    again = editors.send(subscriber, "POST", f"{address}/ask-again")
    expect.problem(again, 429, "too_many_requests")
    assert editors.patch(subscriber, address, {"hour": 9}, "*").status_code == 200


def test_a_confirmation_is_asked_for_again_after_an_hour_only(subscriber: Client) -> None:
    body = created(subscriber)
    sending.ask_for_confirmations(10, timezone.now())

    response = editors.send(subscriber, "POST", f"{body['url']}/ask-again")

    expect.problem(response, 409, "not_in_this_state")


def test_the_twenty_first_is_a_409(subscriber: Client) -> None:
    for _ in range(20):
        created(subscriber)

    expect.problem(editors.post(subscriber, HOME, WANTED), 409, "too_many_searches")


def test_a_deleted_search_is_gone_with_its_mails(subscriber: Client) -> None:
    address = created(subscriber)["url"]

    assert editors.delete(subscriber, address).status_code == 204

    expect.problem(subscriber.get(address), 404, "not_found")
    assert not models.SavedSearch.objects.exists()


@pytest.mark.parametrize("tail", ["", "/pause", "/resume", "/ask-again"])
def test_anothers_search_is_not_there(subscriber: Client, bearer: Bearer, tail: str) -> None:
    address = created(subscriber)["url"] + tail
    other = bearer("admin")

    answers = (
        [editors.send(other, "POST", address)]
        if tail
        else [other.get(address), editors.patch(other, address, {}), editors.delete(other, address)]
    )

    assert [response.status_code for response in answers] == [404] * len(answers)
    assert expect.slugs(other.get(HOME)) == []


def test_a_reader_saves_no_searches(bearer: Bearer) -> None:
    expect.problem(editors.post(bearer("reader"), HOME, WANTED), 403, "missing_scope")
