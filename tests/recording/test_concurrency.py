"""Several writers at once: gap-free, in commit order, without waiting in a ring."""

import threading
from collections.abc import Callable

import orjson
import pytest
from django.db import connection, transaction

from tests import factories
from tracker import editing, models, recording

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("ledger_is_consistent"),
]


WRITERS, CHANGES = 8, 20


def run_together(jobs: list[Callable[[], None]]) -> None:
    """Run each job in a thread with a connection of its own; raise what any of them raised."""
    start, failures = threading.Barrier(len(jobs)), []

    def run(job: Callable[[], None]) -> None:
        try:
            start.wait(30)
            job()
        except BaseException as failure:  # noqa: BLE001 - it is raised below
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not any(thread.is_alive() for thread in threads)
    if failures:
        raise failures[0]


def test_numbers_are_gap_free_in_commit_order_and_never_early() -> None:
    parties = [factories.party(name=f"Party {number}") for number in range(WRITERS)]
    start = models.Revision.objects.count()
    pages: list[list[int]] = []
    last = start + WRITERS * CHANGES

    def write(number: int) -> Callable[[], None]:
        def job() -> None:
            for turn in range(CHANGES):
                factories.changed(parties[number], name=f"Party {number}, {turn}")

        return job

    def poll() -> None:
        seen = start
        while seen < last:
            page = list(models.Revision.objects.after(seen).values_list("sequence", flat=True))
            if page:
                pages.append(page)
                seen = page[-1]

    run_together([poll, *(write(number) for number in range(WRITERS))])

    # The reader, who asks for what comes after the last it saw, missed none and saw none twice.
    assert [number for page in pages for number in page] == list(range(start + 1, last + 1))
    assert len(pages) > 1
    assert list(models.Revision.objects.values_list("sequence", flat=True)) == list(
        range(1, last + 1)
    )
    times = list(models.Revision.objects.values_list("published_at", flat=True))
    assert times == sorted(times)
    versions = models.Revision.objects.filter(record=parties[0].pk).values_list(
        "version", flat=True
    )
    assert list(versions) == list(range(1, CHANGES + 2))


def test_writers_of_one_record_take_turns() -> None:
    party = factories.costaguana()
    factories.ruritania()

    def write(number: int) -> Callable[[], None]:
        def job() -> None:
            for turn in range(CHANGES):
                factories.changed(
                    factories.stored(party), other_names=[{"name": f"Name {number}.{turn}"}]
                )

        return job

    run_together([write(number) for number in range(WRITERS)])

    revisions = models.Revision.objects.filter(record=party.pk)
    assert list(revisions.values_list("version", flat=True)) == list(
        range(1, WRITERS * CHANGES + 2)
    )
    # Each change says what stood there before it, whoever wrote that.
    bodies = [orjson.loads(bytes(revision.body)) for revision in revisions]
    assert [revision.changed["other_names"] for revision in revisions[1:]] == [
        body["other_names"] for body in bodies[:-1]
    ]


def test_who_names_a_party_and_who_renames_it_do_not_wait_in_a_ring() -> None:
    first, second = factories.costaguana(), factories.ruritania()
    both_named = threading.Barrier(2)

    def write(holder: models.Party, renamed: models.Party) -> Callable[[], None]:
        def job() -> None:
            with recording.change("Emilia Gould") as change:
                editing.create(
                    change,
                    "event",
                    {"kind": "law", "title": f"Law of {holder}", "parties": [holder.slug]},
                )
                both_named.wait(30)
                editing.update(change, renamed, {"homepage": "https://gov.example/"})

        return job

    run_together([write(first, second), write(second, first)])

    assert models.Revision.objects.filter(event_type="record.updated").count() == 2


def test_a_number_is_not_given_out_before_the_one_ahead_of_it_is_decided() -> None:
    """Whoever holds the head and then fails leaves no hole."""
    numbered, failing = threading.Event(), threading.Event()

    def fail() -> None:
        with transaction.atomic():
            factories.costaguana()
            numbered.set()
            failing.wait(30)
            transaction.set_rollback(True)

    def follow() -> None:
        numbered.wait(30)
        release = threading.Timer(0.2, failing.set)
        release.start()
        factories.ruritania()

    run_together([fail, follow])

    assert list(models.Revision.objects.values_list("sequence", flat=True)) == [1]
    assert models.Party.objects.get().slug == "ruritania"
