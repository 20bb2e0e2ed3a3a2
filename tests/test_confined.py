"""Texts are read for developments in a process that may be killed over one of them."""

import os
import select
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.db.models.functions import Now
from django.utils import timezone
from pytest_django import Settings

from config.embedded import processes
from tests import databases, refusing
from tests.test_flagging import REAFFIRMED, article, watched_commitment
from tracker import flagging, models, watched
from tracker.analysis import reading
from tracker.flagging import confined, prose

pytestmark = pytest.mark.django_db

PROJECT = Path(__file__).resolve().parents[1]
# Its reading takes seconds wherever, and some hundred megabytes.
ENDLESS = "Ana Ruiz said Costaguana will not host foreign bases, and will not sign. " * 2_600
WORK = """
import django
django.setup()
from tracker import flagging
from tracker.flagging import confined
confined.prepare()
print(confined._READER._child.pid, flush=True)
while flagging.flag_waiting(10):
    pass
"""


def site(number: int) -> str:
    return f"https://courier.example/{number}"


def plain(count: int, first: int = 0) -> list[models.Snapshot]:
    """Return so many snapshots of which each is read at once."""
    words = "Port workers of Sulaco count ships"
    return [article(f"{words} {n}.", site(n), title="Ports") for n in range(first, first + count)]


def flag_all() -> int:
    """Read all that is due, however slow this machine is; return how many were tried."""
    return sum(iter(lambda: flagging.flag_waiting(100), 0))


def wait_no_longer() -> None:
    """Have what was put off be due."""
    models.Snapshot.objects.exclude(leased_until=None).update(leased_until=Now())


def child() -> int:
    """Return the process that reads for this one."""
    confined.prepare()
    found = confined._READER._child
    assert found is not None
    return found.pid


def started(**variables: str) -> "subprocess.Popen[bytes]":
    """Start a process that says which child it has, and reads all that is due."""
    given = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": databases.address(),
        **variables,
    }
    return subprocess.Popen(
        [sys.executable, "-c", WORK],
        cwd=PROJECT,
        env={**os.environ, **given},
        stdout=subprocess.PIPE,
    )


def test_the_child_finds_what_is_found_here() -> None:
    watched_commitment()
    text = article(REAFFIRMED, site(1))

    found = confined.read(flagging.article(text))

    known = watched.index()
    assert found.findings == tuple(reading.read(flagging.article(text), known.tracked, known))
    assert found.candidates == ("no-foreign-bases",)
    (finding,) = (one for one in found.findings if one.kind == "commitment.reaffirmed")
    assert finding.occurred == date(2026, 2, 10)


def test_what_is_tracked_from_now_on_is_looked_for_at_once() -> None:
    text = flagging.article(article(REAFFIRMED, site(1)))
    before = [one for one in confined.read(text).findings if one.record]

    watched_commitment()

    assert before == []
    found = confined.read(text).findings
    assert {one.record for one in found if one.record} == {"no-foreign-bases"}


def test_one_child_reads_many_texts() -> None:
    first = child()

    for snapshot in plain(3):
        confined.read(flagging.article(snapshot))

    assert child() == first


def test_a_text_that_takes_too_long_is_put_off_and_the_others_are_read(settings: Settings) -> None:
    settings.READING_TIMEOUT_SECONDS = 1.0
    watched_commitment()
    hanging = article(ENDLESS, site(100))
    others = plain(3)

    assert flag_all() == 4

    hanging.refresh_from_db()
    assert (hanging.flagged_at, hanging.attempts) == (None, 1)
    assert hanging.trouble == "It was not read within 1 seconds."
    assert hanging.leased_until is not None
    assert 30 < (hanging.leased_until - timezone.now()).total_seconds() <= 60
    read = models.Snapshot.objects.filter(flagged_at__isnull=False)
    assert set(read) == set(others)


@pytest.mark.django_db(transaction=True)
def test_a_text_that_fills_the_memory_is_put_off_and_the_others_are_read() -> None:
    watched_commitment()
    filling = article(ENDLESS, site(100))
    plain(3)

    # A new process: what this one has let go of would do for a while.
    worker = started(READING_MEMORY_MB="8", READING_TIMEOUT_SECONDS="100")
    worker.communicate()

    filling.refresh_from_db()
    assert filling.trouble == "Reading it takes more memory than one text may."
    assert models.Snapshot.objects.filter(flagged_at__isnull=True).get() == filling


