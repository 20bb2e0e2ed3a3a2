"""Redaction while others write: nothing of what was blanked is left, and nothing says it again."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from django.db.models.functions import Now
from django.test import Client

from tests import databases, factories, repeating
from tests.api import editors
from tests.api.conftest import Bearer
from tracker import flagging, models, recording, redacting, refreshing, reviewing
from tracker.api.http import retries

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("ledger_is_consistent"),
]

ROUNDS = 3
NAME = "Rufus Firefly"
SAID = "Costaguana will not host foreign bases, Foreign Minister Ana Ruiz said."


def blank(slug: str) -> None:
    try:
        said = StringIO()
        call_command("redact", "official", slug, "--reason", "an order of the court", stdout=said)
    finally:
        connections.close_all()


def writers(client: Client, name: str, slug: str) -> list[Callable[[], object]]:
    """Return six ways to write what shows an official of this name, as often as they are called."""
    one, other = (
        factories.commitment(short_title=f"Of {slug} {number}", made_by=[{"official": slug}])
        for number in range(2)
    )
    stated = factories.statement(official=slug)
    withheld = factories.development(
        kind="commitment.contradicted", speaker_official=models.Official.objects.slugs(slug).get()
    )
    said = {
        "official": slug,
        "attribution": "named",
        "stance": "position",
        "language": "en",
    }
    turns = iter(range(10**9))

    def state() -> None:
        turn = next(turns)
        body = {**said, "text": f"Statement {turn}"}
        key = {"Idempotency_Key": f"{slug} {turn}"}
        assert editors.post(client, "/v1/statements", body, **key).status_code in {201, 400}

    def change_official() -> None:
        body = {"summary": f"{name} has been in office for {next(turns)} days."}
        assert editors.patch(client, f"/v1/officials/{slug}", body).status_code in {200, 410}

    return [
        lambda: factories.changed(one, text=f"Words {next(turns)}"),
        lambda: factories.changed(other, text=f"Words {next(turns)}"),
        lambda: factories.changed(stated, medium=f"Radio {next(turns)}"),
        lambda: factories.changed(withheld, title=f"Denial {next(turns)}"),
        state,
        change_official,
    ]


def test_nothing_is_left_of_what_is_blanked_while_others_write(bearer: Bearer) -> None:
    client = bearer("editor")
    for number in range(ROUNDS):
        name, slug = f"{NAME} {number}", f"firefly-{number}"
        factories.official(name=name, slug=slug)

        with repeating.repeated(*writers(client, name, slug)):
            blank(slug)
        while refreshing.refresh_waiting(10):
            pass

        assert databases.holding(name) == []
        last = models.Revision.objects.filter(record__slug=slug).latest("sequence")
        assert last.event_type == "record.redacted"


def test_what_began_before_is_waited_for_and_blanked_too() -> None:
    row = factories.official(name=NAME)

    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            factories.statement(official=row.slug)
            blanked = pool.submit(blank, row.slug)
            databases.wait_until_blocked_by(databases.own_process())
        blanked.result()

    assert databases.holding(NAME) == []


def test_who_decides_on_what_shows_it_meanwhile_waits_for_it_in_no_ring() -> None:
    official = factories.official(name=NAME)
    row = factories.development(speaker_official=official)
    begun: list[Future[None]] = []

    def decide() -> None:
        with transaction.atomic():
            list(models.Development.objects.select_for_update(no_key=True).filter(pk=row.pk))
            if not begun:
                begun.append(pool.submit(blank, official.slug))
                databases.wait_until_blocked_by(databases.own_process())
            reviewing.confirm(row, factories.ACTOR, "checked", factories.NOW)

    with ThreadPoolExecutor() as pool:
        retries.tried(decide)
        begun[0].result()

    assert databases.holding(NAME) == []
    assert factories.stored(row).review_state == "confirmed"


@pytest.mark.parametrize("is_read_again", [False, True])
def test_an_article_that_is_blanked_while_it_is_read_is_told_of_no_more(
    is_read_again: bool,
) -> None:
    factories.ana_ruiz()
    factories.commitment(watch={"terms": {"foreign bases": 3, "host": 1}})
    snapshot = factories.snapshot(SAID)
    (held,) = models.Snapshot.objects.unflagged().claim(1, 60)
    if is_read_again:
        models.Snapshot.objects.update(flagged_at=Now(), leased_until=None)
        models.Rereading.objects.request("editor", None, None)

    def read() -> None:
        try:
            if is_read_again:
                flagging.reread_waiting(1)
            else:
                flagging.flag_snapshot(held)
        finally:
            connections.close_all()

    with ThreadPoolExecutor() as pool:
        with recording.change(
            factories.ACTOR, "an order of the court", is_withdrawing=True
        ) as change:
            redacting.redact(change, snapshot.document, factories.NOW)
            done = pool.submit(read)
            databases.wait_until_blocked_by(databases.own_process())
        done.result()

    assert databases.holding("foreign bases, Foreign Minister") == []
    assert not models.Development.objects.exists()
