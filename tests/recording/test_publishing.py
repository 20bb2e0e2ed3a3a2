"""What a change publishes: bodies, previous values, numbers, times; and nothing twice."""

from datetime import UTC, datetime, timedelta

import orjson
import pytest
from django.db import IntegrityError, connection, transaction

from tests import factories
from tracker import editing, models, recording

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def latest() -> models.Revision:
    return models.Revision.objects.latest("sequence")


def count() -> int:
    return models.Revision.objects.count()


def test_a_new_record_is_published_with_its_body_and_facets() -> None:
    party = factories.stored(factories.costaguana())

    revision = latest()

    assert (revision.sequence, revision.event_type) == (1, "record.created")
    assert (revision.record_id, revision.version) == (party.pk, 1)
    assert (revision.actor, revision.reason) == ("Emilia Gould", "entered")
    assert revision.changed == {}
    assert bytes(revision.body) == bytes(party.body)
    assert revision.content_hash == party.content_hash
    assert revision.published_at == party.changed_at
    assert party.is_public
    assert orjson.loads(bytes(party.body)) == {
        "schema": 1,
        "type": "party",
        "slug": "costaguana",
        "url": "/v1/parties/costaguana",
        "html_url": "/parties/costaguana",
        "name": "Costaguana",
        "other_names": [],
        "code": "XC",
        "country": "XC",
        "kind": "state",
        "parent": None,
        "time_zone": "America/Guayaquil",
        "identifiers": [],
        "homepage": None,
        "citations": [],
        "translations": {},
        "version": 1,
        "changed_at": party.changed_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "content_hash": party.content_hash,
    }
    assert revision.facets == {
        "type": ["party"],
        "ids": ["costaguana"],
        "changed_since": [party.changed_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")],
        "kind": ["state"],
        "country": ["XC"],
        "parent": [],
        "parent_own": [],
    }


def test_a_change_names_the_previous_values_and_nothing_else() -> None:
    party = factories.costaguana()

    factories.changed(party, name="Republic of Costaguana", homepage="https://costaguana.example/")

    assert latest().event_type == "record.updated"
    assert latest().version == 2
    assert latest().changed == {"name": "Costaguana", "homepage": None}


def test_a_deletion_is_found_by_those_who_would_have_found_the_record() -> None:
    party = factories.costaguana()

    with recording.change("Emilia Gould") as change:
        editing.delete(change, party, factories.NOW)

    assert orjson.loads(bytes(latest().body)).keys().isdisjoint({"kind", "country"})
    assert (latest().facets["kind"], latest().facets["country"]) == (["state"], ["XC"])


def test_equal_content_writes_nothing() -> None:
    party = factories.costaguana()
    before = factories.stored(party)

    after = factories.changed(party, name="Costaguana")

    assert count() == 1
    assert models.LedgerHead.objects.get().sequence == 1
    assert (after.version, after.changed_at) == (1, before.changed_at)
    assert bytes(after.body) == bytes(before.body)


def test_a_row_that_was_moved_on_disk_writes_nothing() -> None:
    commitment = factories.commitment(
        holders=[factories.ruritania().slug, factories.costaguana().slug, factories.party().slug],
        topics=[factories.topic(name=name).slug for name in ("Bases", "Ports", "Trade")],
    )
    before = count()
    # A changed row is written at another place, from where the next query reads it first.
    for model in (models.Party, models.Topic):
        for row in model._default_manager.order_by("pk")[:2]:
            row.save(update_fields=["translations"])

    factories.changed(commitment)

    assert count() == before


def test_the_rows_of_one_change_are_numbered_by_type_and_key() -> None:
    with recording.change("Emilia Gould") as change:
        official = editing.create(change, "official", {"name": "Ana Ruiz"})
        second = editing.create(change, "party", {"name": "Costaguana", "kind": "state"})
        third = editing.create(change, "party", {"name": "Ruritania", "kind": "state"})

    assert list(models.Revision.objects.values_list("sequence", "record_id")) == [
        (1, second.pk),
        (2, third.pk),
        (3, official.pk),
    ]
    assert models.Revision.objects.values("published_at").distinct().count() == 1


def test_times_do_not_run_backwards_where_the_clock_did() -> None:
    ahead = datetime(2099, 1, 1, tzinfo=UTC)
    models.LedgerHead.objects.update(published_at=ahead)

    factories.costaguana()

    later = ahead + timedelta(microseconds=1)
    assert latest().published_at == later
    assert models.LedgerHead.objects.get().published_at == later


def test_an_exception_leaves_neither_row_nor_revision() -> None:
    def fail() -> None:
        with recording.change("Emilia Gould") as change:
            editing.create(change, "party", {"name": "Costaguana", "kind": "state"})
            raise RuntimeError("the printer is on fire")

    with pytest.raises(RuntimeError, match="on fire"):
        fail()

    assert models.Party.objects.count() == models.Identity.objects.count() == count() == 0
    assert models.LedgerHead.objects.get().sequence == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tracker_revision SET reason = 'another'",
        "UPDATE tracker_revision SET body = ''",
        "UPDATE tracker_revision SET sequence = 9",
        "DELETE FROM tracker_revision",
    ],
)
def test_a_revision_is_neither_changed_nor_deleted(statement: str) -> None:
    factories.costaguana()

    with (
        pytest.raises(IntegrityError, match="the ledger is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert latest().reason == "entered"


def test_a_revision_can_be_marked_as_fanned_out() -> None:
    factories.costaguana()

    models.Revision.objects.update(fanned_out_at=factories.NOW)

    assert latest().fanned_out_at == factories.NOW


def test_a_revision_carries_its_envelope_with_absolute_addresses() -> None:
    party = factories.costaguana()
    factories.changed(party, homepage="https://costaguana.example/")

    revision = latest()

    sent = orjson.loads(bytes(revision.envelope))
    moment = revision.published_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert sent["sequence"] == 2
    assert sent["timestamp"] == moment
    assert sent["data"]["previous"] == {"homepage": None}
    assert sent["subject"] == sent["data"]["object"]["url"]
    assert sent["data"]["object"]["html_url"] == sent["subject"].replace("/v1/", "/")
    assert sent["subject"] == "http://localhost:8000/v1/parties/costaguana"
    assert datetime.now(UTC) - revision.published_at < timedelta(minutes=5)
