"""Status and metrics: the rows' own numbers, for people and for Prometheus."""

import secrets
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db.models import Count
from django.test import Client
from prometheus_client import parser

from tests import factories
from tests.api import expect
from tracker import bars, flagging, ingest, measuring, models, reviewing
from tracker.redis_store import heartbeats, store

pytestmark = pytest.mark.django_db


def samples(client: Client) -> dict[str, float]:
    """Return what Prometheus reads: {name{label}: value}."""
    accept = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
    response = client.get("/metrics", headers={"Accept": accept})
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in parser.text_string_to_metric_families(response.content.decode())
        for sample in family.samples
    }


def test_what_waits_is_counted_with_its_age(client: Client) -> None:
    now = datetime.now(UTC)
    factories.SubmissionFactory.create(submitted_at=now - timedelta(minutes=5))
    factories.SubmissionFactory.create(submitted_at=now - timedelta(minutes=1))
    factories.snapshot()

    found = samples(client)

    assert found["on_record_queue_waiting submissions"] == 2
    assert 300 <= found["on_record_queue_oldest_seconds submissions"] < 330
    assert found["on_record_queue_waiting snapshots"] == 1
    assert found["on_record_queue_waiting refreshes"] == 0
    assert found["on_record_queue_oldest_seconds refreshes"] == 0


def test_the_ledger_s_head_and_what_is_to_be_sent_of_it(client: Client) -> None:
    factories.topic()
    factories.DeliveryFactory.create(revision=models.Revision.objects.get())
    later = datetime.now(UTC) + timedelta(hours=1)
    factories.topic(name="Ports")
    factories.DeliveryFactory.create(
        revision=models.Revision.objects.latest("sequence"), next_attempt_at=later
    )

    found = samples(client)

    assert found["on_record_ledger_head"] == 2
    assert found["on_record_queue_waiting revisions"] == 2
    assert found["on_record_queue_waiting deliveries"] == 2
    assert found["on_record_deliveries_due"] == 1


def test_what_waits_for_an_endpoint_that_is_not_sent_to_is_no_work(client: Client) -> None:
    factories.topic()
    event = models.Revision.objects.get()
    for state in ("enabled", "paused", "disabled"):
        endpoint = factories.WebhookEndpointFactory.create(state=state)
        factories.DeliveryFactory.create(endpoint=endpoint, revision=event)
    ping = factories.DeliveryFactory.create(
        endpoint=factories.WebhookEndpointFactory.create(state="pending"),
        revision=None,
        sample_type="endpoint.ping",
    )
    hour_ago = datetime.now(UTC) - timedelta(hours=1)
    models.Delivery.objects.filter(endpoint__state="paused").update(next_attempt_at=hour_ago)
    models.Delivery.objects.exclude(endpoint__state="paused").update(
        next_attempt_at=datetime.now(UTC) - timedelta(minutes=1)
    )

    found = samples(client)

    assert ping.endpoint.state == "pending"
    assert found["on_record_deliveries_due"] == 2
    assert found["on_record_queue_waiting deliveries"] == 2
    assert 60 <= found["on_record_queue_oldest_seconds deliveries"] < 90


def test_developments_are_counted_by_their_state_as_far_as_anyone_may_see_them(
    client: Client,
) -> None:
    factories.development()
    factories.development(subject=factories.topic(), review_state="confirmed")
    factories.development(kind="commitment.contradicted", subject=factories.topic(name="Ports"))
    factories.development(
        kind="commitment.contradicted",
        subject=factories.topic(name="Rails"),
        review_state="dismissed",
        review_reason="It is a quotation.",
    )

    found = samples(client)

    states = {name: value for name, value in found.items() if "developments" in name}
    assert states == {
        "on_record_developments flagged": 1,
        "on_record_developments confirmed": 1,
        "on_record_developments corrected": 0,
    }


