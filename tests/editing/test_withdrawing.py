"""What is in use is not deleted; what was withdrawn is restored, with who was told told again."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import factories
from tracker import editing, models, recording, reviewing
from tracker.webhooks import fanout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def delete(row: models.Record) -> None:
    with recording.change("Emilia Gould", "entered twice", is_withdrawing=True) as change:
        editing.delete(change, factories.stored(row), factories.NOW)


def restore(row: models.Record) -> None:
    with recording.change("Emilia Gould", "not entered twice") as change:
        editing.restore(change, factories.stored(row))


def users(row: models.Record) -> list[str]:
    with pytest.raises(editing.InUse) as refusal:
        delete(row)
    assert factories.stored(row).is_public
    return [str(user.identity) for user in refusal.value.users]


def said(commitment: models.Commitment, **fields: Any) -> models.Statement:
    relation = {"commitment": commitment.slug, "relation": "reaffirms", "side": "holder"}
    return factories.statement(relations=[relation], **fields)


USES: list[tuple[Callable[[], models.Record], Callable[[Any], models.Record]]] = [
    (factories.topic, lambda topic: factories.event(topics=[topic.slug])),
    (factories.topic, lambda topic: factories.topic(name="Ports", parent=topic.slug)),
    (factories.party, lambda party: factories.commitment(holders=[party.slug])),
    (factories.party, lambda party: factories.commitment(towards=[party.slug])),
    (factories.party, lambda party: factories.agreement(parties=[{"party": party.slug}])),
    (
        factories.party,
        lambda party: factories.official(
            tenures=[{"party": party.slug, "role": {"en": "Minister"}}]
        ),
    ),
    (factories.official, lambda one: factories.statement(official=one.slug)),
    (factories.official, lambda one: factories.commitment(made_by=[{"official": one.slug}])),
    (
        factories.official,
        lambda one: factories.meeting(
            participants=[{"official": one.slug, "attendance": "expected"}]
        ),
    ),
    (factories.agreement, lambda agreement: factories.meeting(agreements=[agreement.slug])),
    (factories.meeting, lambda meeting: factories.statement(meeting=meeting.slug)),
    (factories.commitment, said),
    (factories.commitment, lambda one: factories.development(subject=one, kind="meeting.held")),
    (factories.statement, lambda one: factories.commitment(origin_statement=one.slug)),
    (factories.source, lambda one: factories.document(source=one.slug)),
]


@pytest.mark.parametrize(("make", "use"), USES)
def test_what_is_in_use_is_not_deleted(
    make: Callable[[], models.Record], use: Callable[[Any], models.Record]
) -> None:
    row = make()
    user = use(row)

    assert str(user.identity) in users(row)


def test_a_cited_document_is_in_use() -> None:
    document = factories.document()
    quote = {"document": document.slug, "exact": factories.QUOTE}
    commitment = factories.commitment(citations=[quote])

    assert users(document) == [str(commitment.identity)]


def test_what_is_in_use_no_more_is_deleted() -> None:
    topic = factories.topic()
    event = factories.event(topics=[topic.slug])
    statement = factories.statement(topics=[topic.slug])
    assert users(topic) == [str(event.identity), str(statement.identity)]

    factories.changed(event, topics=[])
    delete(statement)
    delete(topic)

    assert not factories.stored(topic).is_public


def test_who_refers_twice_is_told_once_and_of_many_the_first() -> None:
    party = factories.party()
    commitment = factories.commitment(holders=[party.slug], towards=[party.slug])
    assert users(party) == [str(commitment.identity)]
    for number in range(21):
        factories.event(title=f"Event {number}", parties=[party.slug])

    with pytest.raises(editing.InUse) as refusal:
        delete(party)

    assert (len(refusal.value.users), refusal.value.has_more) == (20, True)


def test_a_flag_that_waits_is_a_use_and_one_that_is_dismissed_or_never_told_is_none() -> None:
    commitment = factories.commitment()
    factories.development(subject=commitment, kind="commitment.mentioned", key="mentioned")
    flag = factories.development(subject=commitment, kind="commitment.broken")
    assert not flag.is_public
    assert users(commitment) == [str(flag.identity)]

    reviewing.dismiss(flag, "Emilia Gould", "another country", factories.NOW)
    delete(commitment)

    assert not factories.stored(commitment).is_public


def test_a_dismissed_flag_s_words_are_taken_from_where_a_commitment_began() -> None:
    snapshot = factories.snapshot()
    flag = factories.meaning(snapshot=snapshot)
    reviewing.confirm(flag, "Emilia Gould", "", factories.NOW)
    statement = models.Statement.objects.get()
    other = factories.commitment(short_title="Another", origin_statement=statement.slug)

    reviewing.dismiss(flag, "Emilia Gould", "another country", factories.NOW)

    assert factories.shown(other)["origin_statement"] is None


def test_what_was_withdrawn_is_restored_as_it_was() -> None:
    topic = factories.topic(translations={"es": {"name": "Bases extranjeras"}})
    before = factories.shown(topic)
    delete(topic)

    restore(topic)

    shown = factories.shown(topic)
    volatile = {"version", "changed_at"}
    assert {k: v for k, v in shown.items() if k not in volatile} == {
        k: v for k, v in before.items() if k not in volatile
    }
    assert shown["version"] == 3
    revision = models.Revision.objects.latest("sequence")
    assert (revision.event_type, revision.actor, revision.reason) == (
        "record.restored",
        "Emilia Gould",
        "not entered twice",
    )
    assert (revision.changed, revision.is_withdrawal) == ({}, False)
    assert models.Revision.objects.corrections().last() == revision
    assert [entry.name for entry in models.NameEntry.objects.filter(record=topic.pk)] == [
        "Foreign bases",
        "Bases extranjeras",
    ]


def test_a_restored_statement_counts_again() -> None:
    commitment = factories.commitment()
    statement = said(commitment)
    delete(statement)
    assert factories.shown(commitment)["consistency"] == "single_statement"

    restore(statement)

    assert factories.shown(commitment)["consistency"] == "reaffirmed"


def test_who_was_told_of_a_record_is_told_that_it_was_restored() -> None:
    topic = factories.topic()
    told = factories.WebhookEndpointFactory.create(event_types=["record.created"])
    factories.WebhookEndpointFactory.create(event_types=["commitment.*"])
    fanout.fan_out(100)
    delete(topic)
    restore(topic)

    fanout.fan_out(100)

    sent = models.Delivery.objects.order_by("pk").values_list("endpoint", "revision__event_type")
    assert list(sent) == [
        (told.pk, "record.created"),
        (told.pk, "record.deleted"),
        (told.pk, "record.restored"),
    ]


def refusal_of(row: models.Record) -> editing.NotRestorable:
    with pytest.raises(editing.NotRestorable) as refusal:
        restore(row)
    return refusal.value


def test_what_is_not_withdrawn_or_was_merged_is_not_restored() -> None:
    topic, other = factories.topic(), factories.topic(name="Bases")
    assert refusal_of(topic).code == "not_withdrawn"
    with recording.change("Emilia Gould", "the same", is_withdrawing=True) as change:
        editing.merge(change, other, topic, factories.NOW)

    refused = refusal_of(other)

    assert (refused.code, str(refused)) == (
        "merged",
        "It was merged into topic/foreign-bases and stays so; create a record anew.",
    )


def test_what_refers_to_withdrawn_records_waits_for_these() -> None:
    topic = factories.topic()
    document = factories.document()
    quote = {"document": document.slug, "exact": factories.QUOTE}
    event = factories.event(topics=[topic.slug], citations=[quote])
    delete(event)
    delete(topic)
    delete(document)

    refused = refusal_of(event)

    assert refused.code == "refers_to_withdrawn"
    assert [str(record.identity) for record in refused.missing] == [
        "topic/foreign-bases",
        str(document.identity),
    ]
    restore(topic)
    restore(document)
    restore(event)
    assert factories.stored(event).is_public
