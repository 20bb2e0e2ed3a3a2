"""When a record's title changes, the bodies that show it follow, a batch at a time."""

import orjson
import pytest
from django.db.models.functions import Now
from django.utils import timezone

from tests import factories, refusing
from tracker import filters, models, refreshing

pytestmark = pytest.mark.django_db


def refresh_all() -> None:
    while models.Refresh.objects.unfinished().exists():
        refreshing.refresh_waiting(5)


def test_a_renamed_party_is_renamed_wherever_it_is_shown() -> None:
    commitment = factories.commitment()
    before = factories.stored(commitment)

    factories.changed(factories.costaguana(), name="Republic of Costaguana")
    refresh_all()

    after = factories.stored(commitment)
    body = orjson.loads(after.body)
    assert body["holders"][0]["title"] == "Republic of Costaguana"
    assert after.version == before.version + 1
    assert after.changed_at == before.changed_at
    revision = models.Revision.objects.get(record=commitment.identity, version=after.version)
    assert revision.event_type == "record.refreshed"


def test_what_others_do_not_show_asks_for_no_refresh() -> None:
    factories.commitment()

    factories.changed(factories.costaguana(), homepage="https://gov.example/")

    assert not models.Refresh.objects.exists()


def test_a_refresh_goes_on_where_its_last_batch_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refreshing, "BATCH", 2)
    commitments = [factories.commitment(short_title=f"No bases {n}") for n in range(5)]
    factories.changed(factories.costaguana(), name="Republic of Costaguana")

    refresh_all()

    titles = {
        orjson.loads(factories.stored(row).body)["holders"][0]["title"] for row in commitments
    }
    assert titles == {"Republic of Costaguana"}
    refreshed = models.Revision.objects.filter(event_type="record.refreshed")
    assert refreshed.filter(record__type="commitment").count() == 5


def test_an_official_with_a_new_office_is_shown_with_it() -> None:
    statement = factories.statement()

    factories.changed(
        factories.ana_ruiz(),
        tenures=[
            {
                "party": "costaguana",
                "role": {"en": "President", "es": "Presidenta"},
                "start_date": "2026-01",
            }
        ],
    )
    refresh_all()

    body = orjson.loads(factories.stored(statement).body)
    assert body["official"]["role"] == {"en": "President", "es": "Presidenta"}


def test_a_commitment_of_another_topic_is_found_by_it_with_all_that_was_flagged() -> None:
    development = factories.development()
    commitment = models.Commitment.objects.get(pk=development.subject_id)
    assert "topics" in orjson.loads(factories.stored(development).body)["record"]
    factories.topic(name="Fisheries", slug="fisheries")

    factories.changed(commitment, topics=["fisheries"])
    refresh_all()

    body = orjson.loads(factories.stored(development).body)
    assert [topic["slug"] for topic in body["record"]["topics"]] == ["fisheries"]
    latest = models.Revision.objects.current().get(record=development.identity)
    assert filters.holds({"topic": ["fisheries"]}, latest.facets)


def test_a_refresh_that_fails_is_put_off_for_longer_each_time_and_holds_up_no_other() -> None:
    commitment, meeting = factories.commitment(), factories.meeting()
    factories.changed(factories.costaguana(), name="Republic of Costaguana")
    factories.changed(factories.ruritania(), name="Republic of Ruritania")
    failing, other = models.Refresh.objects.order_by("pk")
    refusing.refuse("tracker_revision", f"NEW.record_id = {commitment.pk}")

    waits = []
    for _ in range(2):
        while refreshing.refresh_waiting(5):
            pass
        failing.refresh_from_db()
        assert failing.leased_until is not None
        waits.append(round((failing.leased_until - timezone.now()).total_seconds() / 60))
        models.Refresh.objects.filter(pk=failing.pk).update(leased_until=Now())

    assert waits == [1, 4]
    other.refresh_from_db()
    assert (other.finished_at is None, other.attempts) == (False, 0)
    assert (failing.finished_at, failing.attempts) == (None, 2)
    del meeting