def test_a_stage_that_ran_has_an_age(client: Client) -> None:
    stage = f"test.{secrets.token_hex(4)}"
    server = store.at(settings.REDIS_URL)
    heartbeats.note(server, stage, datetime.now(UTC) - timedelta(seconds=30))

    found = samples(client)
    beats = {beat["stage"]: beat for beat in expect.json(client.get("/v1/status"))["beats"]}

    server.ask(lambda redis: redis.hdel("heartbeats", stage))
    assert 30 <= found[f"on_record_beat_age_seconds {stage}"] < 60
    assert 30 <= beats[stage]["seconds_ago"] < 60


def test_status_says_how_fresh_each_source_is(client: Client) -> None:
    factories.snapshot()
    factories.snapshot("Costaguana counts its ports.", title="Ports")
    factories.source(name="Ruritanian Gazette", slug="gazette", tier="official")

    shown = expect.json(client.get("/v1/status"))

    assert [(s["slug"], s["documents"], s["last_snapshot_at"]) for s in shown["sources"]] == [
        ("gazette", 0, None),
        ("sulaco-courier", 2, "2026-03-01T12:00:00.000000Z"),
    ]


def test_status_says_how_the_polling_of_each_source_goes(client: Client) -> None:
    now = datetime.now(UTC)
    source = factories.source(reader="feed", external_url="https://courier.example/feed.xml")
    ingest.check_now(models.Source.objects.all())
    models.Polling.objects.update(
        last_success_at=now - timedelta(days=2),
        last_new_at=now - timedelta(days=2),
        usual_gap_seconds=3600,
        failures=3,
        trouble="The server answered 500.",
    )

    (shown,) = expect.json(client.get("/v1/status"))["sources"]

    polling = shown["polling"]
    assert (shown["slug"], shown["duplicates"]) == (source.slug, 0)
    assert (polling["failures"], polling["trouble"]) == (3, "The server answered 500.")
    assert (polling["is_paused"], polling["next_check_at"] is None) == (False, False)
    assert 172_800 <= polling["silent_seconds"] < 172_900

    ingest.pause(models.Source.objects.all(), "by Emilia Gould", now)
    (shown,) = expect.json(client.get("/v1/status"))["sources"]
    assert (shown["polling"]["is_paused"], shown["polling"]["next_check_at"]) == (True, None)


def test_sources_that_have_gone_silent_are_counted(client: Client) -> None:
    factories.source(reader="feed", external_url="https://courier.example/feed.xml")
    ingest.check_now(models.Source.objects.all())
    assert samples(client)["on_record_sources_silent"] == 0

    before = datetime.now(UTC) - timedelta(days=2)
    models.Polling.objects.update(last_new_at=before, usual_gap_seconds=3600)

    assert samples(client)["on_record_sources_silent"] == 1


def test_status_tells_the_queues_in_the_order_of_the_work(client: Client) -> None:
    shown = expect.json(client.get("/v1/status"))

    assert [queue["name"] for queue in shown["queues"]] == [
        "submissions",
        "sources",
        "articles",
        "snapshots",
        "model",
        "revisions",
        "refreshes",
        "deliveries",
    ]


def test_the_last_day_is_told_step_by_step() -> None:
    factories.commitment(watch={"terms": {"foreign bases": 3}})
    factories.ana_ruiz()
    factories.snapshot()
    factories.snapshot("Nothing is said here about anything.", title="Weather")
    factories.SubmissionFactory.create(state="failed", submitted_at=factories.NOW)
    factories.SubmissionFactory.create(submitted_at=factories.NOW - timedelta(days=2))
    flagging.flag_waiting(10)
    found = models.Development.objects.order_by("kind").values_list("kind", "is_public")
    assert list(found) == [("commitment.reaffirmed", False), ("commitment.reported", True)]

    day = measuring.funnel(factories.NOW + timedelta(hours=1))

    assert day == {
        "handed_in": 1,
        "polled": 0,
        "listed": 0,
        "failed": 1,
        "new": 2,
        "changed": 0,
        "read": 2,
        "matched_nothing": 1,
        "flagged": 2,
        "merged": 0,
        "withheld": 1,
    }


