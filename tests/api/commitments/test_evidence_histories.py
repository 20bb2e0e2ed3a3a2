"""Axes and evidence agree after every step of random histories, and after what is done at once."""

import contextlib
import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from tests import factories, histories
from tests.api import expect
from tests.recording.test_concurrency import run_together
from tracker import editing, flagging, kinds, models, recording, redacting, reviewing
from tracker.vocabularies import Evidence

STEPS = 30
FOR, AGAINST = {"reaffirms", "progresses", "fulfils"}, {"contradicts", "breaks"}
RELATIONS = [*sorted(FOR), *sorted(AGAINST), "qualifies", "mentions"]
SIDES = ["holder", "counterpart", "third_party"]
ZONES = ["America/Guayaquil", "Pacific/Kiritimati", "Pacific/Pago_Pago"]


class World(histories.World):
    """A world of words, deeds and flags on commitments, and of all that undoes them."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.snapshot = factories.snapshot()
        self.steps += [
            *[self.speak, self.speak, self.happen, self.happen, self.change_event],
            *[self.flag_meaning, self.flag_meaning, self.decide, self.decide, self.decide],
            *[self.correct, self.reopen, self.split, self.undo_event, self.merge_events],
            *[self.redact, self.judge_earlier, self.move_zone, self.rewrite, self.ring],
        ]

    def relation(self) -> list[dict[str, Any]]:
        """Return how something bears on a commitment, or on none."""
        about = self.one(models.Commitment)
        if about is None:
            return []
        quote = {"document": self.snapshot.document.slug, "exact": factories.QUOTE}
        weight = self.chance.choice(["concrete_action", "announcement"])
        return [
            {
                "commitment": about.slug,
                "relation": self.chance.choice(RELATIONS),
                "side": self.chance.choice(SIDES),
                "citations": self.chance.choice([[], [{**quote, "weight": weight}]]),
            }
        ]

    def speak(self) -> None:
        """Enter a statement of any stance by anyone."""
        self.number += 1
        factories.statement(
            text=f"Statement {self.number}",
            stance=self.chance.choice(["position", "denial", "allegation", "call"]),
            attribution=self.chance.choice(["named", "document", "outlet"]),
            stated_date=self.chance.choice(["2026-01-25", "2026-02", None]),
            relations=self.relation(),
        )

    def happen(self) -> None:
        """Enter an event."""
        day = self.chance.choice(["2026-01-25", "2026-02", None])
        factories.event(start_date=day, relations=self.relation())

    def change_event(self) -> None:
        """Change on what an event bears, or when it was."""
        if row := self.one(models.Event):
            fields: list[dict[str, Any]]
            fields = [{"relations": self.relation()}, {"start_date": "2026-03-01"}]
            factories.changed(row, **self.chance.choice(fields))

    def rewrite(self) -> None:
        """Change who is bound, by what strength, until when."""
        if row := self.one(models.Commitment):
            due = str((factories.stored(row).changed_at + timedelta(days=20)).date())
            factories.changed(
                row,
                holders=[self.chance.choice(["costaguana", "ruritania"])],
                strength=self.chance.choice(["stated_intention", "undertaking"]),
                due_date=self.chance.choice([None, "2026", "2026-01", due]),
            )

    def flag_meaning(self) -> None:
        """Flag what an article means for a commitment."""
        if about := self.one(models.Commitment):
            relation = self.chance.choice(["reaffirms", "contradicts", "qualifies", "fulfils"])
            factories.development(
                subject=about,
                snapshot=self.snapshot,
                relation=relation,
                kind=kinds.of_relation(relation)[0].code,
                side=self.chance.choice([*SIDES, ""]),
            )

    def flagged(self) -> models.Development | None:
        """Return a development with a quote, whatever became of it."""
        rows = models.Development.objects.filter(identity__deleted_at=None)
        quoted = rows.filter(identity__citations__isnull=False, detector="prose").distinct()
        found = list(quoted.select_related("identity").order_by("pk"))
        return self.chance.choice(found) if found else None

    def decide(self) -> None:
        """Confirm or dismiss a flag, of whatever state."""
        decide = self.chance.choice([reviewing.confirm, reviewing.confirm, reviewing.dismiss])
        if row := self.flagged():
            with contextlib.suppress(reviewing.AlreadyDecidedError):
                decide(row, "Emilia Gould", "checked", factories.NOW)

    def correct(self) -> None:
        """Correct what a flag says, and of which commitment."""
        row, about = self.flagged(), self.one(models.Commitment)
        if row is not None and about is not None:
            fields = [
                {"relation": self.chance.choice(["contradicts", "reaffirms"])},
                {"side": self.chance.choice(SIDES)},
                {"record": about.slug},
                {"occurred_date": "2026-02-11"},
            ]
            with contextlib.suppress(reviewing.AlreadyDecidedError):
                fields_sent = self.chance.choice(fields)
                reviewing.correct(row, "Emilia Gould", "so", factories.NOW, fields_sent)

    def reopen(self) -> None:
        """Take a decision back."""
        if row := self.flagged():
            with contextlib.suppress(reviewing.NotDecidedError):
                reviewing.reopen(row, "Emilia Gould", "in doubt", factories.NOW)

    def split(self) -> None:
        """Move the second quote of a flag into one of its own."""
        row = self.flagged()
        if row is None or row.review_state == "dismissed":
            return
        self.number += 1
        more = factories.snapshot(
            f"{factories.ARTICLE} Number {self.number}.",
            url=f"https://gazette.example/{self.number}",
        )
        start = more.text.index(factories.QUOTE)
        with recording.change("prose", "another article") as change:
            editing.cite(row.identity, more, start, start + len(factories.QUOTE))
            change.touch(row)
        quote = {"document": more.document.slug, "exact": factories.QUOTE}
        fields = {"citations": [quote], "relation": self.chance.choice(["breaks", "progresses"])}
        reviewing.split(row, "Emilia Gould", "two happenings", factories.NOW, fields)

    def undo_event(self) -> None:
        """Delete an event, or restore one."""
        if self.chance.random() < 0.5:
            if row := self.one(models.Event):
                with recording.change("Emilia", "twice", is_withdrawing=True) as change:
                    editing.delete(change, row, change.now)
            return
        gone = models.Event.objects.exclude(identity__deleted_at=None).select_related("identity")
        if rows := list(gone.order_by("pk")):
            with (
                contextlib.suppress(editing.NotRestorable),
                recording.change("Emilia Gould", "once") as change,
            ):
                editing.restore(change, self.chance.choice(rows))

    def merge_events(self) -> None:
        """Merge two events."""
        row, into = self.one(models.Event), self.one(models.Event)
        if row is not None and row.pk != into.pk:
            with recording.change("Emilia Gould", "the same", is_withdrawing=True) as change:
                editing.merge(change, row, into, change.now)

    def redact(self) -> None:
        """Blank what was said or done, by law."""
        types: list[type[models.Record]] = [models.Statement, models.Event]
        row = self.one(self.chance.choice(types))
        if row is not None and self.chance.random() < 0.5:
            with recording.change("Emilia", "court order", is_withdrawing=True) as change:
                redacting.redact(change, row, factories.NOW)

    def judge_earlier(self) -> None:
        """Give a verdict that held before another."""
        if row := self.one(models.Commitment):
            entered = {
                "verdict": self.chance.choice(["kept", "broken", "in_progress"]),
                "effective_date": histories.DAYS[0] - timedelta(days=self.chance.randrange(40)),
                "reason": "judged later",
            }
            with recording.change("Emilia Gould", "judged") as change:
                reviewing.assess(change, row, entered)

    def move_zone(self) -> None:
        """Have a state keep another time."""
        state = self.chance.choice([factories.costaguana(), factories.ruritania()])
        factories.changed(state, time_zone=self.chance.choice(ZONES))

    def ring(self) -> None:
        """Have the clock look at what is due."""
        flagging.flag_calendar(database_now())


def database_now() -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def level(client: Client, item: dict[str, Any]) -> str:
    """Return how strong an item of evidence is by itself, by what is shown of it."""
    said = expect.json(client.get(item["url"]))
    if item["type"] == "event":
        is_concrete = any(quote["weight"] == "concrete_action" for quote in item["quotes"])
        return "operational" if is_concrete else "independent_report"
    if said["stance"] in {"allegation", "call"}:
        return "claim_only"
    levels = {"document": "official_document", "outlet": "independent_report"}
    return levels.get(said["attribution"], "claim_only")


def best(client: Client, items: list[dict[str, Any]]) -> str:
    found = [Evidence(level(client, item)) for item in items]
    return max(found, key=lambda each: each.order, default=Evidence.NONE_FOUND).value


def consistencies(body: dict[str, Any]) -> set[str]:
    """Return what the shown relations allow, whoever of those against spoke last."""
    own = {
        each["relation"]
        for each in body["relations"]
        if each["side"] != "third_party" and each["relation"] != "mentions"
    }
    if own & AGAINST:
        return {"contradicted", "reversed", "denied"}
    for relation, found in (("qualifies", "qualified"), ("reaffirms", "reaffirmed")):
        if relation in own:
            return {found}
    return {"consistent" if own else "single_statement"}


def disagreements(client: Client, row: models.Commitment) -> list[str]:
    """Return in what the body of a commitment, its row, its evidence and its axes differ."""
    body = expect.json(client.get(f"/v1/commitments/{row.slug}"))
    found = expect.json(client.get(f"/v1/commitments/{row.slug}/evidence?page_size=100"))
    axes = ("schedule", "consistency", "evidence_for", "evidence_against")
    problems = [name for name in axes if body[name] != getattr(row, name)]
    with transaction.atomic():
        if row.compute_axes(database_now()):
            problems.append("computed otherwise")
        transaction.set_rollback(True)
    for direction, relations in (("for", FOR), ("against", AGAINST)):
        shown = {item["url"] for item in found[direction]}
        bearing = {each["by"]["url"] for each in body["relations"] if each["relation"] in relations}
        if shown != bearing or found["counts"][direction]["count"] != len(shown):
            problems.append(f"relations {direction}")
        if best(client, found[direction]) != body[f"evidence_{direction}"]:
            problems.append(f"level {direction}")
    if body["consistency"] not in consistencies(body):
        problems.append("consistency")
    return problems


@pytest.mark.django_db
@pytest.mark.usefixtures("ledger_is_consistent")
@pytest.mark.parametrize("seed", range(4))
def test_what_a_commitment_says_of_itself_is_what_its_evidence_lists(
    client: Client, seed: int
) -> None:
    world = World(seed)
    done: list[str] = []
    for _ in range(STEPS):
        step = world.chance.choice(world.steps)
        done.append(step.__name__)
        step()
        world.ring()
        for row in models.Commitment.objects.public().select_related("identity").order_by("pk"):
            assert (row.slug, disagreements(client, row)) == (row.slug, []), done[-3:]


def is_waited_for() -> bool:
    """Return whether another session waits for what this one holds."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    with connection.cursor() as cursor:
        cursor.execute(f"{waiting} AND pg_backend_pid() = ANY (pg_blocking_pids(pid))")
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("ledger_is_consistent")
def test_what_two_enter_at_once_counts_together(client: Client) -> None:
    commitment = factories.commitment()
    factories.ana_ruiz()
    is_entered = threading.Event()

    def state(relation: str) -> dict[str, Any]:
        related = {"commitment": commitment.slug, "relation": relation, "side": "holder"}
        return {"text": f"It {relation}.", "relations": [related]}

    def enter_first() -> None:
        with recording.change("Emilia Gould", "entered"):
            factories.statement(**state("contradicts"))
            is_entered.set()
            deadline = time.monotonic() + 30
            while not is_waited_for():
                assert time.monotonic() < deadline

    def enter_second() -> None:
        assert is_entered.wait(30)
        factories.statement(**state("reaffirms"))

    run_together([enter_first, enter_second])

    row = factories.stored(commitment)
    assert disagreements(client, row) == []
    assert (row.evidence_for, row.evidence_against) == ("claim_only", "claim_only")
    assert row.consistency == "contradicted"