def test_a_row_that_cannot_be_stored_is_put_off_for_longer_each_time_and_then_set_aside() -> None:
    watched_commitment()
    refused = article(REAFFIRMED, site(100))
    others = plain(29)
    refusing.refuse(
        "tracker_snapshot", f"NEW.id = {refused.pk} AND NEW.flagged_at IS NOT NULL", on="UPDATE"
    )

    assert flag_all() == 30
    waits = []
    for _ in range(2):
        refused.refresh_from_db()
        assert refused.leased_until is not None
        waits.append(round((refused.leased_until - timezone.now()).total_seconds() / 60))
        wait_no_longer()
        assert flagging.flag_waiting(100) == 1
    refused.refresh_from_db()

    assert models.Snapshot.objects.filter(flagged_at__isnull=False).count() == len(others)
    assert waits == [1, 4]
    assert (refused.attempts, refused.trouble) == (3, "ProgrammingError: not this one")
    assert list(models.Snapshot.objects.set_aside()) == [refused]
    wait_no_longer()
    assert flagging.flag_waiting(100) == 0
    assert models.Development.objects.count() == 0


def test_what_was_set_aside_can_be_tried_again() -> None:
    aside = article(REAFFIRMED, site(1))
    models.Snapshot.objects.update(attempts=3, trouble="It was not read within 30 seconds.")
    assert flagging.flag_waiting(10) == 0

    assert models.Snapshot.objects.try_again() == 1

    assert flagging.flag_waiting(10) == 1
    aside.refresh_from_db()
    assert (aside.attempts, aside.trouble, aside.flagged_at is None) == (1, "", False)


def test_of_a_long_text_the_beginning_is_read_and_the_row_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(prose, "MOST_CHARACTERS", 300)
    watched_commitment()
    filler = "Port workers of Sulaco count ships.\n\n"
    long = article(f"{REAFFIRMED}\n\n{filler * 20}{REAFFIRMED}", site(1))

    flagging.flag_waiting(10)

    long.refresh_from_db()
    end = flagging.read_until(long.text)
    assert 250 < end <= 300
    assert long.text[:end].endswith("ships.\n")
    assert long.trouble == f"Of its {len(long.text):,} characters the first {end} were read."
    found = models.Development.objects.order_by("kind")
    assert [row.kind for row in found] == ["commitment.reaffirmed", "commitment.reported"]
    for quote in (quote for row in found for quote in row.own_citations):
        assert quote.end <= end


def test_a_child_that_was_killed_is_followed_by_another() -> None:
    killed = child()
    os.kill(killed, signal.SIGKILL)
    first, second = plain(2)

    assert flagging.flag_waiting(10) == 2

    assert child() != killed
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.attempts, first.trouble) == (1, "Reading it broke down.")
    assert second.flagged_at is not None


def test_a_child_holds_nothing_that_is_open_here() -> None:
    descriptors = Path(f"/proc/{child()}/fd")

    held = [str(path.readlink()) for path in descriptors.iterdir()]

    assert [kept.partition(":")[0] for kept in held if kept != os.devnull] == ["pipe", "pipe"]


def test_the_lease_outlasts_the_reading(settings: Settings) -> None:
    settings.READING_TIMEOUT_SECONDS = 30.0

    assert (confined.patience_seconds(), confined.lease_seconds()) == (30.0, 90.0)


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_has_counted_its_attempt_and_leaves_nothing_running() -> None:
    watched_commitment()
    hanging = article(ENDLESS, site(1))
    worker = started(READING_TIMEOUT_SECONDS="1.5")
    assert worker.stdout is not None
    reader = os.pidfd_open(int(worker.stdout.readline()))
    claimed = models.Snapshot.objects.filter(attempts=1)
    assert processes.wait_until(claimed.exists, 60)
    worker.kill()
    worker.communicate()

    assert select.select([reader], [], [], 30)[0] == [reader]
    os.close(reader)
    hanging.refresh_from_db()
    assert (hanging.attempts, hanging.trouble, hanging.flagged_at) == (1, "", None)
    assert flagging.flag_waiting(10) == 0, "it is still leased to who was killed"
    leased = models.Snapshot.objects.get(leased_until__gt=Now())
    assert leased.leased_until is not None
    assert (leased.leased_until - timezone.now()).total_seconds() < 61.5
    wait_no_longer()
    assert flagging.flag_waiting(10) == 1
    assert models.Snapshot.objects.filter(attempts=2, flagged_at__isnull=False).count() == 1