def test_a_later_report_of_the_same_is_merged_and_so_is_its_meaning() -> None:
    factories.commitment(watch={"terms": {"foreign bases": 3}})
    factories.ana_ruiz()
    factories.snapshot()
    flagging.flag_waiting(10)
    factories.snapshot(factories.ARTICLE.replace("SULACO", "ZAPIGA"), title="Another outlet")
    flagging.flag_waiting(10)

    day = measuring.funnel(datetime.now(UTC))

    cited = models.Development.objects.order_by("kind").annotate(cited=Count("identity__citations"))
    assert list(cited.values_list("kind", "cited")) == [
        ("commitment.reaffirmed", 2),
        ("commitment.reported", 3),
    ]
    assert (day["flagged"], day["merged"], day["withheld"]) == (2, 2, 1)


def test_status_is_shared_for_a_minute_and_strict(client: Client) -> None:
    assert client.get("/v1/status")["Cache-Control"] == "public, max-age=0, s-maxage=60"
    expect.problem(client.get("/v1/status?source=x"), 400, "unknown_parameter")
    expect.problem(client.get("/metrics?x=1"), 400, "unknown_parameter")


def test_status_counts_what_was_set_aside_and_names_what_of_it_is_public(client: Client) -> None:
    public = factories.snapshot()
    hidden = factories.snapshot("Costaguana counts its ports.", title="Ports")
    factories.snapshot("It rained in Sulaco.", title="Rain")
    models.Snapshot.objects.filter(pk__in=[public.pk, hidden.pk]).update(attempts=3)
    models.Document.objects.filter(pk=hidden.document_id).update(is_public=False)

    shown = expect.json(client.get("/v1/status"))
    found = samples(client)

    assert shown["set_aside"] == {"count": 2, "documents": [public.document.slug]}
    assert found["on_record_snapshots_set_aside"] == 2
    assert found["on_record_queue_waiting snapshots"] == 1


def test_status_says_what_reads_articles_and_that_it_was_not_measured_here(client: Client) -> None:
    assert expect.json(client.get("/v1/status"))["analysis"] == {
        "analyser": "rules",
        "model": None,
        "prompt": "2",
        "is_measured": False,
        "bars": {},
        "decided": {},
    }


def test_status_tells_the_bars_and_how_right_people_found_what_was_flagged(client: Client) -> None:
    factories.measured("commitment.reaffirmed", threshold=0.8)
    first = factories.meaning(key="commitment.reaffirmed:no-foreign-bases:1")
    rows = [
        factories.meaning(
            key=f"commitment.reaffirmed:no-foreign-bases:{number}", subject=first.subject.commitment
        )
        for number in range(2, 6)
    ]
    reviewing.confirm(first, factories.ACTOR, "", factories.NOW)
    corrections = ({"place": "Sulaco"}, {"kind": "commitment.qualified"})
    for row, fields in zip(rows, corrections, strict=False):
        reviewing.correct(row, factories.ACTOR, "", factories.NOW, fields)
    reviewing.dismiss(rows[2], factories.ACTOR, "a port", factories.NOW)

    analysis = expect.json(client.get("/v1/status"))["analysis"]

    assert analysis["is_measured"] is True
    assert analysis["bars"] == {
        "commitment.reaffirmed": {
            "threshold": 0.8,
            "precision": 0.95,
            "lower_bound": 0.9,
            "findings": 100,
            "measured_at": "2026-03-01T12:00:00.000000Z",
        }
    }
    assert analysis["decided"] == {
        "commitment.reaffirmed": {
            "confirmed": 1,
            "corrected": 2,
            "dismissed": 1,
            "precision": 0.5,
        }
    }


def test_what_was_measured_and_found_wanting_has_no_bar(client: Client) -> None:
    found = [bars.Measured("commitment.reaffirmed", None, 0.6, 0.5, 100)]
    models.Bar.objects.adopt(measuring.analyser(), found, factories.NOW, factories.NOW)

    analysis = expect.json(client.get("/v1/status"))["analysis"]

    assert (analysis["is_measured"], analysis["bars"]) == (True, {})
