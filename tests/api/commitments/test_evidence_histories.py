"""Axes and evidence agree after every step of random histories, and after what is done at once."""

import threading
import time
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from tests import factories
from tests.api import expect
from tests.api.commitments.world import AGAINST, FOR, World, database_now
from tests.recording.test_concurrency import run_together
from tracker import models, recording
from tracker.vocabularies import Evidence

STEPS = 30


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
@pytest.mark.parametrize("seed", range(2))
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
