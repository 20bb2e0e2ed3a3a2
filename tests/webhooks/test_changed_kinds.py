"""A public development of another kind: told to all who were told, and to whom the kind matches."""

from pathlib import Path

import orjson
import pytest
from django.test import Client

from tests import factories
from tests.webhooks import golden, subscribing
from tracker import checking, models, reviewing
from tracker.webhooks import delivery, fanout, receiver

pytestmark = pytest.mark.django_db(transaction=True)

GOLDEN = Path(__file__).parent / "changed_kind.json"


def confirmed(snapshot: models.Snapshot, **fields: object) -> models.Development:
    """Return a public reaffirmation by the minister."""
    row = factories.development(
        snapshot=snapshot,
        kind="commitment.reaffirmed",
        relation="reaffirms",
        speaker_official=factories.ana_ruiz(),
        key="changed",
        **fields,
    )
    reviewing.confirm(row, factories.ACTOR, "Heard it", factories.NOW)
    return row


def corrected(row: models.Development, kind: str = "commitment.contradicted") -> None:
    reason = "The recording says the opposite."
    reviewing.correct(row, factories.ACTOR, reason, factories.NOW, {"kind": kind})


def sent() -> None:
    while fanout.fan_out(10):
        pass
    while delivery.send_due():
        pass


def told(inbox: receiver.Receiver) -> list[str]:
    assert all(each.verified for each in inbox.received)
    return [each.headers["webhook-event-type"] for each in inbox.received]


def test_what_is_said_of_another_kind_is_as_committed(request: pytest.FixtureRequest) -> None:
    snapshot = factories.snapshot(url="https://courier.example/bases")
    identity = factories.IdentityFactory.create(slug="example-changed-kind")
    row = confirmed(snapshot, identity=identity)

    corrected(row)

    body = golden.told(row, snapshot)
    if request.config.getoption("--write-examples"):
        GOLDEN.write_bytes(orjson.dumps(body, option=orjson.OPT_INDENT_2) + b"\n")
    assert body == orjson.loads(GOLDEN.read_bytes())


def test_a_correction_arrives_where_only_the_old_or_only_the_new_kind_is_asked_for(
    inbox: receiver.Receiver,
) -> None:
    row = confirmed(factories.snapshot())
    with receiver.Receiver() as of_new_kind, receiver.Receiver() as of_others:
        subscribing.subscriber(inbox, event_types=["commitment.reaffirmed"])
        subscribing.subscriber(of_new_kind, event_types=["commitment.contradicted"])
        subscribing.subscriber(of_others, event_types=["meeting.*"])
        sent()

        corrected(row)
        sent()
        reviewing.correct(row, factories.ACTOR, "Place", factories.NOW, {"place": "Sulaco"})
        sent()

        assert told(inbox) == [
            "commitment.reaffirmed",
            "commitment.contradicted",
            "development.corrected",
        ]
        assert told(of_new_kind) == ["commitment.contradicted", "development.corrected"]
        assert told(of_others) == []
        message = inbox.received[1].body
        assert message == of_new_kind.received[0].body
    event = orjson.loads(message)
    assert event["type"] == event["data"]["object"]["kind"] == "commitment.contradicted"
    assert event["data"]["previous"]["kind"] == "commitment.reaffirmed"
    feed = Client().get(f"/v1/changes?after={event['sequence'] - 1}&limit=1")
    assert message in feed.content
    assert checking.differences() == []


def test_a_reopening_arrives_where_the_flag_did(inbox: receiver.Receiver) -> None:
    row = confirmed(factories.snapshot())
    with receiver.Receiver() as of_others:
        subscribing.subscriber(inbox, event_types=["commitment.reaffirmed"])
        subscribing.subscriber(of_others, event_types=["commitment.contradicted"])
        sent()

        reviewing.reopen(row, factories.ACTOR, "In doubt", factories.NOW)
        sent()

        assert told(inbox) == ["commitment.reaffirmed", "development.reopened"]
        assert told(of_others) == []


def test_another_kind_of_another_record_is_no_correction_of_a_development() -> None:
    endpoint = factories.WebhookEndpointFactory.create(event_types=["record.created"])
    meeting = factories.meeting()
    fanout.fan_out(10)

    factories.changed(meeting, kind="summit")
    fanout.fan_out(10)

    types = endpoint.deliveries.values_list("revision__event_type", flat=True)
    assert list(types) == ["record.created"]
