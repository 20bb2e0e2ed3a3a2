"""The proof that the past is shown as it was: random histories, asked live and asked again."""

from typing import Any

import orjson
import pytest
from django.db import connection
from django.test import Client

from tests import histories
from tracker import models, serializers

pytestmark = pytest.mark.django_db

STEPS = 22
LISTS = [
    "/v1/commitments?count=true",
    "/v1/commitments?holder=costaguana&ordering=changed_at",
    "/v1/commitments?form=refrain&consistency=contradicted&consistency=reversed",
    "/v1/commitments?relation=contradicts&relation_by=holder&relation_after=2026-02",
    "/v1/commitments?any=verdict:kept,schedule:overdue",
    "/v1/commitments?verdict=kept&valid_at=2026-02-15",
    "/v1/commitments?country=XC&due_before=2027&fields=text,relations",
    "/v1/statements?commitment=no-foreign-bases&relation=reaffirms&count=true",
    "/v1/statements?speaker=ana-ruiz&stated_before=2026-02",
    "/v1/developments?review_state=confirmed&count=true",
    "/v1/developments?party=costaguana&min_confidence=0.6",
    "/v1/agreements?status=signed&status=in_force&valid_at=2026-02-01",
    "/v1/officials?party=costaguana&role=minister&at=2026-01-26",
    "/v1/parties?parent=costaguana",
    "/v1/topics",
    "/v1/commitments/tally?by=verdict,holder",
    "/v1/commitments/tally?by=consistency&holder=costaguana",
    "/v1/commitments/tally?by=verdict&valid_at=2026-02-15",
]


def database_now() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return str(serializers.show_moment(cursor.fetchone()[0]))


def details() -> list[str]:
    """Return the addresses of all records, those of withdrawn ones first."""
    return [
        f"/v1/{serializers.PLURALS[identity.type]}/{identity.slug}"
        for identity in models.Identity.objects.order_by("deleted_at", "pk")
    ]


def answer(client: Client, address: str) -> tuple[int, Any]:
    """Return what is answered, without what is told of the future and of the time asked for."""
    response = client.get(address)
    if response.status_code != 200:
        return response.status_code, None
    document = orjson.loads(response.content)
    for told in ("known_at", "next", "previous", "later"):
        document.pop(told, None)
    for result in document.get("results", ()):
        result.pop("later", None)
    return 200, document


@pytest.mark.usefixtures("ledger_is_consistent")
@pytest.mark.parametrize("seed", [1, 2])
def test_the_past_is_answered_as_it_was_at_the_time(client: Client, seed: int) -> None:
    world = histories.World(seed)
    live: list[tuple[str, str, tuple[int, Any]]] = []

    for step in [world.commit, world.state, world.delete, *[world.step] * STEPS]:
        step()
        asked = [*LISTS, *details()[:2], *world.chance.sample(details(), 4)]
        answers = [(address, answer(client, address)) for address in asked]
        now = database_now()
        live += [(now, address, answered) for address, answered in answers]

    differing = [
        (now, address, answered, again)
        for now, address, answered in live
        if (again := answer(client, f"{address}{'&' if '?' in address else '?'}known_at={now}"))
        != answered
    ]
    assert differing[:1] == []
    assert {status for _, _, (status, _) in live} > {200}
