"""What is changed, merged and deleted, and the commitments brought up to date with it."""

import threading

import pytest
from django.db import connection
from rest_framework.exceptions import ValidationError

from tests import factories
from tracker import editing, models, recording

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def test_lists_are_replaced_whole_and_what_is_not_given_stays() -> None:
    agreement = factories.agreement(actions=[{"action": "signature", "action_date": "2026-01"}])

    factories.changed(agreement, parties=[{"party": "ruritania", "role": "observer"}])

    shown = factories.shown(agreement)
    assert [(p["party"]["slug"], p["role"]) for p in shown["parties"]] == [
        ("ruritania", "observer")
    ]
    assert [(a["action"], a["action_date"]) for a in shown["actions"]] == [("signature", "2026-01")]
    assert shown["title"] == "Agreement on the Port of Sulaco"


def test_null_empties_a_date_and_its_precision() -> None:
    commitment = factories.commitment(due_date="2027")
    assert commitment.due_precision == "year"

    changed = factories.changed(commitment, due_date=None)

    assert (changed.due_date, changed.due_precision) == (None, "")
    assert factories.shown(commitment)["due_date"] is None


@pytest.mark.django_db(transaction=True)
def test_two_who_replace_a_list_at_once_do_not_mix_it() -> None:
    official = factories.official()
    party = factories.costaguana()
    replaced, other_is_waiting = threading.Event(), threading.Event()

    def second() -> None:
        try:
            replaced.wait(30)
            with recording.change("Second") as change:
                other_is_waiting.set()
                row = factories.stored(official)
                editing.update(
                    change, row, {"tenures": [{"party": party.slug, "role": {"en": "Second"}}]}
                )
        finally:
            connection.close()

    thread = threading.Thread(target=second)
    thread.start()
    with recording.change("First") as change:
        row = factories.stored(official)
        editing.update(change, row, {"tenures": [{"party": party.slug, "role": {"en": "First"}}]})
        replaced.set()
        other_is_waiting.wait(30)
        thread.join(0.5)  # gives the second a chance to go wrong; the test holds without it too
    thread.join(30)

    assert [tenure["role"] for tenure in factories.shown(official)["tenures"]] == [{"en": "Second"}]


def merge(row: models.Record, into: models.Record) -> None:
    with recording.change("Emilia Gould") as change:
        editing.merge(change, row, into, factories.NOW)


def delete(row: models.Record) -> None:
    with recording.change("Emilia Gould") as change:
        editing.delete(change, row, factories.NOW)


def test_what_is_deleted_leaves_its_remains() -> None:
    topic = factories.topic()

    delete(topic)

    revision = models.Revision.objects.latest("sequence")
    shown = factories.shown(topic)
    assert revision.event_type == "record.deleted"
    assert shown == {
        "schema": 1,
        "type": "topic",
        "slug": "foreign-bases",
        "url": "/v1/topics/foreign-bases",
        "html_url": "/topics/foreign-bases",
        "deleted_at": "2026-03-01T12:00:00.000000Z",
        "version": 2,
        "changed_at": shown["changed_at"],
        "content_hash": shown["content_hash"],
    }
    assert revision.changed == {
        "deleted_at": None,
        "name": "Foreign bases",
        "translations": {},
    }
    assert not factories.stored(topic).is_public
    assert factories.topic().slug == "foreign-bases-2"


def test_what_is_deleted_twice_is_announced_once() -> None:
    topic = factories.topic()
    delete(topic)

    delete(topic)

    assert models.Revision.objects.filter(event_type="record.deleted").count() == 1


def test_what_is_merged_leads_to_where_it_went() -> None:
    first, second, third = (factories.topic(name=name) for name in ("Bases", "Base", "Foreign"))

    merge(first, second)
    merge(second, third)

    assert factories.shown(first)["merged_into"] == "/v1/topics/foreign"
    assert factories.shown(second)["merged_into"] == "/v1/topics/foreign"
    assert list(
        models.Revision.objects.filter(event_type="record.merged").values_list(
            "record_id", flat=True
        )
    ) == [first.pk, second.pk]


def test_who_names_a_merged_record_means_the_one_it_was_merged_into() -> None:
    merge(factories.topic(name="Bases"), factories.topic(name="Foreign"))

    event = factories.event(topics=["bases"])

    assert [topic["slug"] for topic in factories.shown(event)["topics"]] == ["foreign"]


def test_what_is_deleted_cannot_be_named() -> None:
    delete(factories.topic(name="Bases"))

    with pytest.raises(ValidationError) as refusal:
        factories.event(topics=["bases"])

    assert refusal.value.get_codes() == {"topics": ["does_not_exist"]}


def test_records_of_two_types_do_not_merge() -> None:
    with pytest.raises(ValidationError) as refusal:
        merge(factories.topic(), factories.party())

    assert refusal.value.detail == {"into": "Merge two records of one type."}


def test_a_record_does_not_merge_into_itself() -> None:
    topic = factories.topic()

    with pytest.raises(ValidationError):
        merge(topic, topic)


def test_a_record_does_not_merge_into_one_that_is_gone() -> None:
    first, second = factories.topic(name="Bases"), factories.topic(name="Foreign")
    merge(first, second)

    with pytest.raises(ValidationError):
        merge(factories.stored(second), factories.stored(first))


def test_a_statement_brings_the_commitment_up_to_date_in_the_same_change() -> None:
    commitment = factories.commitment(made_by=[{"official": factories.ana_ruiz().slug}])

    statement = factories.statement(
        relations=[
            {"commitment": commitment.slug, "relation": "reaffirms", "side": "holder"},
        ]
    )

    assert factories.shown(commitment)["consistency"] == "reaffirmed"
    shown = factories.shown(statement)["relations"][0]
    assert (shown["method"], shown["review_state"]) == ("person", "confirmed")
    assert list(models.Revision.objects.order_by("-sequence").values_list("record_id", flat=True))[
        :2
    ] == [statement.pk, commitment.pk]


def test_a_deleted_statement_no_longer_counts() -> None:
    commitment = factories.commitment()
    relation = {"commitment": commitment.slug, "relation": "contradicts", "side": "holder"}
    statement = factories.statement(relations=[relation])
    assert factories.shown(commitment)["consistency"] == "reversed"

    delete(statement)

    assert factories.shown(commitment)["consistency"] == "single_statement"
