"""Stored articles read again: what is found, told, left out, and kept through a kill."""

import io
import os
import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from tests import databases, factories, refusing
from tracker import flagging, models, tasks
from tracker.models import locks
from tracker.webhooks import fanout

pytestmark = pytest.mark.django_db

CODE = Path(__file__).resolve().parents[1]
TERMS = {"terms": {"foreign bases": 3, "host": 1}}
SAID = "Costaguana will not host foreign bases, Foreign Minister Ana Ruiz said."
NOTHING = "It rained in Sulaco."


def stored(*texts: str, day: date = date(2026, 2, 1)) -> None:
    """Store articles, and have them read before anything is watched."""
    for text in texts:
        number = models.Document.objects.count()
        factories.snapshot(
            text,
            url=f"https://courier.example/{number}",
            published_at=f"{day:%Y-%m-%d}",
            title="News of the day",
        )
    flagging.flag_waiting(100)


def commitment() -> models.Commitment:
    factories.ana_ruiz()
    return factories.commitment(watch=TERMS)


def reread(since: date | None = None, only: models.Commitment | None = None) -> models.Rereading:
    row = models.Rereading.objects.request("editor", since, only)
    while flagging.reread_waiting(10):
        pass
    row.refresh_from_db()
    return row


def test_what_a_new_commitment_would_have_shown_is_found_and_is_no_news() -> None:
    stored(SAID, NOTHING)
    commitment()

    row = reread()

    found = models.Development.objects.order_by("kind").values_list("kind", "is_backfill")
    assert list(found) == [("commitment.reaffirmed", True), ("commitment.reported", True)]
    assert (row.documents, row.documents_read, row.developments) == (2, 2, 2)
    assert row.finished_at is not None


def test_a_meaning_that_was_flagged_before_there_were_reports_gets_its_report() -> None:
    stored(SAID)
    commitment()
    reread()
    meaning = models.Development.objects.get(kind="commitment.reaffirmed")
    models.Development.objects.filter(pk=meaning.pk).update(report=None)
    models.Citation.objects.filter(record__development__kind="commitment.reported").delete()
    models.Development.objects.filter(kind="commitment.reported").delete()

    row = reread()

    meaning.refresh_from_db()
    assert row.developments == 1
    assert meaning.report == models.Development.objects.get(kind="commitment.reported")
    assert len(meaning.own_citations) == 1


def test_what_happened_within_a_week_is_news_though_it_is_found_late() -> None:
    today = timezone.now().date()
    stored(SAID, day=today - timedelta(days=7))
    models.Snapshot.objects.update(fetched_at=timezone.now())
    commitment()

    reread()

    assert [row.is_backfill for row in models.Development.objects.all()] == [False, False]


def test_what_is_read_for_the_first_time_is_never_backfill() -> None:
    commitment()
    stored(SAID)

    assert [row.is_backfill for row in models.Development.objects.all()] == [False, False]


def test_what_is_known_is_not_announced_again_and_no_endpoint_hears_of_it() -> None:
    commitment()
    stored(SAID, SAID.replace("said", "insisted"))
    models.WebhookEndpoint.objects.all().delete()
    factories.WebhookEndpointFactory.create(event_types=["*"])
    head = models.Revision.objects.count()

    row = reread()

    assert (row.documents_read, row.developments) == (2, 0)
    assert models.Revision.objects.count() == head


def test_backfill_reaches_the_endpoints_that_ask_for_it_alone() -> None:
    stored(SAID)
    commitment()
    fanout.fan_out(500)
    for has_backfill in (False, True):
        factories.WebhookEndpointFactory.create(
            event_types=["commitment.*"], has_backfill=has_backfill
        )

    reread()
    fanout.fan_out(500)

    assert [row.endpoint.has_backfill for row in models.Delivery.objects.all()] == [True]


def test_for_one_commitment_nothing_is_stored_of_others() -> None:
    stored(SAID)
    commitment()
    other = factories.commitment(short_title="No hosting", watch=TERMS)

    row = reread(only=other)

    assert row.developments == 2
    found = {row.subject.slug for row in models.Development.objects.all()}
    assert found == {"no-hosting"}


