"""Who is told of what, and that telling is decided once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from tests import factories
from tests.webhooks import subscribing
from tracker import models, recording
from tracker.webhooks import fanout

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 10.0


def subscriber(*event_types: str, **fields: object) -> models.WebhookEndpoint:
    return factories.WebhookEndpointFactory.create(event_types=list(event_types), **fields)


def flagged(**fields: object) -> models.Revision:
    """Return the one revision left to fan out."""
    revision = subscribing.published(**fields)
    models.Revision.objects.exclude(pk=revision.pk).update(fanned_out_at=Now())
    return revision


def corrected(revision: models.Revision, event_type: str = "development.corrected") -> None:
    """Publish a further version of what ``revision`` published."""
    row = models.Development.objects.get(pk=revision.record_id)
    with recording.change("Martin Decoud", "The quote says otherwise") as change:
        row.title = f"{row.title} (corrected)"
        row.save(update_fields=["title"])
        change.touch(row, event_type)


def told(endpoint: models.WebhookEndpoint) -> list[str]:
    return list(
        endpoint.deliveries.order_by("revision").values_list("revision__event_type", flat=True)
    )


def test_fanning_out_twice_inserts_once() -> None:
    endpoint = subscriber("commitment.*")
    revision = flagged()

    assert [fanout.fan_out(10), fanout.fan_out(10)] == [1, 0]
    models.Revision.objects.filter(pk=revision.pk).update(fanned_out_at=None)
    assert fanout.fan_out(10) == 1

    assert told(endpoint) == ["commitment.reported"]
    delivery = endpoint.deliveries.get()
    assert (delivery.state, delivery.attempts_made) == ("waiting", 0)
    assert [row.pk for row in subscribing.claim()] == [delivery.pk]


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        (["commitment.reported"], ["commitment.reported"]),
        (["*"], ["commitment.reported"]),
        (["meeting.*", "agreement.signed"], []),
        (["commitment.contradicted"], []),
    ],
)
def test_an_event_goes_to_those_whose_patterns_match(
    patterns: list[str], expected: list[str]
) -> None:
    endpoint = subscriber(*patterns)
    flagged()

    fanout.fan_out(10)

    assert told(endpoint) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"party": ["costaguana"]}, ["commitment.reported"]),
        ({"party": ["ruritania"]}, []),
        ({"min_confidence": ["0.8"]}, ["commitment.reported"]),
        ({"min_confidence": ["0.81"]}, []),
        ({"kind": ["summit"]}, []),
        ({"verdict": ["kept"]}, []),
    ],
)
def test_filters_ask_about_facets(asked: dict[str, list[str]], expected: list[str]) -> None:
    endpoint = subscriber("*", filters=asked)
    flagged()

    assert fanout.fan_out(10) == 1

    assert told(endpoint) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [("pending", 0), ("enabled", 1), ("paused", 1), ("disabled", 1)],
)
def test_deliveries_are_kept_for_all_who_once_answered(state: str, expected: int) -> None:
    endpoint = subscriber("*", state=state)
    flagged()

    fanout.fan_out(10)

    assert len(told(endpoint)) == expected


def test_old_happenings_go_to_those_who_want_them() -> None:
    news, archive = subscriber("*"), subscriber("*", has_backfill=True)
    flagged(is_backfill=True)

    fanout.fan_out(10)

    assert (told(news), told(archive)) == ([], ["commitment.reported"])


def test_a_refresh_goes_to_those_who_name_it() -> None:
    everything, mirror = subscriber("*", "record.*"), subscriber("record.refreshed")
    corrected(flagged(), recording.REFRESHED)

    assert fanout.fan_out(10) == 2

    assert (told(everything), told(mirror)) == (["commitment.reported"], ["record.refreshed"])


@pytest.mark.parametrize(
    "event_type", ["development.corrected", "development.dismissed", "development.reopened"]
)
@pytest.mark.parametrize("batch", [1, 10])
def test_a_correction_goes_to_whoever_was_told(event_type: str, batch: int) -> None:
    was_told, was_not = subscriber("commitment.*"), subscriber("meeting.*")
    corrected(flagged(), event_type)

    while fanout.fan_out(batch):
        pass

    assert told(was_told) == ["commitment.reported", event_type]
    assert told(was_not) == []


def test_whoever_was_told_hears_of_it_though_they_ask_for_other_things_now() -> None:
    endpoint = subscriber("commitment.*")
    revision = flagged()
    fanout.fan_out(10)
    endpoint.event_types, endpoint.filters = ["meeting.held"], {"party": ["ruritania"]}
    endpoint.save()

    corrected(revision)
    fanout.fan_out(10)

    assert told(endpoint) == ["commitment.reported", "development.corrected"]


def test_a_confirmation_goes_only_to_those_who_ask() -> None:
    endpoint = subscriber("commitment.*")
    corrected(flagged(), "development.confirmed")

    fanout.fan_out(10)

    assert told(endpoint) == ["commitment.reported"]


def test_a_correction_waits_for_the_one_who_is_telling_of_the_flag() -> None:
    endpoint = subscriber("commitment.*")
    corrected(flagged())
    has_begun, may_commit = threading.Event(), threading.Event()

    def fan_out_slowly() -> int:
        try:
            with transaction.atomic():
                done = fanout.fan_out(1)
                has_begun.set()
                assert may_commit.wait(PATIENCE)
                return done
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        slow = thread.submit(fan_out_slowly)
        assert has_begun.wait(PATIENCE)
        meanwhile = fanout.fan_out(10)
        may_commit.set()
        assert (slow.result(), meanwhile) == (1, 0)

    assert fanout.fan_out(10) == 1
    assert told(endpoint) == ["commitment.reported", "development.corrected"]


def test_a_crash_leaves_neither_deliveries_nor_the_mark() -> None:
    subscriber("*")
    flagged()

    with transaction.atomic():
        fanout.fan_out(10)
        transaction.set_rollback(True)

    assert models.Delivery.objects.count() == 0
    assert models.Revision.objects.not_fanned_out().count() == 1
