"""Timelines as of an instant: what happened, as it was told at the time."""

from datetime import date, timedelta
from typing import Any

import orjson
import pytest
from django.db import connection
from django.test import Client

from tests import factories, histories
from tests.api import expect
from tracker import editing, models, recording, serializers

pytestmark = pytest.mark.django_db

STEPS = 16
MODELS: list[type[models.Record]] = [
    models.Commitment,
    models.Agreement,
    models.Official,
    models.Party,
    models.Topic,
    models.Meeting,
]
OF_MANY = {"parties", "topics"}
"""Where parts of several records meet, those of one day may stand in another order."""


class World(histories.World):
    """A world in which timelines of every type have entries."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        factories.topic()
        factories.meeting(topics=["foreign-bases"])
        factories.agreement(slug="port", topics=["foreign-bases"])
        self.steps += [self.act, self.act, self.happen, self.happen, self.report, self.speak]
        self.steps += [self.reclassify, self.report]

    def act(self) -> None:
        """Have parties do something to an agreement."""
        days = ["2026-01", "2026-02-10", None]
        parties = ["costaguana", "ruritania", self.ministry.slug]
        actions = [
            {
                "party": self.chance.choice(parties),
                "action": self.chance.choice(["signature", "ratification"]),
                "action_date": self.chance.choice(days),
            }
            for _ in range(self.chance.randrange(3))
        ]
        factories.changed(self.one(models.Agreement), actions=actions)

    def happen(self) -> None:
        """Enter an event, or take back what it has to do with a commitment."""
        row, about = self.one(models.Event), self.one(models.Commitment)
        if row is not None and self.chance.random() < 0.4:
            factories.changed(row, relations=[], start_date=None)
            return
        self.number += 1
        relation = {"relation": "progresses", "side": "holder"}
        factories.event(
            title=f"Event {self.number}",
            start_date=self.chance.choice(["2026-01-25", "2026-02"]),
            parties=[self.ministry.slug],
            topics=self.chance.choice([[], ["foreign-bases"]]),
            relations=[{"commitment": about.slug, **relation}] if about else [],
        )

    def speak(self) -> None:
        """Enter a statement at a meeting on an agreement."""
        self.number += 1
        factories.statement(
            text=f"Words {self.number}",
            meeting=self.one(models.Meeting).slug,
            agreements=["port"],
            topics=self.chance.choice([[], ["foreign-bases"]]),
            on_behalf_of=self.ministry.slug,
        )

    def report(self) -> None:
        """Flag a development in which an official takes part."""
        official = factories.ana_ruiz()
        row = factories.development(
            subject=self.one(self.chance.choice(MODELS[1:])),
            kind="agreement.signed",
            relation="",
            side="",
            occurred_date=self.chance.choice([date(2026, 1, 25), date(2026, 2, 1)]),
            speaker_party=self.chance.choice([None, factories.costaguana()]),
        )
        with recording.change(factories.ACTOR, "named by the report") as change:
            row.participants.create(name="Ana Ruiz", official=official)
            change.touch(row)

    def reclassify(self) -> None:
        """Put a commitment under a topic."""
        if row := self.one(models.Commitment):
            factories.changed(row, topics=self.chance.choice([[], ["foreign-bases"]]))


def database_now() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return str(serializers.show_moment(cursor.fetchone()[0]))


def timelines() -> list[str]:
    return [
        f"/v1/{serializers.PLURALS[identity.type]}/{identity.slug}/timeline?count=true"
        for identity in models.Identity.objects.order_by("pk")
        if identity.type in {model.RECORD_TYPE.value for model in MODELS}
    ]


def told(client: Client, address: str) -> tuple[int, Any]:
    """Return what is answered, without what is told of the future and of the time asked for."""
    response = client.get(address)
    if response.status_code != 200:
        return response.status_code, None
    document = orjson.loads(response.content)
    results = document["results"]
    for entry in results:
        for shown in (entry["body"], entry.get("record"), entry.get("statement")):
            if shown is not None:
                shown.pop("later", None)
    if address.split("/")[2] in OF_MANY:
        results.sort(key=orjson.dumps)
    return 200, (document["count"], results)


@pytest.mark.usefixtures("ledger_is_consistent")
@pytest.mark.parametrize("seed", [2])
def test_the_past_is_told_as_it_was_at_the_time(client: Client, seed: int) -> None:
    world = World(seed)
    live: list[tuple[str, str, tuple[int, Any]]] = []

    for step in [world.speak, world.flag, *[world.step] * STEPS]:
        step()
        answers = [(address, told(client, address)) for address in timelines()]
        now = database_now()
        live += [(now, address, answered) for address, answered in answers]

    differing = [
        (now, address, answered, again)
        for now, address, answered in live
        if (again := told(client, f"{address}&known_at={now}")) != answered
    ]
    assert differing[:1] == []
    filled = {address.split("/")[2] for _, address, answered in live if answered[1] != (0, [])}
    assert filled == {serializers.PLURALS[model.RECORD_TYPE.value] for model in MODELS}


@pytest.mark.parametrize("ordering", ["-date", "date"])
@pytest.mark.parametrize("size", [1, 3])
def test_pages_of_the_past_give_every_entry_once(client: Client, size: int, ordering: str) -> None:
    row = factories.commitment()
    related = [{"commitment": row.slug, "relation": "reaffirms", "side": "holder"}]
    for number in range(3):
        factories.statement(stated_date="2026-02-01", relations=related)
        factories.event(title=f"{number}", start_date=None, relations=related)
        judge(row, date(2026, 2, 1))
    then = database_now()
    factories.changed(models.Statement.objects.latest("pk"), relations=[])
    factories.development(subject=row)
    address = f"/v1/commitments/{row.slug}/timeline?ordering={ordering}&known_at={then}"
    everything = expect.json(client.get(address))["results"]
    assert len(everything) == 9

    pages, following = [], f"{address}&page_size={size}&count=true"
    while following:
        page = expect.json(client.get(following))
        assert (page["count"], page["known_at"]) == (9, then)
        pages.append(page["results"])
        previous, following = page["previous"], page["next"]

    assert [entry for page in pages for entry in page] == everything
    assert expect.json(client.get(previous))["results"] == pages[-2]


def judge(row: models.Commitment, day: date) -> None:
    with recording.change(factories.ACTOR, "judged") as change:
        factories.AssessmentFactory.create(commitment=row, effective_date=day)
        change.touch(row)


def test_the_past_is_narrowed_as_the_present_is(client: Client) -> None:
    row = factories.commitment()
    related = [{"commitment": row.slug, "relation": "reaffirms", "side": "holder"}]
    for day in ("2026-01", "2026-02-03", None):
        factories.statement(stated_date=day, relations=related)
    judge(row, date(2026, 1, 31))
    judge(row, date(2026, 2, 28))
    address = f"/v1/commitments/{row.slug}/timeline?known_at={database_now()}"

    def dates(query: str) -> list[str | None]:
        return [entry["date"] for entry in expect.json(client.get(f"{address}&{query}"))["results"]]

    assert dates("after=2026-01-31") == ["2026-02-28", "2026-02-03", "2026-01-31"]
    assert dates("before=2026-02") == ["2026-01-31", "2026-01"]
    assert dates("type=statement") == ["2026-02-03", "2026-01", None]
    assert dates("type=assessment&before=2026-02-28") == ["2026-01-31"]


def test_entries_of_the_past_tell_what_became_of_them(client: Client) -> None:
    row = factories.commitment(holders=[factories.costaguana().slug])
    statement = factories.statement(party="costaguana", official=None)
    judge(row, date(2026, 2, 1))
    then = database_now()
    with recording.change(factories.ACTOR, "a mistake") as change:
        editing.delete(change, statement, change.now)
        editing.delete(change, row, change.now)

    response = client.get(f"/v1/parties/costaguana/timeline?known_at={then}")

    assessment, said = expect.json(response)["results"]
    assert assessment["record"]["later"] == "deleted"
    assert said["body"]["later"] == "deleted"
    assert response["Memento-Datetime"].endswith(" GMT")
    gone = client.get(f"/v1/commitments/{row.slug}/timeline?known_at={database_now()}")
    expect.problem(gone, 410, "withdrawn")


def test_what_was_not_there_yet_has_no_timeline_then(client: Client) -> None:
    first = factories.topic(slug="first")
    then = database_now()
    factories.topic(slug="second", name="Ports")

    expect.problem(client.get(f"/v1/topics/second/timeline?known_at={then}"), 404, "not_found")
    began = models.Revision.objects.earliest("sequence").published_at
    before = serializers.show_moment(began - timedelta(seconds=1))
    early = client.get(f"/v1/topics/{first.slug}/timeline?known_at={before}")
    expect.problem(early, 400, "before_ledger")


def test_a_merged_record_leads_to_the_other_timeline_of_that_instant(client: Client) -> None:
    kept, merged = factories.topic(), factories.topic(slug="bases")
    with recording.change(factories.ACTOR, "the same") as change:
        editing.merge(change, merged, kept, change.now)

    response = client.get(f"/v1/topics/bases/timeline?known_at={database_now()}")

    expect.problem(response, 308, "merged")
    assert response["Location"].startswith("/v1/topics/foreign-bases/timeline?known_at=")