def test_articles_before_the_day_and_versions_that_were_replaced_stay_unread() -> None:
    stored(SAID, day=date(2026, 1, 31))
    stored(SAID, day=date(2026, 2, 1))
    stored(NOTHING, day=date(2026, 2, 1))
    factories.snapshot(
        NOTHING + " It poured.", url="https://courier.example/2", published_at="2026-02-01"
    )
    commitment()

    row = reread(since=date(2026, 2, 1))

    (citation,) = models.Development.objects.get(kind="commitment.reported").own_citations
    assert citation.snapshot.document.url == "https://courier.example/1"
    # The new version has not been read yet, so that is left to the ordinary stage.
    assert row.documents_read == 1


def test_one_that_is_under_way_goes_on_and_is_not_begun_twice() -> None:
    stored(NOTHING)
    first = models.Rereading.objects.request("editor", None, None)

    again = models.Rereading.objects.request("another", None, None)
    for_one = models.Rereading.objects.request("editor", None, commitment())

    assert again == first
    assert for_one != first


def test_the_bell_reads_on_and_tells_the_next_stage() -> None:
    stored(NOTHING)
    row = models.Rereading.objects.request("editor", None, None)

    tasks.reread()

    row.refresh_from_db()
    assert row.documents_read == 1


def test_whoever_lost_the_lease_stores_nothing() -> None:
    stored(SAID)
    commitment()
    models.Rereading.objects.request("editor", None, None)
    (slow,) = models.Rereading.objects.unfinished().claim(1, -1)
    (quick,) = models.Rereading.objects.unfinished().claim(1, 60)

    assert flagging.reread_batch(slow) == 0
    assert models.Development.objects.count() == 0
    assert flagging.reread_batch(quick) == 1


def test_the_command_reads_all_with_progress_and_says_what_was_new() -> None:
    stored(SAID, NOTHING)
    commitment()
    out = io.StringIO()

    call_command("reread", since=date(2026, 1, 1), commitment="no-foreign-bases", stdout=out)

    assert out.getvalue().strip() == "2 articles read, 2 new developments."


def test_the_command_knows_only_commitments_that_are_there() -> None:
    with pytest.raises(CommandError, match="There is no commitment atlantis"):
        call_command("reread", since=date(2026, 1, 1), commitment="atlantis")


def test_an_article_that_cannot_be_stored_is_tried_three_times_and_passed_over() -> None:
    stored(NOTHING, SAID, NOTHING + " Again.")
    commitment()
    row = models.Rereading.objects.request("editor", None, None)
    refusing.refuse("tracker_development", "NEW.kind = 'commitment.reaffirmed'")

    read = []
    for _ in range(4):
        read.append(flagging.reread_waiting(10))
        models.Rereading.objects.exclude(leased_until=None).update(leased_until=Now())
    row.refresh_from_db()

    assert read == [0, 0, 0, 2]
    assert (row.documents, row.documents_read, row.documents_failed) == (3, 2, 1)
    assert (row.finished_at is None, row.developments, row.attempts) == (False, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_killed_command_goes_on_where_it_was() -> None:
    stored(NOTHING, NOTHING + " Again.", SAID, SAID.replace("said", "insisted"))
    commitment()
    address = databases.address()
    command = [sys.executable, "manage.py", "reread", "--since", "2026-01-01"]

    with transaction.atomic():
        # What the third article says is being flagged by another, so that the command waits here.
        locks.hold(locks.Purpose.FLAGGING, ["commitment.reported:no-foreign-bases"])
        process = subprocess.Popen(command, cwd=CODE, env={**os.environ, "DATABASE_URL": address})
        wait_for_a_waiter()
        process.kill()
        assert process.wait(30) == -signal.SIGKILL
    row = models.Rereading.objects.get()
    assert (row.documents_read, row.developments) == (2, 0)

    models.Rereading.objects.update(leased_until=Now() - timedelta(seconds=1))
    out = io.StringIO()
    call_command("reread", since=date(2026, 1, 1), stdout=out)

    assert out.getvalue().splitlines()[0] == "Going on after 2 of 4 articles."
    row.refresh_from_db()
    assert (row.documents_read, row.developments) == (4, 2)
    announced = models.Revision.objects.filter(event_type="commitment.reported")
    assert announced.count() == 1


def wait_for_a_waiter() -> None:
    """Return once another connection waits for a lock that this one holds."""
    with connection.cursor() as cursor:
        for _ in range(600):
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND "
                "database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_sleep(0.05)")
    raise AssertionError("Nobody came to wait.")
